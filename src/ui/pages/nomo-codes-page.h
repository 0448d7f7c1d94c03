#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CODES_PAGE (nomo_codes_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoCodesPage, nomo_codes_page, NOMO, CODES_PAGE, NomoPage)

NomoPage *nomo_codes_page_new (NomoSession *session);

G_END_DECLS
