#include "config.h"

#include "nomo-chart-table.h"

#include "nomo-style.h"

#include <glib/gi18n.h>

/* Names keep room for a day where there are many columns. */
#define NAME_CHARS 11

struct _NomoChartTable {
  GtkBox parent_instance;

  GPtrArray *widths;
};

G_DEFINE_FINAL_TYPE (NomoChartTable, nomo_chart_table, GTK_TYPE_BOX)

static void
nomo_chart_table_finalize (GObject *object)
{
  g_clear_pointer (&NOMO_CHART_TABLE (object)->widths, g_ptr_array_unref);
  G_OBJECT_CLASS (nomo_chart_table_parent_class)->finalize (object);
}

static void
nomo_chart_table_class_init (NomoChartTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_chart_table_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nomo_chart_table_init (NomoChartTable *self)
{
  self->widths = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "n-chart-table");
  /* Translators: name of the table that shows the same figures as a chart */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Figures of the chart"), -1);
}

/* Text starts at the start; figures line up on the right in both directions. */
static void
append_cell (NomoChartTable *self, GtkWidget *row, guint column, const char *text)
{
  GtkWidget *cell = gtk_label_new (text);
  gboolean is_text = column == 0;

  gtk_label_set_xalign (GTK_LABEL (cell), is_text || nomo_style_is_rtl (GTK_WIDGET (self)) ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (cell), is_text ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (GTK_LABEL (cell), is_text ? NAME_CHARS : -1);
  gtk_widget_set_hexpand (cell, is_text);
  if (column >= self->widths->len)
    g_ptr_array_add (self->widths, gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL));
  gtk_size_group_add_widget (g_ptr_array_index (self->widths, column), cell);
  gtk_box_append (GTK_BOX (row), cell);
}

static GtkWidget *
build_head (NomoChartTable *self, const GPtrArray *series)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  append_cell (self, head, 0, "");
  for (guint s = 0; s < series->len; s++)
    append_cell (self, head, s + 1, nomo_series_get_title (g_ptr_array_index (series, s)));
  gtk_widget_add_css_class (head, "n-table-head");
  gtk_widget_set_margin_start (head, 16);
  gtk_widget_set_margin_end (head, 16);
  return head;
}

static GtkWidget *
build_row (NomoChartTable *self, const NomoChartData *data, guint index)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  g_autofree char *point = data->point (index, data->data);
  g_autoptr (GString) spoken = g_string_new (point);

  append_cell (self, box, 0, point);
  for (guint s = 0; s < data->series->len; s++) {
    const NomoSeries *series = g_ptr_array_index (data->series, s);
    gint64 value = nomo_series_get_value (series, index);
    g_autofree char *text = value == NOMO_SERIES_NONE ? g_strdup ("—") : data->value (value, data->data);

    append_cell (self, box, s + 1, text);
    g_string_append_printf (spoken, " · %s: %s", nomo_series_get_title (series), text);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
  return row;
}

static GtkWidget *
build_scroller (GtkWidget *child, GtkPolicyType across, GtkPolicyType down)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), across, down);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

/**
 * nomo_chart_table_new:
 * @data: what a chart shows
 *
 * What a chart shows, as a table that can be walked with the arrow keys. The header stays while the rows scroll, and goes
 * along when there are more columns than room.
 *
 * Returns: (transfer floating): the table
 */
GtkWidget *
nomo_chart_table_new (const NomoChartData *data)
{
  NomoChartTable *self = g_object_new (NOMO_TYPE_CHART_TABLE, NULL);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();

  for (guint i = 0; i < data->n_points; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), build_row (self, data, i));
  gtk_widget_add_css_class (list, "n-rows");
  gtk_box_append (GTK_BOX (columns), build_head (self, data->series));
  gtk_box_append (GTK_BOX (columns), build_scroller (list, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC));
  gtk_box_append (GTK_BOX (self), build_scroller (columns, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER));
  return GTK_WIDGET (self);
}
