#include "config.h"

#include "nomo-outbox.h"
#include "nomo-shop-private.h"
#include "nomo-waiting.h"

/* An edit stays here long enough to be undone before Salla hears of it. */
#define UNDO_S 5

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (GError) error = NULL;

  nomo_outbox_push_finish (NOMO_STORE (source), result, NULL, &error);
  g_clear_object (&self->pushing);
  nomo_shop_go_on_after_push (self, error);
  if (nomo_shop_settle (self) && self->started)
    nomo_shop_start_sync (self);
}

/* Tells Salla of what waits, unless that is done already. Only who has the engine may. */
void
nomo_shop_start_push (NomoShop *self)
{
  const NomoOutbox outbox = { self->store, self->client, self->currency, nomo_token_keeper_get_scope (self->tokens) };

  g_clear_handle_id (&self->push_timer, g_source_remove);
  if (self->pushing != NULL)
    return;
  self->pushing = g_cancellable_new ();
  nomo_outbox_push_async (&outbox, self->pushing, pushed_cb, g_object_ref (self));
}

static gboolean
rested_cb (gpointer data)
{
  NomoShop *self = data;

  self->push_timer = 0;
  if (self->lock != NULL && !self->stopping && self->client != NULL && nomo_shop_is_signed_in (self))
    nomo_shop_start_push (self);
  return G_SOURCE_REMOVE;
}

static void count_again (NomoShop *self);

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  gint64 counts[NOMO_N_OUTBOX_STATES];

  self->counting = FALSE;
  if (nomo_store_count_waiting_finish (NOMO_STORE (source), result, counts, NULL))
    nomo_shop_set_outbox (self, counts[NOMO_OUTBOX_READY] + counts[NOMO_OUTBOX_SENT] + counts[NOMO_OUTBOX_LATER],
                          counts[NOMO_OUTBOX_REFUSED]);
  if (self->count_again)
    count_again (self);
}

static void
count_again (NomoShop *self)
{
  self->count_again = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  nomo_store_count_waiting_async (self->store, NULL, counted_cb, g_object_ref (self));
}

static void
store_changed_cb (NomoShop *self)
{
  count_again (self);
  if (self->push_timer == 0 && self->started && self->pushing == NULL)
    self->push_timer = g_timeout_add_seconds (UNDO_S, rested_cb, self);
}

/* What is edited here, by this process or another, is counted, and told to Salla by who runs the engine. */
void
nomo_shop_watch_edits (NomoShop *self)
{
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  count_again (self);
}

/* What is on its way and was not answered is looked for the next time. */
void
nomo_shop_stop_push (NomoShop *self)
{
  g_clear_handle_id (&self->push_timer, g_source_remove);
  if (self->pushing != NULL)
    g_cancellable_cancel (self->pushing);
}
