#include "config.h"

#include "nomo-form-field.h"

#include "nomo-style.h"

struct _NomoFormField {
  GtkBox parent_instance;

  GtkLabel *label;
  GtkWidget *frame;
  GtkEntry *entry;
  GtkLabel *unit;
  GtkLabel *hint;

  gboolean is_bad;
  gboolean showing; /* the text is set, not typed */
};

enum { PROP_0, PROP_LABEL, PROP_PLACEHOLDER, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoFormField, nomo_form_field, GTK_TYPE_BOX)

static void
typed_cb (NomoFormField *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* The unit and the margin belong to the entry as well. */
static void
pressed_cb (NomoFormField *self)
{
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    gtk_entry_grab_focus_without_selecting (self->entry);
}

static void
nomo_form_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoFormField *self = NOMO_FORM_FIELD (object);

  switch (id) {
  case PROP_LABEL:
    g_value_set_string (value, gtk_label_get_text (self->label));
    break;
  case PROP_PLACEHOLDER:
    g_value_set_string (value, gtk_entry_get_placeholder_text (self->entry));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_form_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  NomoFormField *self = NOMO_FORM_FIELD (object);
  const char *text = g_value_get_string (value);

  switch (id) {
  case PROP_LABEL:
    gtk_label_set_text (self->label, text != NULL ? text : "");
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    text != NULL ? text : "", -1);
    break;
  case PROP_PLACEHOLDER:
    gtk_entry_set_placeholder_text (self->entry, text);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static gboolean
nomo_form_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NOMO_FORM_FIELD (widget)->entry));
}

static void
nomo_form_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_FORM_FIELD);
  G_OBJECT_CLASS (nomo_form_field_parent_class)->dispose (object);
}

static void
nomo_form_field_class_init (NomoFormFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = nomo_form_field_dispose;
  object_class->get_property = nomo_form_field_get_property;
  object_class->set_property = nomo_form_field_set_property;
  widget_class->grab_focus = nomo_form_field_grab_focus;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * NomoFormField::changed:
   *
   * Somebody typed into it.
   */
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-form-field.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoFormField, label);
  gtk_widget_class_bind_template_child (widget_class, NomoFormField, frame);
  gtk_widget_class_bind_template_child (widget_class, NomoFormField, entry);
  gtk_widget_class_bind_template_child (widget_class, NomoFormField, unit);
  gtk_widget_class_bind_template_child (widget_class, NomoFormField, hint);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
nomo_form_field_init (NomoFormField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_form_field_get_text:
 * @self: a field of a form, with its label above it and what is to be said of it below
 *
 * Returns: what stands in it
 */
const char *
nomo_form_field_get_text (NomoFormField *self)
{
  g_return_val_if_fail (NOMO_IS_FORM_FIELD (self), NULL);
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * nomo_form_field_set_text:
 * @self: a field
 * @text: what is to stand in it
 *
 * Where that stands already nothing happens, so that the cursor stays where it is.
 */
void
nomo_form_field_set_text (NomoFormField *self, const char *text)
{
  g_return_if_fail (NOMO_IS_FORM_FIELD (self));
  if (g_str_equal (nomo_form_field_get_text (self), text))
    return;
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->showing = FALSE;
}

/**
 * nomo_form_field_set_unit:
 * @self: a field
 * @unit: (nullable): of what the number is, like "%"
 */
void
nomo_form_field_set_unit (NomoFormField *self, const char *unit)
{
  g_return_if_fail (NOMO_IS_FORM_FIELD (self));
  gtk_label_set_text (self->unit, unit != NULL ? unit : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unit), unit != NULL);
}

/**
 * nomo_form_field_say:
 * @self: a field
 * @hint: (nullable): what is to be known of what was typed
 * @fault: (nullable): what is wrong with it, in place of @hint
 */
void
nomo_form_field_say (NomoFormField *self, const char *hint, const char *fault)
{
  const char *sentence = fault != NULL ? fault : hint != NULL ? hint : "";
  gboolean is_bad = fault != NULL;

  g_return_if_fail (NOMO_IS_FORM_FIELD (self));
  if (g_str_equal (gtk_label_get_text (self->hint), sentence) && self->is_bad == is_bad)
    return;
  self->is_bad = is_bad;
  gtk_label_set_text (self->hint, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *sentence != '\0');
  nomo_style_set_class (GTK_WIDGET (self->hint), "n-err", is_bad);
  nomo_style_set_class (GTK_WIDGET (self->hint), "n-dim", !is_bad);
  nomo_style_set_class (self->frame, "n-bad", is_bad);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}
