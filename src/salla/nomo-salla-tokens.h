#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoSallaTokens:
 *
 * A pair of tokens of one store, as the token endpoint gave it. Immutable, atomically ref-counted, wiped when it goes.
 */
typedef struct _NomoSallaTokens NomoSallaTokens;

#define NOMO_TYPE_SALLA_TOKENS (nomo_salla_tokens_get_type ())
GType nomo_salla_tokens_get_type (void);

NomoSallaTokens *nomo_salla_tokens_parse (JsonNode *answer, gint64 now_ms, GError **error);
NomoSallaTokens *nomo_salla_tokens_ref (NomoSallaTokens *self);
void nomo_salla_tokens_unref (NomoSallaTokens *self);
const char *nomo_salla_tokens_get_access (NomoSallaTokens *self);
const char *nomo_salla_tokens_get_refresh (NomoSallaTokens *self);
gint64 nomo_salla_tokens_get_expires (NomoSallaTokens *self);
gint64 nomo_salla_tokens_get_issued (NomoSallaTokens *self);
gint64 nomo_salla_tokens_get_due (NomoSallaTokens *self);
const char *nomo_salla_tokens_get_scope (NomoSallaTokens *self);
void nomo_salla_tokens_inherit (NomoSallaTokens *self, NomoSallaTokens *former);
void nomo_salla_tokens_save (NomoSallaTokens *self, JsonObject *object);
NomoSallaTokens *nomo_salla_tokens_load (JsonNode *node, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSallaTokens, nomo_salla_tokens_unref)

G_END_DECLS
