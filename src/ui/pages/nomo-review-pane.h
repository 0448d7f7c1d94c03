#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_REVIEW_PANE (nomo_review_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoReviewPane, nomo_review_pane, NOMO, REVIEW_PANE, NomoRecordPane)

NomoRecordPane *nomo_review_pane_new (void);

G_END_DECLS
