#include "config.h"

#include "nomo-graph-menu.h"

#include "nomo-graph-output.h"

#include <glib/gi18n.h>

static const char *const actions[] = { "chart.table", "chart.menu", "chart.copy-image", "chart.copy-data",
                                       "chart.print" };

static void
copy_image_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  nomo_graph_output_copy_image (NOMO_GRAPH (widget));
}

static void
copy_data_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  nomo_graph_output_copy_data (NOMO_GRAPH (widget));
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  nomo_graph_output_print (NOMO_GRAPH (widget));
}

/**
 * nomo_graph_menu_install_actions:
 * @widget_class: the class of charts
 *
 * Adds the actions `chart.copy-image`, `chart.copy-data` and `chart.print`.
 */
void
nomo_graph_menu_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.copy-image", NULL, copy_image_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy-data", NULL, copy_data_cb);
  gtk_widget_class_install_action (widget_class, "chart.print", NULL, print_cb);
}

/**
 * nomo_graph_menu_enable_actions:
 * @graph: a chart
 * @enable: whether there is anything to copy
 */
void
nomo_graph_menu_enable_actions (NomoGraph *graph, gboolean enable)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (graph), actions[i], enable);
}

static GMenuModel *
build_model (NomoGraph *graph)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) view = g_menu_new ();
  g_autoptr (GMenu) out = g_menu_new ();

  g_menu_append (view, nomo_graph_is_table (graph) ? _ ("Show as a chart") : _ ("Show as a table"), "chart.table");
  /* Translators: copies the picture of a chart */
  g_menu_append (out, _ ("Copy as an image"), "chart.copy-image");
  /* Translators: copies the figures of a chart, to be put into a spreadsheet */
  g_menu_append (out, _ ("Copy the figures"), "chart.copy-data");
  g_menu_append (out, _ ("Print…"), "chart.print");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (out));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/**
 * nomo_graph_menu_new:
 * @graph: a chart
 *
 * What can be done with a chart beside looking at it.
 *
 * Returns: (transfer none): a menu that is a child of @graph, which unparents it in the end
 */
GtkWidget *
nomo_graph_menu_new (NomoGraph *graph)
{
  GtkWidget *menu = gtk_popover_menu_new_from_model (NULL);

  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_widget_set_parent (menu, GTK_WIDGET (graph));
  /* Translators: name of the context menu of a chart */
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Chart"), -1);
  return menu;
}

/**
 * nomo_graph_menu_popup:
 * @menu: the menu of @graph
 * @graph: a chart
 * @at: where it was asked for
 */
void
nomo_graph_menu_popup (GtkWidget *menu, NomoGraph *graph, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) model = build_model (graph);

  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), at);
  gtk_popover_popup (GTK_POPOVER (menu));
}
