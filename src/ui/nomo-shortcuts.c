#include "config.h"

#include "nomo-shortcuts.h"

#include "nomo-commands.h"

#include <glib/gi18n.h>

/* So many that all stands on one page. */
#define ROWS_OF_A_COLUMN "20"

static void
append_group (GString *xml, const char *group)
{
  guint n;
  const NomoCommandSpec *specs = nomo_command_specs (&n);
  g_autofree char *title = g_markup_escape_text (_ (group), -1);

  g_string_append_printf (xml, "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>", title);
  for (guint i = 0; i < n; i++) {
    g_autofree char *name = NULL;
    g_autofree char *keys = NULL;

    if (specs[i].keys == NULL || !g_str_equal (specs[i].group, group))
      continue;
    name = g_markup_escape_text (_ (specs[i].name), -1);
    keys = g_markup_escape_text (specs[i].keys, -1);
    g_string_append_printf (xml,
                            "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
                            "<property name='accelerator'>%s</property></object></child>",
                            name, keys);
  }
  g_string_append (xml, "</object></child>");
}

/* GTK leaves the button of its search without a name. */
static void
name_search (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_search (child);
}

/**
 * nomo_shortcuts_new:
 *
 * GTK fills such a window from a description alone, so one is written of the commands that have keys.
 *
 * Returns: (transfer full): a window that tells the keys
 */
GtkWindow *
nomo_shortcuts_new (void)
{
  static const char *const groups[] = { N_ ("General"), N_ ("Pages"), N_ ("Lists"), N_ ("Charts") };
  g_autoptr (GString) xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='shortcuts'>"
                                          "<property name='modal'>1</property><child>"
                                          "<object class='GtkShortcutsSection'>"
                                          "<property name='section-name'>shortcuts</property>"
                                          "<property name='max-height'>" ROWS_OF_A_COLUMN "</property>");
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *window;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    append_group (xml, groups[i]);
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
  name_search (gtk_window_get_titlebar (window));
  return g_object_ref (window);
}

/**
 * nomo_shortcuts_show:
 * @parent: (nullable): a window
 *
 * Shows the keys that do something.
 */
void
nomo_shortcuts_show (GtkWindow *parent)
{
  g_autoptr (GtkWindow) window = nomo_shortcuts_new ();

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
