#include "config.h"

#include "nomo-setting-field.h"

#include "nomo-format.h"
#include "nomo-locale.h"
#include "nomo-menu.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

struct _NomoSettingField {
  AdwPreferencesGroup parent_instance;

  GtkWidget *row;
  GtkSwitch *on;     /* of yes or no */
  GtkLabel *hint;    /* what it means, or what is wrong with what was typed */
  const char *words; /* nullable: what it means */

  const NomoSetting *setting;
  char *currency;
  gint64 value;
  gboolean showing; /* the row is being filled, not typed into */
};

G_DEFINE_FINAL_TYPE (NomoSettingField, nomo_setting_field, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_hint (NomoSettingField *self, const char *problem)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->row)));
  const char *sentence = problem != NULL ? problem : self->words;

  gtk_label_set_text (self->hint, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), sentence != NULL);
  nomo_style_set_class (GTK_WIDGET (self->hint), "n-err", problem != NULL);
  nomo_style_set_class (GTK_WIDGET (self->hint), "n-secondary", problem == NULL);
  nomo_style_set_class (self->row, "error", problem != NULL);
  gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence != NULL ? sentence : "", -1);
}

static void
take (NomoSettingField *self, gint64 value)
{
  if (self->showing || value == self->value)
    return;
  self->value = value;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
parse (NomoSettingField *self, gint64 *value, GError **error)
{
  return nomo_setting_parse (self->setting, gtk_editable_get_text (GTK_EDITABLE (self->row)), self->currency, value,
                             error);
}

static void
typed_cb (NomoSettingField *self)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  if (parse (self, &value, &error))
    show_hint (self, NULL);
  else
    show_hint (self, error->message);
}

/* What was typed is taken when the field is left, not at each letter: 1 is not meant by somebody who types 12. */
static void
left_cb (NomoSettingField *self)
{
  gint64 value = 0;

  if (ADW_IS_ENTRY_ROW (self->row) && parse (self, &value, NULL))
    take (self, value);
}

/**
 * nomo_setting_field_leave:
 * @self: a field
 *
 * Takes what was typed, as if the field had been left.
 */
void
nomo_setting_field_leave (NomoSettingField *self)
{
  g_return_if_fail (NOMO_IS_SETTING_FIELD (self));
  left_cb (self);
}

static void
chosen_cb (NomoSettingField *self)
{
  take (self, adw_combo_row_get_selected (ADW_COMBO_ROW (self->row)));
}

static void
switched_cb (NomoSettingField *self)
{
  take (self, gtk_switch_get_active (self->on));
}

static char *
dup_typed (NomoSettingField *self, gint64 value)
{
  if (self->setting->type == NOMO_SETTING_MONEY)
    return nomo_format_amount (value, self->currency, FALSE);
  if (self->setting->type == NOMO_SETTING_INT)
    return nomo_format_int (value);
  return nomo_setting_to_text (self->setting, value, self->currency);
}

static void
show_value (NomoSettingField *self)
{
  g_autofree char *text = NULL;

  if (self->on != NULL) {
    gtk_switch_set_active (self->on, self->value != 0);
  } else if (ADW_IS_COMBO_ROW (self->row)) {
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), (guint) self->value);
  } else {
    text = dup_typed (self, self->value);
    gtk_editable_set_text (GTK_EDITABLE (self->row), text);
    show_hint (self, NULL);
  }
}

/**
 * nomo_setting_field_set_value:
 * @self: a field
 * @value: what to show
 */
void
nomo_setting_field_set_value (NomoSettingField *self, gint64 value)
{
  g_return_if_fail (NOMO_IS_SETTING_FIELD (self));
  if (value == self->value)
    return;
  self->value = value;
  self->showing = TRUE;
  show_value (self);
  self->showing = FALSE;
}

/**
 * nomo_setting_field_refuse:
 * @self: a field
 * @value: what is set still
 *
 * Tells that what was chosen could not be kept. What was typed stays, and is taken anew when the field is left again.
 */
void
nomo_setting_field_refuse (NomoSettingField *self, gint64 value)
{
  g_return_if_fail (NOMO_IS_SETTING_FIELD (self));
  if (ADW_IS_ENTRY_ROW (self->row))
    self->value = value;
  else
    nomo_setting_field_set_value (self, value);
}

