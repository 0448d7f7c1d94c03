#pragma once

#include <glib.h>

G_BEGIN_DECLS

void nomo_locale_init (const char *language);
void nomo_locale_set_language (const char *language);
const char *nomo_locale_get_language (void);
gboolean nomo_locale_is_rtl (void);
void nomo_locale_set_arabic_digits (gboolean arabic_digits);
gboolean nomo_locale_get_arabic_digits (void);

G_END_DECLS
