#include "config.h"

#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-figures.h"
#include "nomo-order.h"
#include "nomo-store.h"

#include <glib/gstdio.h>

#define HOUR_MS  G_GINT64_CONSTANT (3600000)
#define N_ORDERS 600
#define SPREAD   800 /* days that the records lie in */

typedef struct {
  char *folder;
  NomoStore *store;
  GPtrArray *records;
  int today;
} Fixture;

static void
put (Fixture *fixture, NomoCommit *commit, NomoRecordBuilder *builder)
{
  NomoRecord *record;

  nomo_builder_set_as_of (builder, 1);
  record = nomo_builder_end (builder);
  nomo_commit_put (commit, record);
  g_ptr_array_add (fixture->records, record);
}

static gint64
moment (Fixture *fixture, GRand *rand)
{
  int day = fixture->today - g_rand_int_range (rand, 0, SPREAD);

  return nomo_day_start (day, nomo_calendar_riyadh ()) + g_rand_int_range (rand, 0, 24) * HOUR_MS;
}

static NomoRecordBuilder *
build_order (Fixture *fixture, GRand *rand, gint64 id)
{
  static const char *const statuses[] = { "completed", "canceled", "payment_pending", "under_review", "refunded" };
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  gint64 total = g_rand_int_range (rand, 100, 100000);
  gboolean foreign = g_rand_int_range (rand, 0, 10) == 0;

  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, moment (fixture, rand));
  nomo_builder_set_text (builder, ORDER_STATUS, statuses[g_rand_int_range (rand, 0, G_N_ELEMENTS (statuses))]);
  nomo_builder_set_int (builder, ORDER_DRAFT, g_rand_int_range (rand, 0, 12) == 0);
  nomo_builder_set_int (builder, ORDER_PENDING, g_rand_int_range (rand, 0, 12) == 0);
  nomo_builder_set_int (builder, ORDER_DETAILED, g_rand_int_range (rand, 0, 2));
  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  nomo_builder_set_text (builder, ORDER_CURRENCY, foreign ? "USD" : "SAR");
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  if (!foreign)
    nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, total);
  if (g_rand_int_range (rand, 0, 4) == 0) {
    nomo_builder_set_int (builder, ORDER_REFUNDED, TRUE);
    nomo_builder_set_int (builder, ORDER_REFUNDED_AT, moment (fixture, rand));
    nomo_builder_set_int (builder, ORDER_REFUNDED_AMOUNT, total / 2);
  }
  return builder;
}

static NomoRecordBuilder *
build_customer (Fixture *fixture, GRand *rand, gint64 id)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), id);

  nomo_builder_set_text (builder, CUSTOMER_NAME, "سارة");
  nomo_builder_set_int (builder, CUSTOMER_FIRST_SEEN, moment (fixture, rand));
  return builder;
}

