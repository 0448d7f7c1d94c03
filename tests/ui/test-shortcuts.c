#include "config.h"

#include "nomo-application.h"
#include "nomo-chart.h"
#include "nomo-commands.h"
#include "nomo-dialogs.h"
#include "nomo-locale.h"
#include "nomo-shortcuts.h"
#include "nomo-window.h"

#include <string.h>

/* What the window tells and no application answers to: where the focus is, it does. */
static const char *const of_widgets[] = { "<Control>A", "space",  "<Shift>Up <Shift>Down",
                                          "F10",        "Escape", "Left Right",
                                          "Home End",   "Return", "<Control>T",
                                          "<Shift>F10", "Delete" };

/* What the narrowest window measures, without its outline. */
#define NARROW 360

static void
collect (GtkWidget *widget, GPtrArray *shortcuts)
{
  if (GTK_IS_SHORTCUT_LABEL (widget))
    g_ptr_array_add (shortcuts, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, shortcuts);
}

static char *
dup_normal (const char *accelerators)
{
  g_auto (GStrv) words = g_strsplit (accelerators, " ", -1);
  GdkModifierType modifiers;
  guint key;

  for (guint i = 0; words[i] != NULL; i++) {
    g_assert_true (gtk_accelerator_parse (words[i], &key, &modifiers));
    g_free (words[i]);
    words[i] = gtk_accelerator_name (gdk_keyval_to_lower (key), modifiers);
  }
  return g_strjoinv (" ", words);
}

/* Key → title of its row, as the window tells it. */
static GHashTable *
read_window (GtkWidget *window)
{
  GHashTable *told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) shortcuts = g_ptr_array_new ();

  collect (window, shortcuts);
  for (guint i = 0; i < shortcuts->len; i++) {
    const char *keys = gtk_shortcut_label_get_accelerator (shortcuts->pdata[i]);
    GtkWidget *row = gtk_widget_get_ancestor (shortcuts->pdata[i], ADW_TYPE_PREFERENCES_ROW);
    const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

    g_assert_true (*title != '\0');
    g_assert_true (gtk_widget_get_focusable (row));
    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title);
    g_assert_true (g_hash_table_insert (told, dup_normal (keys), g_strdup (title)));
  }
  return told;
}

/* Key → action, as the program answers to it. */
static GHashTable *
read_program (GtkApplication *application)
{
  GHashTable *bound = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  for (guint i = 0; actions[i] != NULL; i++) {
    g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, actions[i]);

    for (guint j = 0; keys[j] != NULL; j++)
      g_assert_true (g_hash_table_insert (bound, dup_normal (keys[j]), g_strdup (actions[i])));
  }
  return bound;
}

static gboolean
is_of_widget (const char *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_widgets); i++) {
    g_autofree char *own = dup_normal (of_widgets[i]);

    if (g_str_equal (own, keys))
      return TRUE;
  }
  return FALSE;
}

static void
test_window_tells_what_works (gconstpointer data)
{
  GtkApplication *application = (GtkApplication *) data;
  g_autoptr (GtkWindow) window = nomo_shortcuts_new ();
  g_autoptr (GHashTable) told = read_window (GTK_WIDGET (window));
  g_autoptr (GHashTable) bound = read_program (application);
  guint n_of_widgets = 0;
  GHashTableIter iter;
  gpointer keys, what;

  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, &keys, &what)) {
    if (is_of_widget (keys))
      n_of_widgets++;
    else if (!g_hash_table_contains (bound, keys))
      g_error ("%s does not %s", (char *) keys, (char *) what);
  }
  g_assert_cmpuint (n_of_widgets, ==, G_N_ELEMENTS (of_widgets));
  g_hash_table_iter_init (&iter, bound);
  while (g_hash_table_iter_next (&iter, &keys, &what))
    if (!g_hash_table_contains (told, keys))
      g_error ("nobody is told that %s does %s", (char *) keys, (char *) what);
  gtk_window_destroy (window);
}

static gboolean
answers (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    for (guint j = 0;
         GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

      if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
          gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
        return TRUE;
    }
  }
  return FALSE;
}

/* GTK draws a window that is wider than its display cut off. */
static void
test_window_fits_narrow (void)
{
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (GtkWindow) window = NULL;
    int least;

    nomo_locale_set_language (languages[i]);
    window = nomo_shortcuts_new ();
    g_assert_true (g_str_equal (gtk_window_get_title (window), "Keyboard shortcuts") == (i == 1));
    gtk_widget_measure (adw_window_get_content (ADW_WINDOW (window)), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                        NULL, NULL);
    g_assert_cmpint (least, <=, NARROW);
    gtk_window_destroy (window);
  }
}

static void
collect_groups (GtkWidget *widget, GPtrArray *groups)
{
  if (ADW_IS_PREFERENCES_GROUP (widget))
    g_ptr_array_add (groups, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_groups (child, groups);
}

/* However long the names are in a language. */
static void
test_columns_stand_beside_each_other (void)
{
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (GtkWindow) window = NULL;
    g_autoptr (GPtrArray) groups = g_ptr_array_new ();
    graphene_rect_t first, second;

    nomo_locale_set_language (languages[i]);
    window = nomo_shortcuts_new ();
    gtk_window_present (window);
    collect_groups (GTK_WIDGET (window), groups);
    g_assert_cmpuint (groups->len, ==, 4);
    while (gtk_widget_get_width (groups->pdata[2]) == 0)
      g_main_context_iteration (NULL, TRUE);
    g_assert_true (gtk_widget_compute_bounds (groups->pdata[0], GTK_WIDGET (window), &first));
    g_assert_true (gtk_widget_compute_bounds (groups->pdata[2], GTK_WIDGET (window), &second));
    g_assert_cmpfloat (first.origin.y, ==, second.origin.y);
    g_assert_cmpfloat (first.origin.x, !=, second.origin.x);
    gtk_window_destroy (window);
  }
}

