#include "config.h"

#include "nomo-attention.h"

#include "nomo-backup-plan.h"
#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-clock.h"
#include "nomo-code-list.h"
#include "nomo-coupon-due.h"
#include "nomo-coupon.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-review.h"
#include "nomo-store.h"

#define OLDEST 90

/* @days is how long before today the day stands that the first %s is; the second is where what is due for so long that nobody waits
 * for it any more ends. */
typedef struct {
  const NomoEntity *(*entity) (void);
  const char *filter;
  int days;
  int money;
} Kind;

static const Kind kinds[] = {
  [NOMO_ATTENTION_ORDERS_WAIT] = { nomo_order_entity, "status = under_review and date < %s and date >= %s", 2,
                                   ORDER_TOTAL_SHOP },
  [NOMO_ATTENTION_REVIEWS] = { nomo_review_entity,
                               "(rating <= 2 or type = ask) and reply is empty and created_at >= %s", 30, -1 },
  [NOMO_ATTENTION_TRANSFERS] = { nomo_order_entity, "status = payment_pending and date < %s and date >= %s", 1,
                                 ORDER_TOTAL_SHOP },
  [NOMO_ATTENTION_SOLD_OUT] = { nomo_product_entity, "status = out and sold > 0", 0, -1 },
  [NOMO_ATTENTION_LEAKS] = { nomo_coupon_entity, NULL, 30, -1 },
  [NOMO_ATTENTION_BACKUP] = { NULL, NULL, 0, -1 },
  [NOMO_ATTENTION_COUPONS] = { nomo_coupon_entity, NULL, 0, -1 },
  [NOMO_ATTENTION_CARTS] = { nomo_cart_entity,
                             "status = active and phone is not empty and followed_up_at is empty and updated_at >= %s",
                             0, -1 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == NOMO_N_ATTENTIONS);

/**
 * nomo_attention_get_entity:
 * @kind: what needs the merchant, not a backup
 *
 * Returns: whose records it is about
 */
const NomoEntity *
nomo_attention_get_entity (NomoAttentionKind kind)
{
  return kinds[kind].entity ();
}

/**
 * nomo_attention_dup_filter:
 * @kind: what needs the merchant
 * @today: today, in days since 1970-01-01 in the shop's zone
 *
 * Of coupons that is told with them; leaks have a list of their own.
 *
 * Returns: (transfer full): the filter that lists the records it is about
 */
char *
nomo_attention_dup_filter (NomoAttentionKind kind, int today)
{
  g_autofree char *date = nomo_day_to_text (today - kinds[kind].days);
  g_autofree char *oldest = nomo_day_to_text (today - OLDEST);

  return g_strdup_printf (kinds[kind].filter, date, oldest);
}

static gboolean
read_coupons (NomoStore *store, NomoAttention *attention, GError **error)
{
  g_auto (NomoCouponDue) due = { NULL, NULL };
  g_autofree char *filter = NULL;

  if (!nomo_coupon_due_read_wanted (store, nomo_clock_now (), &due, error))
    return FALSE;
  if (due.ending != NULL)
    attention->counts[NOMO_ATTENTION_COUPONS] = due.ending->len + due.running_out->len;
  filter = nomo_coupon_due_dup_filter (due.ending, due.running_out);
  attention->coupons = *filter != '\0' ? g_intern_string (filter) : NULL;
  return TRUE;
}

static gboolean
read_leaks (NomoStore *store, int today, NomoAttention *attention, GError **error)
{
  gint64 since = nomo_day_start (today - kinds[NOMO_ATTENTION_LEAKS].days, nomo_calendar_riyadh ());

  attention->counts[NOMO_ATTENTION_LEAKS] = nomo_codes_count_leaks (store, since, error);
  return attention->counts[NOMO_ATTENTION_LEAKS] >= 0;
}

/* As long as none is to be made by itself, nothing is missing; whether one is cannot be said of a plan that cannot be read. */
static void
read_backup (NomoStore *store, NomoAttention *attention)
{
  g_autoptr (NomoBackupPlan) plan = nomo_backup_plan_read (nomo_store_get_path (store));

  if (plan->trouble != NOMO_BACKUP_TROUBLE_PLAN &&
      (!nomo_backup_plan_is_set_up (plan) || plan->often == NOMO_BACKUP_OFF))
    return;
  attention->backup_trouble = plan->trouble;
  attention->counts[NOMO_ATTENTION_BACKUP] =
      plan->trouble != NOMO_BACKUP_TROUBLE_NONE ? 1 : nomo_backup_plan_count_days_late (plan, nomo_clock_now ());
}

static gboolean
read_kind (NomoStore *store, NomoAttentionKind kind, int today, NomoAttention *attention, GError **error)
{
  g_autofree char *filter = NULL;
  g_autoptr (NomoQuery) query = NULL;

  if (kind == NOMO_ATTENTION_COUPONS)
    return read_coupons (store, attention, error);
  if (kind == NOMO_ATTENTION_LEAKS)
    return read_leaks (store, today, attention, error);
  if (kind == NOMO_ATTENTION_BACKUP) {
    read_backup (store, attention);
    return TRUE;
  }
  filter = nomo_attention_dup_filter (kind, today);
  query = nomo_query_parse (kinds[kind].entity (), filter, error);
  if (query == NULL)
    return FALSE;
  if (kinds[kind].money >= 0)
    return nomo_store_sum (store, query, (guint) kinds[kind].money, &attention->counts[kind], &attention->money[kind],
                           error);
  attention->counts[kind] = nomo_store_count (store, query, error);
  return attention->counts[kind] >= 0;
}

/**
 * nomo_attention_read:
 * @store: a store
 * @today: today, in days since 1970-01-01 in the shop's zone
 * @attention: (out caller-allocates): what needs the merchant
 * @error: return location
 *
 * Blocks.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_attention_read (NomoStore *store, int today, NomoAttention *attention, GError **error)
{
  *attention = (NomoAttention) { 0 };
  for (int kind = 0; kind < NOMO_N_ATTENTIONS; kind++)
    if (!read_kind (store, (NomoAttentionKind) kind, today, attention, error))
      return FALSE;
  return TRUE;
}

static void
read_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree NomoAttention *attention = g_new (NomoAttention, 1);
  GError *error = NULL;

  if (nomo_attention_read (source, GPOINTER_TO_INT (data), attention, &error))
    g_task_return_pointer (task, g_steal_pointer (&attention), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_attention_read_async:
 * @shop: the shop
 * @today: today, in days since 1970-01-01 in the shop's zone
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_attention_read_async (NomoShop *shop, int today, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (nomo_shop_get_store (shop), cancellable, callback, data);

  g_task_set_source_tag (task, nomo_attention_read_async);
  g_task_set_task_data (task, GINT_TO_POINTER (today), NULL);
  g_task_run_in_thread (task, read_worker);
}

/**
 * nomo_attention_read_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full): what needs the merchant, freed by g_free(), or %NULL with a #NomoStoreError
 */
NomoAttention *
nomo_attention_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
