#include "config.h"

#include "nomo-shortcuts.h"

#include "nomo-commands.h"
#include "nomo-wrap.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH       920
#define HEIGHT      680
#define MARGIN      18
#define MIN_COLUMN  360
#define GAP         22
#define MOST_GROUPS 2

/* Two columns of about the same length, which stand below each other where there is no room for both. */
static const char *const columns[][MOST_GROUPS] = {
  { N_ ("General"), N_ ("Lists") },
  { N_ ("Pages"), N_ ("Charts") },
};

/* Keys between blanks do the same. */
static char *
word_keys (const char *keys)
{
  g_auto (GStrv) words = g_strsplit (keys, " ", -1);
  GdkModifierType modifiers;
  guint key;

  for (guint i = 0; words[i] != NULL; i++) {
    gtk_accelerator_parse (words[i], &key, &modifiers);
    g_free (words[i]);
    words[i] = gtk_accelerator_get_label (key, modifiers);
  }
  return g_strjoinv (" / ", words);
}

static GtkWidget *
create_row (const NomoCommandSpec *spec)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *caps = gtk_shortcut_label_new (spec->keys);
  g_autofree char *spoken = word_keys (spec->keys);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (spec->name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (spec->name),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  /* Keys are pressed, and written on keyboards, in the same order in every language. */
  gtk_widget_set_direction (caps, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (caps, "n-keys");
  gtk_widget_set_valign (caps, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), caps);
  return row;
}

static GtkWidget *
create_group (const char *group)
{
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  guint n;
  const NomoCommandSpec *specs = nomo_command_specs (&n);

  adw_preferences_group_set_title (rows, _ (group));
  for (guint i = 0; i < n; i++)
    if (specs[i].keys != NULL && g_str_equal (specs[i].group, group))
      adw_preferences_group_add (rows, create_row (&specs[i]));
  return GTK_WIDGET (rows);
}

static GtkWidget *
create_columns (void)
{
  GtkWidget *wrap = nomo_wrap_new (G_N_ELEMENTS (columns), MIN_COLUMN, GAP);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++) {
    GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, GAP);

    for (guint j = 0; j < MOST_GROUPS; j++)
      gtk_box_append (GTK_BOX (column), create_group (columns[i][j]));
    gtk_widget_set_valign (column, GTK_ALIGN_START);
    nomo_wrap_append (NOMO_WRAP (wrap), column, 1);
  }
  return wrap;
}

static GtkWidget *
create_content (void)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *both = create_columns ();

  gtk_widget_set_margin_top (both, MARGIN);
  gtk_widget_set_margin_bottom (both, MARGIN);
  gtk_widget_set_margin_start (both, MARGIN);
  gtk_widget_set_margin_end (both, MARGIN);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), both);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scroller);
  return content;
}

/**
 * nomo_shortcuts_new:
 *
 * GTK's own window of shortcuts is wider than a narrow screen, and a part of it has names of its own that nobody translated.
 *
 * Returns: (transfer full): a window that tells the keys of all commands that have some
 */
GtkWindow *
nomo_shortcuts_new (void)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_window_set_title (window, _ ("Keyboard shortcuts"));
  gtk_window_set_modal (window, TRUE);
  gtk_window_set_default_size (window, WIDTH, HEIGHT);
  adw_window_set_content (ADW_WINDOW (window), create_content ());
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
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

  if (parent != NULL)
    gtk_window_set_default_size (window, MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                                 MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