static gboolean
closed_cb (GtkWindow *window, gboolean *closed)
{
  *closed = TRUE;
  return GDK_EVENT_PROPAGATE;
}

static void
test_escape_closes (void)
{
  g_autoptr (GtkWindow) window = nomo_shortcuts_new ();
  gboolean closed = FALSE;

  g_assert_true (answers (GTK_WIDGET (window), GDK_KEY_Escape, 0));
  g_signal_connect (window, "close-request", G_CALLBACK (closed_cb), &closed);
  gtk_window_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "window.close", NULL);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_latin (const char *text)
{
  for (guint run = 0; *text != '\0'; text++) {
    run = g_ascii_isalpha (*text) ? run + 1 : 0;
    if (run > 1)
      return TRUE;
  }
  return FALSE;
}

static void
assert_arabic (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  /* What these say is GTK's. */
  if (GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_SEARCH_ENTRY (widget))
    return;
  if (is_latin (text) && strstr (text, "MIT") == NULL && strstr (text, "http") == NULL)
    g_error ("“%s” is not Arabic", text);
  if (tooltip != NULL && is_latin (tooltip))
    g_error ("the tooltip “%s” is not Arabic", tooltip);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_arabic (child);
}

/* Whatever libadwaita shows by itself: the window about the program, what is beside entries, what a search finds. */
static void
test_libadwaita_speaks_arabic (void)
{
  GtkWidget *others[3];
  GtkWidget *about;

  nomo_locale_set_language ("ar");
  about = nomo_dialogs_create_about ();
  assert_arabic (about);
  gtk_window_destroy (GTK_WINDOW (about));
  others[0] = adw_entry_row_new ();
  others[1] = adw_password_entry_row_new ();
  others[2] = adw_preferences_window_new ();
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_object_ref_sink (others[i]);
    assert_arabic (others[i]);
    if (GTK_IS_WINDOW (others[i]))
      gtk_window_destroy (GTK_WINDOW (others[i]));
    g_object_unref (others[i]);
  }
  nomo_locale_set_language ("en");
}

static gboolean
window_answers (GTypeClass *window_class, const char *action)
{
  const GVariantType *parameter;
  const char *name, *property;
  GType owner;

  for (guint i = 0;
       gtk_widget_class_query_action (GTK_WIDGET_CLASS (window_class), i, &owner, &name, &parameter, &property); i++)
    if (g_str_equal (name, action))
      return TRUE;
  return FALSE;
}

/* A key that leads to no action would do nothing and say nothing. */
static void
test_actions_exist (gconstpointer data)
{
  GActionGroup *application = (GActionGroup *) data;
  g_autoptr (GTypeClass) window_class = g_type_class_ref (NOMO_TYPE_WINDOW);
  guint n;
  const NomoCommandSpec *specs = nomo_command_specs (&n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;
    const GVariantType *wanted;

    if (specs[i].action == NULL)
      continue;
    g_assert_true (g_action_parse_detailed_name (specs[i].action, &name, &target, NULL));
    if (g_str_has_prefix (name, "app.")) {
      g_assert_true (g_action_group_has_action (application, name + strlen ("app.")));
      wanted = g_action_group_get_action_parameter_type (application, name + strlen ("app."));
      g_assert_true ((wanted == NULL) == (target == NULL));
      g_assert_true (target == NULL || g_variant_is_of_type (target, wanted));
      continue;
    }
    g_assert_true (window_answers (window_class, name));
  }
}

/* How the arrows walk is tested with the charts. */
static void
test_charts_answer (void)
{
  GtkWidget *chart = g_object_ref_sink (nomo_chart_new ());

  g_assert_true (answers (chart, GDK_KEY_t, GDK_CONTROL_MASK));
  g_assert_true (answers (chart, GDK_KEY_F10, GDK_SHIFT_MASK));
  g_assert_false (answers (chart, GDK_KEY_F9, 0));
  g_object_unref (chart);
}

int
main (int argc, char **argv)
{
  g_autoptr (NomoApplication) application = NULL;

  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  application = nomo_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_data_func ("/ui/shortcuts/window-tells-what-works", application, test_window_tells_what_works);
  g_test_add_func ("/ui/shortcuts/window-fits-narrow", test_window_fits_narrow);
  g_test_add_func ("/ui/shortcuts/columns-stand-beside-each-other", test_columns_stand_beside_each_other);
  g_test_add_func ("/ui/shortcuts/escape-closes", test_escape_closes);
  g_test_add_func ("/ui/shortcuts/libadwaita-speaks-arabic", test_libadwaita_speaks_arabic);
  g_test_add_data_func ("/ui/shortcuts/actions-exist", application, test_actions_exist);
  g_test_add_func ("/ui/shortcuts/charts-answer", test_charts_answer);
  return g_test_run ();
}
