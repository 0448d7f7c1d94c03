#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoScope:
 * @name: as Salla calls it, such as `orders.read`
 * @label: N_(): what it opens, a word or two
 * @purpose: N_(): what Nomo Flow does with it, half a sentence
 *
 * A permission that Nomo Flow asks for.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *purpose;
} NomoScope;

const NomoScope *nomo_scopes (guint *n);
gboolean nomo_scope_is_granted (const char *granted, const char *name);
char *nomo_scopes_dup_request (void);

G_END_DECLS
