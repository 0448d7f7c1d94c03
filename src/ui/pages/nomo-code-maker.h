#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CODE_MAKER (nomo_code_maker_get_type ())
G_DECLARE_FINAL_TYPE (NomoCodeMaker, nomo_code_maker, NOMO, CODE_MAKER, NomoPage)

NomoPage *nomo_code_maker_new (NomoSession *session);

G_END_DECLS
