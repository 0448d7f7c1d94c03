#include "config.h"

#include "nomo-costs-page.h"
#include "nomo-shop.h"
#include "overview-fixture.h"

static void
settled_cb (NomoCostsPage *page, gboolean kept, int *settled)
{
  *settled = kept;
}

/* What is chosen and what is typed while that is on its way into the store come both of them into it. */
static void
test_both (OverviewFixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCostsPage) page = g_object_ref_sink (nomo_costs_page_new (fixture->session));
  guint first = 0, second = 0;
  GtkWidget *by = overview_fixture_find_nth (GTK_WIDGET (page), ADW_TYPE_COMBO_ROW, &first);
  GtkWidget *margin = overview_fixture_find_nth (GTK_WIDGET (page), ADW_TYPE_ENTRY_ROW, &second);
  guint late = g_timeout_add_seconds (30, overview_fixture_late, (gpointer) "it is settled");
  int settled = -1;

  g_signal_connect (page, "settled", G_CALLBACK (settled_cb), &settled);
  adw_combo_row_set_selected (ADW_COMBO_ROW (by), NOMO_PROFIT_BY_COSTS);
  gtk_editable_set_text (GTK_EDITABLE (margin), "12");
  g_assert_true (nomo_costs_page_keep (page));
  while (settled < 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  g_assert_true (settled);
  g_assert_cmpint (nomo_shop_get_margin (fixture->shop), ==, 1200);
  g_assert_cmpint (nomo_shop_get_profit_by (fixture->shop), ==, NOMO_PROFIT_BY_COSTS);
}

int
main (int argc, char **argv)
{
  overview_fixture_init (&argc, &argv);
  overview_fixture_add ("/ui/costs/both", TRUE, test_both);
  return g_test_run ();
}
