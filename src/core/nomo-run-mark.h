#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoRunMark:
 *
 * The mark of a run that goes on. What it did not take away itself at its end tells that it did not end in order.
 */
typedef struct _NomoRunMark NomoRunMark;

char *nomo_run_mark_dup_folder (void);
NomoRunMark *nomo_run_mark_begin (const char *folder, const char *program, GError **error);
void nomo_run_mark_end (NomoRunMark *self);

G_END_DECLS
