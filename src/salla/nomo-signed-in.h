#pragma once

#include "nomo-salla-tokens.h"

G_BEGIN_DECLS

/**
 * NomoSignedIn:
 *
 * What a sign-in brought home: the tokens and who consented for which store. Immutable, atomically ref-counted.
 */
typedef struct _NomoSignedIn NomoSignedIn;

#define NOMO_TYPE_SIGNED_IN (nomo_signed_in_get_type ())
GType nomo_signed_in_get_type (void);

NomoSignedIn *nomo_signed_in_new (NomoSallaTokens *tokens, JsonNode *user_info, GError **error);
NomoSignedIn *nomo_signed_in_ref (NomoSignedIn *self);
void nomo_signed_in_unref (NomoSignedIn *self);
NomoSallaTokens *nomo_signed_in_get_tokens (NomoSignedIn *self);
gint64 nomo_signed_in_get_merchant (NomoSignedIn *self);
const char *nomo_signed_in_get_name (NomoSignedIn *self);
const char *nomo_signed_in_get_username (NomoSignedIn *self);
const char *nomo_signed_in_get_domain (NomoSignedIn *self);
const char *nomo_signed_in_get_plan (NomoSignedIn *self);
const char *nomo_signed_in_get_owner_name (NomoSignedIn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSignedIn, nomo_signed_in_unref)

G_END_DECLS
