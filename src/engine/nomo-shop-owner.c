#include "config.h"

#include "nomo-clock.h"
#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-owner.h"
#include "nomo-salla-error.h"
#include "nomo-scopes.h"
#include "nomo-shop-private.h"
#include "nomo-words.h"

/* Exactly one process owns a store's sign-in. A relay that has taken the store over is seen by its subscriptions at Salla; whoever
 * owned the store before steps back: erases its pair without using it once more, and asks nothing of Salla any more. */

#define SCOPE "webhooks.read"

#define LOOK_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/* In the store's meta. */
#define RELAY_HOST   "relay-host"
#define RELAY_SINCE  "relay-since"
#define RELAY_LOOKED "relay-looked" /* when none was there */
#define RELAY_ERASE  "relay-erase"  /* while the pair of before may still be in the keyring */

static gint64
read_moment (GHashTable *meta, const char *key)
{
  const char *text = g_hash_table_lookup (meta, key);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

void
nomo_shop_take_owner (NomoShop *self, GHashTable *meta)
{
  nomo_shop_set_relay (self, self->in_relay ? NULL : g_hash_table_lookup (meta, RELAY_HOST),
                       read_moment (meta, RELAY_SINCE));
  self->looked = read_moment (meta, RELAY_LOOKED);
}

static char *
dup_moment (gint64 ms)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, ms);
}

static GHashTable *
facts_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
}

static void
put (GHashTable *facts, const char *key, char *value)
{
  g_hash_table_insert (facts, (gpointer) key, value);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *self = g_task_get_source_object (task);
  g_autoptr (GHashTable) facts = facts_new ();

  /* What a locked keyring has kept is erased the next time. */
  if (nomo_token_keeper_forget_finish (NOMO_TOKEN_KEEPER (source), result, NULL)) {
    put (facts, RELAY_ERASE, NULL);
    nomo_store_write_meta_async (self->store, facts, NULL, NULL, NULL);
  }
  g_task_return_boolean (task, TRUE);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoShop *self = g_task_get_source_object (task);

  /* Without the note the pair is gone all the same, and the shop signed out. */
  nomo_store_write_meta_finish (NOMO_STORE (source), result, NULL);
  nomo_token_keeper_forget_async (self->tokens, erased_cb, task);
}

/* Leaves the store to the relay: notes it, so that a restart knows it, then erases the pair. */
static void
step_back (NomoShop *self, const char *host, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  gint64 since = g_strcmp0 (self->relay, host) == 0 ? self->relay_since : nomo_clock_now ();
  g_autoptr (GHashTable) facts = facts_new ();

  g_task_set_source_tag (task, step_back);
  put (facts, RELAY_HOST, g_strdup (host));
  put (facts, RELAY_SINCE, dup_moment (since));
  put (facts, RELAY_LOOKED, NULL);
  put (facts, RELAY_ERASE, g_strdup ("1"));
  nomo_shop_set_relay (self, host, since);
  nomo_store_write_meta_async (self->store, facts, NULL, noted_cb, task);
}

/* No relay is there, or it has been taken off: the store is looked after here. */
static void
keep_store (NomoShop *self)
{
  g_autoptr (GHashTable) facts = facts_new ();

  self->is_new = FALSE;
  self->looked = nomo_clock_now ();
  nomo_token_keeper_set_holds (self->tokens, FALSE);
  put (facts, RELAY_HOST, NULL);
  put (facts, RELAY_SINCE, NULL);
  put (facts, RELAY_ERASE, NULL);
  put (facts, RELAY_LOOKED, dup_moment (self->looked));
  nomo_shop_set_relay (self, NULL, 0);
  nomo_store_write_meta_async (self->store, facts, NULL, NULL, NULL);
}

static GError *
new_relay_error (NomoShop *self)
{
  return g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_RELAY, self->relay);
}

/* Nothing is to be asked of Salla any more: what is on its way is given up, and the engine is let go. */
static void
end_stepped_back (NomoShop *self)
{
  g_autoptr (GError) error = new_relay_error (self);

  if (self->reading != NULL)
    nomo_job_cancel (self->reading);
  nomo_shop_stop_push (self);
  self->stopping = TRUE;
  nomo_shop_end_sync (self, NULL, error);
}

