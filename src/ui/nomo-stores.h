#pragma once

#include "nomo-crash.h"
#include "nomo-recent.h"
#include "nomo-restore-drill.h"
#include "nomo-session.h"
#include "nomo-shop.h"
#include "nomo-upgrade-watch.h"

G_BEGIN_DECLS

/**
 * NomoStage:
 * @NOMO_STAGE_OPENING: a store is being looked for or opened
 * @NOMO_STAGE_WELCOME: there is no store yet, or another one is to be connected
 * @NOMO_STAGE_SHOP: the session has a shop
 * @NOMO_STAGE_FAILED: the store could not be opened
 *
 * What a window shows as a whole.
 */
typedef enum {
  NOMO_STAGE_OPENING,
  NOMO_STAGE_WELCOME,
  NOMO_STAGE_SHOP,
  NOMO_STAGE_FAILED,
} NomoStage;

#define NOMO_TYPE_STAGE (nomo_stage_get_type ())
GType nomo_stage_get_type (void);

#define NOMO_TYPE_STORES (nomo_stores_get_type ())
G_DECLARE_FINAL_TYPE (NomoStores, nomo_stores, NOMO, STORES, GObject)

NomoStores *nomo_stores_new (NomoSession *session, const char *data_dir);
void nomo_stores_set_endpoints (NomoStores *self, NomoSallaEndpoints *endpoints);
NomoSallaEndpoints *nomo_stores_get_endpoints (NomoStores *self);
NomoHttp *nomo_stores_get_http (NomoStores *self);
NomoSession *nomo_stores_get_session (NomoStores *self);
NomoRecent *nomo_stores_get_recent (NomoStores *self);
const char *nomo_stores_get_data_dir (NomoStores *self);
void nomo_stores_set_crash (NomoStores *self, NomoCrash *crash);
NomoCrash *nomo_stores_get_crash (NomoStores *self);

NomoStage nomo_stores_get_stage (NomoStores *self);
const GError *nomo_stores_get_error (NomoStores *self);
NomoUpgradeWatch *nomo_stores_get_upgrade (NomoStores *self);
gboolean nomo_stores_get_demo_starting (NomoStores *self);
NomoJob *nomo_stores_get_restoring (NomoStores *self);
NomoJob *nomo_stores_get_restored (NomoStores *self);
const char *const *nomo_stores_get_merchants (NomoStores *self);

void nomo_stores_start (NomoStores *self);
void nomo_stores_open (NomoStores *self, const char *merchant);
void nomo_stores_open_demo (NomoStores *self);
void nomo_stores_cancel_demo (NomoStores *self);
void nomo_stores_welcome (NomoStores *self, gboolean welcome);
void nomo_stores_leave_to_relay (NomoStores *self);
void nomo_stores_disconnect (NomoStores *self, gboolean erase);
void nomo_stores_stop (NomoStores *self);

void nomo_stores_connect_async (NomoStores *self, NomoSignedIn *signed_in, const char *client_id,
                                const char *client_secret, gboolean this_run_only, gboolean take_back,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_stores_connect_finish (NomoStores *self, GAsyncResult *result, GError **error);
void nomo_stores_restore_async (NomoStores *self, const char *path, const char *passphrase, const char *merchant,
                                NomoJob *job, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_stores_restore_finish (NomoStores *self, GAsyncResult *result, GError **error);
void nomo_stores_try_async (NomoStores *self, const char *path, const char *passphrase, NomoJob *job,
                            GAsyncReadyCallback callback, gpointer data);
NomoRestoreDrill *nomo_stores_try_finish (NomoStores *self, GAsyncResult *result, GError **error);

G_END_DECLS
