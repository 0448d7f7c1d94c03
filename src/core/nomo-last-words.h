#pragma once

#include <glib.h>

G_BEGIN_DECLS

void nomo_last_words_watch_log (void);
void nomo_last_words_catch (int descriptor);
void nomo_last_words_let_go (void);
void nomo_last_words_begin_job (const char *title_msgid);
void nomo_last_words_end_job (const char *title_msgid);

G_END_DECLS
