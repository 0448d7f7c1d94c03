#include "config.h"

#include "nomo-sales-card.h"

#include "nomo-calendar.h"
#include "nomo-chart.h"
#include "nomo-empty.h"
#include "nomo-format.h"
#include "nomo-legend.h"
#include "nomo-money.h"
#include "nomo-skeleton.h"
#include "nomo-status-pill.h"

#include <glib/gi18n.h>

struct _NomoSalesCard {
  AdwBin parent_instance;

  GtkLabel *heading;
  NomoStatusPill *stamp;
  NomoLegend *legend;
  GtkStack *stack;
  AdwBin *loading;
  NomoEmpty *empty;
  NomoChart *chart;
  GtkLabel *note;

  int from_day;
  int today;
  char *until;
  char *currency;
};

G_DEFINE_FINAL_TYPE (NomoSalesCard, nomo_sales_card, ADW_TYPE_BIN)

static int
month_of (int day)
{
  int year;
  int month;
  int day_of_month;

  nomo_day_to_ymd (day, &year, &month, &day_of_month);
  return month;
}

/* The month is named once, and again when another begins. */
static char *
name_tick (guint index, int previous, gpointer data)
{
  NomoSalesCard *self = data;
  int day = self->from_day + (int) index;

  if (day == self->today)
    return g_strdup (_ ("Today"));
  if (previous >= 0 && month_of (self->from_day + previous) == month_of (day))
    return nomo_format_day (day, NOMO_DAY_DAY);
  return nomo_format_day (day, NOMO_DAY_DAY_MONTH);
}

static char *
name_point (guint index, gpointer data)
{
  NomoSalesCard *self = data;
  int day = self->from_day + (int) index;

  if (day != self->today)
    return nomo_format_day (day, NOMO_DAY_WEEKDAY_SHORT);
  /* Translators: a day that is not over: "Today, until 10:42 AM" */
  return self->until != NULL ? g_strdup_printf (_ ("Today, until %s"), self->until) : g_strdup (_ ("Today"));
}

static char *
name_value (gint64 value, gpointer data)
{
  return nomo_format_money (value, NOMO_SALES_CARD (data)->currency, FALSE);
}

static void
nomo_sales_card_finalize (GObject *object)
{
  NomoSalesCard *self = NOMO_SALES_CARD (object);

  g_free (self->until);
  g_free (self->currency);
  G_OBJECT_CLASS (nomo_sales_card_parent_class)->finalize (object);
}

static void
nomo_sales_card_class_init (NomoSalesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nomo_sales_card_finalize;
  g_type_ensure (NOMO_TYPE_CHART);
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_LEGEND);
  g_type_ensure (NOMO_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-sales-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, heading);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, stamp);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, legend);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, loading);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, empty);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, chart);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, note);
}

static void
nomo_sales_card_init (NomoSalesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->loading, nomo_skeleton_new (NOMO_SKELETON_CHART));
  nomo_chart_set_words (self->chart, &(NomoChartWords) { name_tick, name_point, name_value }, self, NULL);
}

/**
 * nomo_sales_card_set_moment:
 * @self: a card
 * @today: the day that is not over
 * @until: (nullable): until when its sales are known, worded
 */
void
nomo_sales_card_set_moment (NomoSalesCard *self, int today, const char *until)
{
  g_return_if_fail (NOMO_IS_SALES_CARD (self));

  self->today = today;
  g_free (self->until);
  self->until = g_strdup (until);
}

/* «المبيعات اليومية: 328,400 ر.س في 14 يومًا، أعلاها السبت 21 نوفمبر» */
static char *
summarise (const NomoFigures *figures)
{
  g_autofree char *sum = nomo_format_money_spoken (figures->sales.now, figures->currency);
  g_autofree char *days = nomo_format_days (figures->n_days);
  g_autofree char *best_day = NULL;
  guint best = 0;

  for (guint i = 1; i < figures->n_days; i++) {
    if (figures->sales_days[i] > figures->sales_days[best])
      best = i;
  }
  best_day = nomo_format_day (figures->from_day + (int) best, NOMO_DAY_WEEKDAY_SHORT);
  /* Translators: read by screen readers: %1$s is an amount, %2$s "14 days", %3$s a date */
  return g_strdup_printf (_ ("Daily sales: %1$s in %2$s, most on %3$s"), sum, days, best_day);
}

