#include "config.h"

#include "nomo-product.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map (JsonNode *row, GError **error)
{
  return nomo_salla_map_product (row, "SAR", ROWS_AS_OF, error);
}

#define MONEY(amount) "{\"amount\":" amount ",\"currency\":\"SAR\"}"
#define ROW(rest)     "{\"id\":7," rest "}"

#define WHOLE                                                                                                                                                           \
  "{\"id\":720881,\"sku\":\"WRD-1\",\"type\":\"product\",\"name\":\"باقة جوري\",\"status\":\"sale\","                                                           \
  "\"thumbnail\":\"https://cdn.example/t.jpg\",\"main_image\":\"https://cdn.example/m.jpg\","                                                                           \
  "\"urls\":{\"customer\":\"https://shop.example/باقة/p720881\",\"admin\":\"https://s.example/p\"},"                                                                \
  "\"price\":" MONEY ("120") ",\"taxed_price\":" MONEY ("138") ",\"pre_tax_price\":" MONEY ("120") ",\"regular_price\":" MONEY (                                        \
      "150") ",\"sale_price\":" MONEY ("\"99.95\"") ",\"cost_price\":\"40.5\",\"sale_end\":" ROWS_DATE                                                                  \
                                                    ",\"quantity\":\"12\",\"unlimited_quantity\":false,\"sold_quantity\":31,\"views\":4012,"                            \
                                                    "\"brand\":{\"id\":1190175150},\"rating\":{\"total\":27,\"count\":6,\"rate\":4.5},\"updated_at\":\"" ROWS_DATE_TEXT \
                                                    "\",\"categories\":[{\"id\":676900112,\"name\":\"ورد\"},\"5\",5,null,{},-3]}"

