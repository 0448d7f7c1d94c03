#include "config.h"

#include "nomo-details.h"

#include "nomo-lists.h"
#include "nomo-order.h"

static gboolean
append_brief (NomoStore *store, guint limit, NomoLack *lack, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), "detailed = no", error);
  g_autoptr (GArray) ids = nomo_store_list_ids (store, query, limit, NULL, error);

  if (ids != NULL)
    g_array_append_vals (lack->ids, ids->data, ids->len);
  return ids != NULL;
}

static gboolean
count (NomoStore *store, const char *filter, gint64 *n, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), filter, error);

  *n = nomo_store_count (store, query, error);
  return *n >= 0;
}

static gboolean
find_lack (NomoStore *store, guint limit, gconstpointer data, NomoLack *lack, GError **error)
{
  g_autoptr (GArray) doubts = nomo_store_list_doubts (store, nomo_order_entity (), limit, error);

  if (doubts == NULL)
    return FALSE;
  g_array_append_vals (lack->ids, doubts->data, doubts->len);
  return append_brief (store, limit, lack, error) && count (store, "detailed = yes", &lack->known, error) &&
         count (store, "", &lack->total, error);
}

static void
progress_cb (NomoLookups *lookups, NomoJob *job)
{
  nomo_job_advance (job, nomo_lookups_get_known (lookups), nomo_lookups_get_total (lookups));
}

/**
 * nomo_details_new:
 * @store: whose orders
 * @client: Salla
 * @job: shows how many orders are known as a whole
 * @currency: the shop's currency
 *
 * Makes lookups of whole orders, of which the list tells only the beginning: first those of which Salla said two things at
 * once, then the newest. Nothing has to be kept to go on after a stop: the store says what it lacks. An order that cannot be
 * read is kept raw and left alone for the run.
 *
 * Returns: (transfer full): the lookups
 */
NomoLookups *
nomo_details_new (NomoStore *store, NomoSallaClient *client, NomoJob *job, const char *currency)
{
  NomoLookups *self = nomo_lookups_new (nomo_lists_find ("orders"), store, client, job, currency);

  nomo_job_set_step (job, "details");
  nomo_lookups_set_find (self, find_lack, NULL, NULL, NULL);
  nomo_lookups_set_wary (self);
  g_signal_connect_object (self, "progress", G_CALLBACK (progress_cb), job, 0);
  return self;
}
