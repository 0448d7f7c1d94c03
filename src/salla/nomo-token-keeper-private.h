#pragma once

#include "nomo-keyring.h"
#include "nomo-store.h"
#include "nomo-token-keeper.h"

G_BEGIN_DECLS

/* However the clocks of Salla's servers and ours disagree, pairs do not follow each other by the minute. */
#define NOMO_TOKEN_LEAST_LIFE_MS (3600 * 1000LL)

struct _NomoTokenKeeper {
  GObject parent_instance;

  NomoStore *store;
  char *path;
  char *key;
  char *label;
  NomoKeyring *keyring;
  NomoHttp *http;

  char *machine;
  char *file;
  NomoTokenNotes *notes;
  NomoKeptSignIn *kept; /* NULL with NOMO_TOKENS_NONE */
  NomoTokenState state;
  GError *error;

  GQueue waiting;   /* GTask, one after the other */
  gboolean busy;    /* with one step */
  gboolean at_work; /* with the queue, as told outside */
  gboolean stale;   /* another process may have changed what is kept */
  gboolean may_renew;
  gboolean holds; /* back what is only due */
  gboolean renewing;
  gboolean unkept;      /* the keyring did not take the newest pair */
  gboolean untried;     /* the newest pair, of a renewal, has not been accepted yet */
  gboolean knows_clock; /* an answer of Salla's has told it */
  gint64 skew_ms;
  gint64 retry_ms;   /* monotonic: before that, what did not take place is not tried again */
  gint64 settled_ms; /* monotonic: before that, the newest pair is not due */
  guint failures;
  GError *refused; /* why the last renewal did not take place */
};

gint64 nomo_token_keeper_now (NomoTokenKeeper *self);
void nomo_token_keeper_emit_changed (NomoTokenKeeper *self);
void nomo_token_keeper_set_state (NomoTokenKeeper *self, NomoTokenState state, GError *error);
void nomo_token_keeper_judge (NomoTokenKeeper *self);
void nomo_token_keeper_take_kept (NomoTokenKeeper *self, NomoKeptSignIn *kept);
void nomo_token_keeper_write_notes (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);
void nomo_token_keeper_write_kept (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);
void nomo_token_keeper_end (NomoTokenKeeper *self, int code, GAsyncReadyCallback callback, gpointer data);

void nomo_token_keeper_read (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_token_keeper_read_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error);
void nomo_token_keeper_renew (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_token_keeper_renew_finish (NomoTokenKeeper *self, GAsyncResult *result, GError **error);
void nomo_token_keeper_keep_again (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);
void nomo_token_keeper_keep_again_finish (NomoTokenKeeper *self, GAsyncResult *result);
void nomo_token_keeper_put (NomoTokenKeeper *self, NomoSallaTokens *tokens, const NomoSallaApp *app,
                            GAsyncReadyCallback callback, gpointer data);
void nomo_token_keeper_erase (NomoTokenKeeper *self, GAsyncReadyCallback callback, gpointer data);

G_END_DECLS