static void
show_note (NomoSalesCard *self, gint64 orders)
{
  g_autofree char *number = nomo_format_int (orders);
  g_autofree char *text = g_strdup_printf (
      /* Translators: under the chart; %s is a number of orders */
      ngettext ("%s order in another currency has no exchange rate and is not part of these sales.",
                "%s orders in another currency have no exchange rate and are not part of these sales.",
                (gulong) orders),
      number);

  gtk_label_set_text (self->note, text);
  gtk_widget_set_visible (GTK_WIDGET (self->note), orders > 0);
}

static gint64
unit_of (const char *currency)
{
  gint64 unit = 1;

  for (int i = nomo_money_exponent (currency); i > 0; i--)
    unit *= 10;
  return unit;
}

/**
 * nomo_sales_card_show_figures:
 * @self: a card
 * @figures: the figures of at least two days
 * @now: what these days are called
 * @before: what the days before are called
 */
void
nomo_sales_card_show_figures (NomoSalesCard *self, const NomoFigures *figures, const char *now, const char *before)
{
  g_autoptr (NomoSeries) sales = NULL;
  g_autoptr (NomoSeries) sales_before = NULL;
  g_autofree char *summary = summarise (figures);

  g_return_if_fail (NOMO_IS_SALES_CARD (self));
  sales = nomo_series_new (NOMO_SERIES_AREA, now, 1, figures->sales_days, figures->n_days);
  sales_before = nomo_series_new_before (before, figures->sales_days_before, figures->n_days);
  self->from_day = figures->from_day;
  g_free (self->currency);
  self->currency = g_strdup (figures->currency);

  NomoSeries *series[] = { sales, sales_before };
  nomo_chart_set_unfinished (self->chart, figures->to_day == self->today);
  nomo_chart_set_series (self->chart, series, G_N_ELEMENTS (series), unit_of (self->currency));
  nomo_graph_set_summary (NOMO_GRAPH (self->chart), summary);
  nomo_legend_set_series (self->legend, series, G_N_ELEMENTS (series));
  show_note (self, figures->foreign_orders.now);
  gtk_widget_set_visible (GTK_WIDGET (self->legend), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "chart");
}

static void
show_other (NomoSalesCard *self, const char *page)
{
  gtk_widget_set_visible (GTK_WIDGET (self->legend), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/**
 * nomo_sales_card_show_loading:
 * @self: a card
 */
void
nomo_sales_card_show_loading (NomoSalesCard *self)
{
  g_return_if_fail (NOMO_IS_SALES_CARD (self));
  show_other (self, "loading");
}

/**
 * nomo_sales_card_show_empty:
 * @self: a card
 * @title: why there is nothing to see
 * @sentence: (nullable): what to do
 */
void
nomo_sales_card_show_empty (NomoSalesCard *self, const char *title, const char *sentence)
{
  g_return_if_fail (NOMO_IS_SALES_CARD (self));

  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-reports-symbolic", title, sentence);
  nomo_empty_set_action (self->empty, NULL, NULL);
  show_other (self, "empty");
}

/**
 * nomo_sales_card_show_error:
 * @self: a card
 * @title: what happened
 * @sentence: what was kept
 * @action_name: the action that tries again
 */
void
nomo_sales_card_show_error (NomoSalesCard *self, const char *title, const char *sentence, const char *action_name)
{
  g_return_if_fail (NOMO_IS_SALES_CARD (self));

  nomo_empty_set (self->empty, NOMO_TONE_ERR, "nomo-warn-symbolic", title, sentence);
  nomo_empty_set_action (self->empty, _ ("Try again"), action_name);
  show_other (self, "empty");
}

/**
 * nomo_sales_card_set_stamp:
 * @self: a card
 * @stamp: (nullable): until when the figures hold, when that is no longer now
 */
void
nomo_sales_card_set_stamp (NomoSalesCard *self, const char *stamp)
{
  g_return_if_fail (NOMO_IS_SALES_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self->stamp), stamp != NULL);
  nomo_status_pill_set (self->stamp, NOMO_TONE_WARN, "nomo-clock-symbolic", stamp);
}
