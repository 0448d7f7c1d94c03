#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CODE_BATCH_PAGE (nomo_code_batch_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoCodeBatchPage, nomo_code_batch_page, NOMO, CODE_BATCH_PAGE, NomoPage)

NomoPage *nomo_code_batch_page_new (NomoSession *session);

G_END_DECLS
