#include "config.h"

#include "nomo-coupon-checks.h"

#include "nomo-coupon-trial.h"
#include "nomo-coupon.h"
#include "nomo-money.h"
#include "nomo-offer.h"
#include "nomo-percent.h"
#include "nomo-product.h"
#include "nomo-store-scan.h"
#include "nomo-trial-products.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

/* VAT in Saudi Arabia: prices hold it, costs do not. */
#define VAT 1500

typedef struct {
  const NomoRecord *coupon;
  NomoCouponTrial *trial;
  NomoTrialProducts *products;
  NomoCouponFindings *findings;
} Looking;

/* A fixed amount is taken off a basket, of which nobody knows what will be in it. */
static gboolean
sells_below_cost (const NomoRecord *coupon, const NomoRecord *product)
{
  gint64 price = nomo_record_get_int (product, PRODUCT_PRICE);
  gint64 cost = 0, net = 0, vat = 0;
  gint64 off = nomo_money_share (price, nomo_record_get_int (coupon, COUPON_PERCENT), NOMO_PERCENT_WHOLE);
  gint64 most = nomo_record_get_int (coupon, COUPON_MAXIMUM);

  if (off <= 0 || !nomo_product_get_cost (product, &cost))
    return FALSE;
  if (most > 0)
    off = MIN (off, most);
  nomo_money_split_vat (price - off, VAT, &net, &vat);
  return net < cost;
}

static gboolean
is_sold (const NomoRecord *product)
{
  return g_strcmp0 (nomo_record_get_text (product, PRODUCT_STATUS), "sale") == 0;
}

static gboolean
add_product (NomoRecord *product, gpointer data, GError **error)
{
  Looking *self = data;
  gint64 id = nomo_record_get_id (product);
  const NomoTrialProduct *facts = is_sold (product) ? nomo_trial_products_find (self->products, id) : NULL;

  if (facts != NULL && nomo_coupon_trial_covers (self->trial, id, facts)) {
    self->findings->covered++;
    self->findings->reduced += facts->reduced;
    self->findings->below_cost += sells_below_cost (self->coupon, product);
  }
  return nomo_trial_products_check (self->products, error);
}

static gboolean
look_at_products (Looking *self, NomoStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_product_entity ());

  return nomo_store_foreach (store, query, NOMO_SCAN_BY_ID, add_product, self, cancellable, error);
}

static NomoQuery *
query_of_time (const NomoEntity *entity, guint status, guint start, guint expiry, gint64 from, gint64 to)
{
  NomoQuery *query = nomo_query_new (entity);

  nomo_query_where (query, status, NOMO_OP_EQ, "active", NULL);
  nomo_query_begin_group (query, NOMO_JOIN_NONE);
  nomo_query_where_int (query, expiry, NOMO_OP_LE, from);
  nomo_query_where_int (query, start, NOMO_OP_GE, to);
  nomo_query_end_group (query);
  return query;
}

static gint64
count_others (GPtrArray *records, gint64 except, guint flag)
{
  gint64 n = 0;

  for (guint i = 0; i < records->len; i++)
    n += nomo_record_get_id (records->pdata[i]) != except &&
         (flag == G_MAXUINT || nomo_record_get_int (records->pdata[i], flag) != 0);
  return n;
}

static gboolean
look_at_time (Looking *self, NomoStore *store, gint64 now, GError **error)
{
  gint64 from = MAX (nomo_record_get_int (self->coupon, COUPON_START), now);
  gint64 to = nomo_record_is_null (self->coupon, COUPON_EXPIRY) ? now + DAY_MS
                                                                : nomo_record_get_int (self->coupon, COUPON_EXPIRY);
  g_autoptr (NomoQuery) coupons =
      query_of_time (nomo_coupon_entity (), COUPON_STATUS, COUPON_START, COUPON_EXPIRY, from, to);
  g_autoptr (NomoQuery) offers =
      query_of_time (nomo_offer_entity (), OFFER_STATUS, OFFER_START, OFFER_EXPIRY, from, to);
  g_autoptr (GPtrArray) other_coupons = NULL;
  g_autoptr (GPtrArray) other_offers = NULL;

  /* The codes of a batch are of the people they were given to, and there may be thousands. */
  nomo_query_where (coupons, COUPON_BATCH, NOMO_OP_EMPTY, NULL, NULL);
  other_coupons = nomo_store_list_rows (store, coupons, 0, 0, error);
  other_offers = other_coupons != NULL ? nomo_store_list_rows (store, offers, 0, 0, error) : NULL;
  if (other_offers == NULL)
    return FALSE;
  self->findings->coupons = count_others (other_coupons, nomo_record_get_id (self->coupon), G_MAXUINT);
  if (nomo_record_get_int (self->coupon, COUPON_WITH_OFFERS) != 0)
    self->findings->offers = count_others (other_offers, 0, OFFER_WITH_COUPON);
  return TRUE;
}

/**
 * nomo_coupon_check:
 * @store: a store
 * @coupon: a coupon that keeps the rules, or a draft of one
 * @now: UTC milliseconds
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): what is to be known before it is published
 */
NomoCouponFindings *
nomo_coupon_check (NomoStore *store, const NomoRecord *coupon, gint64 now, GCancellable *cancellable, GError **error)
{
  const NomoTrialLookups none = { 0 };
  g_autoptr (NomoCouponTrial) trial = nomo_coupon_trial_new (coupon, &none);
  g_autoptr (NomoTrialProducts) products = nomo_trial_products_new (store);
  g_autoptr (NomoCouponFindings) findings = g_new0 (NomoCouponFindings, 1);
  Looking looking = { coupon, trial, products, findings };

  if (!look_at_products (&looking, store, cancellable, error) || !look_at_time (&looking, store, now, error))
    return NULL;
  return g_steal_pointer (&findings);
}

typedef struct {
  NomoRecord *coupon;
  gint64 now;
} Question;

static void
question_free (gpointer data)
{
  nomo_record_unref (((Question *) data)->coupon);
  g_free (data);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  GError *error = NULL;
  NomoCouponFindings *findings = nomo_coupon_check (source, question->coupon, question->now, cancellable, &error);

  if (findings != NULL)
    g_task_return_pointer (task, findings, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * nomo_coupon_check_async:
 * @store: a store
 * @coupon: see nomo_coupon_check()
 * @now: UTC milliseconds
 * @cancellable: (nullable): gives up
 * @callback: called at the end
 * @data: for @callback
 */
void
nomo_coupon_check_async (NomoStore *store, NomoRecord *coupon, gint64 now, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, data);
  Question *question = g_new (Question, 1);

  *question = (Question) { nomo_record_ref (coupon), now };
  g_task_set_source_tag (task, nomo_coupon_check_async);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, run);
}

/**
 * nomo_coupon_check_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is to be known before it is published
 */
NomoCouponFindings *
nomo_coupon_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
