#include "config.h"

#include "nomo-general-page.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-format.h"
#include "nomo-locale.h"
#include "nomo-menu.h"

struct _NomoGeneralPage {
  AdwPreferencesPage parent_instance;

  AdwComboRow *language;
  AdwComboRow *digits;
  AdwPreferencesGroup *dates;
  AdwComboRow *calendar;
  AdwComboRow *week_start;
  AdwComboRow *theme;

  GSettings *settings;
  NomoSession *session;
};

/* What the rows offer, in their order. */
static const char *const languages[] = { "ar", "en", NULL };
static const char *const calendars[] = { "gregorian", "hijri", NULL };
static const char *const week_starts[] = { "sunday", "saturday", "monday", NULL };
static const char *const themes[] = { "system", "light", "dark", NULL };

G_DEFINE_FINAL_TYPE (NomoGeneralPage, nomo_general_page, ADW_TYPE_PREFERENCES_PAGE)

static guint
index_of (const char *const *choices, const char *choice)
{
  guint i = 0;

  while (choices[i] != NULL && !g_str_equal (choices[i], choice))
    i++;
  return i;
}

static gboolean
choice_to_index (GValue *selected, GVariant *setting, gpointer choices)
{
  g_value_set_uint (selected, index_of (choices, g_variant_get_string (setting, NULL)));
  return TRUE;
}

static GVariant *
index_to_choice (const GValue *selected, const GVariantType *type, gpointer choices)
{
  return g_variant_new_string (((const char *const *) choices)[g_value_get_uint (selected)]);
}

static gboolean
digits_to_index (GValue *selected, GVariant *setting, gpointer data)
{
  g_value_set_uint (selected, g_variant_get_boolean (setting) ? 1 : 0);
  return TRUE;
}

static GVariant *
index_to_digits (const GValue *selected, const GVariantType *type, gpointer data)
{
  return g_variant_new_boolean (g_value_get_uint (selected) == 1);
}

static void
language_selected_cb (NomoGeneralPage *self)
{
  const char *language = languages[adw_combo_row_get_selected (self->language)];

  if (!g_str_equal (language, nomo_locale_get_language ()))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.language", "s", language);
}

/* By the action, so that the menu knows it too. */
static void
theme_selected_cb (NomoGeneralPage *self)
{
  const char *theme = themes[adw_combo_row_get_selected (self->theme)];
  g_autofree char *before = g_settings_get_string (self->settings, "theme");

  if (!g_str_equal (theme, before))
    gtk_widget_activate_action (GTK_WIDGET (self), "app.theme", "s", theme);
}

/* The group shows what its first setting does; in the row it would leave the choice no room in a narrow window. */
static void
show_today (NomoGeneralPage *self)
{
  int today = nomo_day_of (nomo_clock_now (), nomo_session_get_zone (self->session));
  g_autofree char *dates = nomo_format_both_dates (today, NOMO_DAY_FULL);
  g_autofree char *escaped = g_markup_escape_text (dates, -1);

  adw_preferences_group_set_description (self->dates, escaped);
}

static void
for_each_row (NomoGeneralPage *self, void (*visit) (AdwComboRow *row))
{
  AdwComboRow *rows[] = { self->language, self->digits, self->calendar, self->week_start, self->theme };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i] != NULL)
      visit (rows[i]);
}

/* Rows may live on for a while, and have nobody any more to tell of a change. */
static void
unbind (AdwComboRow *row)
{
  g_settings_unbind (row, "selected");
}

static void
nomo_general_page_dispose (GObject *object)
{
  NomoGeneralPage *self = NOMO_GENERAL_PAGE (object);

  for_each_row (self, unbind);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_GENERAL_PAGE);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_general_page_parent_class)->dispose (object);
}

static void
nomo_general_page_class_init (NomoGeneralPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_general_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-general-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoGeneralPage, language);
  gtk_widget_class_bind_template_child (widget_class, NomoGeneralPage, digits);
  gtk_widget_class_bind_template_child (widget_class, NomoGeneralPage, dates);
  gtk_widget_class_bind_template_child (widget_class, NomoGeneralPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, NomoGeneralPage, week_start);
  gtk_widget_class_bind_template_child (widget_class, NomoGeneralPage, theme);
}

static void
bind_choice (NomoGeneralPage *self, AdwComboRow *row, const char *key, const char *const *choices)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, choice_to_index,
                                index_to_choice, (gpointer) choices, NULL);
}

static void
nomo_general_page_init (NomoGeneralPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  adw_combo_row_set_selected (self->language, index_of (languages, nomo_locale_get_language ()));
  g_signal_connect_swapped (self->language, "notify::selected", G_CALLBACK (language_selected_cb), self);
  g_settings_bind_with_mapping (self->settings, "arabic-digits", self->digits, "selected", G_SETTINGS_BIND_DEFAULT,
                                digits_to_index, index_to_digits, NULL, NULL);
  bind_choice (self, self->calendar, "calendar", calendars);
  bind_choice (self, self->week_start, "week-start", week_starts);
  g_settings_bind_with_mapping (self->settings, "theme", self->theme, "selected", G_SETTINGS_BIND_GET, choice_to_index,
                                NULL, (gpointer) themes, NULL);
  g_signal_connect_swapped (self->theme, "notify::selected", G_CALLBACK (theme_selected_cb), self);
  for_each_row (self, nomo_menu_tell_choice);
}

/**
 * nomo_general_page_new:
 * @session: whose zone says what day it is
 *
 * A page of the preferences: language, digits, calendars and colours. What is chosen takes effect at once.
 *
 * Returns: (transfer floating): the page
 */
NomoGeneralPage *
nomo_general_page_new (NomoSession *session)
{
  NomoGeneralPage *self = g_object_new (NOMO_TYPE_GENERAL_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "reworded", G_CALLBACK (show_today), self, G_CONNECT_SWAPPED);
  show_today (self);
  return self;
}

/**
 * nomo_general_page_focus_language:
 * @self: the page
 *
 * Puts whoever has just switched the language where they were.
 */
void
nomo_general_page_focus_language (NomoGeneralPage *self)
{
  g_return_if_fail (NOMO_IS_GENERAL_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->language));
}
