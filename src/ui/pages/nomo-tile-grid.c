#include "config.h"

#include "nomo-tile-grid.h"

#include "nomo-buckets.h"
#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-freshness.h"
#include "nomo-kpi-tile.h"
#include "nomo-list-words.h"
#include "nomo-money.h"
#include "nomo-order.h"
#include "nomo-percent.h"
#include "nomo-profit-reader.h"
#include "nomo-tile-look.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

#define MOST_COLUMNS 4
#define LEAST_WIDTH  170

/* More would run into one another in a sparkline. */
#define MOST_POINTS 62

struct _NomoTileGrid {
  AdwBin parent_instance;

  NomoSession *session;
  NomoOverviewReader *reader;
  NomoProfitReader *profit_reader; /* of the profit by costs */
  GSignalGroup *shop_signals;
  NomoKpiTile *tiles[NOMO_N_TILES]; /* by kind; %NULL for those that are not shown */
};

G_DEFINE_FINAL_TYPE (NomoTileGrid, nomo_tile_grid, ADW_TYPE_BIN)

static NomoShop *
get_shop (NomoTileGrid *self)
{
  return nomo_session_get_shop (self->session);
}

/* Where the rows are that a figure is the sum of. */
static const char *
get_place (NomoTileKind kind)
{
  return kind == NOMO_TILE_CUSTOMERS ? "customers" : kind == NOMO_TILE_CARTS ? "carts" : "orders";
}

static char *
make_filter (NomoTileKind kind, NomoStretch days)
{
  g_autofree char *from = nomo_day_to_text (days.from);
  g_autofree char *to = nomo_day_to_text (days.to);

  switch (kind) {
  case NOMO_TILE_CUSTOMERS:
    return g_strdup_printf ("first_seen >= %s and first_seen <= %s", from, to);
  case NOMO_TILE_REFUNDS:
    return g_strdup_printf ("refunded = yes and refunded_at >= %s and refunded_at <= %s", from, to);
  case NOMO_TILE_CARTS:
    return g_strdup_printf ("status = active and created_at >= %s and created_at <= %s", from, to);
  default:
    return g_strdup_printf ("date >= %s and date <= %s and " NOMO_ORDER_SALES, from, to);
  }
}

static void
opened_cb (NomoKpiTile *tile, NomoTileGrid *self)
{
  NomoFigures *figures = nomo_overview_reader_get_figures (self->reader);
  int today = nomo_overview_reader_get_today (self->reader);
  NomoTileKind kind = (NomoTileKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (tile), "kind"));
  NomoStretch days;
  g_autofree char *filter = NULL;
  g_autofree char *words = NULL;

  if (figures == NULL)
    return;
  days = kind == NOMO_TILE_CARTS ? (NomoStretch) { today, today } : figures->days;
  filter = make_filter (kind, days);
  words = kind == NOMO_TILE_CARTS ? g_strdup (nomo_tile_look_get (kind)->name)
                                  : nomo_list_words_new (nomo_tile_look_get (kind)->name, days);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.list", "(sss)", get_place (kind), filter, words);
}

/* Tiles of a line are to have company: five or six stand in two lines of three, or three lines of two. */
static GtkWidget *
create_wrap (guint n)
{
  gboolean threes = n == 5 || n == 6;
  int columns = threes ? 3 : (int) CLAMP (n, 1, MOST_COLUMNS);

  return g_object_new (NOMO_TYPE_WRAP, "columns", columns, "min-column", LEAST_WIDTH, "by-one", threes, NULL);
}

static void
append_tile (NomoTileGrid *self, NomoWrap *wrap, NomoTileKind kind)
{
  const NomoTileLook *look = nomo_tile_look_get (kind);
  GtkWidget *tile = nomo_kpi_tile_new (look->icon, _ (look->name));

  self->tiles[kind] = NOMO_KPI_TILE (tile);
  nomo_kpi_tile_set_opens (self->tiles[kind], _ (look->opens));
  nomo_kpi_tile_set_narrow (self->tiles[kind], nomo_session_get_narrow (self->session));
  g_object_set_data (G_OBJECT (tile), "kind", GINT_TO_POINTER (kind));
  g_signal_connect_object (tile, "opened", G_CALLBACK (opened_cb), self, 0);
  nomo_wrap_append (wrap, tile, 1);
}

static gboolean
is_shown (NomoTileGrid *self, const NomoTileOrder *order, NomoTileKind kind)
{
  NomoShop *shop = get_shop (self);

  if (kind == NOMO_TILE_PROFIT && (shop == NULL || !nomo_shop_shows_profit (shop)))
    return FALSE;
  return !order->hidden[kind];
}

