#include "config.h"

#include "nomo-overview-page.h"

#include "nomo-attention-card.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-figures.h"
#include "nomo-format.h"
#include "nomo-greeting.h"
#include "nomo-hours-card.h"
#include "nomo-kpi-tile.h"
#include "nomo-latest-card.h"
#include "nomo-sales-card.h"
#include "nomo-segmented.h"
#include "nomo-share-card.h"
#include "nomo-store.h"
#include "nomo-style.h"
#include "nomo-words.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/* How often relative times and the greeting are looked at again. */
#define TICK_SECONDS 20

/* One day has no course: the chart of "today" shows the week that it ends. */
#define LEAST_COURSE 7

static const int period_days[] = { 1, 7, 14, 30 };

struct _NomoOverviewPage {
  NomoPage parent_instance;

  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkLabel *greeting;
  GtkLabel *date;
  NomoSegmented *periods;
  NomoKpiTile *sales;
  NomoKpiTile *orders;
  NomoKpiTile *average;
  NomoKpiTile *customers;
  NomoSalesCard *sales_card;
  NomoLatestCard *latest_card;
  NomoAttentionCard *attention_card;
  NomoHoursCard *hours_card;
  NomoShareCard *products;
  NomoShareCard *cities;
  NomoShareCard *payments;

  NomoShop *shop;
  GSignalGroup *shop_signals;
  GSignalGroup *store_signals;
  GCancellable *cancellable;
  NomoFigures *figures;
  NomoFigures *course;
  gboolean reading;
  gboolean again;
  int today;
  guint tick;
};

G_DEFINE_FINAL_TYPE (NomoOverviewPage, nomo_overview_page, NOMO_TYPE_PAGE)

static void read_figures (NomoOverviewPage *self);

static NomoSession *
session_of (NomoOverviewPage *self)
{
  return nomo_page_get_session (NOMO_PAGE (self));
}

static GTimeZone *
zone_of (NomoOverviewPage *self)
{
  return self->shop != NULL ? nomo_shop_get_zone (self->shop) : nomo_session_get_zone (session_of (self));
}

/* Whether nothing newer can come in at present, so that the figures are of a moment that has passed. */
static gboolean
is_stale (NomoOverviewPage *self)
{
  NomoShopState state = nomo_shop_get_state (self->shop);

  return state == NOMO_SHOP_OFFLINE || state == NOMO_SHOP_SIGNED_OUT || state == NOMO_SHOP_ERROR;
}

/* Whether the first walk through the shop's orders has not come to its end: what is missing looks like a fall. */
static gboolean
is_incomplete (NomoOverviewPage *self)
{
  return nomo_shop_get_as_of (self->shop) == 0;
}

static char *
word_moment (NomoOverviewPage *self, gint64 ms)
{
  if (nomo_day_of (ms, zone_of (self)) == self->today)
    return nomo_format_time (ms, zone_of (self));
  return nomo_format_recent (ms, nomo_clock_now (), zone_of (self));
}

/* The stamp of figures that are not of now; NULL when they are. */
static char *
word_stamp (NomoOverviewPage *self)
{
  g_autofree char *moment = NULL;

  if (is_incomplete (self))
    /* Translators: beside figures while the shop's orders are still being brought for the first time */
    return g_strdup (_ ("Not all here yet"));
  if (!is_stale (self))
    return NULL;
  moment = word_moment (self, nomo_shop_get_as_of (self->shop));
  /* Translators: the moment the figures are of: "As of 10:42 AM" */
  return g_strdup_printf (_ ("As of %s"), moment);
}

static void
show_header (NomoOverviewPage *self)
{
  gint64 now = nomo_clock_now ();
  gboolean narrow = nomo_session_get_narrow (session_of (self));
  int day = nomo_day_of (now, zone_of (self));
  int hour = (int) ((now - nomo_day_start (day, zone_of (self))) / HOUR_MS);
  g_autofree char *greeting =
      nomo_greeting_say (self->shop != NULL ? nomo_shop_get_owner_name (self->shop) : NULL, hour);
  g_autofree char *date = nomo_format_both_dates (day, narrow ? NOMO_DAY_WEEKDAY_SHORT : NOMO_DAY_FULL);

  gtk_label_set_text (self->greeting, greeting);
  gtk_label_set_text (self->date, date);
}

