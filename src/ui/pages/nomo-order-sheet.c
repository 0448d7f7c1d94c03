#include "config.h"

#include "nomo-order-sheet.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-order-amounts.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/* In points. Everything is black or a share of it: printers have no theme. */
#define FONT       "IBM Plex Sans Arabic, Noto Sans Arabic UI, Noto Sans Arabic, Cantarell, DejaVu Sans, sans-serif"
#define STORE_SIZE 11
#define TITLE_SIZE 16
#define BODY_SIZE  10
#define SMALL_SIZE 8.5
#define LINE_GAP   4
#define BLOCK_GAP  14
#define CELL_GAP   10
#define FAINT      0.6
#define HAIRLINE   0.5

#define MAX_CELLS 4
/* Of one paragraph; nobody reads on, and a page would not hold it. */
#define MAX_LINES 8

/* What a line is: its columns have shares of the width, its cells a look. */
typedef enum { STORE, TITLE, LINE, FACT, HEAD, ITEM, AMOUNT, TOTAL, N_KINDS } Kind;

typedef struct {
  double from[MAX_CELLS]; /* where each column begins, from the start, as a share of the width */
  double to[MAX_CELLS];
  gboolean figures[MAX_CELLS]; /* lined up on the right in both directions */
  double size;
  PangoWeight weight;
  double ink;
  double gap; /* above it */
  gboolean ruled;
} Look;

#define ITEM_COLUMNS                            \
  { 0, .42, .53, .765 }, { .42, .53, .765, 1 }, \
  {                                             \
    FALSE, TRUE, TRUE, TRUE                     \
  }

static const Look looks[N_KINDS] = {
  [STORE] = { { 0 }, { 1 }, { FALSE }, STORE_SIZE, PANGO_WEIGHT_SEMIBOLD, FAINT, 0, FALSE },
  [TITLE] = { { 0 }, { 1 }, { FALSE }, TITLE_SIZE, PANGO_WEIGHT_BOLD, 1, LINE_GAP, FALSE },
  [LINE] = { { 0 }, { 1 }, { FALSE }, BODY_SIZE, PANGO_WEIGHT_NORMAL, FAINT, LINE_GAP, FALSE },
  [FACT] = { { 0, .24 }, { .24, 1 }, { FALSE }, BODY_SIZE, PANGO_WEIGHT_NORMAL, 1, LINE_GAP, FALSE },
  [HEAD] = { ITEM_COLUMNS, SMALL_SIZE, PANGO_WEIGHT_MEDIUM, FAINT, BLOCK_GAP, FALSE },
  [ITEM] = { ITEM_COLUMNS, BODY_SIZE, PANGO_WEIGHT_NORMAL, 1, LINE_GAP, TRUE },
  [AMOUNT] = { { .42, .765 }, { .765, 1 }, { FALSE, TRUE }, BODY_SIZE, PANGO_WEIGHT_NORMAL, 1, LINE_GAP, FALSE },
  [TOTAL] = { { .42, .765 }, { .765, 1 }, { FALSE, TRUE }, BODY_SIZE, PANGO_WEIGHT_BOLD, 1, LINE_GAP, TRUE },
};

typedef struct {
  Kind kind;
  PangoLayout *cells[MAX_CELLS]; /* nullable */
  double height;
  guint page;
  double y;
} Line;

struct _NomoOrderSheet {
  NomoRecord *order;
  PangoContext *context;
  double width;
  double height;
  gboolean rtl;
  GArray *lines; /* Line */
  guint page;    /* the last one */
  double y;      /* where the next line begins on it */
};

static void
clear_line (gpointer data)
{
  Line *line = data;

  for (guint i = 0; i < MAX_CELLS; i++)
    g_clear_object (&line->cells[i]);
}

