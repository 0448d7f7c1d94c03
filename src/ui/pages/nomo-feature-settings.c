#include "config.h"

#include "nomo-feature-settings.h"

#include "nomo-banner.h"
#include "nomo-dialogs.h"
#include "nomo-engine-error.h"
#include "nomo-feature-history.h"
#include "nomo-menu.h"
#include "nomo-setting-field.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH  520
#define HEIGHT 620
#define SUFFIX "json"

struct _NomoFeatureSettings {
  AdwWindow parent_instance;

  GtkMenuButton *menu_button;
  AdwPreferencesPage *page;
  NomoBanner *banner;

  NomoFeatures *features;
  NomoFeatureIndex feature;
  NomoSettingField *fields[NOMO_FEATURE_MAX_SETTINGS];
  gboolean leaving; /* it closes once what was typed is kept */
  gboolean refused; /* that could not be kept the last time it was to close */
};

G_DEFINE_FINAL_TYPE (NomoFeatureSettings, nomo_feature_settings, ADW_TYPE_WINDOW)

static const NomoFeatureKind *
get_kind (NomoFeatureSettings *self)
{
  return &nomo_feature_kinds ()[self->feature];
}

static const char *
get_currency (NomoFeatureSettings *self)
{
  return nomo_shop_get_currency (nomo_features_get_shop (self->features));
}

static void
show_problem (NomoFeatureSettings *self, const char *sentence)
{
  if (sentence != NULL)
    nomo_banner_show (self->banner, NOMO_TONE_ERR, "nomo-fail-symbolic", sentence);
  else
    nomo_banner_hide (self->banner);
}

static void
show_error (NomoFeatureSettings *self, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  show_problem (self, sentence);
}

static void
show_values (NomoFeatureSettings *self)
{
  const gint64 *values = nomo_features_get_values (self->features, self->feature);

  for (guint i = 0; i < get_kind (self)->n_settings; i++)
    nomo_setting_field_set_value (self->fields[i], values[i]);
}

static void
changed_cb (NomoFeatureSettings *self)
{
  gint64 values[NOMO_FEATURE_MAX_SETTINGS] = { 0 };

  for (guint i = 0; i < get_kind (self)->n_settings; i++)
    values[i] = nomo_setting_field_get_value (self->fields[i]);
  show_problem (self, NULL);
  nomo_features_set_values (self->features, self->feature, values);
}

static void
failed_cb (NomoFeatureSettings *self, const GError *error)
{
  const gint64 *values = nomo_features_get_values (self->features, self->feature);

  for (guint i = 0; i < get_kind (self)->n_settings; i++)
    nomo_setting_field_refuse (self->fields[i], values[i]);
  show_error (self, error);
  self->refused = self->leaving;
  self->leaving = FALSE;
}

static void
settled_cb (NomoFeatureSettings *self)
{
  if (self->leaving)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed is kept before the window goes. Who was told that it cannot be, and closes it again, is let go. */
static gboolean
nomo_feature_settings_close_request (GtkWindow *window)
{
  NomoFeatureSettings *self = NOMO_FEATURE_SETTINGS (window);
  gboolean again = self->refused;

  self->refused = FALSE;
  for (guint i = 0; i < get_kind (self)->n_settings; i++)
    nomo_setting_field_leave (self->fields[i]);
  if (again || !nomo_features_is_writing (self->features))
    return GTK_WINDOW_CLASS (nomo_feature_settings_parent_class)->close_request (window);
  self->leaving = TRUE;
  return TRUE;
}

static char *
dup_file_name (NomoFeatureSettings *self)
{
  return g_strdup_printf ("nomo-flow-%s." SUFFIX, get_kind (self)->name);
}

static void
show_exported (NomoFeatureSettings *self, GFile *file)
{
  g_autofree char *shown = g_file_get_parse_name (file);
  g_autofree char *island = nomo_text_isolate_ltr (shown);
  /* Translators: %s is a file. */
  g_autofree char *words = g_strdup_printf (_ ("The settings are written: %s"), island);

  nomo_banner_show (self->banner, NOMO_TONE_OK, "nomo-ok-symbolic", words);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoFeatureSettings) self = data;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GError) error = NULL;

  if (self->banner == NULL)
    return;
  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &reason)) {
    show_exported (self, G_FILE (source));
    return;
  }
  error = nomo_engine_error_new_output (reason);
  show_error (self, error);
}

static void
export_to (gpointer data, const char *path, const char *option)
{
  NomoFeatureSettings *self = data;
  g_autoptr (GFile) file = g_file_new_for_path (path != NULL ? path : "");
  g_autofree char *json =
      nomo_settings_write (get_kind (self)->settings, get_kind (self)->n_settings,
                           nomo_features_get_values (self->features, self->feature), get_currency (self));
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, exported_cb,
                                       g_object_ref (self));
}

