#include "config.h"

#include "nomo-calendar.h"
#include "nomo-locale.h"
#include "nomo-order-sheet.h"
#include "nomo-order.h"

/* A4 without its margins, in points. */
#define WIDTH  523
#define HEIGHT 770

#define LONG_NAME "عطر الورد الطائفي الملكي الفاخر المعتّق في براميل العود الكمبودي Eau de Parfum Intense 100 ml "

static void
add_item (NomoRecordBuilder *builder, const char *name, gint64 quantity, gint64 price)
{
  nomo_builder_add_part (builder, ORDER_PART_ITEMS);
  nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, name);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, quantity);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRICE, price);
  nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, price * quantity * 115 / 100);
}

static NomoRecord *
create_order (guint n_items, const char *item, gint64 price)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 7);

  nomo_builder_set_text (builder, ORDER_REFERENCE, "20290905");
  nomo_builder_set_int (builder, ORDER_DATE, G_GINT64_CONSTANT (1790802000000));
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_CUSTOMER_NAME, "نورة السالم");
  nomo_builder_set_text (builder, ORDER_CUSTOMER_PHONE, "+966501234567");
  nomo_builder_set_text (builder, ORDER_CITY, "الرياض");
  nomo_builder_set_text (builder, ORDER_PAYMENT, "mada");
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  nomo_builder_set_int (builder, ORDER_SUBTOTAL, price * n_items);
  nomo_builder_set_int (builder, ORDER_TAX, price * n_items * 15 / 100);
  nomo_builder_set_int (builder, ORDER_TOTAL, price * n_items * 115 / 100);
  for (guint i = 0; i < n_items; i++)
    add_item (builder, item, 1, price);
  return nomo_builder_end (builder);
}

static NomoOrderSheet *
create_sheet (NomoRecord *order, const char *language)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  NomoOrderSheet *sheet;

  nomo_locale_set_language (language);
  sheet = nomo_order_sheet_new (order, "متجر ورد الرياض", nomo_calendar_riyadh (), context, WIDTH, HEIGHT,
                                g_str_equal (language, "ar"));
  g_object_unref (context);
  return sheet;
}

static void
draw (const NomoOrderSheet *sheet, guint page, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, 36, 36);
  nomo_order_sheet_draw (sheet, page, cr);
  cairo_restore (cr);
}

static void
draw_page (const NomoOrderSheet *sheet, guint page, const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH + 72, HEIGHT + 72);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  draw (sheet, page, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  if (path != NULL)
    cairo_surface_write_to_png (surface, path);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* For the eyes of developers NOMO_SHEETS names a folder that pictures of the pages are left in. */
static void
draw_all (const NomoOrderSheet *sheet, const char *name)
{
  const char *folder = g_getenv ("NOMO_SHEETS");

  for (guint page = 0; page < nomo_order_sheet_get_n_pages (sheet); page++) {
    g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s-%u.png", folder, name, page) : NULL;

    draw_page (sheet, page, path);
  }
}

static void
assert_pages (const char *name, guint n_items, const char *item, gint64 price, guint expected)
{
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (NomoRecord) order = create_order (n_items, item, price);
    g_autoptr (NomoOrderSheet) sheet = create_sheet (order, languages[i]);
    g_autofree char *file = g_strdup_printf ("%s-%s", name, languages[i]);

    g_assert_cmpuint (nomo_order_sheet_get_n_pages (sheet), ==, expected);
    draw_all (sheet, file);
  }
}

static void
test_one_page (void)
{
  assert_pages ("none", 0, NULL, 0, 1);
  assert_pages ("one", 1, "عطر الورد الطائفي ٥٠ مل", 28173, 1);
}

static void
test_page_break (void)
{
  assert_pages ("thirty", 30, "Oud & Rose Eau de Parfum 75ml", 28173, 2);
}

static void
test_long_and_large (void)
{
  g_autoptr (GString) name = g_string_new (NULL);

  while (name->len < 600)
    g_string_append (name, LONG_NAME);
  assert_pages ("long", 3, name->str, G_GINT64_CONSTANT (999999999999), 1);
}

/* One name alone may be longer than a page: then its end is left out. */
static void
test_endless (void)
{
  g_autoptr (GString) name = g_string_new (NULL);

  while (name->len < 20000)
    g_string_append (name, LONG_NAME);
  assert_pages ("endless", 1, name->str, 100, 1);
}

static gboolean
has_ink (cairo_surface_t *surface, int from, int to)
{
  const unsigned char *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = from; x < to; x++)
      if (pixels[y * stride + x] > 100)
        return TRUE;
  return FALSE;
}

/* Both directions keep to the paper: nothing in its margins, something at the start. */
static void
test_direction (void)
{
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autoptr (NomoRecord) order = create_order (3, "Oud", 28173);
    g_autoptr (NomoOrderSheet) sheet = create_sheet (order, languages[i]);
    cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH + 72, HEIGHT + 72);
    cairo_t *cr = cairo_create (surface);
    int start = i == 0 ? WIDTH - 4 : 36;

    draw (sheet, 0, cr);
    cairo_destroy (cr);
    cairo_surface_flush (surface);
    g_assert_false (has_ink (surface, 0, 34));
    g_assert_false (has_ink (surface, WIDTH + 38, WIDTH + 72));
    g_assert_true (has_ink (surface, start, start + 40));
    cairo_surface_destroy (surface);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init ("en");
  g_test_add_func ("/order-sheet/one-page", test_one_page);
  g_test_add_func ("/order-sheet/page-break", test_page_break);
  g_test_add_func ("/order-sheet/long-and-large", test_long_and_large);
  g_test_add_func ("/order-sheet/endless", test_endless);
  g_test_add_func ("/order-sheet/direction", test_direction);
  return g_test_run ();
}
