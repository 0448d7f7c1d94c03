#pragma once

#include <glib/gi18n.h>

/* Included behind all others, it makes the words of a file follow the tongue of the thread: see nomo_tongue_set(). The names are
 * those that translators' tools look for. */

G_BEGIN_DECLS

void nomo_tongue_set (const char *language);
const char *nomo_tongue_get (void);
const char *nomo_tongue_say (const char *words) G_GNUC_FORMAT (1);
const char *nomo_tongue_say_in (const char *context, const char *words) G_GNUC_FORMAT (2);
const char *nomo_tongue_say_number (const char *one, const char *many, gulong n) G_GNUC_FORMAT (1) G_GNUC_FORMAT (2);

#undef _
#undef C_
#undef ngettext
#define _(words)               nomo_tongue_say (words)
#define C_(context, words)     nomo_tongue_say_in (context, words)
#define ngettext(one, many, n) nomo_tongue_say_number (one, many, n)

G_END_DECLS
