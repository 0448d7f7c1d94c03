#include "config.h"

#include "nomo-kpi-tile.h"
#include "nomo-order.h"
#include "nomo-percent.h"
#include "nomo-product.h"
#include "nomo-tile-chooser.h"
#include "overview-fixture.h"

static void
assert_tiles (OverviewFixture *fixture, const char *const *names)
{
  guint i = 0;

  for (; names[i] != NULL; i++)
    g_assert_true (overview_fixture_has_label (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, i), names[i]));
  g_assert_null (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, i));
}

/* Tiles come and go at once, keep their figures, and are there again in a window that is built anew. */
static void
test_tiles (OverviewFixture *fixture, gconstpointer data)
{
  static const char *const usual[] = {
    "Sales", "Orders", "Average order", "New customers", "Refunds", "Carts left today", NULL
  };
  static const char *const chosen[] = { "Carts left today", "Orders", "Sales", NULL };

  overview_fixture_wait_for_figure (fixture, 1, "105");
  assert_tiles (fixture, usual);
  nomo_session_set_tiles (fixture->session, "carts orders sales -average -customers -refunds profit");
  assert_tiles (fixture, chosen);
  g_assert_true (overview_fixture_figure_is (fixture, 1, "105"));
  overview_fixture_reopen_window (fixture);
  assert_tiles (fixture, chosen);
  overview_fixture_wait_for_figure (fixture, 1, "105");
  nomo_session_set_tiles (fixture->session, NULL);
  assert_tiles (fixture, usual);
}

static char *
list_order (OverviewFixture *fixture)
{
  return g_strdup (nomo_session_get_tiles (fixture->session));
}

/* By the buttons of the list of tiles; a tile that goes nowhere stays, and the usual order comes back. */
static void
test_choose_tiles (OverviewFixture *fixture, gconstpointer data)
{
  GtkWidget *chooser = g_object_ref_sink (nomo_tile_chooser_new (fixture->session));
  g_autofree char *moved = NULL;
  g_autofree char *hidden = NULL;
  guint third = 2;

  g_signal_emit_by_name (overview_fixture_find_button (chooser, "Move down: Sales"), "clicked");
  moved = list_order (fixture);
  g_assert_cmpstr (moved, ==, "orders sales average customers refunds carts profit");
  g_assert_false (gtk_widget_get_sensitive (overview_fixture_find_button (chooser, "Move up: Orders")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (overview_fixture_find_nth (chooser, GTK_TYPE_CHECK_BUTTON, &third)),
                               FALSE);
  hidden = list_order (fixture);
  g_assert_cmpstr (hidden, ==, "orders sales -average customers refunds carts profit");
  g_signal_emit_by_name (overview_fixture_find_button (chooser, "Reset"), "clicked");
  g_assert_cmpstr (nomo_session_get_tiles (fixture->session), ==, "");
  g_object_unref (chooser);
}

static void
set_profit (OverviewFixture *fixture, NomoProfitBy by, int margin)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_shop_set_profit_async (fixture->shop, by, margin, overview_fixture_keep_result, &result);
  nomo_shop_set_profit_finish (fixture->shop, overview_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

/* As long as the merchant told no margin there is no profit: 10,552.50 at 25% is 2,638.125, half up. */
static void
test_profit (OverviewFixture *fixture, gconstpointer data)
{
  overview_fixture_wait_for_figure (fixture, 1, "105");
  g_assert_null (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, 6));
  set_profit (fixture, NOMO_PROFIT_BY_MARGIN, 2500);
  overview_fixture_wait_for_figure (fixture, 6, "2,638 Saudi riyals and 13 halalas");
  g_assert_true (
      overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, 6), "At a margin of 25%"));
  overview_fixture_take_picture (fixture, "overview-profit-en");
  set_profit (fixture, NOMO_PROFIT_BY_MARGIN, NOMO_PERCENT_UNKNOWN);
  g_assert_null (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, 6));
}

static NomoRecord *
make_product (gint64 cost)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), OVERVIEW_PRODUCT);

  nomo_builder_set_as_of (builder, OVERVIEW_NOW);
  nomo_builder_set_text (builder, PRODUCT_NAME, "باقة ورد");
  nomo_builder_set_int (builder, PRODUCT_COST_PRICE, cost);
  return nomo_builder_end (builder);
}

/* Salla's details of the orders from the nth to the nth. */
static void
tell_details (OverviewFixture *fixture, gint64 first, gint64 last)
{
  NomoStore *store = nomo_shop_get_store (fixture->shop);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;

  overview_fixture_put (commit, make_product (1000));
  for (gint64 id = first; id <= last; id++) {
    g_autoptr (NomoRecord) order = nomo_store_get (store, nomo_order_entity (), id, &error);
    NomoRecordBuilder *builder = nomo_record_rebuild (order);

    nomo_builder_set_as_of (builder, OVERVIEW_NOW + 2000);
    nomo_builder_set_int (builder, ORDER_DETAILED, 1);
    overview_fixture_put (commit, nomo_builder_end (builder));
  }
  nomo_store_commit (store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
wait_for_text (OverviewFixture *fixture, guint tile, const char *text)
{
  guint late = g_timeout_add_seconds (30, overview_fixture_late, (gpointer) text);

  while (!overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, tile), text))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

/* Where the details are known of a part of the orders, it is said of which days, and nothing is compared. */
static void
test_known (OverviewFixture *fixture, gconstpointer data)
{
  const guint refunds = 4, profit = 6;

  overview_fixture_wait_for_figure (fixture, 1, "105");
  set_profit (fixture, NOMO_PROFIT_BY_COSTS, NOMO_PERCENT_UNKNOWN);
  wait_for_text (fixture, profit, "Known for 0 of 105 orders");
  wait_for_text (fixture, refunds, "Known for 0 of 105 orders");
  tell_details (fixture, 1, 104);
  wait_for_text (fixture, profit, "Known for 104 of 105 orders");
  tell_details (fixture, 105, 107);
  wait_for_text (fixture, profit, "Period before: 2 of 301 known");
  overview_fixture_take_picture (fixture, "overview-known-en");
  g_assert_false (
      overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, profit), "vs. period before"));
  wait_for_text (fixture, refunds, "No refunds in this period");
  overview_fixture_speak_arabic (fixture);
  wait_for_text (fixture, profit, "الفترة السابقة: المعروف 2 من 301");
  overview_fixture_take_picture (fixture, "overview-known-ar");
  tell_details (fixture, 108, 406);
  wait_for_text (fixture, profit, "عن الفترة السابقة");
}

int
main (int argc, char *argv[])
{
  overview_fixture_init (&argc, &argv);
  overview_fixture_add ("/ui/overview/tiles", TRUE, test_tiles);
  overview_fixture_add ("/ui/overview/choose-tiles", FALSE, test_choose_tiles);
  overview_fixture_add ("/ui/overview/profit", TRUE, test_profit);
  overview_fixture_add ("/ui/overview/known", TRUE, test_known);
  return g_test_run ();
}
