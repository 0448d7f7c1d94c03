#pragma once

#include <glib.h>

G_BEGIN_DECLS

void nomo_adw_words_bind (void);

G_END_DECLS