static gint64 *
averages_of_days (const NomoFigures *figures)
{
  gint64 *averages = g_new0 (gint64, figures->n_days);

  for (guint i = 0; i < figures->n_days; i++) {
    if (figures->orders_days[i] > 0)
      averages[i] = figures->sales_days[i] / figures->orders_days[i];
  }
  return averages;
}

static void
finish_tile (NomoOverviewPage *self, NomoKpiTile *tile, const NomoFigure *figure, const gint64 *course, const char *why)
{
  NomoChange change = nomo_change_of (figure->now, figure->before);
  gboolean old = !is_incomplete (self) && nomo_day_of (nomo_shop_get_as_of (self->shop), zone_of (self)) < self->today;
  g_autofree char *stamp = word_stamp (self);

  nomo_kpi_tile_set_change (tile, &change, TRUE);
  nomo_kpi_tile_set_course (tile, course, self->figures->n_days);
  if (why != NULL && is_incomplete (self) && nomo_shop_get_state (self->shop) == NOMO_SHOP_SYNCING)
    nomo_kpi_tile_show_loading (tile);
  else if (why != NULL)
    nomo_kpi_tile_show_empty (tile, why);
  else if (stamp != NULL && (old || is_incomplete (self)))
    nomo_kpi_tile_show_stale (tile, stamp);
  else
    nomo_kpi_tile_show_figure (tile);
}

static void
show_tiles (NomoOverviewPage *self)
{
  const NomoFigures *figures = self->figures;
  g_autofree gint64 *averages = averages_of_days (figures);
  const char *no_orders = figures->orders.now == 0 ? _ ("No orders in this period") : NULL;
  const char *no_customers = figures->customers.now == 0 ? _ ("No new customers in this period") : NULL;

  nomo_kpi_tile_set_money (self->sales, figures->sales.now, figures->currency);
  nomo_kpi_tile_set_number (self->orders, figures->orders.now);
  nomo_kpi_tile_set_money (self->average, figures->average.now, figures->currency);
  nomo_kpi_tile_set_number (self->customers, figures->customers.now);
  finish_tile (self, self->sales, &figures->sales, figures->sales_days, no_orders);
  finish_tile (self, self->orders, &figures->orders, figures->orders_days, no_orders);
  finish_tile (self, self->average, &figures->average, averages, no_orders);
  finish_tile (self, self->customers, &figures->customers, figures->customers_days, no_customers);
}

static void
show_chart (NomoOverviewPage *self)
{
  const NomoFigures *course = self->course;
  gboolean any = course->orders.now > 0 || course->orders.before > 0;
  gboolean longest = course->n_days >= (guint) period_days[G_N_ELEMENTS (period_days) - 1];
  gint64 as_of = nomo_shop_get_as_of (self->shop);
  g_autofree char *stamp = word_stamp (self);
  g_autofree char *until = as_of > 0 ? word_moment (self, as_of) : NULL;

  nomo_sales_card_set_moment (self->sales_card, self->today, until);
  nomo_sales_card_set_stamp (self->sales_card, any ? stamp : NULL);
  if (any && course->n_days == self->figures->n_days)
    nomo_sales_card_show_figures (self->sales_card, course, _ ("This period"), _ ("Period before"));
  else if (any)
    nomo_sales_card_show_figures (self->sales_card, course, _ ("Sales"), _ ("7 days before"));
  else if (is_incomplete (self) && nomo_shop_get_state (self->shop) == NOMO_SHOP_SYNCING)
    nomo_sales_card_show_loading (self->sales_card);
  else
    nomo_sales_card_show_empty (self->sales_card, _ ("No sales in these days"),
                                longest ? NULL : _ ("Choose a longer period to see earlier sales."));
}

