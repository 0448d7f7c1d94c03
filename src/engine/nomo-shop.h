#pragma once

#include <gio/gio.h>

#include "nomo-mirror.h"
#include "nomo-outbox.h"
#include "nomo-salla-endpoints.h"
#include "nomo-sign-in.h"

G_BEGIN_DECLS

typedef struct _NomoExport NomoExport;
typedef struct _NomoHttp NomoHttp;
typedef struct _NomoJob NomoJob;
typedef struct _NomoKeyring NomoKeyring;
typedef struct _NomoQuery NomoQuery;
typedef struct _NomoStore NomoStore;
typedef struct _NomoTokenKeeper NomoTokenKeeper;

/**
 * NomoShopState:
 * @NOMO_SHOP_IDLE: nothing runs; what is shown is as of [method@Shop.get_as_of]
 * @NOMO_SHOP_SYNCING: a sync runs, see [method@Shop.get_job]
 * @NOMO_SHOP_OFFLINE: Salla cannot be reached; it is tried again by itself
 * @NOMO_SHOP_SIGNED_OUT: the sign-in is gone or refused, or a relay looks after the store, see [method@Shop.get_relay]; all is
 *   readable, a reconnect is needed to go on here
 * @NOMO_SHOP_HELD: another process runs the engine of this store, see [method@Shop.get_held_by]
 * @NOMO_SHOP_ERROR: the last sync failed otherwise, see [method@Shop.get_last_error]; it is tried again by itself
 *
 * How a shop stands.
 */
typedef enum {
  NOMO_SHOP_IDLE,
  NOMO_SHOP_SYNCING,
  NOMO_SHOP_OFFLINE,
  NOMO_SHOP_SIGNED_OUT,
  NOMO_SHOP_HELD,
  NOMO_SHOP_ERROR,
} NomoShopState;

/**
 * NomoProfitBy:
 * @NOMO_PROFIT_NONE: not at all
 * @NOMO_PROFIT_BY_MARGIN: as one share of all sales
 * @NOMO_PROFIT_BY_COSTS: by what each product costs, and by the margin where that is not known
 *
 * By what profit is figured.
 */
typedef enum { NOMO_PROFIT_NONE, NOMO_PROFIT_BY_MARGIN, NOMO_PROFIT_BY_COSTS, NOMO_N_PROFIT_WAYS } NomoProfitBy;

#define NOMO_TYPE_SHOP_STATE (nomo_shop_state_get_type ())
GType nomo_shop_state_get_type (void);

char *nomo_shop_default_dir (void);
char *nomo_shop_make_path (const char *data_dir, const char *merchant);
char **nomo_shops_find (const char *data_dir);
void nomo_shops_find_async (const char *data_dir, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer data);
char **nomo_shops_find_finish (GAsyncResult *result, GError **error);

/**
 * NomoShop:
 *
 * One connected store of a data directory: its records, its sign-in, its sync. Main thread.
 *
 * Properties, all read only with notify: `name`, `domain`, `owner-name`, `currency`, `plan` (strings, NULL when unknown),
 * `merchant` (int64), `is-demo`, `margin` (int), `state` ([enum@ShopState]), `held-by` and `relay` (string), `as-of` (int64), `unreadable` (int64),
 * `denied` (uint, see [method@Shop.is_denied]), `job` (NomoJob or NULL), `jobs` (GListModel of NomoJob).
 * `last-error` is no property: it changes with `state`.
 */
#define NOMO_TYPE_SHOP (nomo_shop_get_type ())
G_DECLARE_FINAL_TYPE (NomoShop, nomo_shop, NOMO, SHOP, GObject)

