#include "config.h"

#include "nomo-sales-card.h"

#include "nomo-annotation-words.h"
#include "nomo-buckets.h"
#include "nomo-calendar.h"
#include "nomo-chart.h"
#include "nomo-empty.h"
#include "nomo-format.h"
#include "nomo-freshness.h"
#include "nomo-legend.h"
#include "nomo-list-words.h"
#include "nomo-money.h"
#include "nomo-period-words.h"
#include "nomo-skeleton.h"
#include "nomo-status-pill.h"

#include <glib/gi18n.h>

/* Of a period shorter than this a longer one is advised where there is nothing. */
#define LONG_PERIOD 30

/* From how many days on a point stands for a week. */
#define MOST_DAYS 100
#define WEEK      7

#define TITLE_SPACING 12

struct _NomoSalesCard {
  AdwBin parent_instance;

  GtkWidget *titles;
  GtkLabel *heading;
  GtkLabel *range;
  NomoStatusPill *stamp;
  NomoLegend *legend;
  GtkStack *stack;
  AdwBin *loading;
  NomoEmpty *empty;
  NomoChart *chart;
  GtkLabel *note;

  NomoSession *session;
  NomoOverviewReader *reader;
  GArray *annotations;
  NomoStretch days;
  guint bucket; /* how many days a point stands for */
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

/* The days of a point; the last of many may have fewer than the others. */
static NomoStretch
days_of (NomoSalesCard *self, guint index)
{
  int from = self->days.from + (int) (index * self->bucket);

  return (NomoStretch) { from, MIN (from + (int) self->bucket - 1, self->days.to) };
}

/* The month is named once, and again when another begins. */
static char *
name_tick (guint index, int previous, gpointer data)
{
  NomoSalesCard *self = data;
  int day = days_of (self, index).from;

  if (days_of (self, index).to == self->today)
    return g_strdup (_ ("Today"));
  if (previous >= 0 && month_of (days_of (self, (guint) previous).from) == month_of (day))
    return nomo_format_day (day, NOMO_DAY_DAY);
  return nomo_format_day (day, NOMO_DAY_DAY_MONTH);
}

static char *
name_day (NomoSalesCard *self, int day)
{
  if (day != self->today)
    return nomo_format_day (day, NOMO_DAY_WEEKDAY_SHORT);
  /* Translators: a day that is not over: "Today, until 10:42 AM" */
  return self->until != NULL ? g_strdup_printf (_ ("Today, until %s"), self->until) : g_strdup (_ ("Today"));
}

/* A day says what happened on it, in the tip and in the table. */
static char *
name_point (guint index, gpointer data)
{
  NomoSalesCard *self = data;
  NomoStretch days = days_of (self, index);
  g_autofree char *name = days.from < days.to ? nomo_format_range (days.from, days.to) : name_day (self, days.from);
  g_autofree char *events = self->annotations != NULL ? nomo_annotation_words_on (self->annotations, days) : NULL;

  return events != NULL ? g_strconcat (name, " · ", events, NULL) : g_steal_pointer (&name);
}

static char *
name_value (gint64 value, gpointer data)
{
  return nomo_format_money (value, NOMO_SALES_CARD (data)->currency, FALSE);
}

/* One coupon is opened, several are listed. */
static void
opened_cb (NomoSalesCard *self, guint first, guint last)
{
  NomoStretch days = { days_of (self, first).from, days_of (self, last).to };
  g_autofree char *from = nomo_day_to_text (days.from);
  g_autofree char *to = nomo_day_to_text (days.to);
  g_autofree char *filter = g_strdup_printf ("start >= %s and start <= %s", from, to);
  g_autofree char *words = nomo_list_words_new (N_ ("Coupons that begin"), days);
  gint64 coupon = 0;
  guint n = 0;

  for (guint i = 0; self->annotations != NULL && i < self->annotations->len; i++) {
    const NomoAnnotation *annotation = &g_array_index (self->annotations, NomoAnnotation, i);

    if (annotation->coupon == NULL || annotation->from < days.from || annotation->from > days.to)
      continue;
    coupon = annotation->id;
    n++;
  }
  if (n == 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.open", "(sx)", "coupons", coupon);
  else if (n > 1)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.list", "(sss)", "coupons", filter, words);
}

static void
nomo_sales_card_finalize (GObject *object)
{
  NomoSalesCard *self = NOMO_SALES_CARD (object);

  g_clear_pointer (&self->annotations, g_array_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->reader);
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
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, titles);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, heading);
  gtk_widget_class_bind_template_child (widget_class, NomoSalesCard, range);
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
  self->bucket = 1;
  g_signal_connect_object (self->chart, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  nomo_chart_set_words (self->chart, &(NomoChartWords) { name_tick, name_point, name_value }, self, NULL);
}

/* «المبيعات اليومية: 328,400 ر.س في 14 يومًا، أعلاها السبت 21 نوفمبر» */
static char *
summarise (NomoSalesCard *self, const NomoFigures *figures, const gint64 *sales)
{
  g_autofree char *events = self->annotations != NULL ? nomo_annotation_words_list (self->annotations) : NULL;
  g_autofree char *sum = nomo_format_money_spoken (figures->sales.now, figures->currency);
  g_autofree char *days = nomo_format_days (figures->n_days);
  g_autofree char *best_days = NULL;
  g_autofree char *sentence = NULL;
  guint best = 0;

  for (guint i = 1; i < nomo_buckets_count (figures->n_days, self->bucket); i++)
    if (sales[i] > sales[best])
      best = i;
  if (self->bucket == 1)
    best_days = nomo_format_day (days_of (self, best).from, NOMO_DAY_WEEKDAY_SHORT);
  else
    best_days = nomo_format_range (days_of (self, best).from, days_of (self, best).to);
  sentence = g_strdup_printf (
      /* Translators: read by screen readers: %1$s is an amount, %2$s "14 days", %3$s a date */
      self->bucket == 1
          ? _ ("Daily sales: %1$s in %2$s, most on %3$s")
          /* Translators: read by screen readers: %1$s is an amount, %2$s "320 days", %3$s the days of a week */
          : _ ("Weekly sales: %1$s in %2$s, most in %3$s"),
      sum, days, best_days);
  return events != NULL ? g_strconcat (sentence, " · ", events, NULL) : g_steal_pointer (&sentence);
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

/* More of the other days than there are of these would have no place. */
static NomoSeries *
create_before (NomoSalesCard *self, const NomoFigures *figures)
{
  gboolean whole = figures == nomo_overview_reader_get_figures (self->reader);
  NomoAgainst against = nomo_session_get_against (self->session);
  const char *title =
      whole || against != NOMO_AGAINST_BEFORE ? nomo_period_words_against (against) : _ ("7 days before");
  guint n = MIN (figures->n_before, figures->n_days);
  g_autofree gint64 *sales = nomo_buckets_sum (figures->sales_before, n, self->bucket);

  return nomo_series_new_before (title, sales, nomo_buckets_count (n, self->bucket));
}

/* Seasons reach beyond the days that are shown. */
static void
show_events (NomoSalesCard *self, NomoStretch days)
{
  g_autoptr (GArray) events = nomo_events_new ();

  for (guint i = 0; self->annotations != NULL && i < self->annotations->len; i++) {
    const NomoAnnotation *annotation = &g_array_index (self->annotations, NomoAnnotation, i);
    NomoEvent event = {
      (guint) (MAX (annotation->from, days.from) - days.from) / self->bucket,
      (guint) (MIN (annotation->to, days.to) - days.from) / self->bucket,
      annotation->coupon == NULL,
      nomo_annotation_words_name (annotation),
    };

    g_array_append_val (events, event);
  }
  nomo_chart_set_events (self->chart, events);
}

static void
take_annotations (NomoSalesCard *self)
{
  GArray *annotations = nomo_overview_reader_get_annotations (self->reader);

  g_clear_pointer (&self->annotations, g_array_unref);
  if (annotations != NULL)
    self->annotations = g_array_ref (annotations);
}

static void
show_figures (NomoSalesCard *self, const NomoFigures *figures)
{
  gboolean whole = figures == nomo_overview_reader_get_figures (self->reader);
  g_autofree gint64 *sums = nomo_buckets_sum (figures->sales_days, figures->n_days, self->bucket);
  g_autoptr (NomoSeries) sales = nomo_series_new (NOMO_SERIES_AREA, whole ? _ ("This period") : _ ("Sales"), 1, sums,
                                                  nomo_buckets_count (figures->n_days, self->bucket));
  g_autoptr (NomoSeries) before = create_before (self, figures);
  NomoSeries *series[] = { sales, before };
  g_autofree char *summary = summarise (self, figures, sums);

  g_free (self->currency);
  self->currency = g_strdup (figures->currency);
  nomo_chart_set_unfinished (self->chart, figures->days.to == self->today);
  nomo_chart_set_series (self->chart, series, G_N_ELEMENTS (series), unit_of (self->currency));
  show_events (self, figures->days);
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

static void
show_empty (NomoSalesCard *self)
{
  gboolean short_period = nomo_overview_reader_get_figures (self->reader)->n_days < LONG_PERIOD;

  nomo_empty_set (self->empty, NOMO_TONE_MUTE, "nomo-reports-symbolic", _ ("No sales in these days"),
                  short_period ? _ ("Choose a longer period to see earlier sales.") : NULL);
  nomo_empty_set_action (self->empty, NULL, NULL);
  show_other (self, "empty");
}

static void
show_stamp (NomoSalesCard *self, NomoShop *shop)
{
  g_autofree char *stamp = shop != NULL ? nomo_freshness_word_stamp (shop, self->today) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->stamp), stamp != NULL);
  nomo_status_pill_set (self->stamp, NOMO_TONE_WARN, "nomo-clock-symbolic", stamp);
}

/* Days of many months would be a thicket. */
static void
choose_points (NomoSalesCard *self, const NomoFigures *course)
{
  self->days = course->days;
  self->bucket = course->n_days > MOST_DAYS ? WEEK : 1;
  gtk_label_set_text (self->heading, self->bucket == 1 ? _ ("Daily sales") : _ ("Weekly sales"));
}

/* Of a single day the week that it ends is shown. */
static void
show_range (NomoSalesCard *self, const NomoFigures *course)
{
  const NomoPeriod *period = nomo_session_get_period (self->session);
  gboolean whole = course == nomo_overview_reader_get_figures (self->reader);
  g_autofree char *range =
      whole ? nomo_period_words_days (period, self->today) : nomo_format_range (course->days.from, course->days.to);

  gtk_label_set_text (self->range, range);
  nomo_graph_set_title (NOMO_GRAPH (self->chart), gtk_label_get_text (self->heading), range);
}

/* Where there is no room beside the heading the days stand under it. */
static void
narrow_changed_cb (NomoSalesCard *self)
{
  gboolean narrow = nomo_session_get_narrow (self->session);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->titles),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->titles), narrow ? 0 : TITLE_SPACING);
}

