#include "config.h"

#include "nomo-coupon-results.h"

#include "nomo-amount.h"
#include "nomo-banner.h"
#include "nomo-calendar.h"
#include "nomo-chart.h"
#include "nomo-clock.h"
#include "nomo-coupon-figures.h"
#include "nomo-coupon.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-promotion.h"
#include "nomo-store.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

/* Days before its end from which a coupon is warned of. */
#define SOON_DAYS 3
/* And days before it is used up. */
#define USED_UP_DAYS 7

/* A coupon of a hundred thousand uses is read no more than a fifth of the time. */
#define REST 4

#define CHART_HEIGHT 150

typedef struct {
  NomoAmount *figure;
  GtkLabel *caption;
} Tile;

enum { SALES, COST, AVERAGE, NEW, N_TILES };

struct _NomoCouponResults {
  AdwBin parent_instance;

  NomoBanner *warning;
  GtkWidget *tiles_box;
  Tile tiles[N_TILES];
  GtkWidget *chart_box;
  GtkLabel *days_label;
  NomoChart *chart;
  GtkLabel *known;

  NomoShop *shop;
  NomoRecord *coupon;
  NomoCouponFigures figures;
  GCancellable *cancellable;
  gint64 shown; /* the id of the coupon whose figures stand there; 0 for none */
  gboolean reading;
  gboolean again;
  gint64 began;
  gint64 rests_until; /* microseconds of the monotonic clock */
  guint later;
};

G_DEFINE_FINAL_TYPE (NomoCouponResults, nomo_coupon_results, ADW_TYPE_BIN)

static const char *
get_currency (NomoCouponResults *self)
{
  const char *currency = nomo_shop_get_currency (self->shop);

  return currency != NULL ? currency : NOMO_USUAL_CURRENCY;
}

static int
get_day (NomoCouponResults *self, guint index)
{
  return self->figures.last_day - NOMO_COUPON_DAYS + 1 + (int) index;
}

static gboolean
is_today (NomoCouponResults *self, guint index)
{
  return get_day (self, index) == nomo_day_of (nomo_clock_now (), nomo_shop_get_zone (self->shop));
}

static char *
name_tick (guint index, int previous, gpointer data)
{
  if (is_today (data, index))
    return g_strdup (_ ("Today"));
  return nomo_format_day (get_day (data, index), previous < 0 ? NOMO_DAY_DAY_MONTH : NOMO_DAY_DAY);
}

static char *
name_point (guint index, gpointer data)
{
  return is_today (data, index) ? g_strdup (_ ("Today"))
                                : nomo_format_day (get_day (data, index), NOMO_DAY_WEEKDAY_SHORT);
}

static char *
word_times (gint64 n, gpointer data)
{
  g_autofree char *number = nomo_format_int (n);

  return g_strdup_printf (ngettext ("%s use", "%s uses", (gulong) n), number);
}

/* «بقي 38 استخدامًا ويوم واحد. بالمعدل الحالي ينفد خلال يومين، قبل موعده.» */
static char *
word_left (const NomoCouponPace *pace)
{
  g_autofree char *number = nomo_format_int (pace->left);
  g_autofree char *days = nomo_format_days (pace->days_left);
  g_autofree char *uses = g_strdup_printf (ngettext ("%s use", "%s uses", (gulong) MAX (pace->left, 0)), number);

  if (pace->days_left <= 0)
    return pace->left < 0 ? g_strdup (_ ("It ends today."))
                          /* Translators: what is left of a coupon; %s is like "38 uses" */
                          : g_strdup_printf (_ ("It ends today, with %s left."), uses);
  if (pace->left < 0)
    /* Translators: how long a coupon still runs; %s is like "2 days" */
    return g_strdup_printf (_ ("It ends in %s."), days);
  /* Translators: what is left of a coupon: 1 is like "38 uses", 2 like "2 days" */
  return g_strdup_printf (_ ("Left: %1$s and %2$s."), uses, days);
}

static char *
word_pace (const NomoCouponPace *pace)
{
  g_autofree char *left = word_left (pace);
  g_autofree char *days = nomo_format_days (pace->used_up_in);
  g_autofree char *soon = NULL;

  if (pace->used_up_in < 0)
    return g_steal_pointer (&left);
  if (pace->used_up_in <= 1)
    soon = g_strdup (_ ("At this rate it is used up within a day."));
  else
    /* Translators: %s is like "3 days" */
    soon = g_strdup_printf (_ ("At this rate it is used up in %s."), days);
  return g_strdup_printf ("%s %s", left, soon);
}

