#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

char *nomo_cart_message_text (const NomoRecord *cart, const char *store);
char *nomo_cart_message_url (const NomoRecord *cart, const char *store);

G_END_DECLS