/**
 * nomo_sales_card_set_source:
 * @self: a card
 * @session: what is compared with what
 * @reader: where the figures are; once
 */
void
nomo_sales_card_set_source (NomoSalesCard *self, NomoSession *session, NomoOverviewReader *reader)
{
  g_return_if_fail (NOMO_IS_SALES_CARD (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->reader = g_object_ref (reader);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  narrow_changed_cb (self);
}

/**
 * nomo_sales_card_show:
 * @self: a card
 *
 * Shows what the reader has read.
 */
void
nomo_sales_card_show (NomoSalesCard *self)
{
  NomoShop *shop = nomo_session_get_shop (self->session);
  const NomoFigures *course = nomo_overview_reader_get_course (self->reader);
  const GError *error = nomo_overview_reader_get_error (self->reader);
  gboolean any = course != NULL && (course->orders.now > 0 || course->orders.before > 0);

  g_return_if_fail (NOMO_IS_SALES_CARD (self));
  self->today = nomo_overview_reader_get_today (self->reader);
  g_free (self->until);
  self->until = shop != NULL ? nomo_freshness_word_as_of (shop, self->today) : NULL;
  take_annotations (self);
  show_stamp (self, any ? shop : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->range), any);
  if (course == NULL && error != NULL) {
    nomo_empty_set_error (self->empty, _ ("The sales could not be read"), error, "overview.retry");
    show_other (self, "empty");
  } else if (shop == NULL || course == NULL || (!any && nomo_freshness_is_coming (shop)))
    show_other (self, "loading");
  else if (!any)
    show_empty (self);
  else {
    choose_points (self, course);
    show_range (self, course);
    show_figures (self, course);
  }
}