static void
show_loading (NomoOverviewPage *self)
{
  nomo_kpi_tile_show_loading (self->sales);
  nomo_kpi_tile_show_loading (self->orders);
  nomo_kpi_tile_show_loading (self->average);
  nomo_kpi_tile_show_loading (self->customers);
  nomo_sales_card_set_stamp (self->sales_card, NULL);
  nomo_sales_card_show_loading (self->sales_card);
}

static void
show_error (NomoOverviewPage *self, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);
  NomoKpiTile *tiles[] = { self->sales, self->orders, self->average, self->customers };

  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    nomo_kpi_tile_show_error (tiles[i], _ ("Could not be worked out"), "overview.retry");
  nomo_sales_card_show_error (self->sales_card, _ ("The sales could not be read"), sentence, "overview.retry");
}

static void
show_all (NomoOverviewPage *self)
{
  show_header (self);
  if (self->shop == NULL || self->figures == NULL || self->course == NULL) {
    show_loading (self);
    return;
  }
  show_tiles (self);
  show_chart (self);
  nomo_latest_card_set_clock_times (self->latest_card, is_stale (self));
}

static void
read_ended (NomoOverviewPage *self, const GError *error)
{
  self->reading = FALSE;
  if (error != NULL && self->figures == NULL)
    show_error (self, error);
  else
    show_all (self);
  if (self->again)
    read_figures (self);
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
course_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOverviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoFigures) figures = nomo_figures_read_finish (result, &error);

  if (was_cancelled (error))
    return;
  if (figures != NULL) {
    g_clear_pointer (&self->course, nomo_figures_unref);
    self->course = g_steal_pointer (&figures);
  }
  read_ended (self, error);
}

/* Answers older than what is shown are refused: a read that was overtaken must not bring old figures back. */
static void
figures_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOverviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoFigures) figures = nomo_figures_read_finish (result, &error);

  if (was_cancelled (error))
    return;
  if (figures == NULL || (self->figures != NULL && figures->seq < self->figures->seq)) {
    read_ended (self, error);
    return;
  }
  g_clear_pointer (&self->figures, nomo_figures_unref);
  self->figures = g_steal_pointer (&figures);
  if (self->figures->n_days < 2) {
    nomo_figures_read_async (self->shop, self->today - LEAST_COURSE + 1, self->today, self->cancellable, course_read_cb,
                             g_object_ref (self));
    return;
  }
  g_clear_pointer (&self->course, nomo_figures_unref);
  self->course = nomo_figures_ref (self->figures);
  read_ended (self, NULL);
}

static void
breakdown_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoOverviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoBreakdown) breakdown = nomo_breakdown_read_finish (result, &error);

  if (was_cancelled (error) || breakdown == NULL)
    return;
  nomo_share_card_show (self->products, breakdown);
  nomo_share_card_show (self->cities, breakdown);
  nomo_share_card_show (self->payments, breakdown);
  nomo_hours_card_show (self->hours_card, breakdown);
}

static void
read_figures (NomoOverviewPage *self)
{
  int days = nomo_session_get_period (session_of (self));

  self->again = self->reading;
  if (self->reading || self->shop == NULL)
    return;
  self->reading = TRUE;
  self->today = nomo_day_of (nomo_clock_now (), zone_of (self));
  nomo_figures_read_async (self->shop, self->today - days + 1, self->today, self->cancellable, figures_read_cb,
                           g_object_ref (self));
  nomo_breakdown_read_async (self->shop, self->today - days + 1, self->today, self->cancellable, breakdown_read_cb,
                             g_object_ref (self));
}

/* What is under way belongs to another period or another shop. */
static void
forget_figures (NomoOverviewPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = FALSE;
  g_clear_pointer (&self->figures, nomo_figures_unref);
  g_clear_pointer (&self->course, nomo_figures_unref);
}