static void
stepped_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;

  g_task_propagate_boolean (G_TASK (result), NULL);
  end_stepped_back (self);
}

/* What keeps a sync from running would only be met again by it. Anything else is no reason not to sync. */
static gboolean
stops_a_sync (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OFFLINE) ||
         g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT) || nomo_words_asks_to_reconnect (error);
}

/* Salla does not say it of this store, nor would it another time. */
static gboolean
is_untold (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_FORBIDDEN) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED);
}

/* Without an answer the sync goes on, and what is only due to be renewed waits for the next. */
static void
go_on_unseen (NomoShop *self, const GError *error)
{
  if (stops_a_sync (error)) {
    nomo_shop_end_sync (self, NULL, error);
    return;
  }
  if (is_untold (error))
    keep_store (self);
  nomo_shop_push_ahead (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (NomoOwner) owner = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->looking);
  if (!nomo_owner_find_finish (NOMO_SALLA_CLIENT (source), result, &owner, &error)) {
    go_on_unseen (self, error);
    return;
  }
  if (owner != NULL) {
    step_back (self, owner->host, stepped_back_cb, g_object_ref (self));
    return;
  }
  keep_store (self);
  nomo_shop_push_ahead (self);
}

static gboolean
may_look (NomoShop *self)
{
  return nomo_scope_is_granted (nomo_token_keeper_get_scope (self->tokens), SCOPE);
}

/* Once an hour, and before the sign-in is renewed. */
static gboolean
is_look_due (NomoShop *self)
{
  gint64 age_ms = nomo_clock_now () - self->looked;

  return age_ms < 0 || age_ms >= LOOK_MS || nomo_token_keeper_is_due (self->tokens);
}

static void
look (NomoShop *self)
{
  if (!may_look (self) || !is_look_due (self)) {
    nomo_token_keeper_set_holds (self->tokens, FALSE);
    nomo_shop_push_ahead (self);
    return;
  }
  nomo_token_keeper_set_holds (self->tokens, TRUE);
  self->looking = g_cancellable_new ();
  nomo_owner_find_async (self->client, self->merchant, self->looking, looked_cb, g_object_ref (self));
}

/* Another process has taken the store back. */
static void
begin_anew (NomoShop *self)
{
  self->syncing = FALSE;
  nomo_shop_start_sync (self);
}

static void
meta_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  gboolean stood_back = self->relay != NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) meta = nomo_store_read_meta_finish (NOMO_STORE (source), result, &error);

  if (meta != NULL)
    nomo_shop_take_owner (self, meta);
  if (error == NULL && self->stopping)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the shop was stopped");
  if (error != NULL)
    nomo_shop_end_sync (self, NULL, error);
  else if (self->relay != NULL && g_hash_table_contains (meta, RELAY_ERASE))
    step_back (self, self->relay, stepped_back_cb, g_object_ref (self));
  else if (self->relay != NULL)
    end_stepped_back (self);
  else if (stood_back)
    begin_anew (self);
  else
    look (self);
}

/* Begins a sync once the engine is ours, unless the store is a relay's: that is seen before anything else is asked of Salla, and
 * before the sign-in is renewed. */
void
nomo_shop_begin_run (NomoShop *self)
{
  if (self->in_relay || (self->relay == NULL && (self->is_demo || !is_look_due (self))))
    nomo_shop_push_ahead (self);
  else
    nomo_store_read_meta_async (self->store, NULL, meta_cb, g_object_ref (self));
}

/**
 * nomo_shop_set_in_relay:
 * @self: a shop that was not started
 *
 * What runs the shop is a relay: it owns the store, and steps back for nobody.
 */
void
nomo_shop_set_in_relay (NomoShop *self)
{
  g_return_if_fail (NOMO_IS_SHOP (self));

  self->in_relay = TRUE;
  nomo_shop_set_relay (self, NULL, 0);
}

typedef struct {
  gboolean take_back;
  GError *failed;
} Settle;

static void
settle_free (gpointer data)
{
  Settle *settle = data;

  g_clear_error (&settle->failed);
  g_free (settle);
}

static void
left_erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Settle *settle = g_task_get_task_data (task);

  nomo_shop_erase_finish (NOMO_SHOP (source), result, NULL);
  nomo_shop_let_go (NOMO_SHOP (source));
  g_task_return_error (task, g_steal_pointer (&settle->failed));
}

