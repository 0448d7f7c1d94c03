#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoSecret:
 *
 * A `char` of a text that must not stay in memory: `g_autoptr (NomoSecret) token` is a `char *` that is wiped when it goes.
 */
typedef char NomoSecret;

gboolean nomo_secret_equal (const char *known, const char *given);
void nomo_secret_free (char *secret);
GBytes *nomo_secret_to_bytes (char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSecret, nomo_secret_free)

G_END_DECLS
