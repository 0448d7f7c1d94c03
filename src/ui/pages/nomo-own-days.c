#include "config.h"

#include "nomo-own-days.h"

#include "nomo-calendar.h"
#include "nomo-filter-range.h"
#include "nomo-format.h"
#include "nomo-order.h"

#include <glib/gi18n.h>

struct _NomoOwnDays {
  GtkPopover parent_instance;

  GtkBox *box;
  GtkLabel *error;

  NomoRecordFilter *filter;
  NomoFilterRange *range;
  NomoStretch days;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoOwnDays, nomo_own_days, GTK_TYPE_POPOVER)

/* Two days are asked for as a list asks for them. */
static const NomoFilterField fields[] = { { ORDER_DATE } };
static const NomoFilterKind kind = { .entity = nomo_order_entity, .fields = fields, .n_fields = G_N_ELEMENTS (fields) };

static const char *
word_fault (NomoPeriodFault fault)
{
  switch (fault) {
  case NOMO_PERIOD_BACKWARDS:
    return _ ("The first day comes after the last. Write the earlier one first.");
  case NOMO_PERIOD_TOO_LONG:
    return _ ("That is more than five years. Choose a shorter time.");
  default:
    return NULL;
  }
}

static void
show_error (NomoOwnDays *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

static void
choose (NomoOwnDays *self)
{
  NomoPeriod period;
  NomoStretch days;
  const char *sentence;

  if (!nomo_filter_range_check (self->range))
    return;
  if (!nomo_day_parse (nomo_record_filter_get_least (self->filter, 0), &days.from) ||
      !nomo_day_parse (nomo_record_filter_get_most (self->filter, 0), &days.to))
    sentence = _ ("Both days are needed: from when and until when.");
  else
    sentence = word_fault (nomo_period_set_days (&period, days));
  show_error (self, sentence);
  if (sentence != NULL)
    return;
  self->days = days;
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
filter_changed_cb (NomoOwnDays *self)
{
  show_error (self, NULL);
}

static void
nomo_own_days_dispose (GObject *object)
{
  NomoOwnDays *self = NOMO_OWN_DAYS (object);

  g_clear_object (&self->filter);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_OWN_DAYS);
  G_OBJECT_CLASS (nomo_own_days_parent_class)->dispose (object);
}

static void
nomo_own_days_class_init (NomoOwnDaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_own_days_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-own-days.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoOwnDays, box);
  gtk_widget_class_bind_template_child (widget_class, NomoOwnDays, error);
  gtk_widget_class_bind_template_callback (widget_class, choose);

  /**
   * NomoOwnDays::chosen:
   * @self: the form
   *
   * Two good days were chosen: nomo_own_days_get() tells them.
   */
  signals[CHOSEN] = g_signal_new ("chosen", NOMO_TYPE_OWN_DAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_own_days_init (NomoOwnDays *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = nomo_record_filter_new (&kind, nomo_calendar_riyadh (), NULL);
  self->range = NOMO_FILTER_RANGE (nomo_filter_range_new (self->filter, 0, FALSE));
  gtk_box_insert_child_after (self->box, GTK_WIDGET (self->range), gtk_widget_get_first_child (GTK_WIDGET (self->box)));
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_own_days_new:
 *
 * Asks for the first and the last day of a period, with the Hijri date under each.
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
nomo_own_days_new (void)
{
  return g_object_new (NOMO_TYPE_OWN_DAYS, NULL);
}

/**
 * nomo_own_days_set:
 * @self: the form
 * @days: what to begin with
 */
void
nomo_own_days_set (NomoOwnDays *self, NomoStretch days)
{
  g_autofree char *from = nomo_day_to_text (days.from);
  g_autofree char *to = nomo_day_to_text (days.to);

  g_return_if_fail (NOMO_IS_OWN_DAYS (self));
  self->days = days;
  nomo_record_filter_set (self->filter, 0, from, to);
  nomo_filter_range_show (self->range);
  show_error (self, NULL);
}

/**
 * nomo_own_days_get:
 * @self: the form
 *
 * Returns: what was chosen last
 */
NomoStretch
nomo_own_days_get (NomoOwnDays *self)
{
  g_return_val_if_fail (NOMO_IS_OWN_DAYS (self), ((NomoStretch) { 0, 0 }));
  return self->days;
}
