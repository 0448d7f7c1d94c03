#include "config.h"

#include "nomo-coupon-reading.h"
#include "nomo-details.h"
#include "nomo-lists.h"
#include "nomo-lookup.h"
#include "nomo-order.h"
#include "nomo-recheck.h"
#include "nomo-salla-error.h"
#include "nomo-shop-private.h"

#include <glib/gi18n.h>

/* Whole orders are read beside the syncs, for as long as it takes. */

/* What a person sees is that there is something to read. */
static void
show_job (NomoShop *self, GParamSpec *pspec, NomoJob *job)
{
  if (nomo_job_get_done (job) == nomo_job_get_total (job))
    return;
  g_signal_handlers_disconnect_by_func (job, show_job, self);
  nomo_shop_list_job (self, job);
}

static void
end_job (NomoJob *job, const GError *error)
{
  if (error == NULL)
    nomo_job_finish (job);
  else
    nomo_job_fail (job, error);
}

static void
answer_readers (NomoShop *self, const GError *error)
{
  g_autoptr (GPtrArray) readers = g_steal_pointer (&self->readers);

  self->readers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < readers->len; i++) {
    if (error != NULL)
      g_task_return_error (readers->pdata[i], g_error_copy (error));
    else
      g_task_return_boolean (readers->pdata[i], TRUE);
  }
}

static void
end_reading (NomoShop *self, const GError *error)
{
  g_autoptr (NomoJob) job = g_steal_pointer (&self->reading);

  self->read_enough = !self->stopping && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_signal_handlers_disconnect_by_data (job, self);
  end_job (job, error);
  answer_readers (self, error);
  if (nomo_shop_settle (self) && self->started)
    nomo_shop_start_sync (self);
  else
    nomo_shop_look_again (self, error);
}

/* What comes next has a job of its own. */
static void
begin_job (NomoShop *self, const char *title)
{
  g_autoptr (NomoJob) before = g_steal_pointer (&self->reading);

  if (before != NULL) {
    g_signal_handlers_disconnect_by_data (before, self);
    nomo_job_finish (before);
  }
  self->reading = nomo_job_new (title);
  g_signal_connect_object (self->reading, "notify::total", G_CALLBACK (show_job), self, G_CONNECT_SWAPPED);
}

static void
recheck_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (GError) error = NULL;

  nomo_recheck_finish (NOMO_STORE (source), result, &error);
  end_reading (self, error);
}

/* What is known is compared where the engine stays, a part after each sync, and all of it where a person asks for that. */
static void
recheck (NomoShop *self)
{
  NomoRecheck how = { .store = self->store, .client = self->client, .currency = nomo_shop_get_currency (self) };
  g_autoptr (NomoJob) details = g_steal_pointer (&self->reading);

  g_signal_handlers_disconnect_by_data (details, self);
  nomo_job_finish (details);
  how.whole = self->effort == NOMO_MIRROR_FULL;
  how.job = self->reading = nomo_job_new (N_ ("Comparing the details of orders"));
  if (how.whole)
    nomo_shop_list_job (self, self->reading);
  nomo_recheck_async (&how, recheck_cb, g_object_ref (self));
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (GError) error = NULL;
  gboolean compares = self->started || self->effort == NOMO_MIRROR_FULL;

  if (nomo_lookups_run_finish (NOMO_LOOKUPS (source), result, &error) && compares && !self->stopping)
    recheck (self);
  else
    end_reading (self, error);
}

static void
read_orders (NomoShop *self)
{
  g_autoptr (NomoLookups) details = NULL;

  begin_job (self, N_ ("Getting the details of orders"));
  details = nomo_details_new (self->store, self->client, self->reading, nomo_shop_get_currency (self));
  nomo_lookups_run_async (details, nomo_job_get_cancellable (self->reading), details_cb, g_object_ref (self));
}

static void
coupons_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoShop) self = data;
  g_autoptr (GError) error = NULL;

  if (nomo_coupon_reading_finish (NOMO_STORE (source), result, &error) && !self->stopping)
    read_orders (self);
  else
    end_reading (self, error);
}

/* A page of what a coupon's list holds tells of sixty orders what else is one request each, so coupons come first. */
void
nomo_shop_start_reading (NomoShop *self)
{
  NomoCouponReading how = { .store = self->store, .client = self->client };

  if (self->reading != NULL || self->read_enough || self->lock == NULL || self->stopping)
    return;
  begin_job (self, N_ ("Getting the codes and orders of coupons"));
  how.job = self->reading;
  how.whole = self->effort == NOMO_MIRROR_FULL;
  nomo_coupon_reading_async (&how, coupons_cb, g_object_ref (self));
}

static void
end_wish (NomoShop *self)
{
  self->wanted = 0;
  g_object_unref (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  nomo_store_commit_finish (NOMO_STORE (source), result, NULL, NULL);
  end_wish (data);
}

static void
wanted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoShop *self = data;
  NomoSallaClient *client = NOMO_SALLA_CLIENT (source);
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;

  nomo_commit_set_repairs (commit, nomo_order_entity ());
  nomo_lookup_finish (client, result, commit, &error);
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND)) {
    nomo_commit_gone (commit, nomo_order_entity (), nomo_lookup_get_id (result), nomo_salla_client_get_as_of (client));
    g_clear_error (&error);
  }
  if (error == NULL) {
    nomo_store_commit_async (self->store, commit, NULL, written_cb, self);
    return;
  }
  nomo_commit_free (commit);
  end_wish (self);
}

/**
 * nomo_shop_want_order:
 * @self: a shop
 * @id: id of an order that somebody looks at
 *
 * Reads the order as a whole next, where the engine runs here and Salla can be reached; what comes of it is in the store.
 */
void
nomo_shop_want_order (NomoShop *self, gint64 id)
{
  NomoLookup how = { .kind = nomo_lists_find ("orders"), .with_events = TRUE };

  g_return_if_fail (NOMO_IS_SHOP (self));

  if (self->lock == NULL || self->stopping || self->wanted == id || self->state == NOMO_SHOP_OFFLINE ||
      !nomo_shop_is_signed_in (self))
    return;
  self->wanted = id;
  how.client = self->client;
  how.currency = nomo_shop_get_currency (self);
  nomo_lookup_async (&how, id, NULL, wanted_cb, g_object_ref (self));
}

/**
 * nomo_shop_read_details_async:
 * @self: a shop whose engine runs here, as after nomo_shop_sync_async()
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads every order as a whole, or waits for the reading that goes on already; its job is among those of the shop.
 */
void
nomo_shop_read_details_async (NomoShop *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, nomo_shop_read_details_async);
  self->read_enough = FALSE;
  nomo_shop_start_reading (self);
  if (self->reading != NULL)
    g_ptr_array_add (self->readers, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the engine does not run here");
}

/**
 * nomo_shop_read_details_finish:
 * @self: the shop
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether all that Salla can tell is known; else an error of any layer, or %G_IO_ERROR_CANCELLED
 */
gboolean
nomo_shop_read_details_finish (NomoShop *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
