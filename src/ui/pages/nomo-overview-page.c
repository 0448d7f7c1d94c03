#include "config.h"

#include "nomo-overview-page.h"

#include "nomo-attention-card.h"
#include "nomo-backup-schedule.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-first-frame.h"
#include "nomo-format.h"
#include "nomo-freshness.h"
#include "nomo-greeting.h"
#include "nomo-hours-card.h"
#include "nomo-latest-card.h"
#include "nomo-overview-reader.h"
#include "nomo-period-bar.h"
#include "nomo-sales-card.h"
#include "nomo-share-card.h"
#include "nomo-store.h"
#include "nomo-style.h"
#include "nomo-tile-grid.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/* How often relative times and the greeting are looked at again. */
#define TICK_SECONDS 20
#define REST_MS      1000

struct _NomoOverviewPage {
  NomoPage parent_instance;

  GtkScrolledWindow *scroller;
  GtkLabel *greeting;
  GtkLabel *date;
  NomoPeriodBar *periods;
  NomoTileGrid *tiles;
  NomoSalesCard *sales_card;
  NomoLatestCard *latest_card;
  NomoAttentionCard *attention_card;
  NomoHoursCard *hours_card;
  NomoShareCard *products;
  NomoShareCard *categories;
  NomoShareCard *cities;
  NomoShareCard *payments;

  NomoShop *shop;
  NomoOverviewReader *reader;
  GSignalGroup *shop_signals;
  GSignalGroup *store_signals;
  GSignalGroup *backup_signals;
  guint tick;
  guint attend;
  guint rest;
  gboolean changed; /* the store, since it was read */
};

G_DEFINE_FINAL_TYPE (NomoOverviewPage, nomo_overview_page, NOMO_TYPE_PAGE)

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
  nomo_period_bar_set_today (self->periods, day);
}

/* What was read stays, whatever happens; an error stands where there is nothing yet. */
static void
show_shares (NomoOverviewPage *self, NomoShareCard *card, const char *stamp)
{
  NomoBreakdown *breakdown = nomo_overview_reader_get_breakdown (self->reader);
  const GError *error = nomo_overview_reader_get_error (self->reader);

  nomo_share_card_set_stamp (card, stamp);
  if (breakdown != NULL)
    nomo_share_card_show (card, breakdown, self->shop != NULL && nomo_freshness_is_coming (self->shop));
  else if (error != NULL)
    nomo_share_card_show_error (card, error);
}

static void
show_breakdown (NomoOverviewPage *self)
{
  NomoBreakdown *breakdown = nomo_overview_reader_get_breakdown (self->reader);
  const GError *error = nomo_overview_reader_get_error (self->reader);
  g_autofree char *stamp = self->shop != NULL && breakdown != NULL
                               ? nomo_freshness_word_stamp (self->shop, nomo_overview_reader_get_today (self->reader))
                               : NULL;
  NomoShareCard *cards[] = { self->products, self->categories, self->cities, self->payments };

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    show_shares (self, cards[i], stamp);
  nomo_hours_card_set_stamp (self->hours_card, stamp);
  if (breakdown != NULL)
    nomo_hours_card_show (self->hours_card, breakdown);
  else if (error != NULL)
    nomo_hours_card_show_error (self->hours_card, error);
}

static gboolean
attend_cb (gpointer data)
{
  NomoOverviewPage *self = data;

  self->attend = 0;
  nomo_attention_card_set_shop (self->attention_card, self->shop);
  return G_SOURCE_REMOVE;
}

/* What needs the merchant takes longer to read than all the rest: it must not make the rest wait, nor its painting. */
static void
show_attention (NomoOverviewPage *self)
{
  gboolean is_read =
      nomo_overview_reader_get_figures (self->reader) != NULL || nomo_overview_reader_get_error (self->reader) != NULL;

  if (is_read && self->attend == 0)
    self->attend = g_idle_add_full (G_PRIORITY_LOW, attend_cb, self, NULL);
}

static void
show_all (NomoOverviewPage *self)
{
  show_header (self);
  nomo_tile_grid_show (self->tiles);
  nomo_sales_card_show (self->sales_card);
  if (nomo_overview_reader_get_figures (self->reader) != NULL)
    nomo_first_frame_tell (GTK_WIDGET (self));
  show_attention (self);
  show_breakdown (self);
  if (self->shop != NULL)
    nomo_latest_card_set_clock_times (self->latest_card, nomo_freshness_is_stale (self->shop));
}

static void
retry_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (widget);

  nomo_overview_reader_restart (self->reader);
  show_all (self);
  nomo_latest_card_refresh (self->latest_card);
  nomo_attention_card_refresh (self->attention_card);
}

static void
refresh (NomoOverviewPage *self)
{
  self->changed = FALSE;
  nomo_overview_reader_refresh (self->reader);
  nomo_latest_card_refresh (self->latest_card);
  nomo_attention_card_refresh (self->attention_card);
}

static gboolean
rest_cb (gpointer data)
{
  NomoOverviewPage *self = data;

  if (self->changed) {
    refresh (self);
    return G_SOURCE_CONTINUE;
  }
  self->rest = 0;
  return G_SOURCE_REMOVE;
}

/* A page that nobody sees reads nothing, and one that is seen reads no more than once a second, however fast orders arrive. */
static void
store_changed_cb (NomoOverviewPage *self)
{
  self->changed = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->rest != 0)
    return;
  refresh (self);
  self->rest = g_timeout_add (REST_MS, rest_cb, self);
}