static NomoRecordBuilder *
build_cart (Fixture *fixture, GRand *rand, gint64 id)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_cart_entity (), id);
  int day = fixture->today - g_rand_int_range (rand, 0, 2);

  nomo_builder_set_int (builder, CART_TOTAL, g_rand_int_range (rand, 100, 100000));
  nomo_builder_set_text (builder, CART_CURRENCY, g_rand_int_range (rand, 0, 5) == 0 ? "USD" : "SAR");
  nomo_builder_set_text (builder, CART_STATUS, g_rand_int_range (rand, 0, 3) == 0 ? "purchased" : "active");
  nomo_builder_set_int (builder, CART_CREATED_AT, nomo_day_start (day, nomo_calendar_riyadh ()) + HOUR_MS);
  return builder;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("nomo-figures-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "1.db", NULL);
  fixture->store = nomo_store_open (path, nomo_domain_entities (), &error);
  g_assert_no_error (error);
  fixture->today = nomo_day_from_ymd (2026, 11, 26);
  fixture->records = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  for (int i = 1; i <= N_ORDERS; i++) {
    put (fixture, commit, build_order (fixture, rand, i));
    put (fixture, commit, build_customer (fixture, rand, i));
    if (i % 10 == 0)
      put (fixture, commit, build_cart (fixture, rand, i));
  }
  nomo_store_commit (fixture->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_ptr_array_unref (fixture->records);
  nomo_store_close (fixture->store);
  g_object_unref (fixture->store);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

/* A second way to the same sums: every record once, with nothing but its own fields. */
typedef struct {
  gint64 orders;
  gint64 sales;
  gint64 foreign;
  gint64 detailed;
  gint64 customers;
  gint64 refunds;
} Sums;

static gboolean
lies_in (const NomoRecord *record, guint field, NomoStretch days)
{
  int day = nomo_day_of (nomo_record_get_int (record, field), nomo_calendar_riyadh ());

  return !nomo_record_is_null (record, field) && day >= days.from && day <= days.to;
}

static void
add_order (Sums *sums, const NomoRecord *order, NomoStretch days)
{
  /* Of a refund in another currency no amount in the shop's is known. */
  if (lies_in (order, ORDER_REFUNDED_AT, days) && !nomo_record_is_null (order, ORDER_TOTAL_SHOP))
    sums->refunds += nomo_record_get_int (order, ORDER_REFUNDED_AMOUNT);
  if (!lies_in (order, ORDER_DATE, days) || !nomo_order_counts_as_sale (order))
    return;
  sums->orders++;
  sums->sales += nomo_record_get_int (order, ORDER_TOTAL_SHOP);
  sums->foreign += nomo_record_is_null (order, ORDER_TOTAL_SHOP);
  sums->detailed += nomo_record_get_int (order, ORDER_DETAILED);
}

static Sums
add_up (Fixture *fixture, NomoStretch days)
{
  Sums sums = { 0 };

  for (guint i = 0; i < fixture->records->len; i++) {
    const NomoRecord *record = g_ptr_array_index (fixture->records, i);

    if (nomo_record_get_entity (record) == nomo_order_entity ())
      add_order (&sums, record, days);
    else if (nomo_record_get_entity (record) == nomo_customer_entity ())
      sums.customers += lies_in (record, CUSTOMER_FIRST_SEEN, days);
  }
  return sums;
}

static void
assert_figures (Fixture *fixture, const NomoFigures *figures)
{
  Sums now = add_up (fixture, figures->days);
  Sums before = add_up (fixture, figures->against);

  g_assert_cmpint (figures->orders.now, ==, now.orders);
  g_assert_cmpint (figures->orders.before, ==, before.orders);
  g_assert_cmpint (figures->sales.now, ==, now.sales);
  g_assert_cmpint (figures->sales.before, ==, before.sales);
  g_assert_cmpint (figures->foreign_orders.now, ==, now.foreign);
  g_assert_cmpint (figures->detailed.now, ==, now.detailed);
  g_assert_cmpint (figures->customers.now, ==, now.customers);
  g_assert_cmpint (figures->customers.before, ==, before.customers);
  g_assert_cmpint (figures->refunds.now, ==, now.refunds);
  g_assert_cmpint (figures->refunds.before, ==, before.refunds);
}

static void
assert_days (Fixture *fixture, const NomoFigures *figures)
{
  for (guint i = 0; i < figures->n_days; i++) {
    int day = figures->days.from + (int) i;
    Sums sums = add_up (fixture, (NomoStretch) { day, day });

    g_assert_cmpint (figures->sales_days[i], ==, sums.sales);
    g_assert_cmpint (figures->orders_days[i], ==, sums.orders);
    g_assert_cmpint (figures->customers_days[i], ==, sums.customers);
    g_assert_cmpint (figures->refunds_days[i], ==, sums.refunds);
  }
  for (guint i = 0; i < figures->n_before; i++) {
    int day = figures->against.from + (int) i;

    g_assert_cmpint (figures->sales_before[i], ==, add_up (fixture, (NomoStretch) { day, day }).sales);
  }
}

/* Every kind of period against everything that it can be compared with. */
static void
test_sums (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "today",   "last-30-days",    "last-month",
                                       "ramadan", "this-hijri-year", "2026-02-01..2026-04-20" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    NomoPeriod period;

    g_assert_true (nomo_period_parse (texts[i], &period));
    for (int against = 0; against < NOMO_N_AGAINST; against++) {
      const NomoFiguresRequest request = { nomo_period_get_days (&period, fixture->today),
                                           nomo_period_get_against (&period, fixture->today, (NomoAgainst) against),
                                           fixture->today };
      g_autoptr (GError) error = NULL;
      g_autoptr (NomoFigures) figures = nomo_figures_read (fixture->store, "SAR", &request, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (figures->seq, >, 0);
      assert_figures (fixture, figures);
      if (figures->n_days < 40)
        assert_days (fixture, figures);
    }
  }
}

static void
test_carts (Fixture *fixture, gconstpointer data)
{
  const NomoStretch today = { fixture->today, fixture->today };
  const NomoFiguresRequest request = { today, { fixture->today - 1, fixture->today - 1 }, fixture->today };
  gint64 carts = 0, money = 0, foreign = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoFigures) figures = nomo_figures_read (fixture->store, "SAR", &request, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < fixture->records->len; i++) {
    const NomoRecord *cart = g_ptr_array_index (fixture->records, i);
    gboolean ours;

    if (nomo_record_get_entity (cart) != nomo_cart_entity () || !lies_in (cart, CART_CREATED_AT, today) ||
        !g_str_equal (nomo_record_get_text (cart, CART_STATUS), "active"))
      continue;
    ours = g_str_equal (nomo_record_get_text (cart, CART_CURRENCY), "SAR");
    carts++;
    foreign += !ours;
    money += ours ? nomo_record_get_int (cart, CART_TOTAL) : 0;
  }
  g_assert_cmpint (foreign, >, 0);
  g_assert_cmpint (figures->carts, ==, carts);
  g_assert_cmpint (figures->carts_money, ==, money);
  g_assert_cmpint (figures->foreign_carts, ==, foreign);
}

/* What a list says counts as a sale is what the sums count. */
static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), NOMO_ORDER_SALES, &error);
  Sums all = add_up (fixture, (NomoStretch) { fixture->today - SPREAD, fixture->today });

  g_assert_no_error (error);
  g_assert_cmpint (all.orders, >, 0);
  g_assert_cmpint (nomo_store_count (fixture->store, query, &error), ==, all.orders);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/engine/figures/sums", Fixture, NULL, set_up, test_sums, tear_down);
  g_test_add ("/engine/figures/carts", Fixture, NULL, set_up, test_carts, tear_down);
  g_test_add ("/engine/figures/filter", Fixture, NULL, set_up, test_filter, tear_down);
  return g_test_run ();
}
