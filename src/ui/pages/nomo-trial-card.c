#include "config.h"

#include "nomo-trial-card.h"

#include "nomo-amount.h"
#include "nomo-chart.h"
#include "nomo-fact-list.h"
#include "nomo-format.h"
#include "nomo-legend.h"
#include "nomo-menu.h"
#include "nomo-money.h"
#include "nomo-period-words.h"
#include "nomo-text.h"
#include "nomo-words.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

/* As nomo_period_parse() reads them; the first is the usual one. */
static const char *const periods[] = { "last-month", "this-month", "last-30-days", "last-90-days", "last-365-days" };

struct _NomoTrialCard {
  GtkBox parent_instance;

  GtkDropDown *periods;
  GtkLabel *note;
  GtkWidget *figures;
  NomoAmount *cost;
  NomoAmount *touched;
  NomoChart *chart;
  NomoLegend *legend;
  GtkLabel *share;
  NomoFactList *facts;

  NomoTrialReader *reader;
  NomoCouponForm *form;
  NomoTrialReport *shown;
  gint64 marked; /* the smallest basket that is marked in the chart */
};

G_DEFINE_FINAL_TYPE (NomoTrialCard, nomo_trial_card, GTK_TYPE_BOX)

static gint64
to_units (gint64 minor, const char *currency)
{
  for (int i = nomo_money_exponent (currency); i > 0; i--)
    minor /= 10;
  return minor;
}

static char *
name_tick (guint index, int previous, gpointer data)
{
  const NomoTrialReport *report = NOMO_TRIAL_CARD (data)->shown;

  /* The last one is written whatever room there is. */
  if (index == NOMO_TRIAL_N_BINS - 1)
    return g_strdup ("+");
  return nomo_format_short (to_units (report->bins[index].from, report->currency));
}

static char *
name_point (guint index, gpointer data)
{
  const NomoTrialReport *report = NOMO_TRIAL_CARD (data)->shown;
  g_autofree char *from = nomo_format_money (report->bins[index].from, report->currency, FALSE);

  /* Translators: where a class of baskets begins; %s is an amount of money */
  return g_strdup_printf (C_ ("baskets", "from %s"), from);
}

static char *
name_value (gint64 value, gpointer data)
{
  return nomo_format_int (value);
}

static gint64
get_minimum (NomoTrialCard *self)
{
  g_autoptr (NomoRecord) coupon = nomo_coupon_form_create_record (self->form);

  return nomo_record_get_int (coupon, COUPON_MINIMUM);
}

/* At the class of baskets in which the coupon begins to apply. */
static void
mark_minimum (NomoTrialCard *self, const NomoTrialReport *report)
{
  g_autoptr (GArray) events = nomo_events_new ();
  guint at = 0;

  self->marked = get_minimum (self);
  for (guint i = 1; i < NOMO_TRIAL_N_BINS; i++)
    if (report->bins[i].from <= self->marked)
      at = i;
  if (self->marked > 0) {
    NomoEvent event = { at, at, FALSE, nomo_format_money (self->marked, report->currency, FALSE) };

    g_array_append_val (events, event);
  }
  nomo_chart_set_events (self->chart, events);
}

