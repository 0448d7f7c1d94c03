#include "config.h"

#include "nomo-follow-up.h"

#include "nomo-cart.h"
#include "nomo-clock.h"
#include "nomo-store.h"

typedef struct {
  NomoQuery *query;
  char *by; /* nullable */
  gboolean followed_up;
  char *commit_id;
  guint n;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  nomo_query_unref (wish->query);
  g_free (wish->by);
  g_free (wish->commit_id);
  g_free (wish);
}

/* Who follows up is known by name where the store tells it. */
static NomoRecord *
create_change (const Wish *wish, gint64 cart, gint64 now)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), cart);

  if (wish->followed_up) {
    nomo_builder_set_int (builder, CART_FOLLOWED_UP_AT, now);
    nomo_builder_set_text (builder, CART_FOLLOWED_UP_BY, wish->by);
  } else {
    nomo_builder_set_null (builder, CART_FOLLOWED_UP_AT);
    nomo_builder_set_null (builder, CART_FOLLOWED_UP_BY);
  }
  return nomo_builder_end (builder);
}

static NomoCommit *
create_commit (const Wish *wish, const GArray *carts)
{
  NomoCommit *commit = nomo_commit_new (wish->by != NULL ? wish->by : "me", wish->commit_id);
  gint64 now = nomo_clock_now ();

  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  for (guint i = 0; i < carts->len; i++) {
    g_autoptr (NomoRecord) change = create_change (wish, g_array_index (carts, gint64, i), now);

    nomo_commit_put (commit, change);
  }
  return commit;
}

static gboolean
run (Wish *wish, NomoStore *store, GError **error)
{
  g_autoptr (GArray) carts = nomo_store_list_ids (store, wish->query, 0, NULL, error);
  g_autoptr (NomoCommit) commit = NULL;
  NomoCommitResult result = { 0 };

  if (carts == NULL)
    return FALSE;
  if (carts->len == 0)
    return TRUE;
  commit = create_commit (wish, carts);
  if (!nomo_store_commit (store, commit, &result, error))
    return FALSE;
  wish->n = result.written;
  return TRUE;
}

static void
run_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run (data, nomo_shop_get_store (source), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_follow_up_async:
 * @shop: a shop
 * @query: carts; those of them that are as they are to be already stay alone
 * @followed_up: whether somebody has written to their shoppers, %FALSE to take that back
 * @callback: called at the end
 * @data: for @callback
 *
 * Marks carts as followed up now and by the shop's owner, all in one commit.
 */
void
nomo_follow_up_async (NomoShop *shop, const NomoQuery *query, gboolean followed_up, GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autoptr (GTask) task = g_task_new (shop, NULL, callback, data);
  Wish *wish = g_new0 (Wish, 1);

  wish->query = nomo_query_copy (query);
  wish->by = g_strdup (nomo_shop_get_owner_name (shop));
  wish->followed_up = followed_up;
  wish->commit_id = g_uuid_string_random ();
  nomo_query_where (wish->query, CART_FOLLOWED_UP_AT, followed_up ? NOMO_OP_EMPTY : NOMO_OP_NOT_EMPTY, NULL, NULL);
  g_task_set_source_tag (task, nomo_follow_up_async);
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, run_worker);
}

/**
 * nomo_follow_up_finish:
 * @result: what the callback got
 * @n: (out) (optional): how many carts changed
 * @error: return location
 *
 * Returns: (transfer full) (nullable): id of the commit, which can be undone; %NULL with a #NomoStoreError
 */
char *
nomo_follow_up_finish (GAsyncResult *result, guint *n, GError **error)
{
  const Wish *wish = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (n != NULL)
    *n = wish->n;
  return g_strdup (wish->commit_id);
}
