#pragma once

#include "nomo-engine-lock.h"
#include "nomo-http.h"
#include "nomo-job.h"
#include "nomo-keyring.h"
#include "nomo-salla-client.h"
#include "nomo-shop.h"
#include "nomo-store.h"
#include "nomo-sync.h"
#include "nomo-token-keeper.h"

G_BEGIN_DECLS

struct _NomoShop {
  GObject parent_instance;

  char *path;
  gint64 merchant;
  NomoStore *store;
  NomoKeyring *keyring;
  NomoHttp *http;
  NomoSallaEndpoints *endpoints;
  NomoTokenKeeper *tokens;
  NomoSallaClient *client; /* NULL when it is not known where Salla is */
  char *client_id;

  char *name;
  char *domain;
  char *owner_name;
  char *currency;
  char *plan;
  gboolean is_demo;
  NomoProfitBy profit_by;
  int margin; /* hundredths of a percent */

  gboolean is_new;       /* this process has made its files */
  gboolean in_relay;     /* what runs it is a relay, which steps back for nobody */
  char *relay;           /* where the relay is that looks after the store; NULL while that is us */
  gint64 relay_since;    /* UTC ms */
  gint64 looked;         /* for a relay, the last time; UTC ms, 0 for not known */
  GCancellable *looking; /* of looking for one; NULL when nobody does */

  NomoShopState state;
  char *held_by;
  gint64 as_of;
  gint64 unreadable;
  guint denied; /* a bit for each of the lists that Salla did not permit to read */
  GError *last_error;
  NomoJob *job;
  GListStore *jobs;

  NomoEngineLock *lock;
  gboolean started;
  gboolean syncing;
  gboolean stopping;    /* what runs was given up, and the lock goes with its end */
  NomoJob *reading;     /* of whole orders, beside the syncs */
  gboolean read_enough; /* a person ended it: it does not begin by itself any more */
  GPtrArray *readers;   /* GTask: wait for its end */
  GTask *hooking;       /* of webhook subscriptions; NULL when nothing is done about them */
  gint64 wanted;        /* id of the order that a person looks at and that is being read; 0 for none */
  gulong letting_go;    /* the lock goes as soon as a renewal has ended */
  NomoJob *running;
  NomoMirrorEffort effort; /* of the syncs that a person asks for */
  GStrv only;              /* nullable: the lists that they read */
  guint failures;
  guint timer;
  const NomoEntity *push_only; /* what alone is wanted to be told to Salla, without a sync; NULL for all and a sync */
  NomoOutboxSummary pushed;    /* what came of the last push */
  GCancellable *pushing;       /* of what is being told to Salla; NULL when nothing is */
  gboolean sync_follows;       /* once that has ended, or has taken long */
  guint ahead_timer;
  GPtrArray *push_waiting; /* GTask: wait for its end */
  guint push_timer;
  gint64 n_unsent;
  gint64 n_refused;
  gboolean counting;
  gboolean count_again;
  GPtrArray *waiting;
};

char *nomo_shop_make_lock_path (const char *path);
NomoShop *nomo_shop_new (const char *path, gint64 merchant, NomoStore *store, GHashTable *meta, GHashTable *marks,
                         NomoKeyring *keyring, NomoHttp *http);
void nomo_shop_take_meta (NomoShop *self, GHashTable *meta);
void nomo_shop_take_profit (NomoShop *self, GHashTable *meta);
void nomo_shop_take_marks (NomoShop *self, GHashTable *marks);
void nomo_shop_take_denied (NomoShop *self, GHashTable *marks);
void nomo_shop_take_lock (NomoShop *self, NomoEngineLock *lock);
void nomo_shop_let_go (NomoShop *self);
gboolean nomo_shop_settle (NomoShop *self);
gboolean nomo_shop_is_signed_in (NomoShop *self);
void nomo_shop_take_sign_in (NomoShop *self);
GHashTable *nomo_shop_make_meta (NomoSignedIn *signed_in, NomoSallaEndpoints *endpoints, const char *client_id);
void nomo_shop_adopt (NomoShop *self, NomoSignedIn *signed_in, GHashTable *meta, const char *client_secret,
                      GAsyncReadyCallback callback, gpointer data);
void nomo_shop_set_state (NomoShop *self, NomoShopState state, const GError *error);
void nomo_shop_take_owner (NomoShop *self, GHashTable *meta);
void nomo_shop_set_relay (NomoShop *self, const char *host, gint64 since);
void nomo_shop_begin_run (NomoShop *self);
void nomo_shop_end_sync (NomoShop *self, const char *summary, const GError *error);
void nomo_shop_take_store_info (NomoShop *self, const NomoStoreInfo *info);
void nomo_shop_set_as_of (NomoShop *self, gint64 as_of, gint64 unreadable);
void nomo_shop_take_endpoints (NomoShop *self, GHashTable *meta);
void nomo_shop_read_marks (NomoShop *self);
void nomo_shop_set_job (NomoShop *self, NomoJob *job);
void nomo_shop_start_sync (NomoShop *self);
void nomo_shop_look_again (NomoShop *self, const GError *error);
void nomo_shop_start_reading (NomoShop *self);
void nomo_shop_start_push (NomoShop *self);
void nomo_shop_push_ahead (NomoShop *self);
void nomo_shop_sync_after_push (NomoShop *self, const GError *error);
void nomo_shop_watch_edits (NomoShop *self);
void nomo_shop_set_outbox (NomoShop *self, gint64 n_unsent, gint64 n_refused);
void nomo_shop_lock_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_lock_finish (NomoShop *self, GAsyncResult *result, GError **error);
gboolean nomo_shop_remove_files (const char *store_path, NomoStore *store, GError **error);
void nomo_shop_erase_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_shop_erase_finish (NomoShop *self, GAsyncResult *result, GError **error);

G_END_DECLS
