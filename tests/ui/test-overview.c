#include "config.h"

#include "nomo-attention-card.h"
#include "nomo-backup-plan.h"
#include "nomo-chart.h"
#include "nomo-kpi-tile.h"
#include "nomo-locale.h"
#include "nomo-order-row.h"
#include "nomo-order.h"
#include "nomo-sales-card.h"
#include "nomo-status-pill.h"
#include "overview-fixture.h"

#include <glib/gstdio.h>

/* 14 days: 1 + 2 + … + 14 = 105 orders, the 14 before 301. The cancelled order is no sale. */
static void
test_figures (OverviewFixture *fixture, gconstpointer data)
{
  overview_fixture_wait_for_figure (fixture, 0, "10,552 Saudi riyals and 50 halalas");
  g_assert_true (overview_fixture_figure_is (fixture, 1, "105"));
  g_assert_true (overview_fixture_figure_is (fixture, 2, "100 Saudi riyals and 50 halalas"));
  g_assert_true (overview_fixture_figure_is (fixture, 3, "14"));
  g_assert_true (
      overview_fixture_has_label (overview_fixture_find (fixture, NOMO_TYPE_CHART, 0),
                                  "Daily sales: 10,552 Saudi riyals and 50 halalas in 14 days, most on Mon 9 Nov"));
  overview_fixture_take_picture (fixture, "overview-en");

  g_object_set (fixture->session, "period", "last-7-days", NULL);
  overview_fixture_wait_for_figure (fixture, 1, "28");
  g_object_set (fixture->session, "period", "today", NULL);
  overview_fixture_wait_for_figure (fixture, 1, "1");
  g_assert_true (overview_fixture_has_label (overview_fixture_find (fixture, NOMO_TYPE_CHART, 0),
                                             "Daily sales: 2,814 Saudi riyals in 7 days, most on Mon 16 Nov"));
  overview_fixture_take_picture (fixture, "overview-today-en");
}

/* An order that comes in is on the page without anyone asking, and can be opened from there. */
static void
test_live (OverviewFixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  NomoCommitResult result;
  gint64 id = fixture->next_id++;
  GtkWidget *row;

  overview_fixture_wait_for_figure (fixture, 1, "105");
  overview_fixture_put (commit, overview_fixture_make_order (id, OVERVIEW_NOW - 60 * 1000, 1000000, "payment_pending"));
  overview_fixture_put (commit,
                        overview_fixture_make_order (fixture->next_id++, OVERVIEW_NOW - 90 * 1000, 44750, "completed"));
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, &result, &error);
  g_assert_no_error (error);
  overview_fixture_wait_for_figure (fixture, 0, "11,000 Saudi riyals");
  g_assert_true (overview_fixture_figure_is (fixture, 1, "106"));

  row = overview_fixture_find (fixture, NOMO_TYPE_ORDER_ROW, 0);
  while (overview_fixture_opened_order != id) {
    g_main_context_iteration (NULL, TRUE);
    gtk_widget_activate (row);
  }
  g_assert_nonnull (overview_fixture_find (fixture, NOMO_TYPE_ORDER_ROW, 4));
  g_assert_null (overview_fixture_find (fixture, NOMO_TYPE_ORDER_ROW, 5));
}

static GtkWidget *
find_stamp (OverviewFixture *fixture)
{
  GtkWidget *card = overview_fixture_find (fixture, NOMO_TYPE_SALES_CARD, 0);
  guint first = 0;

  return overview_fixture_find_nth (card, NOMO_TYPE_STATUS_PILL, &first);
}

/* Salla cannot be reached: the figures stay, and say until when they hold. */
static void
test_offline (OverviewFixture *fixture, gconstpointer data)
{
  GtkWidget *stamp = find_stamp (fixture);
  guint late = g_timeout_add_seconds (30, overview_fixture_late, (gpointer) "offline");

  overview_fixture_wait_for_figure (fixture, 1, "105");
  g_assert_false (gtk_widget_get_visible (stamp));
  nomo_shop_start (fixture->shop);
  while (nomo_shop_get_state (fixture->shop) != NOMO_SHOP_OFFLINE)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  g_assert_true (gtk_widget_get_visible (stamp));
  g_assert_cmpstr (nomo_status_pill_get_label (NOMO_STATUS_PILL (stamp)), ==, "As of 10:42 AM");
  g_assert_true (overview_fixture_figure_is (fixture, 1, "105"));
  overview_fixture_take_picture (fixture, "overview-stale-en");
}