static gboolean
is_worth_telling (const NomoCouponPace *pace)
{
  return pace->days_left <= SOON_DAYS || (pace->used_up_in >= 0 && pace->used_up_in <= USED_UP_DAYS);
}

static void
show_warning (NomoCouponResults *self, gboolean known)
{
  gint64 now = nomo_clock_now ();
  NomoCouponPace pace;
  g_autofree char *limit = nomo_format_int (nomo_coupon_get_most_uses (self->coupon));
  /* Translators: why nobody can use a coupon any more; %s is a number */
  g_autofree char *used_up = g_strdup_printf (_ ("Ended before its date: its usage limit of %s is reached."), limit);
  g_autofree char *words = NULL;

  if (nomo_promotion_get_state (self->coupon, now) == NOMO_PROMOTION_USED_UP)
    words = g_steal_pointer (&used_up);
  else if (known && nomo_coupon_figures_get_pace (&self->figures, self->coupon, now, &pace) && is_worth_telling (&pace))
    words = word_pace (&pace);
  if (words != NULL)
    nomo_banner_show (self->warning, NOMO_TONE_WARN, "nomo-clock-symbolic", words);
  else
    nomo_banner_hide (self->warning);
}

static void
say (NomoCouponResults *self, int tile, char *caption)
{
  gtk_label_set_text (self->tiles[tile].caption, caption);
  gtk_widget_set_visible (GTK_WIDGET (self->tiles[tile].caption), *caption != '\0');
  g_free (caption);
}

static char *
word_orders (NomoCouponResults *self)
{
  g_autofree char *number = nomo_format_int (self->figures.uses);
  g_autofree char *orders = g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) self->figures.uses), number);
  g_autofree char *refunds = nomo_format_money (self->figures.refunds, get_currency (self), FALSE);

  if (self->figures.refunds == 0)
    return g_steal_pointer (&orders);
  /* Translators: 1 is like "12 orders", 2 an amount that was paid back and is taken off */
  return g_strdup_printf (_ ("%1$s, without %2$s refunded"), orders, refunds);
}

static char *
word_share (NomoCouponResults *self)
{
  const NomoCouponFigures *figures = &self->figures;
  g_autofree char *share = figures->gross > 0
                               ? nomo_format_percent ((figures->discount * 1000 + figures->gross / 2) / figures->gross)
                               : NULL;

  /* Translators: what a coupon cost, of what it brought; %s is a percentage */
  return share != NULL ? g_strdup_printf (_ ("%s of its sales"), share) : g_strdup ("");
}

static char *
word_without (NomoCouponResults *self)
{
  g_autofree char *money = nomo_format_money (self->figures.average_without, get_currency (self), FALSE);

  /* Translators: the average order of those who did not use a coupon; %s is an amount of money */
  return self->figures.average_without > 0 ? g_strdup_printf (_ ("without it %s"), money) : g_strdup ("");
}

static char *
word_returning (NomoCouponResults *self)
{
  gint64 n = self->figures.customers - self->figures.new_customers;
  g_autofree char *number = nomo_format_int (n);

  return g_strdup_printf (ngettext ("%s returning customer", "%s returning customers", (gulong) n), number);
}

static char *
word_known (gint64 known, gint64 all)
{
  g_autofree char *some = nomo_format_int (known);
  g_autofree char *number = nomo_format_int (all);

  return g_strdup_printf (ngettext ("Known for %1$s of %2$s order", "Known for %1$s of %2$s orders", (gulong) all),
                          some, number);
}

/* A row of a list tells neither discount nor customer: shares of what is known in part would be wrong. */
static void
show_tiles (NomoCouponResults *self)
{
  const NomoCouponFigures *figures = &self->figures;
  const char *currency = get_currency (self);

  nomo_amount_set_money (self->tiles[SALES].figure, figures->gross - figures->refunds, currency, FALSE);
  nomo_amount_set_money (self->tiles[COST].figure, figures->discount, currency, FALSE);
  nomo_amount_set_money (self->tiles[AVERAGE].figure, figures->average, currency, FALSE);
  nomo_amount_set_number (self->tiles[NEW].figure, figures->new_customers);
  say (self, SALES, word_orders (self));
  say (self, COST, figures->brief > 0 ? word_known (figures->uses - figures->brief, figures->uses) : word_share (self));
  say (self, AVERAGE, word_without (self));
  say (self, NEW,
       figures->brief > 0 ? word_known (figures->uses - figures->brief, figures->uses) : word_returning (self));
}