/* The base direction is that of the sheet, so an alignment says a side of the paper. */
static PangoAlignment
get_alignment (const NomoOrderSheet *self, const Look *look, guint cell)
{
  return self->rtl || look->figures[cell] ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static PangoLayout *
create_cell (const NomoOrderSheet *self, const Look *look, guint cell, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  double width = self->width * (look->to[cell] - look->from[cell]) - (look->to[cell] < 1 ? CELL_GAP : 0);

  pango_font_description_set_absolute_size (font, look->size * PANGO_SCALE);
  pango_font_description_set_weight (font, look->weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (layout, get_alignment (self, look, cell));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -MAX_LINES);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
get_gap (const NomoOrderSheet *self, Kind kind)
{
  Kind before = self->lines->len > 0 ? g_array_index (self->lines, Line, self->lines->len - 1).kind : kind;
  gboolean begins_block = kind != before && (kind == FACT || kind == HEAD || before == ITEM);

  return self->y == 0 ? 0 : begins_block ? BLOCK_GAP : looks[kind].gap;
}

/* At the bottom of each page stands which it is. */
static double
get_room (const NomoOrderSheet *self)
{
  return self->height - 3 * SMALL_SIZE;
}

static void add_head (NomoOrderSheet *self);

/* A page that begins in the middle of the items says again what the columns are. */
static void
turn_page (NomoOrderSheet *self, Kind kind)
{
  self->page++;
  self->y = 0;
  if (kind == ITEM)
    add_head (self);
}

static void
place (NomoOrderSheet *self, Line *line)
{
  if (self->y > 0 && self->y + get_gap (self, line->kind) + line->height > get_room (self))
    turn_page (self, line->kind);
  line->page = self->page;
  line->y = self->y + get_gap (self, line->kind);
  self->y = line->y + line->height;
}

static void
add_line (NomoOrderSheet *self, Kind kind, const char *const *texts, guint n_texts)
{
  Line line = { .kind = kind };

  for (guint i = 0; i < n_texts; i++) {
    int height = 0;

    line.cells[i] = create_cell (self, &looks[kind], i, texts[i] != NULL ? texts[i] : "");
    pango_layout_get_size (line.cells[i], NULL, &height);
    line.height = MAX (line.height, (double) height / PANGO_SCALE);
  }
  place (self, &line);
  g_array_append_val (self->lines, line);
}

static void
add_text (NomoOrderSheet *self, Kind kind, const char *text)
{
  if (text != NULL && *text != '\0')
    add_line (self, kind, &text, 1);
}

static void
add_fact (NomoOrderSheet *self, const char *label, const char *value)
{
  const char *texts[] = { label, value };

  if (value != NULL && *value != '\0')
    add_line (self, FACT, texts, G_N_ELEMENTS (texts));
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

  add_line (self, ITEM, texts, G_N_ELEMENTS (texts));
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

  add_line (self, HEAD, texts, G_N_ELEMENTS (texts));
}

static void
add_amounts (NomoOrderSheet *self)
{
  g_autoptr (GArray) amounts = nomo_order_amounts_list (self->order);

  for (guint i = 0; i < amounts->len; i++) {
    const NomoOrderAmount *amount = &g_array_index (amounts, NomoOrderAmount, i);
    g_autofree char *money = nomo_format_money (amount->minor, amount->currency, TRUE);
    const char *texts[] = { amount->label, money };

    add_line (self, amount->is_total ? TOTAL : AMOUNT, texts, G_N_ELEMENTS (texts));
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
  self->context = g_object_ref (context);
  self->width = width;
  self->height = height;
  self->rtl = rtl;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  pango_context_set_base_dir (context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  add_top (self, store, zone);
  add_customer (self);
  add_head (self);
  for (guint i = 0; i < nomo_record_count_part (order, ORDER_PART_ITEMS); i++)
    add_item (self, i);
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
  return self->page + 1;
}

/* Paper is white, and its ink black, whatever the colours of the screen. */
static void
set_ink (cairo_t *cr, double strength)
{
  gdk_cairo_set_source_rgba (cr, &(GdkRGBA) { .alpha = (float) strength });
}

static void
draw_rule (const NomoOrderSheet *self, cairo_t *cr, const Line *line)
{
  double x = self->width * looks[line->kind].from[0];
  double length = self->width - x;

  set_ink (cr, FAINT / 2);
  cairo_rectangle (cr, self->rtl ? 0 : x, line->y - (double) LINE_GAP / 2, length, HAIRLINE);
  cairo_fill (cr);
}

static void
draw_cell (const NomoOrderSheet *self, cairo_t *cr, const Line *line, guint cell)
{
  const Look *look = &looks[line->kind];
  double width = (double) pango_layout_get_width (line->cells[cell]) / PANGO_SCALE;
  double x = self->width * look->from[cell];

  set_ink (cr, look->ink);
  cairo_move_to (cr, self->rtl ? self->width - x - width : x, line->y);
  pango_cairo_show_layout (cr, line->cells[cell]);
}

static void
draw_foot (const NomoOrderSheet *self, guint page, cairo_t *cr)
{
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (self->order, ORDER_REFERENCE));
  g_autofree char *number = nomo_format_int (page + 1);
  g_autofree char *all = nomo_format_int (self->page + 1);
  /* Translators: at the bottom of a printed order: 1 is its number, 2 a page, 3 how many pages there are */
  g_autofree char *text = g_strdup_printf (_ ("Order %1$s · page %2$s of %3$s"), reference, number, all);
  const Look look = { { 0 }, { 1 }, { FALSE }, SMALL_SIZE, PANGO_WEIGHT_NORMAL, FAINT, 0, FALSE };
  g_autoptr (PangoLayout) layout = create_cell (self, &look, 0, text);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  set_ink (cr, FAINT);
  cairo_move_to (cr, 0, self->height - (double) height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
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
  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = &g_array_index (self->lines, Line, i);

    if (line->page != page)
      continue;
    if (looks[line->kind].ruled)
      draw_rule (self, cr, line);
    for (guint cell = 0; cell < MAX_CELLS && line->cells[cell] != NULL; cell++)
      draw_cell (self, cr, line, cell);
  }
  if (self->page > 0)
    draw_foot (self, page, cr);
}

/**
 * nomo_order_sheet_free:
 * @self: (transfer full): a sheet
 */
void
nomo_order_sheet_free (NomoOrderSheet *self)
{
  g_array_unref (self->lines);
  g_object_unref (self->context);
  nomo_record_unref (self->order);
  g_free (self);
}