static void
show_chart (NomoTrialCard *self, const NomoTrialReport *report)
{
  gint64 touched[NOMO_TRIAL_N_BINS], untouched[NOMO_TRIAL_N_BINS];
  g_autofree char *n_touched = nomo_format_int (report->touched);
  g_autofree char *n_known = nomo_format_int (report->known);
  g_autofree char *summary =
      /* Translators: read by screen readers of a chart of baskets: 1 and 2 are numbers of orders */
      g_strdup_printf (_ ("Orders by value of the basket: the coupon touches %1$s of %2$s"), n_touched, n_known);

  for (guint i = 0; i < NOMO_TRIAL_N_BINS; i++) {
    touched[i] = report->bins[i].touched;
    untouched[i] = report->bins[i].untouched;
  }
  g_autoptr (NomoSeries) with =
      nomo_series_new (NOMO_SERIES_STACK, _ ("With the coupon"), 1, touched, NOMO_TRIAL_N_BINS);
  g_autoptr (NomoSeries) without =
      nomo_series_new (NOMO_SERIES_STACK, _ ("Without it"), 8, untouched, NOMO_TRIAL_N_BINS);
  NomoSeries *series[] = { with, without };

  nomo_graph_set_title (NOMO_GRAPH (self->chart), _ ("Orders by value of the basket"), NULL);
  nomo_chart_set_series (self->chart, series, G_N_ELEMENTS (series), 1);
  nomo_graph_set_summary (NOMO_GRAPH (self->chart), summary);
  nomo_legend_set_series (self->legend, series, G_N_ELEMENTS (series));
  mark_minimum (self, report);
}

static void
add_pair (NomoTrialCard *self, const char *name, gint64 after, gint64 before)
{
  g_autofree char *with = nomo_format_money (after, self->shown->currency, FALSE);
  g_autofree char *without = nomo_format_money (before, self->shown->currency, FALSE);
  /* Translators: an amount with a coupon, and what it was without: "SAR 900 instead of SAR 1,000" */
  g_autofree char *words = g_strdup_printf (_ ("%1$s instead of %2$s"), with, without);

  nomo_fact_list_add (self->facts, name, words, NULL);
}

static void
add_order (NomoTrialCard *self, const char *name, const NomoTrialOrder *order)
{
  g_autofree char *money = nomo_format_money (order->effect, self->shown->currency, FALSE);
  g_autofree char *amount = nomo_text_isolate (money);
  g_autofree char *reference = nomo_text_isolate_ltr (order->reference != NULL ? order->reference : "");
  g_autofree char *words = g_strdup_printf ("%s · %s", reference, amount);

  if (order->id != 0)
    nomo_fact_list_add (self->facts, name, words, order->reference);
}

static void
show_facts (NomoTrialCard *self, const NomoTrialReport *report)
{
  nomo_fact_list_clear (self->facts);
  add_pair (self, _ ("Revenue"), report->revenue_after, report->revenue_before);
  add_pair (self, _ ("VAT"), report->vat_after, report->vat_before);
  if (report->profit_known > 0)
    add_pair (self, _ ("Profit"), report->profit_after, report->profit_before);
  if (report->touched > 0) {
    add_order (self, _ ("Best order"), &report->best);
    add_order (self, _ ("Worst order"), &report->worst);
  }
}

static void
show_share (NomoTrialCard *self, const NomoTrialReport *report)
{
  gint64 known = report->known;
  g_autofree char *percent = nomo_format_percent (known > 0 ? (report->touched * 1000 + known / 2) / known : 0);
  g_autofree char *unknown = nomo_format_int (report->orders - known);
  g_autofree char *left =
      g_strdup_printf (ngettext ("Of %s order too little is known to say.", "Of %s orders too little is known to say.",
                                 (gulong) (report->orders - known)),
                       unknown);
  /* Translators: %s is a percentage */
  g_autofree char *sentence = g_strdup_printf (_ ("%s of the orders would have used it."), percent);
  g_autofree char *both = g_strdup_printf ("%s %s", sentence, left);

  gtk_label_set_text (self->share, report->orders > known ? both : sentence);
}

static void
show_report (NomoTrialCard *self, const NomoTrialReport *report)
{
  nomo_amount_set_money (self->cost, report->discount + report->shipping, report->currency, FALSE);
  nomo_amount_set_number (self->touched, report->touched);
  show_chart (self, report);
  show_share (self, report);
  show_facts (self, report);
}