static void
show_chart (NomoCouponResults *self)
{
  NomoSeries *series = nomo_series_new (NOMO_SERIES_BARS, _ ("Uses"), 0, self->figures.days, NOMO_COUPON_DAYS);
  g_autofree char *range = nomo_format_range (get_day (self, 0), self->figures.last_day);
  g_autofree char *uses = NULL;
  g_autofree char *summary = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < NOMO_COUPON_DAYS; i++)
    sum += self->figures.days[i];
  uses = word_times (sum, NULL);
  /* Translators: read by screen readers: 1 is like "31 uses", 2 a range of days */
  summary = g_strdup_printf (_ ("Uses by day: %1$s, %2$s"), uses, range);
  nomo_chart_set_unfinished (self->chart, is_today (self, NOMO_COUPON_DAYS - 1));
  nomo_chart_set_series (self->chart, &series, 1, 1);
  nomo_graph_set_title (NOMO_GRAPH (self->chart), _ ("Uses by day"), range);
  nomo_graph_set_summary (NOMO_GRAPH (self->chart), summary);
  gtk_label_set_text (self->days_label, range);
  gtk_widget_set_visible (self->chart_box, sum > 0);
  nomo_series_unref (series);
}

static void
add_sentence (GString *words, char *sentence)
{
  g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", sentence);
  g_free (sentence);
}

/* What the figures leave out. */
static void
show_known (NomoCouponResults *self)
{
  const NomoCouponFigures *figures = &self->figures;
  gint64 told = nomo_record_get_int (self->coupon, COUPON_USES);
  g_autofree char *other = nomo_format_int (figures->other_money);
  g_autofree char *brief = nomo_format_int (figures->brief);
  g_autofree char *refunds = nomo_format_int (figures->unknown_refunds);
  g_autoptr (GString) words = g_string_new (NULL);

  if (figures->uses < told)
    add_sentence (words, word_known (figures->uses, told));
  if (figures->brief > 0)
    add_sentence (words,
                  g_strdup_printf (ngettext ("The discount of %s order is not known yet",
                                             "The discount of %s orders is not known yet", (gulong) figures->brief),
                                   brief));
  if (figures->other_money > 0)
    add_sentence (words, g_strdup_printf (ngettext ("%s order in another currency is not in the sums",
                                                    "%s orders in other currencies are not in the sums",
                                                    (gulong) figures->other_money),
                                          other));
  if (figures->unknown_refunds > 0)
    add_sentence (words, g_strdup_printf (ngettext ("What was refunded of %s order is not known",
                                                    "What was refunded of %s orders is not known",
                                                    (gulong) figures->unknown_refunds),
                                          refunds));
  gtk_label_set_text (self->known, words->str);
  gtk_widget_set_visible (GTK_WIDGET (self->known), words->len > 0);
}

/* Of a coupon of whose orders none is here yet, nothings would be no figures. */
static void
show_figures (NomoCouponResults *self)
{
  gboolean any = self->figures.uses > 0 || nomo_record_get_int (self->coupon, COUPON_USES) == 0;

  show_warning (self, TRUE);
  gtk_widget_set_visible (self->tiles_box, any);
  show_tiles (self);
  show_chart (self);
  show_known (self);
}

static void read_figures (NomoCouponResults *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCouponResults) self = data;
  g_autofree NomoCouponFigures *figures = nomo_coupon_figures_read_finish (result, NULL);
  gint64 took = g_get_monotonic_time () - self->began;

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable || self->shop == NULL)
    return;
  self->reading = FALSE;
  self->rests_until = g_get_monotonic_time () + REST * took;
  if (figures != NULL) {
    self->figures = *figures;
    self->shown = nomo_record_get_id (self->coupon);
    show_figures (self);
  }
  if (self->again)
    read_figures (self);
}

static gboolean
rested_cb (gpointer data)
{
  NomoCouponResults *self = data;

  self->later = 0;
  read_figures (self);
  return G_SOURCE_REMOVE;
}