static void
import (NomoFeatureSettings *self, const char *json)
{
  gint64 values[NOMO_FEATURE_MAX_SETTINGS] = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  memcpy (values, nomo_features_get_values (self->features, self->feature), sizeof values);
  if (nomo_settings_read (get_kind (self)->settings, get_kind (self)->n_settings, json, get_currency (self), values,
                          &error)) {
    show_problem (self, NULL);
    nomo_features_set_values (self->features, self->feature, values);
    return;
  }
  /* Translators: %s is a sentence that tells what is wrong in the file. */
  sentence = g_strdup_printf (_ ("%s Nothing was changed."), error->message);
  show_problem (self, sentence);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoFeatureSettings) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &json, &length, NULL, &error)) {
    if (self->banner != NULL)
      show_error (self, error);
  } else if (self->banner != NULL) {
    import (self, json);
  }
}

static void
import_from (gpointer data, const char *path, const char *option)
{
  g_autoptr (GFile) file = g_file_new_for_path (path != NULL ? path : "");

  g_file_load_contents_async (file, NULL, loaded_cb, g_object_ref (data));
}

static void
export_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *name = dup_file_name (NOMO_FEATURE_SETTINGS (widget));

  nomo_dialogs_ask_file (GTK_WINDOW (widget),
                         &(NomoFileQuestion) { _ ("Export settings"), name, _ ("Settings (JSON)"), SUFFIX }, export_to,
                         g_object_ref (widget), g_object_unref);
}

static void
import_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  nomo_dialogs_open_file (GTK_WINDOW (widget),
                          &(NomoFileQuestion) { _ ("Import settings"), NULL, _ ("Settings (JSON)"), SUFFIX },
                          import_from, g_object_ref (widget), g_object_unref);
}

static void
reset_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NomoFeatureSettings *self = NOMO_FEATURE_SETTINGS (widget);
  gint64 values[NOMO_FEATURE_MAX_SETTINGS] = { 0 };

  nomo_settings_reset (get_kind (self)->settings, get_kind (self)->n_settings, values);
  nomo_features_set_values (self->features, self->feature, values);
}

static void
nomo_feature_settings_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_FEATURE_SETTINGS);
  G_OBJECT_CLASS (nomo_feature_settings_parent_class)->dispose (object);
}

static void
nomo_feature_settings_finalize (GObject *object)
{
  g_clear_object (&NOMO_FEATURE_SETTINGS (object)->features);
  G_OBJECT_CLASS (nomo_feature_settings_parent_class)->finalize (object);
}

static void
nomo_feature_settings_class_init (NomoFeatureSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_feature_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_feature_settings_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = nomo_feature_settings_close_request;
  g_type_ensure (NOMO_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/nomoflow/NomoFlow/ui/nomo-feature-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureSettings, menu_button);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureSettings, page);
  gtk_widget_class_bind_template_child (widget_class, NomoFeatureSettings, banner);
  gtk_widget_class_install_action (widget_class, "settings.export", NULL, export_activated);
  gtk_widget_class_install_action (widget_class, "settings.import", NULL, import_activated);
  gtk_widget_class_install_action (widget_class, "settings.reset", NULL, reset_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
nomo_feature_settings_init (NomoFeatureSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_menu_set_name (self->menu_button, _ ("Export, import and reset"));
}

static void
add_fields (NomoFeatureSettings *self)
{
  for (guint i = 0; i < get_kind (self)->n_settings; i++) {
    self->fields[i] = NOMO_SETTING_FIELD (nomo_setting_field_new (&get_kind (self)->settings[i], get_currency (self)));
    if (i > 0 && get_kind (self)->settings[i].type == NOMO_SETTING_BOOL &&
        get_kind (self)->settings[i - 1].type == NOMO_SETTING_BOOL)
      gtk_widget_add_css_class (GTK_WIDGET (self->fields[i]), "n-close");
    adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (self->fields[i]));
  }
  show_values (self);
  for (guint i = 0; i < get_kind (self)->n_settings; i++)
    g_signal_connect_object (self->fields[i], "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_page_add (self->page,
                            ADW_PREFERENCES_GROUP (nomo_feature_history_new (self->features, self->feature)));
}

/**
 * nomo_feature_settings_new:
 * @parent: the window that it lies on
 * @features: the shop's features
 * @feature: one of them
 *
 * The settings of a feature, with what became of them. What is set takes effect at once.
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
nomo_feature_settings_new (GtkWindow *parent, NomoFeatures *features, NomoFeatureIndex feature)
{
  NomoFeatureSettings *self = g_object_new (NOMO_TYPE_FEATURE_SETTINGS, "transient-for", parent, "application",
                                            gtk_window_get_application (parent), NULL);

  self->features = g_object_ref (features);
  self->feature = feature;
  gtk_window_set_title (GTK_WINDOW (self), _ (get_kind (self)->title));
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))),
                               MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))));
  add_fields (self);
  g_signal_connect_object (features, "changed", G_CALLBACK (show_values), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (features, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (features, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
