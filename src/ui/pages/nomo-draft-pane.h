#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_DRAFT_PANE (nomo_draft_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoDraftPane, nomo_draft_pane, NOMO, DRAFT_PANE, NomoRecordPane)

char *nomo_draft_pane_word_title (const NomoRecord *draft);
NomoRecordPane *nomo_draft_pane_new (void);

G_END_DECLS
