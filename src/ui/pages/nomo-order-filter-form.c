#include "config.h"

#include "nomo-order-filter-form.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

/* Of YYYY-MM-DD. */
#define DATE_LENGTH 10

struct _NomoOrderFilterForm {
  GtkPopover parent_instance;

  GtkEntry *from;
  GtkEntry *to;
  GtkLabel *from_hijri;
  GtkLabel *to_hijri;
  GtkLabel *days_error;
  GtkDropDown *payment;
  GtkEntry *least;
  GtkEntry *most;
  GtkLabel *amounts_error;
  GtkButton *clear;

  NomoOrderFilter *filter;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (NomoOrderFilterForm, nomo_order_filter_form, GTK_TYPE_POPOVER)

static const NomoChoice *
get_payments (void)
{
  return nomo_order_entity ()->fields[ORDER_PAYMENT].choices;
}

static void
fill_payments (NomoOrderFilterForm *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("payment method", "Any"));
  for (const NomoChoice *choice = get_payments (); choice->key != NULL; choice++)
    gtk_string_list_append (names, g_dpgettext2 (NULL, "payment method", choice->label));
  gtk_drop_down_set_model (self->payment, G_LIST_MODEL (names));
}

static guint
find_payment (const char *key)
{
  const NomoChoice *choices = get_payments ();

  for (guint i = 0; choices[i].key != NULL; i++)
    if (g_str_equal (choices[i].key, key))
      return i + 1;
  return 0;
}

static void
show_filter (NomoOrderFilterForm *self)
{
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->from), nomo_order_filter_get_from (self->filter));
  gtk_editable_set_text (GTK_EDITABLE (self->to), nomo_order_filter_get_to (self->filter));
  gtk_editable_set_text (GTK_EDITABLE (self->least), nomo_order_filter_get_least (self->filter));
  gtk_editable_set_text (GTK_EDITABLE (self->most), nomo_order_filter_get_most (self->filter));
  gtk_drop_down_set_selected (self->payment, find_payment (nomo_order_filter_get_payment (self->filter)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->clear), nomo_order_filter_is_narrowed (self->filter));
  self->showing = FALSE;
}

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
mark_bad (GtkEntry *a, GtkEntry *b, GtkLabel *error, gboolean bad)
{
  nomo_style_set_class (GTK_WIDGET (a), "n-bad", bad);
  nomo_style_set_class (GTK_WIDGET (b), "n-bad", bad);
  gtk_widget_set_visible (GTK_WIDGET (error), bad);
}

static void
show_hijri (GtkEntry *entry, GtkLabel *label)
{
  g_autofree char *hijri = NULL;
  int day;

  if (nomo_day_parse (get_text (entry), &day))
    hijri = nomo_format_hijri (day);
  gtk_label_set_text (label, hijri != NULL ? hijri : "");
  gtk_widget_set_visible (GTK_WIDGET (label), hijri != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  hijri != NULL ? hijri : "", -1);
}

/* Half a date is no mistake while one still types it. */
static gboolean
is_half_typed (GtkEntry *entry)
{
  return gtk_entry_get_text_length (entry) < DATE_LENGTH &&
         (gtk_widget_get_state_flags (GTK_WIDGET (entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
read_days (NomoOrderFilterForm *self, gboolean half_typed)
{
  gboolean good = nomo_order_filter_set_days (self->filter, get_text (self->from), get_text (self->to));

  mark_bad (self->from, self->to, self->days_error, !good && !half_typed);
}

static void
days_left_cb (NomoOrderFilterForm *self)
{
  if (self->filter != NULL && self->from != NULL)
    read_days (self, FALSE);
}

static void
days_changed_cb (NomoOrderFilterForm *self)
{
  show_hijri (self->from, self->from_hijri);
  show_hijri (self->to, self->to_hijri);
  if (!self->showing)
    read_days (self, is_half_typed (self->from) || is_half_typed (self->to));
  gtk_widget_set_sensitive (GTK_WIDGET (self->clear), nomo_order_filter_is_narrowed (self->filter));
}

static void
amounts_changed_cb (NomoOrderFilterForm *self)
{
  if (!self->showing)
    mark_bad (self->least, self->most, self->amounts_error,
              !nomo_order_filter_set_amounts (self->filter, get_text (self->least), get_text (self->most)));
  gtk_widget_set_sensitive (GTK_WIDGET (self->clear), nomo_order_filter_is_narrowed (self->filter));
}

static void
payment_changed_cb (NomoOrderFilterForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->payment);

  if (self->showing || self->filter == NULL)
    return;
  nomo_order_filter_set_payment (
      self->filter, selected == 0 || selected == GTK_INVALID_LIST_POSITION ? "" : get_payments ()[selected - 1].key);
  gtk_widget_set_sensitive (GTK_WIDGET (self->clear), nomo_order_filter_is_narrowed (self->filter));
}

static void
clear_cb (NomoOrderFilterForm *self)
{
  nomo_order_filter_set_days (self->filter, "", "");
  nomo_order_filter_set_amounts (self->filter, "", "");
  nomo_order_filter_set_payment (self->filter, "");
  mark_bad (self->from, self->to, self->days_error, FALSE);
  mark_bad (self->least, self->most, self->amounts_error, FALSE);
  show_filter (self);
}

static void
nomo_order_filter_form_dispose (GObject *object)
{
  NomoOrderFilterForm *self = NOMO_ORDER_FILTER_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_ORDER_FILTER_FORM);
  g_clear_object (&self->filter);
  G_OBJECT_CLASS (nomo_order_filter_form_parent_class)->dispose (object);
}

static void
nomo_order_filter_form_class_init (NomoOrderFilterFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_order_filter_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/nomoflow/NomoFlow/ui/nomo-order-filter-form.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, from);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, to);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, from_hijri);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, to_hijri);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, days_error);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, payment);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, least);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, most);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, amounts_error);
  gtk_widget_class_bind_template_child (widget_class, NomoOrderFilterForm, clear);
  gtk_widget_class_bind_template_callback (widget_class, days_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, days_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, amounts_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, payment_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
}

static void
nomo_order_filter_form_init (NomoOrderFilterForm *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_payments (self);
  self->showing = FALSE;
}

/**
 * nomo_order_filter_form_new:
 * @filter: what it edits, as one types
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
nomo_order_filter_form_new (NomoOrderFilter *filter)
{
  NomoOrderFilterForm *self = g_object_new (NOMO_TYPE_ORDER_FILTER_FORM, NULL);

  self->filter = g_object_ref (filter);
  g_signal_connect (self, "map", G_CALLBACK (show_filter), NULL);
  show_filter (self);
  return GTK_WIDGET (self);
}
