#include "config.h"

#include "nomo-feature-history.h"

#include "nomo-clock.h"
#include "nomo-format.h"
#include "nomo-history.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* Who looks further back has the command line. */
#define SHOWN 20

struct _NomoFeatureHistory {
  AdwPreferencesGroup parent_instance;

  NomoFeatures *features;
  NomoFeatureIndex feature;
  GPtrArray *rows;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (NomoFeatureHistory, nomo_feature_history, ADW_TYPE_PREFERENCES_GROUP)

static const NomoFeatureKind *
get_kind (NomoFeatureHistory *self)
{
  return &nomo_feature_kinds ()[self->feature];
}

static void
read_values (NomoFeatureHistory *self, const char *json, gint64 *values)
{
  nomo_settings_read_kept (get_kind (self)->settings, get_kind (self)->n_settings, json,
                           nomo_shop_get_currency (nomo_features_get_shop (self->features)), values);
}

/* «أقل مبلغ: 0 ر.س ← 100 ر.س», a line for each setting that changed. */
static char *
word_settings (NomoFeatureHistory *self, const NomoHistoryEntry *entry)
{
  const char *currency = nomo_shop_get_currency (nomo_features_get_shop (self->features));
  GString *words = g_string_new (NULL);
  gint64 before[NOMO_FEATURE_MAX_SETTINGS];
  gint64 after[NOMO_FEATURE_MAX_SETTINGS];

  read_values (self, entry->before, before);
  read_values (self, entry->after, after);
  for (guint i = 0; i < get_kind (self)->n_settings; i++) {
    const NomoSetting *setting = &get_kind (self)->settings[i];
    g_autofree char *old = nomo_setting_to_words (setting, before[i], currency);
    g_autofree char *new = nomo_setting_to_words (setting, after[i], currency);

    if (before[i] == after[i])
      continue;
    if (words->len > 0)
      g_string_append_c (words, '\n');
    /* Translators: 1 is the name of a setting, 2 what it was, 3 what it is. */
    g_string_append_printf (words, _ ("%1$s: from %2$s to %3$s"), nomo_setting_get_label (setting), old, new);
  }
  return g_string_free (words, FALSE);
}

static char *
word_entry (NomoFeatureHistory *self, const NomoHistoryEntry *entry)
{
  if (g_str_equal (entry->field, "on"))
    return g_strdup (g_strcmp0 (entry->after, "1") == 0 ? _ ("Switched on") : _ ("Switched off"));
  if (g_str_equal (entry->field, NOMO_HISTORY_CREATED))
    return g_strdup (_ ("First set here"));
  return g_str_equal (entry->field, "settings") ? word_settings (self, entry) : g_strdup ("");
}

static char *
word_who (NomoFeatureHistory *self, const NomoHistoryEntry *entry)
{
  GTimeZone *zone = nomo_shop_get_zone (nomo_features_get_shop (self->features));
  g_autofree char *when = nomo_format_recent (entry->at, nomo_clock_now (), zone);
  g_autofree char *who = nomo_text_isolate (entry->actor);

  /* "me" is whoever sits here, as long as Salla does not tell the name. */
  return g_str_equal (entry->actor, "me") ? g_steal_pointer (&when) : g_strdup_printf ("%s · %s", when, who);
}

static void
restore_cb (GtkWidget *button, gpointer data)
{
  NomoFeatureHistory *self = data;
  gint64 values[NOMO_FEATURE_MAX_SETTINGS];

  read_values (self, g_object_get_data (G_OBJECT (button), "settings"), values);
  nomo_features_set_values (self->features, self->feature, values);
}

static void
add_restore (NomoFeatureHistory *self, AdwActionRow *row, const NomoHistoryEntry *entry)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Go back to before"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "n-button");
  g_object_set_data_full (G_OBJECT (button), "settings", g_strdup (entry->before), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, 0);
  adw_action_row_add_suffix (row, button);
}

static void
add_row (NomoFeatureHistory *self, const NomoHistoryEntry *entry)
{
  g_autofree char *title = word_entry (self, entry);
  g_autofree char *who = word_who (self, entry);
  GtkWidget *row = NULL;

  if (*title == '\0')
    return;
  row = adw_action_row_new ();
  g_object_set (row, "use-markup", FALSE, "title", title, "subtitle", who, "title-lines", 0, NULL);
  if (g_str_equal (entry->field, "settings"))
    add_restore (self, ADW_ACTION_ROW (row), entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_entries (NomoFeatureHistory *self, GPtrArray *entries)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < entries->len; i++)
    add_row (self, entries->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoFeatureHistory) self = data;
  g_autoptr (GPtrArray) entries = nomo_store_read_history_finish (NOMO_STORE (source), result, NULL);

  if (entries != NULL && self->features != NULL)
    show_entries (self, entries);
}

static void
read_entries (NomoFeatureHistory *self)
{
  NomoStore *store = nomo_shop_get_store (nomo_features_get_shop (self->features));
  gint64 id = nomo_features_get_id (self->features, self->feature);

  if (id == 0)
    return;
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, g_cancellable_new ());
  g_object_unref (self->cancellable);
  nomo_store_read_history_async (store, nomo_feature_entity (), id, SHOWN, self->cancellable, read_cb,
                                 g_object_ref (self));
}

static void
nomo_feature_history_dispose (GObject *object)
{
  NomoFeatureHistory *self = NOMO_FEATURE_HISTORY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->features);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (nomo_feature_history_parent_class)->dispose (object);
}

static void
nomo_feature_history_class_init (NomoFeatureHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_feature_history_dispose;
}

static void
nomo_feature_history_init (NomoFeatureHistory *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("History"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * nomo_feature_history_new:
 * @features: the shop's features
 * @feature: one of them
 *
 * Who switched and set a feature, the newest first; settings can be taken back. It follows the feature.
 *
 * Returns: (transfer floating): the history, hidden as long as there is none
 */
GtkWidget *
nomo_feature_history_new (NomoFeatures *features, NomoFeatureIndex feature)
{
  NomoFeatureHistory *self = g_object_new (NOMO_TYPE_FEATURE_HISTORY, NULL);

  self->features = g_object_ref (features);
  self->feature = feature;
  g_signal_connect_object (nomo_shop_get_store (nomo_features_get_shop (features)), "changed",
                           G_CALLBACK (read_entries), self, G_CONNECT_SWAPPED);
  read_entries (self);
  return GTK_WIDGET (self);
}