static void
retry_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (widget);

  forget_figures (self);
  show_all (self);
  read_figures (self);
  nomo_latest_card_refresh (self->latest_card);
  nomo_attention_card_refresh (self->attention_card);
}

static void
store_changed_cb (NomoOverviewPage *self)
{
  read_figures (self);
  nomo_latest_card_refresh (self->latest_card);
  nomo_attention_card_refresh (self->attention_card);
}

static void
shop_changed_cb (NomoOverviewPage *self)
{
  NomoShop *shop = nomo_session_get_shop (session_of (self));

  forget_figures (self);
  g_set_object (&self->shop, shop);
  g_signal_group_set_target (self->shop_signals, shop);
  g_signal_group_set_target (self->store_signals, shop != NULL ? nomo_shop_get_store (shop) : NULL);
  nomo_latest_card_set_shop (self->latest_card, shop);
  nomo_attention_card_set_shop (self->attention_card, shop);
  show_all (self);
  read_figures (self);
}

/* A period that the picker does not know gives way to the usual one. */
static void
period_changed_cb (NomoOverviewPage *self)
{
  int days = nomo_session_get_period (session_of (self));
  g_autofree char *id = g_strdup_printf ("%d", days);

  for (guint i = 0; i < G_N_ELEMENTS (period_days); i++) {
    if (period_days[i] != days)
      continue;
    nomo_segmented_set_active (self->periods, id);
    forget_figures (self);
    read_figures (self);
    return;
  }
  nomo_session_set_period (session_of (self), 14);
}

static void
period_chosen_cb (NomoOverviewPage *self)
{
  const char *id = nomo_segmented_get_active (self->periods);

  if (session_of (self) != NULL && id != NULL)
    nomo_session_set_period (session_of (self), (int) g_ascii_strtoll (id, NULL, 10));
}

static void
narrow_changed_cb (NomoOverviewPage *self)
{
  gboolean narrow = nomo_session_get_narrow (session_of (self));
  NomoKpiTile *tiles[] = { self->sales, self->orders, self->average, self->customers };

  for (guint i = 0; i < G_N_ELEMENTS (tiles); i++)
    nomo_kpi_tile_set_narrow (tiles[i], narrow);
  nomo_style_set_class (self->content, "narrow", narrow);
  show_header (self);
}

static gboolean
tick_cb (gpointer data)
{
  NomoOverviewPage *self = data;

  if (self->shop != NULL && nomo_day_of (nomo_clock_now (), zone_of (self)) != self->today) {
    read_figures (self);
    nomo_attention_card_refresh (self->attention_card);
  }
  show_header (self);
  if (self->shop != NULL)
    nomo_latest_card_set_clock_times (self->latest_card, is_stale (self));
  return G_SOURCE_CONTINUE;
}

static void
nomo_overview_page_map (GtkWidget *widget)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (nomo_overview_page_parent_class)->map (widget);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
  show_header (self);
}

static void
nomo_overview_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&NOMO_OVERVIEW_PAGE (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (nomo_overview_page_parent_class)->unmap (widget);
}

static void
fill_periods (NomoOverviewPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (period_days); i++) {
    g_autofree char *id = g_strdup_printf ("%d", period_days[i]);
    g_autofree char *name = period_days[i] == 1 ? g_strdup (_ ("Today")) : nomo_format_days (period_days[i]);

    nomo_segmented_add (self->periods, id, name);
  }
  nomo_segmented_set_label (self->periods, _ ("Period"));
}

static void
nomo_overview_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (page);

  period_changed_cb (self);
  g_signal_connect_object (self->periods, "notify::active", G_CALLBACK (period_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::period", G_CALLBACK (period_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  narrow_changed_cb (self);
  shop_changed_cb (self);
}

static const char *
nomo_overview_page_get_title (NomoPage *page)
{
  return _ ("Overview");
}

static GVariant *
nomo_overview_page_dup_state (NomoPage *page)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (page);

  return g_variant_new_double (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)));
}