static void
build (NomoTileGrid *self)
{
  NomoTileOrder order;
  guint n = 0;
  GtkWidget *wrap;

  nomo_tile_order_parse (&order, nomo_session_get_tiles (self->session));
  for (guint i = 0; i < NOMO_N_TILES; i++)
    n += is_shown (self, &order, order.kinds[i]) ? 1 : 0;
  memset (self->tiles, 0, sizeof self->tiles);
  wrap = create_wrap (n);
  for (guint i = 0; i < NOMO_N_TILES; i++)
    if (is_shown (self, &order, order.kinds[i]))
      append_tile (self, NOMO_WRAP (wrap), order.kinds[i]);
  adw_bin_set_child (ADW_BIN (self), wrap);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
rebuild (NomoTileGrid *self)
{
  build (self);
  nomo_tile_grid_show (self);
}

static void
shop_changed_cb (NomoTileGrid *self)
{
  g_signal_group_set_target (self->shop_signals, get_shop (self));
  rebuild (self);
}

static void
narrow_changed_cb (NomoTileGrid *self)
{
  for (guint i = 0; i < NOMO_N_TILES; i++)
    if (self->tiles[i] != NULL)
      nomo_kpi_tile_set_narrow (self->tiles[i], nomo_session_get_narrow (self->session));
}

/* What takes long is read for those alone who look at it. */
static void
nomo_tile_grid_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (nomo_tile_grid_parent_class)->map (widget);
  if (NOMO_TILE_GRID (widget)->reader != NULL)
    nomo_tile_grid_show (NOMO_TILE_GRID (widget));
}

static void
nomo_tile_grid_dispose (GObject *object)
{
  NomoTileGrid *self = NOMO_TILE_GRID (object);

  if (self->profit_reader != NULL)
    g_object_run_dispose (G_OBJECT (self->profit_reader));
  g_clear_object (&self->profit_reader);
  g_clear_object (&self->shop_signals);
  g_clear_object (&self->reader);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nomo_tile_grid_parent_class)->dispose (object);
}

static void
nomo_tile_grid_class_init (NomoTileGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_tile_grid_dispose;
  GTK_WIDGET_CLASS (klass)->map = nomo_tile_grid_map;
}

static void
nomo_tile_grid_init (NomoTileGrid *self)
{
  self->shop_signals = g_signal_group_new (NOMO_TYPE_SHOP);
  g_signal_group_connect_swapped (self->shop_signals, "notify::margin", G_CALLBACK (rebuild), self);
  self->profit_reader = nomo_profit_reader_new ();
  g_signal_connect_object (self->profit_reader, "changed", G_CALLBACK (nomo_tile_grid_show), self, G_CONNECT_SWAPPED);
}

/**
 * nomo_tile_grid_set_source:
 * @self: a grid
 * @session: which tiles there are, of what shop
 * @reader: where their figures are; once
 */