static void
test_empty (OverviewFixture *fixture, gconstpointer data)
{
  while (!overview_fixture_any_text (fixture->page, "No orders in this period") ||
         !overview_fixture_any_text (fixture->page, "No orders yet"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (overview_fixture_any_text (fixture->page, "No new customers in this period"));
  g_assert_true (overview_fixture_any_text (fixture->page, "No sales in these days"));
  overview_fixture_take_picture (fixture, "overview-empty-en");
}

/* Arabic tells what one order is worth, what two are and what more are with three words. */
static void
test_attention (OverviewFixture *fixture, gconstpointer data)
{
  static const char *const worth[] = { "قيمته 100\u00a0ر.س", "قيمتهما 200\u00a0ر.س", "قيمتها 300\u00a0ر.س" };

  overview_fixture_speak_arabic (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (worth); i++) {
    g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
    g_autoptr (GError) error = NULL;
    guint late = g_timeout_add_seconds (30, overview_fixture_late, (gpointer) worth[i]);

    overview_fixture_put (commit, overview_fixture_make_order (fixture->next_id++, OVERVIEW_NOW - 5 * OVERVIEW_DAY,
                                                               10000, "payment_pending"));
    nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, NULL, &error);
    g_assert_no_error (error);
    while (!overview_fixture_any_text (fixture->page, worth[i]))
      g_main_context_iteration (NULL, TRUE);
    g_source_remove (late);
  }
}

/* No backup failed where nobody could read that one is to be made. */
static void
test_plan (OverviewFixture *fixture, gconstpointer data)
{
  const char *path = nomo_store_get_path (nomo_shop_get_store (fixture->shop));
  g_autofree char *plan = g_strconcat (path, NOMO_BACKUP_PLAN_END, NULL);
  guint late;

  g_assert_cmpint (g_mkdir (plan, 0700), ==, 0);
  nomo_attention_card_refresh (NOMO_ATTENTION_CARD (overview_fixture_find (fixture, NOMO_TYPE_ATTENTION_CARD, 0)));
  late = g_timeout_add_seconds (30, overview_fixture_late, (gpointer) "the plan cannot be read");
  while (!overview_fixture_any_text (fixture->page, "The plan for backups cannot be read"))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  overview_fixture_take_picture (fixture, "overview-plan-en");
  g_assert_cmpint (g_rmdir (plan), ==, 0);
}

static void
test_arabic (OverviewFixture *fixture, gconstpointer data)
{
  overview_fixture_speak_arabic (fixture);
  overview_fixture_wait_for_figure (fixture, 1, "105");
  g_assert_cmpint (gtk_widget_get_direction (fixture->page), ==, GTK_TEXT_DIR_RTL);
  overview_fixture_take_picture (fixture, "overview-ar");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  overview_fixture_take_picture (fixture, "overview-ar-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
assert_order (OverviewFixture *fixture, GType first, GType second)
{
  g_assert_true (gtk_widget_get_next_sibling (overview_fixture_find (fixture, first, 0)) ==
                 overview_fixture_find (fixture, second, 0));
}

/* In both languages the page asks for no more than a window of 480, and narrow for no more than 400; what needs somebody comes
 * before the sales there. */
static void
test_narrow (OverviewFixture *fixture, gconstpointer data)
{
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *name = g_strdup_printf ("overview-narrow-%s", languages[i]);
    int least;

    nomo_locale_set_language (languages[i]);
    gtk_widget_set_default_direction (nomo_locale_is_rtl () ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
    nomo_session_set_narrow (fixture->session, FALSE);
    overview_fixture_reopen_window (fixture);
    overview_fixture_wait_for_figure (fixture, 1, "105");
    gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    g_assert_cmpint (least, <=, 480);

    assert_order (fixture, NOMO_TYPE_SALES_CARD, NOMO_TYPE_ATTENTION_CARD);
    nomo_session_set_narrow (fixture->session, TRUE);
    assert_order (fixture, NOMO_TYPE_ATTENTION_CARD, NOMO_TYPE_SALES_CARD);
    overview_fixture_reopen_window (fixture);
    overview_fixture_wait_for_figure (fixture, 1, "105");
    gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    g_assert_cmpint (least, <=, 400);
    overview_fixture_take_picture (fixture, name);
  }
}

/* A press shows the rows behind the figure, of its days. */
static void
test_behind (OverviewFixture *fixture, gconstpointer data)
{
  overview_fixture_wait_for_figure (fixture, 1, "105");
  gtk_widget_activate (
      overview_fixture_find_button (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, 1), "Show these orders"));
  while (overview_fixture_listed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (overview_fixture_listed, ==,
                   "orders: date >= 2026-11-09 and date <= 2026-11-22 and " NOMO_ORDER_SALES
                   " (Orders, Mon 9 – Sun 22 November)");
  g_clear_pointer (&overview_fixture_listed, g_free);
}

/* The figure and the words under it follow what is compared with. */
static void
test_against (OverviewFixture *fixture, gconstpointer data)
{
  overview_fixture_wait_for_figure (fixture, 1, "105");
  g_assert_true (
      overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, 1), "vs. period before"));
  g_object_set (fixture->session, "against", "year", NULL);
  while (!overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, 1), "Nothing last year"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_SALES_CARD, 0), "Last year"));
  g_object_set (fixture->session, "against", "hijri-year", NULL);
  while (!overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, 1), "Nothing last Hijri year"))
    g_main_context_iteration (NULL, TRUE);
  g_object_set (fixture->session, "period", "2026-11-20..2026-11-22", NULL);
  overview_fixture_wait_for_figure (fixture, 1, "6");
  g_assert_true (
      overview_fixture_any_text (overview_fixture_find (fixture, NOMO_TYPE_SALES_CARD, 0), "Fri 20 – Sun 22 November"));
}

int
main (int argc, char *argv[])
{
  overview_fixture_init (&argc, &argv);
  overview_fixture_add ("/ui/overview/figures", TRUE, test_figures);
  overview_fixture_add ("/ui/overview/live", TRUE, test_live);
  overview_fixture_add ("/ui/overview/offline", TRUE, test_offline);
  overview_fixture_add ("/ui/overview/empty", FALSE, test_empty);
  overview_fixture_add ("/ui/overview/arabic", TRUE, test_arabic);
  overview_fixture_add ("/ui/overview/narrow", TRUE, test_narrow);
  overview_fixture_add ("/ui/overview/behind", TRUE, test_behind);
  overview_fixture_add ("/ui/overview/against", TRUE, test_against);
  overview_fixture_add ("/ui/overview/attention", TRUE, test_attention);
  overview_fixture_add ("/ui/overview/plan", TRUE, test_plan);
  return g_test_run ();
}
