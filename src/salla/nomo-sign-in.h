#pragma once

#include <gio/gio.h>

#include "nomo-salla-endpoints.h"
#include "nomo-signed-in.h"

G_BEGIN_DECLS

typedef struct _NomoHttp NomoHttp;

#define NOMO_SIGN_IN_PORT 8721

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
void nomo_sign_in_take_code_async (NomoSignIn *self, const char *code, const char *redirect_uri,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
NomoSignedIn *nomo_sign_in_finish (NomoSignIn *self, GAsyncResult *result, GError **error);
void nomo_sign_in_take_tokens_async (NomoSignIn *self, NomoSallaTokens *tokens, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer data);
gboolean nomo_sign_in_take_address (NomoSignIn *self, const char *address, GError **error);
const char *nomo_sign_in_get_authorize_url (NomoSignIn *self);
char *nomo_sign_in_dup_redirect_uri (guint16 port);
char *nomo_sign_in_make_url (NomoSallaEndpoints *endpoints, const char *client_id, const char *redirect_uri,
                             const char *state);

G_END_DECLS