/* Figures of nothing would look like an answer. */
static char *
dup_unknown (const NomoTrialReport *report)
{
  g_autofree char *number = nomo_format_int (report->orders);

  if (report->orders == 0)
    return g_strdup (_ ("There are no orders in these days."));
  /* Translators: %s is a number. */
  return g_strdup_printf (
      ngettext ("Too little is known yet of the %s order of these days: its details are being read.",
                "Too little is known yet of the %s orders of these days: their details are being read.",
                (gulong) report->orders),
      number);
}

static char *
dup_note (NomoTrialCard *self, const NomoTrialReport *report)
{
  const GError *error = nomo_trial_reader_get_error (self->reader);

  if (error != NULL)
    return nomo_words_sentence (error, TRUE);
  if (report == NULL)
    return g_strdup (nomo_trial_reader_is_busy (self->reader)
                         ? _ ("Looking at past orders…")
                         : _ ("Once the discount is typed, its effect on past orders stands here."));
  return report->known == 0 ? dup_unknown (report) : NULL;
}

static void
changed_cb (NomoTrialCard *self)
{
  const NomoTrialReport *report = nomo_trial_reader_get_report (self->reader);
  g_autofree char *note = dup_note (self, report);

  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_set_visible (self->figures, report != NULL && report->known > 0);
  gtk_widget_set_opacity (self->figures, nomo_trial_reader_is_busy (self->reader) ? .6 : 1);
  if (report == NULL || report == self->shown)
    return;
  g_clear_pointer (&self->shown, nomo_trial_report_unref);
  self->shown = nomo_trial_report_ref ((NomoTrialReport *) report);
  show_report (self, report);
}

static void
chosen_cb (NomoTrialCard *self)
{
  guint chosen = gtk_drop_down_get_selected (self->periods);

  if (self->reader != NULL && chosen < G_N_ELEMENTS (periods))
    nomo_trial_reader_set_period (self->reader, periods[chosen]);
}

static void
nomo_trial_card_dispose (GObject *object)
{
  NomoTrialCard *self = NOMO_TRIAL_CARD (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_TRIAL_CARD);
  g_clear_pointer (&self->shown, nomo_trial_report_unref);
  G_OBJECT_CLASS (nomo_trial_card_parent_class)->dispose (object);
}

static void
nomo_trial_card_class_init (NomoTrialCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_trial_card_dispose;
  g_type_ensure (NOMO_TYPE_AMOUNT);
  g_type_ensure (NOMO_TYPE_CHART);
  g_type_ensure (NOMO_TYPE_FACT_LIST);
  g_type_ensure (NOMO_TYPE_LEGEND);
  g_type_ensure (NOMO_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-trial-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, periods);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, note);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, figures);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, cost);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, touched);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, chart);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, legend);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, share);
  gtk_widget_class_bind_template_child (widget_class, NomoTrialCard, facts);
}

static void
nomo_trial_card_init (NomoTrialCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_chart_set_words (self->chart, &(NomoChartWords) { name_tick, name_point, name_value }, self, NULL);
}

static void
fill_periods (NomoTrialCard *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++) {
    NomoPeriod period;
    g_autofree char *name = NULL;

    if (nomo_period_parse (periods[i], &period))
      name = nomo_period_words_name (&period, nomo_trial_reader_get_today (self->reader));
    gtk_string_list_append (names, name != NULL ? name : periods[i]);
  }
  gtk_drop_down_set_model (self->periods, G_LIST_MODEL (names));
  nomo_menu_name_choice (self->periods, _ ("Tried on the orders of"));
  g_signal_connect_object (self->periods, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_trial_card_set_source:
 * @self: what a coupon would have done with past orders
 * @reader: tries it; once
 * @form: the coupon as it is typed
 */
void
nomo_trial_card_set_source (NomoTrialCard *self, NomoTrialReader *reader, NomoCouponForm *form)
{
  g_return_if_fail (NOMO_IS_TRIAL_CARD (self) && self->reader == NULL);
  self->reader = g_object_ref (reader);
  self->form = g_object_ref (form);
  fill_periods (self);
  g_signal_connect_object (reader, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
