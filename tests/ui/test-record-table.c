#include "charts-fixture.h"

#include "nomo-cells.h"
#include "nomo-locale.h"
#include "nomo-order.h"
#include "nomo-record-table.h"

#define WIDTH 200

#define COLUMN(title, field)                                                 \
  {                                                                          \
    title, field, TRUE, FALSE, 0, nomo_cell_create_text, nomo_cell_show_text \
  }

/* Their titles alone need more than WIDTH. */
static const NomoColumn columns[] = {
  COLUMN ("Order", ORDER_REFERENCE), COLUMN ("Status", ORDER_STATUS),   COLUMN ("Name", ORDER_CUSTOMER_NAME),
  COLUMN ("Phone", ORDER_REFERENCE), COLUMN ("Source", ORDER_STATUS),   COLUMN ("City", ORDER_CUSTOMER_NAME),
  COLUMN ("Coupon", ORDER_STATUS),   COLUMN ("Total", ORDER_REFERENCE),
};

static GtkAdjustment *
get_across (NomoRecordTable *table)
{
  return gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (gtk_widget_get_parent (nomo_record_table_get_rows (table))));
}

static void
settle (GtkWidget *window)
{
  for (guint i = 0; i < 3; i++) {
    charts_fixture_wait_for_paint (window);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
}

/* By where the rows really are, which what the scroll bar says need not be. */
static void
assert_begins (NomoRecordTable *table, gboolean have_room)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (table)) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (GTK_WIDGET (table));
  graphene_rect_t rows;

  g_assert_true (gtk_widget_compute_bounds (nomo_record_table_get_rows (table), GTK_WIDGET (table), &rows));
  g_assert_cmpint (rows.size.width <= width + 1, ==, have_room);
  g_assert_cmpfloat_with_epsilon (rtl ? rows.origin.x + rows.size.width : rows.origin.x, rtl ? width : 0, 2);
}

/* Rows that are wider than their place are shown from their beginning, also once columns give way after somebody has scrolled. */
static void
test_begins (gconstpointer direction)
{
  NomoRecordTable *table;
  GtkWidget *window;

  gtk_widget_set_default_direction (GPOINTER_TO_UINT (direction));
  table = NOMO_RECORD_TABLE (nomo_record_table_new (columns, G_N_ELEMENTS (columns), &columns[0], NULL));
  nomo_record_table_set_width (table, WIDTH);
  window = charts_fixture_show (GTK_WIDGET (table), WIDTH);
  settle (window);
  assert_begins (table, FALSE);
  gtk_adjustment_set_value (get_across (table), gtk_adjustment_get_page_size (get_across (table)) / 2);
  settle (window);
  nomo_record_table_set_wanted (table, 7, FALSE);
  settle (window);
  assert_begins (table, FALSE);
  for (guint i = 2; i < G_N_ELEMENTS (columns); i++)
    nomo_record_table_set_wanted (table, i, FALSE);
  settle (window);
  assert_begins (table, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/record-table/begins/ltr", GUINT_TO_POINTER (GTK_TEXT_DIR_LTR), test_begins);
  g_test_add_data_func ("/record-table/begins/rtl", GUINT_TO_POINTER (GTK_TEXT_DIR_RTL), test_begins);
  return g_test_run ();
}
