#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_OUTBOX_PAGE (nomo_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoOutboxPage, nomo_outbox_page, NOMO, OUTBOX_PAGE, NomoPage)

NomoPage *nomo_outbox_page_new (NomoSession *session);

G_END_DECLS