/* Of a store that was not here before nothing is worth keeping. */
static void
left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoShop *self = NOMO_SHOP (source);
  Settle *settle = g_task_get_task_data (task);

  g_task_propagate_boolean (G_TASK (result), NULL);
  if (self->is_new) {
    nomo_shop_erase_async (self, left_erased_cb, g_steal_pointer (&task));
    return;
  }
  nomo_shop_take_sign_in (self);
  nomo_shop_let_go (self);
  g_task_return_error (task, g_steal_pointer (&settle->failed));
}

/* Takes over @error. */
static void
leave (GTask *task, const char *host, GError *error)
{
  Settle *settle = g_task_get_task_data (task);

  settle->failed = error;
  step_back (g_task_get_source_object (task), host, left_cb, task);
}

static void
stay (GTask *task)
{
  NomoShop *self = g_task_get_source_object (task);

  keep_store (self);
  nomo_shop_take_sign_in (self);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

typedef struct {
  GTask *task;
  NomoOwner *owner;
} TakeBack;

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree TakeBack *back = data;
  g_autoptr (NomoOwner) owner = back->owner;
  GError *error = NULL;

  if (nomo_owner_remove_finish (NOMO_SALLA_CLIENT (source), result, &error))
    stay (back->task);
  else
    leave (back->task, owner->host, error);
}

static void
take_back (GTask *task, NomoOwner *owner)
{
  NomoShop *self = g_task_get_source_object (task);
  TakeBack *back = g_new (TakeBack, 1);

  *back = (TakeBack) { task, owner };
  nomo_owner_remove_async (self->client, owner, g_task_get_cancellable (task), taken_back_cb, back);
}

static void
settle_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  NomoShop *self = g_task_get_source_object (task);
  Settle *settle = g_task_get_task_data (task);
  g_autoptr (NomoOwner) owner = NULL;
  GError *error = NULL;

  if (!nomo_owner_find_finish (NOMO_SALLA_CLIENT (source), result, &owner, &error)) {
    if (self->relay != NULL) {
      leave (task, self->relay, error);
      return;
    }
    /* The first sync looks again, before anything else. */
    g_clear_error (&error);
    self->is_new = FALSE;
    self->looked = 0;
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  } else if (owner == NULL) {
    stay (task);
  } else if (settle->take_back) {
    take_back (task, g_steal_pointer (&owner));
  } else {
    leave (task, owner->host, g_error_new_literal (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_RELAY, owner->host));
  }
}

/* Whether the relay still is there cannot be asked, and it could not be taken off. */
static void
settle_unseen (GTask *task)
{
  NomoShop *self = g_task_get_source_object (task);
  Settle *settle = g_task_get_task_data (task);

  if (self->relay == NULL)
    stay (task);
  else if (settle->take_back)
    leave (task, self->relay,
           g_error_new_literal (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE, "scopes: " SCOPE "_write"));
  else
    leave (task, self->relay, new_relay_error (self));
}

/**
 * nomo_shop_settle_owner_async:
 * @self: a shop that has just got a new sign-in and was not started since
 * @take_back: whether the store is taken back from a relay that looks after it
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 *
 * Looks, before anything else is asked of Salla with the new sign-in, whether a relay looks after the store. When there is one the
 * sign-in is erased again and the store left to the relay; of a store that was not here before nothing stays. With @take_back
 * the relay's subscriptions are ended instead, and the store is this device's. Whoever has the #NomoSignedIn still can ask again.
 */
void
nomo_shop_settle_owner_async (NomoShop *self, gboolean take_back, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Settle *settle = g_new0 (Settle, 1);

  g_task_set_source_tag (task, nomo_shop_settle_owner_async);
  settle->take_back = take_back;
  g_task_set_task_data (task, settle, settle_free);
  if (may_look (self) && self->client != NULL)
    nomo_owner_find_async (self->client, self->merchant, cancellable, settle_looked_cb, task);
  else
    settle_unseen (task);
}

/**
 * nomo_shop_settle_owner_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the store is this device's; else %NOMO_ENGINE_ERROR_RELAY, or why it could not be taken back, and then the shop
 *   is left to the relay
 */
gboolean
nomo_shop_settle_owner_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