static const RowsCase whole[] = {
  { WHOLE, PRODUCT_NAME, 0, "باقة جوري" },
  { WHOLE, PRODUCT_SKU, 0, "WRD-1" },
  { WHOLE, PRODUCT_PRICE, 12000 },
  { WHOLE, PRODUCT_SALE_PRICE, 9995 },
  { WHOLE, PRODUCT_SALE_END, ROWS_AS_OF },
  { WHOLE, PRODUCT_COST_PRICE, 4050 },
  { WHOLE, PRODUCT_CURRENCY, 0, "SAR" },
  { WHOLE, PRODUCT_QUANTITY, 12 },
  { WHOLE, PRODUCT_STATUS, 0, "sale" },
  { WHOLE, PRODUCT_TYPE, 0, "product" },
  { WHOLE, PRODUCT_THUMBNAIL, 0, "https://cdn.example/t.jpg" },
  { WHOLE, PRODUCT_URL, 0, "https://shop.example/باقة/p720881" },
  { WHOLE, PRODUCT_SOLD, 31 },
  { WHOLE, PRODUCT_VIEWS, 4012 },
  { WHOLE, PRODUCT_RATING, 450 },
  { WHOLE, PRODUCT_RATING_COUNT, 6 },
  { WHOLE, PRODUCT_UPDATED_AT, ROWS_AS_OF },
  { WHOLE, PRODUCT_BRAND, 1190175150 },
  { WHOLE, PRODUCT_OWN_COST, ROWS_NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (whole) == PRODUCT_N_FIELDS);

static const RowsCase odd[] = {
  { ROW ("\"price\":49.5"), PRODUCT_PRICE, 4950 },
  { ROW ("\"price\":49.5"), PRODUCT_CURRENCY, 0, "SAR" },
  { ROW ("\"price\":\"1600\",\"currency\":\"KWD\""), PRODUCT_PRICE, 1600000 },
  { ROW ("\"price\":\"1600\",\"currency\":\"KWD\""), PRODUCT_CURRENCY, 0, "KWD" },
  { ROW ("\"price\":{\"amount\":\"٤٩٫٥\",\"currency\":\"sar\"}"), PRODUCT_PRICE, 4950 },
  { ROW ("\"price\":null"), PRODUCT_PRICE, ROWS_NULL },
  { ROW ("\"price\":null"), PRODUCT_CURRENCY, 0, NULL },
  { ROW ("\"price\":[]"), PRODUCT_PRICE, ROWS_NULL },
  { ROW ("\"price\":1e400"), PRODUCT_PRICE, ROWS_NULL },
  { ROW ("\"price\":\"much\""), PRODUCT_PRICE, ROWS_NULL },
  { ROW ("\"price\":{\"amount\":5,\"currency\":\"KWD\"},\"cost\":" MONEY ("3")), PRODUCT_PRICE, 5000 },
  { ROW ("\"price\":{\"amount\":5,\"currency\":\"KWD\"},\"cost\":" MONEY ("3")), PRODUCT_COST_PRICE, ROWS_NULL },
  { ROW ("\"price\":5,\"cost\":3.255"), PRODUCT_COST_PRICE, 326 },
  { ROW ("\"cost\":9,\"cost_price\":null"), PRODUCT_COST_PRICE, ROWS_NULL },
  { ROW ("\"cost_price\":" MONEY ("0")), PRODUCT_COST_PRICE, ROWS_NULL },
  { ROW ("\"sale_price\":" MONEY ("0")), PRODUCT_SALE_PRICE, ROWS_NULL },
  { ROW ("\"sale_price\":{\"amount\":19,\"expired_at\":\"2026-02-03\"}"), PRODUCT_SALE_PRICE, 1900 },
  { ROW ("\"sale_price\":{\"amount\":19,\"expired_at\":\"" ROWS_DATE_TEXT "\"}"), PRODUCT_SALE_END, ROWS_AS_OF },
  { ROW ("\"sale_price\":{\"amount\":19,\"expired_at\":\"" ROWS_DATE_TEXT "\"},\"sale_end\":null"), PRODUCT_SALE_END,
    ROWS_AS_OF },
  { ROW ("\"sale_price\":-5"), PRODUCT_SALE_PRICE, ROWS_NULL },
  { ROW ("\"brand\":{\"id\":\"1190175150\",\"name\":\"x\"}"), PRODUCT_BRAND, 1190175150 },
  { ROW ("\"brand\":7"), PRODUCT_BRAND, 7 },
  { ROW ("\"brand\":{\"id\":-7}"), PRODUCT_BRAND, ROWS_NULL },
  { ROW ("\"sale_end\":\"Tue Feb 03 2026 12:15:27 GMT+0300\""), PRODUCT_SALE_END, ROWS_AS_OF },
  { ROW ("\"sale_end\":\"2026-02-03T09:15:27.000000Z\""), PRODUCT_SALE_END, ROWS_AS_OF },
  { ROW ("\"sale_end\":1770110127"), PRODUCT_SALE_END, ROWS_AS_OF },
  { ROW ("\"sale_end\":\"0000-00-00 00:00:00\""), PRODUCT_SALE_END, ROWS_NULL },
  { ROW ("\"sale_end\":{\"date\":[]}"), PRODUCT_SALE_END, ROWS_NULL },
  { ROW ("\"quantity\":-3"), PRODUCT_QUANTITY, -3 },
  { ROW ("\"quantity\":\"12.00\""), PRODUCT_QUANTITY, 12 },
  { ROW ("\"quantity\":2.5"), PRODUCT_QUANTITY, ROWS_NULL },
  { ROW ("\"quantity\":0,\"unlimited_quantity\":1"), PRODUCT_QUANTITY, ROWS_NULL },
  { ROW ("\"quantity\":0,\"unlimited_quantity\":\"false\""), PRODUCT_QUANTITY, 0 },
  { ROW ("\"quantity\":123456789012345678901234"), PRODUCT_QUANTITY, ROWS_NULL },
  { ROW ("\"sold_quantity\":-1"), PRODUCT_SOLD, ROWS_NULL },
  { ROW ("\"views\":\"many\""), PRODUCT_VIEWS, ROWS_NULL },
  { ROW ("\"rating\":[]"), PRODUCT_RATING, ROWS_NULL },
  { ROW ("\"rating\":{\"total\":0,\"count\":0,\"rate\":0}"), PRODUCT_RATING, ROWS_NULL },
  { ROW ("\"rating\":{\"total\":0,\"count\":0,\"rate\":0}"), PRODUCT_RATING_COUNT, 0 },
  { ROW ("\"rating\":{\"count\":-1,\"rate\":\"5.00\"}"), PRODUCT_RATING, 500 },
  { ROW ("\"rating\":{\"count\":-1,\"rate\":\"5.00\"}"), PRODUCT_RATING_COUNT, ROWS_NULL },
  { ROW ("\"rating\":{\"count\":2,\"rate\":5.01}"), PRODUCT_RATING, ROWS_NULL },
  { ROW ("\"rating\":{\"count\":2,\"rate\":-1}"), PRODUCT_RATING, ROWS_NULL },
  { ROW ("\"status\":\" on_order \""), PRODUCT_STATUS, 0, "on_order" },
  { ROW ("\"type\":{}"), PRODUCT_TYPE, 0, NULL },
  { ROW ("\"name\":\"\""), PRODUCT_NAME, 0, NULL },
  { ROW ("\"sku\":120034"), PRODUCT_SKU, 0, "120034" },
  { ROW ("\"thumbnail\":null,\"main_image\":\"http://cdn.example/m\""), PRODUCT_THUMBNAIL, 0, "http://cdn.example/m" },
  { ROW ("\"images\":[{\"url\":\"HTTPS://cdn.example/1\"}]"), PRODUCT_THUMBNAIL, 0, "HTTPS://cdn.example/1" },
  { ROW ("\"thumbnail\":\"file:///etc/passwd\""), PRODUCT_THUMBNAIL, 0, NULL },
  { ROW ("\"urls\":[],\"url\":\"https://shop.example\""), PRODUCT_URL, 0, "https://shop.example" },
  { ROW ("\"url\":\"https://b.example\",\"urls\":{\"customer\":\"https://a.example\"}"), PRODUCT_URL, 0,
    "https://a.example" },
  { ROW ("\"url\":\"javascript:alert(1)\""), PRODUCT_URL, 0, NULL },
  { ROW ("\"url\":\"https://\""), PRODUCT_URL, 0, NULL },
  { ROW ("\"url\":\"https:///p\""), PRODUCT_URL, 0, NULL },
  { ROW ("\"url\":\"https://a b\""), PRODUCT_URL, 0, NULL },
};

static void
test_whole (void)
{
  g_autoptr (NomoRecord) product = rows_map (map, WHOLE);

  rows_check (map, whole, G_N_ELEMENTS (whole));
  g_assert_cmpuint (nomo_record_count_part (product, PRODUCT_PART_CATEGORIES), ==, 2);
  g_assert_cmpint (nomo_record_part_int (product, PRODUCT_PART_CATEGORIES, 0, PRODUCT_CATEGORY_ID), ==, 676900112);
  g_assert_cmpint (nomo_record_part_int (product, PRODUCT_PART_CATEGORIES, 1, PRODUCT_CATEGORY_ID), ==, 5);
}

static void
test_odd (void)
{
  rows_check (map, odd, G_N_ELEMENTS (odd));
}

static void
test_minimal (void)
{
  g_autoptr (NomoRecord) product = rows_map (map, "{\"id\":19378402502}");

  g_assert_cmpint (nomo_record_get_id (product), ==, G_GINT64_CONSTANT (19378402502));
  for (guint i = 0; i < PRODUCT_N_FIELDS; i++)
    g_assert_true (nomo_record_is_null (product, i));
}

static void
test_refused (void)
{
  rows_check_ids (map, ",\"name\":\"a\"");
  rows_check_texts (map, PRODUCT_NAME, "{\"id\":7,\"name\":\"", "\"}");
  rows_refuse (map, ROW ("\"price\":92233720368547758"));
}

/* What a webhook does not speak of stays in the store; what it takes back goes. */
static void
test_in_part (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) first = rows_map (map, WHOLE);
  g_autoptr (NomoRecord) second = rows_map (map, "{\"id\":720881,\"sku\":\"WRD-1\",\"status\":\"out\"}");
  g_autoptr (NomoRecord) third = rows_map (
      map, "{\"id\":720881,\"sale_price\":null,\"rating\":null,\"brand\":null,\"categories\":{},\"thumbnail\":\"\"}");
  g_autoptr (NomoRecord) held = rows_store_put (store, first);

  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, second);
  g_assert_cmpstr (nomo_record_get_text (held, PRODUCT_STATUS), ==, "out");
  g_assert_cmpint (nomo_record_get_int (held, PRODUCT_PRICE), ==, 12000);
  g_assert_cmpint (nomo_record_get_int (held, PRODUCT_SALE_PRICE), ==, 9995);
  g_assert_cmpint (nomo_record_get_int (held, PRODUCT_RATING), ==, 450);
  g_assert_cmpint (nomo_record_get_int (held, PRODUCT_BRAND), ==, 1190175150);
  g_assert_cmpuint (nomo_record_count_part (held, PRODUCT_PART_CATEGORIES), ==, 2);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, third);
  g_assert_cmpint (nomo_record_get_int (held, PRODUCT_PRICE), ==, 12000);
  g_assert_true (nomo_record_is_null (held, PRODUCT_SALE_PRICE));
  g_assert_true (nomo_record_is_null (held, PRODUCT_RATING));
  g_assert_true (nomo_record_is_null (held, PRODUCT_THUMBNAIL));
  g_assert_true (nomo_record_is_null (held, PRODUCT_BRAND));
  g_assert_cmpuint (nomo_record_count_part (held, PRODUCT_PART_CATEGORIES), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/product/whole", test_whole);
  g_test_add_func ("/map/product/odd", test_odd);
  g_test_add_func ("/map/product/minimal", test_minimal);
  g_test_add_func ("/map/product/refused", test_refused);
  g_test_add ("/map/product/in-part", RowsStore, NULL, rows_store_set_up, test_in_part, rows_store_tear_down);
  return g_test_run ();
}