void
nomo_tile_grid_set_source (NomoTileGrid *self, NomoSession *session, NomoOverviewReader *reader)
{
  g_return_if_fail (NOMO_IS_TILE_GRID (self) && self->session == NULL);

  self->session = g_object_ref (session);
  self->reader = g_object_ref (reader);
  g_signal_connect_object (session, "notify::tiles", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::shop", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::narrow", G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  shop_changed_cb (self);
}

/* The profit by costs, where the tile is to show it and it was read. */
static const NomoProfit *
get_profit (NomoTileGrid *self, NomoTileKind kind)
{
  if (kind != NOMO_TILE_PROFIT || nomo_shop_get_profit_by (get_shop (self)) != NOMO_PROFIT_BY_COSTS)
    return NULL;
  return nomo_profit_reader_get_profit (self->profit_reader);
}

/* Profit by one margin changes as the sales do. */
static const NomoFigure *
get_figure (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  const NomoProfit *profit = get_profit (self, kind);

  if (profit != NULL)
    return &profit->profit;
  switch (kind) {
  case NOMO_TILE_ORDERS:
    return &figures->orders;
  case NOMO_TILE_AVERAGE:
    return &figures->average;
  case NOMO_TILE_CUSTOMERS:
    return &figures->customers;
  case NOMO_TILE_REFUNDS:
    return &figures->refunds;
  default:
    return &figures->sales;
  }
}

static char *
word_carts (const NomoFigures *figures)
{
  g_autofree char *money = nomo_format_money (figures->carts_money, figures->currency, FALSE);
  gulong n = (gulong) figures->carts;

  if (figures->foreign_carts > 0)
    /* Translators: what carts come to; %s is an amount of money, not their number, which is told beside it */
    return g_strdup_printf (
        ngettext ("A cart worth %s, and other currencies", "Carts worth %s, and other currencies", n), money);
  /* Translators: what carts come to; %s is an amount of money, not their number, which is told beside it */
  return g_strdup_printf (ngettext ("A cart worth %s", "Carts worth %s", n), money);
}

static char *
word_margin (NomoTileGrid *self)
{
  g_autofree char *margin = nomo_format_rate (nomo_shop_get_margin (get_shop (self)));

  /* Translators: under the profit; %s is a percentage */
  return g_strdup_printf (_ ("At a margin of %s"), margin);
}

/* Of which orders the details are known that the figure needs; %FALSE when it needs none. */
static gboolean
get_known (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind, NomoFigure *known, NomoFigure *orders)
{
  const NomoProfit *profit = get_profit (self, kind);

  if (profit == NULL && kind != NOMO_TILE_REFUNDS)
    return FALSE;
  *known = profit != NULL ? profit->known : figures->detailed;
  *orders = profit != NULL ? profit->orders : figures->orders;
  return TRUE;
}

static char *
word_known (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  NomoFigure known, orders;

  if (!get_known (self, figures, kind, &known, &orders) || known.now == orders.now)
    return NULL;
  return nomo_freshness_word_known (known.now, orders.now);
}

/* A figure of a part of the orders must not be compared, nor with one. */
static char *
word_known_before (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  NomoFigure known, orders;

  if (!get_known (self, figures, kind, &known, &orders) || known.before == orders.before)
    return NULL;
  return nomo_freshness_word_known_before (known.before, orders.before, nomo_session_get_against (self->session));
}

/* What stands under the figure where it is no comparison. */
static char *
word_under (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  char *known = word_known (self, figures, kind);

  if (known != NULL)
    return known;
  if (kind == NOMO_TILE_CARTS)
    return word_carts (figures);
  if (kind == NOMO_TILE_PROFIT && get_profit (self, kind) == NULL)
    return word_margin (self);
  return word_known_before (self, figures, kind);
}

static void
set_figure (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  gint64 figure = get_figure (self, figures, kind)->now;
  gint64 margin = MAX (nomo_shop_get_margin (get_shop (self)), 0);
  NomoKpiTile *tile = self->tiles[kind];

  if (kind == NOMO_TILE_CARTS)
    nomo_kpi_tile_set_number (tile, figures->carts);
  else if (kind == NOMO_TILE_ORDERS || kind == NOMO_TILE_CUSTOMERS)
    nomo_kpi_tile_set_number (tile, figure);
  else if (kind == NOMO_TILE_PROFIT && get_profit (self, kind) == NULL)
    nomo_kpi_tile_set_money (tile, nomo_money_share (figure, margin, NOMO_PERCENT_WHOLE), figures->currency);
  else
    nomo_kpi_tile_set_money (tile, figure, figures->currency);
}

static gint64 *
list_averages (const gint64 *sales, const gint64 *orders, guint n)
{
  gint64 *averages = g_new0 (gint64, n + 1);

  for (guint i = 0; i < n; i++)
    averages[i] = orders[i] > 0 ? sales[i] / orders[i] : 0;
  return averages;
}

static const gint64 *
get_days (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  const NomoProfit *profit = get_profit (self, kind);

  if (profit != NULL)
    return profit->profit_days;
  switch (kind) {
  case NOMO_TILE_ORDERS:
    return figures->orders_days;
  case NOMO_TILE_CUSTOMERS:
    return figures->customers_days;
  case NOMO_TILE_REFUNDS:
    return figures->refunds_days;
  default:
    return figures->sales_days;
  }
}

static void
set_course (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  guint bucket = figures->n_days > MOST_POINTS ? 7 : 1;
  guint n = nomo_buckets_count (figures->n_days, bucket);
  g_autofree gint64 *values = nomo_buckets_sum (get_days (self, figures, kind), figures->n_days, bucket);
  g_autofree gint64 *orders = nomo_buckets_sum (figures->orders_days, figures->n_days, bucket);
  g_autofree gint64 *averages = kind == NOMO_TILE_AVERAGE ? list_averages (values, orders, n) : NULL;

  if (kind == NOMO_TILE_CARTS)
    nomo_kpi_tile_set_course (self->tiles[kind], NULL, 0);
  else
    nomo_kpi_tile_set_course (self->tiles[kind], averages != NULL ? averages : values, n);
}

static void
set_under (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  const NomoFigure *figure = get_figure (self, figures, kind);
  NomoChange change = nomo_change_of (figure->now, figure->before, nomo_session_get_against (self->session));
  g_autofree char *under = word_under (self, figures, kind);

  if (under != NULL)
    nomo_kpi_tile_set_under (self->tiles[kind], under);
  else
    nomo_kpi_tile_set_change (self->tiles[kind], &change, kind != NOMO_TILE_REFUNDS);
}

/* What the figure is of that decides whether there is anything to show. */
static gboolean
has_any (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind)
{
  const NomoProfit *profit = get_profit (self, kind);

  if (profit != NULL)
    return profit->known.now > 0;
  switch (kind) {
  case NOMO_TILE_CARTS:
    return figures->carts > 0;
  case NOMO_TILE_CUSTOMERS:
    return figures->customers.now > 0;
  case NOMO_TILE_REFUNDS:
    return figures->refunds.now > 0;
  default:
    return figures->orders.now > 0;
  }
}

static void
show_tile (NomoTileGrid *self, const NomoFigures *figures, NomoTileKind kind, const char *stamp)
{
  NomoKpiTile *tile = self->tiles[kind];
  g_autofree char *known = word_known (self, figures, kind);

  set_figure (self, figures, kind);
  set_course (self, figures, kind);
  set_under (self, figures, kind);
  if (has_any (self, figures, kind) && stamp != NULL)
    nomo_kpi_tile_show_stale (tile, stamp);
  else if (has_any (self, figures, kind))
    nomo_kpi_tile_show_figure (tile);
  else if (nomo_freshness_is_coming (get_shop (self)))
    nomo_kpi_tile_show_loading (tile);
  else
    nomo_kpi_tile_show_empty (tile, known != NULL ? known : _ (nomo_tile_look_get (kind)->empty));
}

/* Figures of today's morning go on being compared; those of another day, or of a part of the orders, must not be. */
static char *
dup_stamp (NomoTileGrid *self)
{
  NomoShop *shop = get_shop (self);
  int today = nomo_overview_reader_get_today (self->reader);

  if (!nomo_freshness_is_incomplete (shop) && !nomo_freshness_is_of_before (shop, today))
    return NULL;
  return nomo_freshness_word_stamp (shop, today);
}

/* The profit by costs goes through all orders: after all that comes from rollups, and as long as somebody looks. */
static void
want_profit (NomoTileGrid *self, const NomoFigures *figures)
{
  const NomoProfitRequest request = { figures->days, figures->against, nomo_shop_get_margin (get_shop (self)) };

  if (nomo_shop_get_profit_by (get_shop (self)) == NOMO_PROFIT_BY_COSTS && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      nomo_overview_reader_get_annotations (self->reader) != NULL)
    nomo_profit_reader_want (self->profit_reader, get_shop (self), &request, figures->seq);
}

static void
show_profit (NomoTileGrid *self, const NomoFigures *figures, const char *stamp)
{
  want_profit (self, figures);
  if (nomo_shop_get_profit_by (get_shop (self)) != NOMO_PROFIT_BY_COSTS ||
      nomo_profit_reader_get_profit (self->profit_reader) != NULL)
    show_tile (self, figures, NOMO_TILE_PROFIT, stamp);
  else if (nomo_profit_reader_get_error (self->profit_reader) != NULL)
    nomo_kpi_tile_show_error (self->tiles[NOMO_TILE_PROFIT], _ ("Could not be worked out"), "overview.retry");
  else
    nomo_kpi_tile_show_loading (self->tiles[NOMO_TILE_PROFIT]);
}

/**
 * nomo_tile_grid_show:
 * @self: a grid
 *
 * Shows what the reader has read.
 */
void
nomo_tile_grid_show (NomoTileGrid *self)
{
  NomoFigures *figures = nomo_overview_reader_get_figures (self->reader);
  gboolean failed = figures == NULL && nomo_overview_reader_get_error (self->reader) != NULL;
  g_autofree char *stamp = figures != NULL && get_shop (self) != NULL ? dup_stamp (self) : NULL;

  g_return_if_fail (NOMO_IS_TILE_GRID (self));
  if (figures == NULL)
    nomo_profit_reader_forget (self->profit_reader);
  for (int kind = 0; kind < NOMO_N_TILES; kind++) {
    if (self->tiles[kind] == NULL)
      continue;
    if (figures != NULL && get_shop (self) != NULL && kind == NOMO_TILE_PROFIT)
      show_profit (self, figures, stamp);
    else if (figures != NULL && get_shop (self) != NULL)
      show_tile (self, figures, (NomoTileKind) kind, stamp);
    else if (failed)
      nomo_kpi_tile_show_error (self->tiles[kind], _ ("Could not be worked out"), "overview.retry");
    else
      nomo_kpi_tile_show_loading (self->tiles[kind]);
  }
}
