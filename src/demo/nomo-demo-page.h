#pragma once

#include "nomo-demo-store.h"

G_BEGIN_DECLS

char *nomo_demo_page_consent (const char *scope, const char *nonce);
char *nomo_demo_page_error (const char *title, const char *sentence);
char *nomo_demo_page_storefront (gint64 now);

G_END_DECLS
