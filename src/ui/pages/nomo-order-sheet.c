#include "config.h"

#include "nomo-order-sheet.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-order-amounts.h"
#include "nomo-order.h"
#include "nomo-sheet.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* In points. Everything is black or a share of it: printers have no theme. */
#define STORE_SIZE 11
#define TITLE_SIZE 16
#define BODY_SIZE  10
#define SMALL_SIZE NOMO_SHEET_SMALL
#define LINE_GAP   4
#define BLOCK_GAP  14
#define CELL_GAP   10
#define FAINT      0.6

/* What a line is. */
typedef enum { STORE, TITLE, LINE, FACT, HEAD, ITEM, AMOUNT, TOTAL, N_KINDS } Kind;

#define ITEM_COLUMNS(ink)                                                                           \
  {                                                                                                 \
    { 0, .42, ink }, { .42, .53, ink, NOMO_SHEET_FIGURES }, { .53, .765, ink, NOMO_SHEET_FIGURES }, \
        { .765, 1, ink, NOMO_SHEET_FIGURES },                                                       \
  }

#define AMOUNT_COLUMNS                                    \
  {                                                       \
    { .42, .765, 1 }, { .765, 1, 1, NOMO_SHEET_FIGURES }, \
  }

static const NomoSheetLook looks[N_KINDS] = {
  [STORE] = { { { 0, 1, FAINT } }, STORE_SIZE, PANGO_WEIGHT_SEMIBOLD },
  [TITLE] = { { { 0, 1, 1 } }, TITLE_SIZE, PANGO_WEIGHT_BOLD, LINE_GAP },
  [LINE] = { { { 0, 1, FAINT } }, BODY_SIZE, PANGO_WEIGHT_NORMAL, LINE_GAP },
  [FACT] = { { { 0, .24, 1 }, { .24, 1, 1 } }, BODY_SIZE, PANGO_WEIGHT_NORMAL, LINE_GAP },
  [HEAD] = { ITEM_COLUMNS (FAINT), SMALL_SIZE, PANGO_WEIGHT_MEDIUM, BLOCK_GAP },
  [ITEM] = { ITEM_COLUMNS (1), BODY_SIZE, PANGO_WEIGHT_NORMAL, LINE_GAP, .rule = 1, .in_table = TRUE },
  [AMOUNT] = { AMOUNT_COLUMNS, BODY_SIZE, PANGO_WEIGHT_NORMAL, LINE_GAP },
  [TOTAL] = { AMOUNT_COLUMNS, BODY_SIZE, PANGO_WEIGHT_BOLD, LINE_GAP, .rule = 1 - .42 },
};

static const NomoSheetManner manner = { .cell_gap = CELL_GAP, .foot = FAINT, .rule = FAINT / 2 };

struct _NomoOrderSheet {
  NomoRecord *order;
  NomoSheet *sheet;
};

static void
add_text (NomoOrderSheet *self, Kind kind, const char *text)
{
  if (text != NULL && *text != '\0')
    nomo_sheet_add_line (self->sheet, &looks[kind], &text, 1);
}

static void
add_fact (NomoOrderSheet *self, const char *label, const char *value)
{
  const char *texts[] = { label, value };

  if (value != NULL && *value != '\0')
    nomo_sheet_add_line (self->sheet, &looks[FACT], texts, G_N_ELEMENTS (texts));
}

static void
add_field (NomoOrderSheet *self, guint field)
{
  g_autofree char *value = nomo_text_isolate (nomo_record_get_text (self->order, field));

  add_fact (self, _ (nomo_order_entity ()->fields[field].label), value);
}

static void
add_phone (NomoOrderSheet *self)
{
  const char *phone = nomo_record_get_text (self->order, ORDER_CUSTOMER_PHONE);
  g_autofree char *spaced = phone != NULL ? nomo_format_phone (phone) : NULL;

  add_fact (self, _ (nomo_order_entity ()->fields[ORDER_CUSTOMER_PHONE].label), spaced);
}

static void
add_dates (NomoOrderSheet *self, GTimeZone *zone)
{
  gint64 at = nomo_record_get_int (self->order, ORDER_DATE);
  g_autofree char *dates = nomo_format_both_dates (nomo_day_of (at, zone), NOMO_DAY_FULL);
  g_autofree char *time = nomo_format_time (at, zone);
  /* Translators: on a printed order: 1 is the date in both calendars, 2 the time */
  g_autofree char *moment = g_strdup_printf (C_ ("printed date and time", "%1$s · %2$s"), dates, time);

  add_text (self, LINE, moment);
}

static void
add_top (NomoOrderSheet *self, const char *store, GTimeZone *zone)
{
  g_autofree char *name = nomo_text_isolate (store);
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (self->order, ORDER_REFERENCE));
  g_autofree char *title = g_strdup_printf (_ ("Order %s"), reference);
  g_autofree char *status = nomo_text_isolate (nomo_order_get_status_name (self->order));

  add_text (self, STORE, name);
  add_text (self, TITLE, title);
  add_dates (self, zone);
  add_text (self, LINE, status);
}

static void
add_customer (NomoOrderSheet *self)
{
  nomo_sheet_leave (self->sheet, BLOCK_GAP);
  add_field (self, ORDER_CUSTOMER_NAME);
  add_phone (self);
  add_field (self, ORDER_CUSTOMER_EMAIL);
  add_field (self, ORDER_CITY);
  add_field (self, ORDER_COUNTRY);
  add_fact (self, _ (nomo_order_entity ()->fields[ORDER_PAYMENT].label), nomo_order_get_payment_name (self->order));
}

