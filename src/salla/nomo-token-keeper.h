#pragma once

#include <gio/gio.h>

#include "nomo-token-verdict.h"

G_BEGIN_DECLS

typedef struct _NomoHttp NomoHttp;
typedef struct _NomoKeyring NomoKeyring;
typedef struct _NomoStore NomoStore;

/**
 * NomoTokenKeeper:
 *
 * The one place that knows a store's tokens on this device: reads them out of the keyring, gives out the access token, and
 * renews the pair without ever showing a refresh token twice. Main thread. Signal `changed`: any of the getters may answer
 * otherwise.
 */
#define NOMO_TYPE_TOKEN_KEEPER (nomo_token_keeper_get_type ())
G_DECLARE_FINAL_TYPE (NomoTokenKeeper, nomo_token_keeper, NOMO, TOKEN_KEEPER, GObject)

NomoTokenKeeper *nomo_token_keeper_new (NomoStore *store, const char *path, gint64 merchant, NomoKeyring *keyring,
                                        NomoHttp *http);
void nomo_token_keeper_set_label (NomoTokenKeeper *self, const char *label);
void nomo_token_keeper_set_may_renew (NomoTokenKeeper *self, gboolean may_renew);
void nomo_token_keeper_set_holds (NomoTokenKeeper *self, gboolean holds);
void nomo_token_keeper_take_answer (NomoTokenKeeper *self, gint64 salla_ms, gboolean accepted);

void nomo_token_keeper_load_async (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);
void nomo_token_keeper_load_finish (NomoTokenKeeper *self, GAsyncResult *result);
void nomo_token_keeper_get_async (NomoTokenKeeper *self, const char *refused, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer data);
NomoSallaTokens *nomo_token_keeper_get_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error);
void nomo_token_keeper_hurry (NomoTokenKeeper *self);
void nomo_token_keeper_adopt_async (NomoTokenKeeper *self, NomoSallaTokens *tokens, const NomoSallaApp *app,
                                    GAsyncReadyCallback callback, gpointer data);
gboolean nomo_token_keeper_adopt_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error);
void nomo_token_keeper_forget_async (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_token_keeper_forget_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error);

NomoTokenState nomo_token_keeper_get_state (NomoTokenKeeper *self);
const GError *nomo_token_keeper_get_error (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_expires (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_renewed (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_due (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_generation (NomoTokenKeeper *self);
gint64 nomo_token_keeper_get_renewals (NomoTokenKeeper *self);
const char *nomo_token_keeper_get_scope (NomoTokenKeeper *self);
gboolean nomo_token_keeper_is_due (NomoTokenKeeper *self);
gboolean nomo_token_keeper_is_renewing (NomoTokenKeeper *self);
gboolean nomo_token_keeper_is_unkept (NomoTokenKeeper *self);
gboolean nomo_token_keeper_is_busy (NomoTokenKeeper *self);
gboolean nomo_token_keeper_is_lasting (NomoTokenKeeper *self);

G_END_DECLS