void nomo_shop_open_async (const char *data_dir, const char *merchant, NomoKeyring *keyring, NomoHttp *http,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
void nomo_shop_open_to_read_async (const char *data_dir, const char *merchant, NomoKeyring *keyring,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
NomoShop *nomo_shop_open_finish (GAsyncResult *result, GError **error);
void nomo_shop_load_sign_in_async (NomoShop *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer data);
gboolean nomo_shop_load_sign_in_finish (NomoShop *self, GAsyncResult *result);
void nomo_shop_create_async (const char *data_dir, NomoSignedIn *signed_in, NomoSallaEndpoints *endpoints,
                             const char *client_id, const char *client_secret, gboolean is_demo, NomoKeyring *keyring,
                             NomoHttp *http, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
NomoShop *nomo_shop_create_finish (GAsyncResult *result, GError **error);
void nomo_shop_reconnect_async (NomoShop *self, NomoSignedIn *signed_in, NomoSallaEndpoints *endpoints,
                                const char *client_id, const char *client_secret, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_reconnect_finish (NomoShop *self, GAsyncResult *result, GError **error);

NomoStore *nomo_shop_get_store (NomoShop *self);
GTimeZone *nomo_shop_get_zone (NomoShop *self);
const char *nomo_shop_get_name (NomoShop *self);
const char *nomo_shop_get_domain (NomoShop *self);
const char *nomo_shop_get_owner_name (NomoShop *self);
const char *nomo_shop_get_currency (NomoShop *self);
const char *nomo_shop_get_plan (NomoShop *self);
const char *nomo_shop_get_client_id (NomoShop *self);
gint64 nomo_shop_get_merchant (NomoShop *self);
gboolean nomo_shop_get_is_demo (NomoShop *self);
int nomo_shop_get_margin (NomoShop *self);
NomoProfitBy nomo_shop_get_profit_by (NomoShop *self);
gboolean nomo_shop_shows_profit (NomoShop *self);
NomoShopState nomo_shop_get_state (NomoShop *self);
const char *nomo_shop_get_held_by (NomoShop *self);
gint64 nomo_shop_get_as_of (NomoShop *self);
const char *nomo_shop_get_relay (NomoShop *self);
gint64 nomo_shop_get_relay_since (NomoShop *self);
const GError *nomo_shop_get_last_error (NomoShop *self);
NomoJob *nomo_shop_get_job (NomoShop *self);
GListModel *nomo_shop_get_jobs (NomoShop *self);
void nomo_shop_list_job (NomoShop *self, NomoJob *job);
void nomo_shop_cancel_jobs (NomoShop *self);
gint64 nomo_shop_get_unreadable (NomoShop *self);
gint64 nomo_shop_get_unsent (NomoShop *self);
gint64 nomo_shop_get_refused (NomoShop *self);
gboolean nomo_shop_is_denied (NomoShop *self, const NomoMirrorKind *list);
NomoTokenKeeper *nomo_shop_get_tokens (NomoShop *self);

void nomo_shop_set_in_relay (NomoShop *self);
void nomo_shop_settle_owner_async (NomoShop *self, gboolean take_back, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_settle_owner_finish (NomoShop *self, GAsyncResult *result, GError **error);

void nomo_shop_start (NomoShop *self);
void nomo_shop_stop (NomoShop *self);
void nomo_shop_halt_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data);
void nomo_shop_halt_finish (NomoShop *self, GAsyncResult *result);
void nomo_shop_set_sync_wish (NomoShop *self, NomoMirrorEffort effort, const char *const *only);
void nomo_shop_sync_async (NomoShop *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
char *nomo_shop_sync_finish (NomoShop *self, GAsyncResult *result, GError **error);
void nomo_shop_wait_for_push_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_wait_for_push_finish (NomoShop *self, GAsyncResult *result, NomoOutboxSummary *summary,
                                         GError **error);
void nomo_shop_stop_push (NomoShop *self);
void nomo_shop_push_async (NomoShop *self, const NomoEntity *only, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_push_finish (NomoShop *self, GAsyncResult *result, NomoOutboxSummary *summary, GError **error);
void nomo_shop_read_details_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_read_details_finish (NomoShop *self, GAsyncResult *result, GError **error);
void nomo_shop_want_order (NomoShop *self, gint64 id);
void nomo_shop_set_profit_async (NomoShop *self, NomoProfitBy by, int margin, GAsyncReadyCallback callback,
                                 gpointer data);
gboolean nomo_shop_set_profit_finish (NomoShop *self, GAsyncResult *result, GError **error);
void nomo_shop_export_async (NomoShop *self, NomoExport *export, const NomoQuery *query, gint64 total, const char *path,
                             GAsyncReadyCallback callback, gpointer data);
char *nomo_shop_export_finish (NomoShop *self, GAsyncResult *result, GError **error);
void nomo_shop_disconnect_async (NomoShop *self, gboolean erase, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_disconnect_finish (NomoShop *self, GAsyncResult *result, GError **error);

G_END_DECLS