static char *
dup_item_name (const NomoOrderSheet *self, guint row)
{
  const char *name = nomo_record_part_text (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_NAME);
  const char *options = nomo_record_part_text (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_OPTIONS);
  g_autofree char *first = nomo_text_isolate (name != NULL && *name != '\0' ? name : _ ("Product without a name"));
  g_autofree char *more = options != NULL ? nomo_text_isolate (options) : NULL;

  return more != NULL && *more != '\0' ? g_strdup_printf ("%s\n%s", first, more) : g_steal_pointer (&first);
}

/* What a list of Salla's tells of an order has no prices. */
static gboolean
has_prices (const NomoOrderSheet *self)
{
  return nomo_record_get_int (self->order, ORDER_DETAILED) != 0;
}

static char *
dup_item_money (const NomoOrderSheet *self, guint row, guint field)
{
  if (!has_prices (self))
    return NULL;
  return nomo_format_money (nomo_record_part_int (self->order, ORDER_PART_ITEMS, row, field),
                            nomo_record_get_text (self->order, ORDER_CURRENCY), TRUE);
}

static void
add_item (NomoOrderSheet *self, guint row)
{
  gint64 quantity = nomo_record_part_int (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_QUANTITY);
  g_autofree char *name = dup_item_name (self, row);
  g_autofree char *pieces = nomo_format_int (quantity);
  g_autofree char *price = dup_item_money (self, row, ORDER_ITEM_PRICE);
  g_autofree char *total = dup_item_money (self, row, ORDER_ITEM_TOTAL);
  const char *texts[] = { name, pieces, price, total };

  nomo_sheet_add_line (self->sheet, &looks[ITEM], texts, G_N_ELEMENTS (texts));
}

static void
add_head (NomoOrderSheet *self)
{
  const char *texts[] = {
    C_ ("printed order", "Product"),
    C_ ("printed order", "Quantity"),
    has_prices (self) ? C_ ("printed order", "Price before VAT") : NULL,
    has_prices (self) ? C_ ("printed order", "Total with VAT") : NULL,
  };

  nomo_sheet_add_head (self->sheet, &looks[HEAD], texts, G_N_ELEMENTS (texts));
}

static void
add_items (NomoOrderSheet *self)
{
  guint n_items = nomo_record_count_part (self->order, ORDER_PART_ITEMS);

  add_head (self);
  for (guint i = 0; i < n_items; i++)
    add_item (self, i);
  if (n_items > 0)
    nomo_sheet_leave (self->sheet, BLOCK_GAP);
}

static void
add_amounts (NomoOrderSheet *self)
{
  g_autoptr (GArray) amounts = nomo_order_amounts_list (self->order);

  for (guint i = 0; i < amounts->len; i++) {
    const NomoOrderAmount *amount = &g_array_index (amounts, NomoOrderAmount, i);
    g_autofree char *money = nomo_format_money (amount->minor, amount->currency, TRUE);
    const char *texts[] = { amount->label, money };

    nomo_sheet_add_line (self->sheet, &looks[amount->is_total ? TOTAL : AMOUNT], texts, G_N_ELEMENTS (texts));
  }
}

/**
 * nomo_order_sheet_new:
 * @order: an order
 * @store: (nullable): the store's name
 * @zone: the store's zone
 * @context: what text is measured with; its base direction becomes that of the sheet
 * @width: room on the paper, in points
 * @height: the same
 * @rtl: whether lines begin on the right
 *
 * Lays out an order in the language of the interface: the store, the number, when, who, the items, what it comes to.
 *
 * Returns: (transfer full): a sheet of at least one page
 */
NomoOrderSheet *
nomo_order_sheet_new (NomoRecord *order, const char *store, GTimeZone *zone, PangoContext *context, double width,
                      double height, gboolean rtl)
{
  NomoOrderSheet *self = g_new0 (NomoOrderSheet, 1);

  self->order = nomo_record_ref (order);
  self->sheet = nomo_sheet_new (&manner, context, width, height, rtl);
  add_top (self, store, zone);
  add_customer (self);
  add_items (self);
  add_amounts (self);
  return self;
}

/**
 * nomo_order_sheet_get_n_pages:
 * @self: a sheet
 *
 * Returns: how many pages it takes
 */
guint
nomo_order_sheet_get_n_pages (const NomoOrderSheet *self)
{
  return nomo_sheet_get_n_pages (self->sheet);
}

static void
draw_foot (const NomoOrderSheet *self, guint page, cairo_t *cr)
{
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (self->order, ORDER_REFERENCE));
  g_autofree char *number = nomo_format_int (page + 1);
  g_autofree char *all = nomo_format_int (nomo_sheet_get_n_pages (self->sheet));
  /* Translators: at the bottom of a printed order: 1 is its number, 2 a page, 3 how many pages there are */
  g_autofree char *text = g_strdup_printf (_ ("Order %1$s · page %2$s of %3$s"), reference, number, all);

  nomo_sheet_draw_foot (self->sheet, text, cr);
}

/**
 * nomo_order_sheet_draw:
 * @self: a sheet
 * @page: which page, from 0
 * @cr: where, in points, with its origin at the corner of the paper's room
 */
void
nomo_order_sheet_draw (const NomoOrderSheet *self, guint page, cairo_t *cr)
{
  nomo_sheet_draw (self->sheet, page, cr);
  if (nomo_sheet_get_n_pages (self->sheet) > 1)
    draw_foot (self, page, cr);
}

/**
 * nomo_order_sheet_free:
 * @self: (transfer full): a sheet
 */
void
nomo_order_sheet_free (NomoOrderSheet *self)
{
  nomo_sheet_free (self->sheet);
  nomo_record_unref (self->order);
  g_free (self);
}