static void
backups_changed_cb (NomoOverviewPage *self)
{
  nomo_attention_card_refresh (self->attention_card);
}

static void
shop_changed_cb (NomoOverviewPage *self)
{
  NomoShop *shop = nomo_session_get_shop (session_of (self));

  if (g_set_object (&self->shop, shop))
    nomo_attention_card_set_shop (self->attention_card, NULL);
  g_signal_group_set_target (self->shop_signals, shop);
  g_signal_group_set_target (self->store_signals, shop != NULL ? nomo_shop_get_store (shop) : NULL);
  g_signal_group_set_target (self->backup_signals, nomo_session_get_backups (session_of (self)));
  nomo_latest_card_set_shop (self->latest_card, shop);
  show_all (self);
}

static void
narrow_changed_cb (NomoOverviewPage *self)
{
  gboolean narrow = nomo_session_get_narrow (session_of (self));

  gtk_widget_set_halign (GTK_WIDGET (self->periods), narrow ? GTK_ALIGN_START : GTK_ALIGN_END);
  /* Where one card is seen at a time, what needs somebody comes first. */
  gtk_widget_insert_before (GTK_WIDGET (self->attention_card), gtk_widget_get_parent (GTK_WIDGET (self->sales_card)),
                            narrow ? GTK_WIDGET (self->sales_card) : NULL);
  show_header (self);
}

static gboolean
tick_cb (gpointer data)
{
  NomoOverviewPage *self = data;

  if (self->shop != NULL &&
      nomo_day_of (nomo_clock_now (), zone_of (self)) != nomo_overview_reader_get_today (self->reader)) {
    nomo_overview_reader_restart (self->reader);
    nomo_attention_card_refresh (self->attention_card);
  }
  show_header (self);
  if (self->shop != NULL)
    nomo_latest_card_set_clock_times (self->latest_card, nomo_freshness_is_stale (self->shop));
  return G_SOURCE_CONTINUE;
}

static void
nomo_overview_page_map (GtkWidget *widget)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (nomo_overview_page_parent_class)->map (widget);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
  show_header (self);
  if (self->changed)
    store_changed_cb (self);
}

static void
nomo_overview_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&NOMO_OVERVIEW_PAGE (widget)->tick, g_source_remove);
  g_clear_handle_id (&NOMO_OVERVIEW_PAGE (widget)->rest, g_source_remove);
  GTK_WIDGET_CLASS (nomo_overview_page_parent_class)->unmap (widget);
}

static void
nomo_overview_page_session_set (NomoPage *page, NomoSession *session)
{
  NomoOverviewPage *self = NOMO_OVERVIEW_PAGE (page);

  self->reader = nomo_overview_reader_new (session);
  nomo_period_bar_set_session (self->periods, session);
  nomo_tile_grid_set_source (self->tiles, session, self->reader);
  nomo_sales_card_set_source (self->sales_card, session, self->reader);
  g_signal_connect_object (self->reader, "changed", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  narrow_changed_cb (self);
  shop_changed_cb (self);
  nomo_overview_reader_refresh (self->reader);
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

  g_clear_handle_id (&self->attend, g_source_remove);
  if (self->reader != NULL)
    g_object_run_dispose (G_OBJECT (self->reader));
  g_clear_object (&self->reader);
  g_clear_object (&self->shop_signals);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->backup_signals);
  g_clear_object (&self->shop);
  G_OBJECT_CLASS (nomo_overview_page_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (NOMO_TYPE_ATTENTION_CARD);
  g_type_ensure (NOMO_TYPE_HOURS_CARD);
  g_type_ensure (NOMO_TYPE_LATEST_CARD);
  g_type_ensure (NOMO_TYPE_PERIOD_BAR);
  g_type_ensure (NOMO_TYPE_SALES_CARD);
  g_type_ensure (NOMO_TYPE_SHARE_CARD);
  g_type_ensure (NOMO_TYPE_TILE_GRID);
  g_type_ensure (NOMO_TYPE_WRAP);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, date);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, periods);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, sales_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, latest_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, attention_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, hours_card);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, products);
  gtk_widget_class_bind_template_child (widget_class, NomoOverviewPage, categories);
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

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-overview-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "overview.retry", NULL, retry_action_cb);
}

static void
nomo_overview_page_init (NomoOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  self->store_signals = g_signal_group_new (NOMO_TYPE_STORE);
  g_signal_group_connect_swapped (self->shop_signals, "notify::state", G_CALLBACK (show_all), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::as-of", G_CALLBACK (show_all), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::currency", G_CALLBACK (store_changed_cb), self);
  g_signal_group_connect_swapped (self->shop_signals, "notify::owner-name", G_CALLBACK (show_header), self);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb), self);
  self->backup_signals = g_signal_group_new (NOMO_TYPE_BACKUP_SCHEDULE);
  g_signal_group_connect_swapped (self->backup_signals, "changed", G_CALLBACK (backups_changed_cb), self);
  nomo_share_card_set_kind (self->products, NOMO_SHARE_PRODUCTS);
  nomo_share_card_set_kind (self->categories, NOMO_SHARE_CATEGORIES);
  nomo_share_card_set_kind (self->cities, NOMO_SHARE_CITIES);
  nomo_share_card_set_kind (self->payments, NOMO_SHARE_PAYMENTS);
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