/**
 * nomo_setting_field_get_value:
 * @self: a field
 *
 * Returns: the last value that was chosen or typed well
 */
gint64
nomo_setting_field_get_value (NomoSettingField *self)
{
  g_return_val_if_fail (NOMO_IS_SETTING_FIELD (self), 0);
  return self->value;
}

static void
create_hint (NomoSettingField *self)
{
  self->hint = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                                        "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "n-row-hint");
}

static void
create_entry (NomoSettingField *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->row = adw_entry_row_new ();
  create_hint (self);
  if (self->setting->type != NOMO_SETTING_MINUTE)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->row), GTK_INPUT_PURPOSE_NUMBER);
  if (self->setting->type == NOMO_SETTING_MONEY) {
    g_autofree char *currency = nomo_format_currency (self->currency);
    GtkWidget *unit = gtk_label_new (currency);

    gtk_widget_add_css_class (unit, "n-secondary");
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->row), unit);
  }
  g_signal_connect_swapped (self->row, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->row, "entry-activated", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->row, focus);
}

static void
create_choice (NomoSettingField *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (const NomoChoice *choice = self->setting->choices; choice->key != NULL; choice++)
    gtk_string_list_append (names, g_dpgettext2 (NULL, self->setting->context, choice->label));
  self->row = adw_combo_row_new ();
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (names));
  nomo_menu_tell_choice (ADW_COMBO_ROW (self->row));
  g_signal_connect_swapped (self->row, "notify::selected", G_CALLBACK (chosen_cb), self);
}

static void
create_switch (NomoSettingField *self)
{
  self->row = adw_action_row_new ();
  self->on = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->on), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->on), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  nomo_setting_get_label (self->setting), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->row), GTK_WIDGET (self->on));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->row), GTK_WIDGET (self->on));
  g_signal_connect_swapped (self->on, "notify::active", G_CALLBACK (switched_cb), self);
}

static void
create_row (NomoSettingField *self)
{
  if (self->setting->type == NOMO_SETTING_BOOL)
    create_switch (self);
  else if (self->setting->type == NOMO_SETTING_CHOICE)
    create_choice (self);
  else
    create_entry (self);
  g_object_set (self->row, "use-markup", FALSE, "title", nomo_setting_get_label (self->setting), NULL);
  if (self->hint == NULL && self->words != NULL)
    g_object_set (self->row, "subtitle", self->words, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->row);
  if (self->hint != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->hint));
}

/* The field is not left before the window closes. */
static void
nomo_setting_field_unmap (GtkWidget *widget)
{
  left_cb (NOMO_SETTING_FIELD (widget));
  GTK_WIDGET_CLASS (nomo_setting_field_parent_class)->unmap (widget);
}

static void
nomo_setting_field_finalize (GObject *object)
{
  g_free (NOMO_SETTING_FIELD (object)->currency);
  G_OBJECT_CLASS (nomo_setting_field_parent_class)->finalize (object);
}

static void
nomo_setting_field_class_init (NomoSettingFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_setting_field_finalize;
  GTK_WIDGET_CLASS (klass)->unmap = nomo_setting_field_unmap;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_setting_field_init (NomoSettingField *self)
{
}

/**
 * nomo_setting_field_new:
 * @setting: what is set
 * @currency: the shop's currency
 *
 * A field for one setting, with its hint or what is wrong with what was typed. Signal `changed`: another value was chosen.
 *
 * Returns: (transfer floating): a field that shows the initial value
 */
GtkWidget *
nomo_setting_field_new (const NomoSetting *setting, const char *currency)
{
  NomoSettingField *self = g_object_new (NOMO_TYPE_SETTING_FIELD, NULL);

  self->setting = setting;
  self->currency = g_strdup (currency);
  self->words = setting->hint != NULL ? _ (setting->hint) : NULL;
  self->value = setting->initial;
  self->showing = TRUE;
  create_row (self);
  show_value (self);
  self->showing = FALSE;
  return GTK_WIDGET (self);
}
