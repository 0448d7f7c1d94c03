#pragma once

#include <gio/gio.h>

#include "nomo-salla-endpoints.h"
#include "nomo-salla-tokens.h"

G_BEGIN_DECLS

typedef struct _NomoHttp NomoHttp;

#define NOMO_SIGN_IN_PORT 8721

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

/**
 * NomoSignIn:
 *
 * One sign-in at Salla: authorization code by the system browser and a loopback redirect. Main thread.
 *
 * Properties: `authorize-url` (string, NULL until [method@SignIn.run_async] listens; then open it in the browser).
 * Signals: `rejected (const GError *error)`: a redirect came that does not belong to this sign-in; the sign-in goes on
 * waiting.
 */
#define NOMO_TYPE_SIGN_IN (nomo_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (NomoSignIn, nomo_sign_in, NOMO, SIGN_IN, GObject)

NomoSignIn *nomo_sign_in_new (NomoSallaEndpoints *endpoints, const char *client_id, const char *client_secret,
                              guint16 redirect_port, NomoHttp *http);
void nomo_sign_in_run_async (NomoSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
NomoSignedIn *nomo_sign_in_finish (NomoSignIn *self, GAsyncResult *result, GError **error);
gboolean nomo_sign_in_take_address (NomoSignIn *self, const char *address, GError **error);
const char *nomo_sign_in_get_authorize_url (NomoSignIn *self);
char *nomo_sign_in_dup_redirect_uri (guint16 port);

G_END_DECLS
