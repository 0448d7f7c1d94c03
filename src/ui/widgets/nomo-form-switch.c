#include "config.h"

#include "nomo-form-switch.h"

struct _NomoFormSwitch {
  GtkBox parent_instance;

  GtkLabel *label;
  GtkLabel *hint;
  GtkSwitch *on;
};

enum { PROP_0, PROP_LABEL, PROP_HINT, PROP_ACTIVE, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoFormSwitch, nomo_form_switch, GTK_TYPE_BOX)

static void
switched_cb (NomoFormSwitch *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
nomo_form_switch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoFormSwitch *self = NOMO_FORM_SWITCH (object);

  switch (id) {
  case PROP_LABEL:
    g_value_set_string (value, gtk_label_get_text (self->label));
    break;
  case PROP_HINT:
    g_value_set_string (value, gtk_label_get_text (self->hint));
    break;
  case PROP_ACTIVE:
    g_value_set_boolean (value, nomo_form_switch_get_active (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_words (NomoFormSwitch *self, GtkLabel *label, GtkAccessibleProperty property, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->on), property, words != NULL ? words : "", -1);
}

static void
nomo_form_switch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NomoFormSwitch *self = NOMO_FORM_SWITCH (object);

  switch (id) {
  case PROP_LABEL:
    set_words (self, self->label, GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value));
    break;
  case PROP_HINT:
    set_words (self, self->hint, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, g_value_get_string (value));
    break;
  case PROP_ACTIVE:
    nomo_form_switch_set_active (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_form_switch_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_FORM_SWITCH);
  G_OBJECT_CLASS (nomo_form_switch_parent_class)->dispose (object);
}

static void
nomo_form_switch_class_init (NomoFormSwitchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = nomo_form_switch_dispose;
  object_class->get_property = nomo_form_switch_get_property;
  object_class->set_property = nomo_form_switch_set_property;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-form-switch.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoFormSwitch, label);
  gtk_widget_class_bind_template_child (widget_class, NomoFormSwitch, hint);
  gtk_widget_class_bind_template_child (widget_class, NomoFormSwitch, on);
  gtk_widget_class_bind_template_callback (widget_class, switched_cb);
}

static void
nomo_form_switch_init (NomoFormSwitch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_form_switch_get_active:
 * @self: a yes or no of a form, with what it means; property `active`
 *
 * Returns: whether it is on
 */
gboolean
nomo_form_switch_get_active (NomoFormSwitch *self)
{
  g_return_val_if_fail (NOMO_IS_FORM_SWITCH (self), FALSE);
  return gtk_switch_get_active (self->on);
}

/**
 * nomo_form_switch_set_active:
 * @self: a switch
 * @active: whether it is on
 */
void
nomo_form_switch_set_active (NomoFormSwitch *self, gboolean active)
{
  g_return_if_fail (NOMO_IS_FORM_SWITCH (self));
  gtk_switch_set_active (self->on, active);
}