static void
read_figures (NomoCouponResults *self)
{
  gint64 wait = self->rests_until - g_get_monotonic_time ();

  self->again = self->reading;
  if (self->reading || self->later != 0)
    return;
  if (wait > 0) {
    self->later = g_timeout_add ((guint) (wait / 1000) + 1, rested_cb, self);
    return;
  }
  self->reading = TRUE;
  self->began = g_get_monotonic_time ();
  nomo_coupon_figures_read_async (nomo_shop_get_store (self->shop), self->coupon, self->cancellable, read_cb,
                                  g_object_ref (self));
}

/* What belongs to another coupon is not to be seen under this one. */
static void
begin (NomoCouponResults *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->later, g_source_remove);
  self->reading = FALSE;
  self->rests_until = 0;
  gtk_widget_set_visible (self->tiles_box, FALSE);
  gtk_widget_set_visible (self->chart_box, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->known), FALSE);
  show_warning (self, FALSE);
}

/**
 * nomo_coupon_results_show:
 * @self: what a coupon did
 * @shop: the shop
 * @coupon: the coupon, with its parts
 *
 * Reads what it did by the orders that are here, and shows it: a warning where it soon ends or is used up, four figures and its
 * uses by day.
 */
void
nomo_coupon_results_show (NomoCouponResults *self, NomoShop *shop, NomoRecord *coupon)
{
  gboolean another;

  g_return_if_fail (NOMO_IS_COUPON_RESULTS (self));
  another = self->coupon == NULL || nomo_record_get_id (self->coupon) != nomo_record_get_id (coupon);
  g_set_object (&self->shop, shop);
  g_clear_pointer (&self->coupon, nomo_record_unref);
  self->coupon = nomo_record_ref (coupon);
  if (another)
    begin (self);
  else
    show_warning (self, self->shown == nomo_record_get_id (coupon));
  read_figures (self);
}

static void
nomo_coupon_results_dispose (GObject *object)
{
  NomoCouponResults *self = NOMO_COUPON_RESULTS (object);

  g_clear_handle_id (&self->later, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shop);
  g_clear_pointer (&self->coupon, nomo_record_unref);
  G_OBJECT_CLASS (nomo_coupon_results_parent_class)->dispose (object);
}

static void
nomo_coupon_results_class_init (NomoCouponResultsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_coupon_results_dispose;
}

static GtkLabel *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkWidget *
create_tile (Tile *tile, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  tile->figure = NOMO_AMOUNT (nomo_amount_new ());
  tile->caption = create_label (NULL, "n-secondary");
  gtk_widget_set_halign (GTK_WIDGET (tile->figure), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (tile->figure), "n-figure");
  gtk_widget_add_css_class (box, "n-soft");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (create_label (title, "n-secondary")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (tile->figure));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (tile->caption));
  return box;
}

static GtkWidget *
create_tiles (NomoCouponResults *self)
{
  const char *titles[N_TILES] = { _ ("Sales with it"), _ ("Cost of the discount"), _ ("Average order"),
                                  _ ("New customers") };

  self->tiles_box = nomo_wrap_new (2, 130, 8);
  for (int i = 0; i < N_TILES; i++)
    nomo_wrap_append (NOMO_WRAP (self->tiles_box), create_tile (&self->tiles[i], titles[i]), 1);
  return self->tiles_box;
}

static GtkWidget *
create_chart (NomoCouponResults *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkLabel *title = create_label (_ ("Uses by day"), "n-heading");

  self->chart_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->chart = NOMO_CHART (nomo_chart_new ());
  self->days_label = create_label (NULL, "n-secondary");
  gtk_widget_set_hexpand (GTK_WIDGET (title), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, CHART_HEIGHT);
  nomo_chart_set_words (self->chart, &(NomoChartWords) { name_tick, name_point, word_times }, self, NULL);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->days_label));
  gtk_box_append (GTK_BOX (self->chart_box), head);
  gtk_box_append (GTK_BOX (self->chart_box), GTK_WIDGET (self->chart));
  return self->chart_box;
}

static void
nomo_coupon_results_init (NomoCouponResults *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->warning = g_object_new (NOMO_TYPE_BANNER, NULL);
  self->known = create_label (NULL, "n-secondary");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->warning));
  gtk_box_append (GTK_BOX (box), create_tiles (self));
  gtk_box_append (GTK_BOX (box), create_chart (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->known));
  adw_bin_set_child (ADW_BIN (self), box);
}
