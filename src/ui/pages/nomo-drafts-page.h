#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

NomoPage *nomo_drafts_page_new (NomoSession *session);

G_END_DECLS
