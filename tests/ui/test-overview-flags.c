#include "config.h"

#include "nomo-chart.h"
#include "nomo-coupon.h"
#include "nomo-sales-card.h"
#include "overview-fixture.h"

static NomoRecord *
make_coupon (gint64 id, const char *code, gint64 start)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_as_of (builder, OVERVIEW_NOW);
  nomo_builder_set_text (builder, COUPON_CODE, code);
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 20);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 10000);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_START, start);
  nomo_builder_set_int (builder, COUPON_EXPIRY, start + 90 * OVERVIEW_DAY);
  return nomo_builder_end (builder);
}

static gboolean
any_named (GtkWidget *widget, const char *name)
{
  if (overview_fixture_has_label (widget, name))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (any_named (child, name))
      return TRUE;
  return FALSE;
}

/* What happened stands in the sentence of the chart and in the row of its day. */
static void
test_annotations (OverviewFixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *chart;

  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  overview_fixture_put (commit, make_coupon (1, "WARD20", OVERVIEW_NOW - 9 * OVERVIEW_DAY));
  overview_fixture_put (commit, make_coupon (2, "OLD10", OVERVIEW_NOW - 40 * OVERVIEW_DAY));
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, NULL, &error);
  g_assert_no_error (error);
  overview_fixture_wait_for_figure (fixture, 1, "105");
  chart = overview_fixture_find (fixture, NOMO_TYPE_CHART, 0);
  while (!overview_fixture_has_label (
      chart, "Daily sales: 10,552 Saudi riyals and 50 halalas in 14 days, most on Mon 9 Nov · Start of "
             "\u2068WARD20\u2069 (Fri 13 November)"))
    g_main_context_iteration (NULL, TRUE);
  nomo_graph_show_table (NOMO_GRAPH (chart), TRUE);
  g_assert_true (any_named (chart,
                            "Fri 13 Nov · Start of \u2068WARD20\u2069 · This period: SAR\u00a01,005 · Period before: "
                            "SAR\u00a02,412"));
  nomo_graph_show_table (NOMO_GRAPH (chart), FALSE);

  g_object_set (fixture->session, "period", "2026-09-20..2026-09-26", NULL);
  while (
      !overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_SALES_CARD, 0), "No sales in these days"))
    g_main_context_iteration (NULL, TRUE);
  g_object_set (fixture->session, "period", "this-year", NULL);
  while (!overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_SALES_CARD, 0), "Weekly sales"))
    g_main_context_iteration (NULL, TRUE);
  overview_fixture_take_picture (fixture, "overview-year-en");
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type, guint button)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type) &&
        (button == 0 || gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == button))
      return controller;
  }
  g_assert_not_reached ();
}

static gboolean
press_enter (GtkWidget *chart, int point)
{
  gboolean handled = FALSE;

  nomo_graph_select (NOMO_GRAPH (chart), point);
  g_signal_emit_by_name (find_controller (chart, GTK_TYPE_EVENT_CONTROLLER_KEY, 0), "key-pressed", GDK_KEY_Return, 0, 0,
                         &handled);
  return handled;
}

/* How many pixels of the chart's upper edge open a coupon. */
static int
press_along (GtkWidget *chart)
{
  GtkEventController *click = find_controller (chart, GTK_TYPE_GESTURE_CLICK, GDK_BUTTON_PRIMARY);
  int n = 0;

  for (int x = 0; x < gtk_widget_get_width (chart); x++) {
    overview_fixture_opened_coupon = 0;
    g_signal_emit_by_name (click, "pressed", 1, (double) x, 8.0);
    n += overview_fixture_opened_coupon == 1 ? 1 : 0;
  }
  return n;
}

/* The day on which one coupon begins opens it, a day of several lists them; by keyboard and by a press on the flag. */
static void
test_flags_open (OverviewFixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *chart;
  int pixels;

  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  overview_fixture_put (commit, make_coupon (1, "WARD20", OVERVIEW_NOW - 9 * OVERVIEW_DAY));
  overview_fixture_put (commit, make_coupon (2, "MALL", OVERVIEW_NOW - 2 * OVERVIEW_DAY));
  overview_fixture_put (commit, make_coupon (3, "GATE", OVERVIEW_NOW - 2 * OVERVIEW_DAY));
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, NULL, &error);
  g_assert_no_error (error);
  overview_fixture_wait_for_figure (fixture, 1, "105");
  chart = overview_fixture_find (fixture, NOMO_TYPE_CHART, 0);
  while (!press_enter (chart, 4))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (overview_fixture_opened_coupon, ==, 1);
  overview_fixture_opened_coupon = 0;
  g_assert_false (press_enter (chart, 5));
  g_assert_true (press_enter (chart, 11));
  g_assert_cmpint (overview_fixture_opened_coupon, ==, 0);
  g_assert_cmpstr (overview_fixture_listed, ==,
                   "coupons: start >= 2026-11-20 and start <= 2026-11-20 (Coupons that begin, Fri 20 November)");
  g_clear_pointer (&overview_fixture_listed, g_free);
  /* They have a place once the chart has one. */
  while ((pixels = press_along (chart)) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (pixels, >, 32);
  g_assert_cmpint (pixels, <, 200);
  g_clear_pointer (&overview_fixture_listed, g_free);
}

int
main (int argc, char *argv[])
{
  overview_fixture_init (&argc, &argv);
  overview_fixture_add ("/ui/overview/annotations", TRUE, test_annotations);
  overview_fixture_add ("/ui/overview/flags-open", TRUE, test_flags_open);
  return g_test_run ();
}