static void
restore_scroll_cb (GtkAdjustment *adjustment, GParamSpec *pspec, double *place)
{
  if (gtk_adjustment_get_upper (adjustment) < *place + gtk_adjustment_get_page_size (adjustment))
    return;
  gtk_adjustment_set_value (adjustment, *place);
  g_signal_handlers_disconnect_by_func (adjustment, restore_scroll_cb, place);
}

/* The page can scroll that far only once it is laid out. */
static void
nomo_overview_page_restore_state (NomoPage *page, GVariant *state)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (NOMO_OVERVIEW_PAGE (page)->scroller);
  double place;

  if (!g_variant_is_of_type (state, G_VARIANT_TYPE_DOUBLE) || (place = g_variant_get_double (state)) <= 0)
    return;
  g_signal_connect_data (adjustment, "notify::upper", G_CALLBACK (restore_scroll_cb), g_memdup2 (&place, sizeof place),
                         (GClosureNotify) G_CALLBACK (g_free), 0);
}

static void
nomo_overview_page_dispose (GObject *object)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->shop_signals);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->shop);
  g_clear_pointer (&self->figures, nomo_figures_unref);
  g_clear_pointer (&self->course, nomo_figures_unref);
  G_OBJECT_CLASS (nomo_overview_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, content);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, date);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, periods);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, sales);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, orders);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, average);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, customers);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, sales_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, latest_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, attention_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, hours_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, products);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, cities);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, payments);
}

static void
nomo_overview_page_class_init (NomoOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  NomoPageClass *page_class = NOMO_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_overview_page_dispose;
  widget_class->map = nomo_overview_page_map;
  widget_class->unmap = nomo_overview_page_unmap;
  page_class->session_set = nomo_overview_page_session_set;
  page_class->get_title = nomo_overview_page_get_title;
  page_class->dup_state = nomo_overview_page_dup_state;
  page_class->restore_state = nomo_overview_page_restore_state;

  g_type_ensure (NOMO_TYPE_ATTENTION_CARD);
  g_type_ensure (NOMO_TYPE_HOURS_CARD);
  g_type_ensure (NOMO_TYPE_KPI_TILE);
  g_type_ensure (NOMO_TYPE_LATEST_CARD);
  g_type_ensure (NOMO_TYPE_SALES_CARD);
  g_type_ensure (NOMO_TYPE_SEGMENTED);
  g_type_ensure (NOMO_TYPE_SHARE_CARD);
  g_type_ensure (NOMO_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-overview-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "overview.retry", NULL, retry_action_cb);
}

static void
nomo_overview_page_init (NomoOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  self->store_signals = g_signal_group_new (NOMO_TYPE_STORE);
  g_signal_group_connect_swapped (self->shop_signals, "notify::state", G_CALLBACK (show_all), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::as-of", G_CALLBACK (show_all), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::currency", G_CALLBACK (store_changed_cb), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::owner-name", G_CALLBACK (show_header), self);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb), self);
  nomo_kpi_tile_set_identity (self->sales, "nomo-coins-symbolic", _ ("Sales"));
  nomo_kpi_tile_set_identity (self->orders, "nomo-bag-symbolic", _ ("Orders"));
  nomo_kpi_tile_set_identity (self->average, "nomo-basket-symbolic", _ ("Average order"));
  nomo_kpi_tile_set_identity (self->customers, "nomo-subscribers-symbolic", _ ("New customers"));
  nomo_share_card_set_kind (self->products, NOMO_SHARE_PRODUCTS);
  nomo_share_card_set_kind (self->cities, NOMO_SHARE_CITIES);
  nomo_share_card_set_kind (self->payments, NOMO_SHARE_PAYMENTS);
  fill_periods (self);
}

/**
 * nomo_overview_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the first page: the store at a glance
 */
NomoPage *
nomo_overview_page_new (NomoSession *session)
{
  return g_object_new (NOMO_TYPE_OVERVIEW_PAGE, "session", session, NULL);
}
