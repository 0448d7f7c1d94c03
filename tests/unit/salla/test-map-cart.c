#include "config.h"

#include "nomo-cart.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map (JsonNode *row, GError **error)
{
  return nomo_salla_map_cart (row, "SAR", ROWS_AS_OF, error);
}

#define CREATED G_GINT64_CONSTANT (1770126902000) /* 2026-02-03 16:55:02 in Riyadh */
#define UPDATED G_GINT64_CONSTANT (1770127300000) /* 2026-02-03 17:01:40 in Riyadh */

#define MONEY(amount) "{\"amount\":" amount ",\"currency\":\"SAR\"}"
#define ROW(rest)     "{\"id\":7,\"total\":180,\"created_at\":\"2026-02-03 16:55:02\"," rest "}"

/* As a list tells it. */
#define WHOLE                                                                                                                \
  "{\"id\":1097900451,\"status\":\"active\",\"total\":" MONEY ("180") ",\"subtotal\":" MONEY (                               \
      "200.5") ",\"total_discount\":" MONEY ("\"20.50\"") ",\"checkout_url\":\"https://shop.example/checkout/1097\","        \
                                                          "\"age_in_minutes\":65,\"created_at\":{\"date\":"                  \
                                                          "\"2026-02-03 16:55:02.000000\",\"timezone_type\":3,"              \
                                                          "\"timezone\":\"Asia/Riyadh\"},\"updated_at\":{\"date\":"          \
                                                          "\"2026-02-03 17:01:40.000000\"},"                                 \
                                                          "\"customer\":{\"id\":225100417,\"name\":\"هند السالم\"," \
                                                          "\"mobile\":\"+966500000777\",\"email\":"                          \
                                                          "\"hind@example.org\",\"country\":\"السعودية\","           \
                                                          "\"city\":\"الرياض\"},\"coupon\":{\"id\":203683,"            \
                                                          "\"code\":\"WARD10\",\"amount\":" MONEY (                          \
                                                              "10") "},\"items\":[{\"id\":1793843,\"product_id\":"           \
                                                                    "720881,\"quantity\":2,\"amounts\":{\"total\":" MONEY (  \
                                                                        "138") "}},{\"product\":{\"id\":\"19378402502\","    \
                                                                               "\"name\":\"عطر\"},\"quantity\":\"1\"}]}"

/* As a webhook tells it: without a status, the coupon's amount as a number, items of product and quantity alone. */
#define WEBHOOK                                                                                                   \
  "{\"id\":1097900451,\"total\":" MONEY ("180") ",\"created_at\":\"Tue Feb 03 2026 16:55:02 GMT+0300\","          \
                                                "\"customer\":{\"id\":225100417,\"first_name\":\"هند\","       \
                                                "\"mobile\":500000777,\"mobile_code\":\"+966\"},\"coupon\":null," \
                                                "\"items\":[{\"product_id\":720881,\"quantity\":2}]}"

static const RowsCase whole[] = {
  { WHOLE, CART_CUSTOMER, 225100417 },
  { WHOLE, CART_NAME, 0, "هند السالم" },
  { WHOLE, CART_PHONE, 0, "+966500000777" },
  { WHOLE, CART_EMAIL, 0, "hind@example.org" },
  { WHOLE, CART_CITY, 0, "الرياض" },
  { WHOLE, CART_TOTAL, 18000 },
  { WHOLE, CART_SUBTOTAL, 20050 },
  { WHOLE, CART_DISCOUNT, 2050 },
  { WHOLE, CART_CURRENCY, 0, "SAR" },
  { WHOLE, CART_COUPON, 0, "WARD10" },
  { WHOLE, CART_STATUS, 0, "active" },
  { WHOLE, CART_URL, 0, "https://shop.example/checkout/1097" },
  { WHOLE, CART_ITEM_COUNT, 3 },
  { WHOLE, CART_CREATED_AT, CREATED },
  { WHOLE, CART_UPDATED_AT, UPDATED },
  { WHOLE, CART_FOLLOWED_UP_AT, ROWS_NULL },
  { WHOLE, CART_FOLLOWED_UP_BY, 0, NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (whole) == CART_N_FIELDS);

static const RowsCase odd[] = {
  { WEBHOOK, CART_STATUS, 0, NULL },
  { WEBHOOK, CART_CREATED_AT, CREATED },
  { WEBHOOK, CART_NAME, 0, "هند" },
  { WEBHOOK, CART_PHONE, 0, "+966500000777" },
  { WEBHOOK, CART_COUPON, 0, NULL },
  { ROW ("\"currency\":\"KWD\""), CART_TOTAL, 180000 },
  { ROW ("\"currency\":\"KWD\""), CART_CURRENCY, 0, "KWD" },
  { ROW ("\"subtotal\":\"30.43\""), CART_SUBTOTAL, 3043 },
  { ROW ("\"subtotal\":{\"amount\":1,\"currency\":\"KWD\"}"), CART_SUBTOTAL, ROWS_NULL },
  { ROW ("\"subtotal\":1e400"), CART_SUBTOTAL, ROWS_NULL },
  { ROW ("\"total_discount\":0"), CART_DISCOUNT, 0 },
  { ROW ("\"total_discount\":null"), CART_DISCOUNT, ROWS_NULL },
  { ROW ("\"status\":\"expired\""), CART_STATUS, 0, "expired" },
  { ROW ("\"coupon\":[]"), CART_COUPON, 0, NULL },
  { ROW ("\"customer\":null"), CART_CUSTOMER, ROWS_NULL },
  { ROW ("\"customer\":[]"), CART_NAME, 0, NULL },
  { ROW ("\"customer\":{\"id\":\"225100417\"}"), CART_CUSTOMER, 225100417 },
  { ROW ("\"customer\":{\"id\":123456789012345678901234}"), CART_CUSTOMER, ROWS_NULL },
  { ROW ("\"customer\":{\"id\":0,\"name\":\" \",\"mobile\":\"none\",\"email\":\"\"}"), CART_CUSTOMER, ROWS_NULL },
  { ROW ("\"customer\":{\"id\":0,\"name\":\" \",\"mobile\":\"none\",\"email\":\"\"}"), CART_NAME, 0, NULL },
  { ROW ("\"customer\":{\"id\":0,\"name\":\" \",\"mobile\":\"none\",\"email\":\"\"}"), CART_PHONE, 0, NULL },
  { ROW ("\"customer\":{\"id\":0,\"name\":\" \",\"mobile\":\"none\",\"email\":\"\"}"), CART_EMAIL, 0, NULL },
  { ROW ("\"checkout_url\":\"http://shop.example/c\""), CART_URL, 0, "http://shop.example/c" },
  { ROW ("\"checkout_url\":\"/checkout/1\""), CART_URL, 0, NULL },
  { ROW ("\"updated_at\":1770127300"), CART_UPDATED_AT, UPDATED },
  { ROW ("\"updated_at\":\"soon\""), CART_UPDATED_AT, ROWS_NULL },
  { ROW ("\"items\":null"), CART_ITEM_COUNT, ROWS_NULL },
  { ROW ("\"items\":[]"), CART_ITEM_COUNT, 0 },
  { ROW ("\"items\":{}"), CART_ITEM_COUNT, 0 },
  { ROW ("\"items\":[{\"quantity\":2},{\"quantity\":null}]"), CART_ITEM_COUNT, ROWS_NULL },
  { ROW ("\"items\":[{\"quantity\":-2}]"), CART_ITEM_COUNT, ROWS_NULL },
  { ROW ("\"items\":[{\"quantity\":123456789012345678901234}]"), CART_ITEM_COUNT, ROWS_NULL },
  { ROW ("\"items\":[{\"quantity\":3000000000}]"), CART_ITEM_COUNT, ROWS_NULL },
  { ROW ("\"items\":[{\"quantity\":2147483647},{\"quantity\":2147483647}]"), CART_ITEM_COUNT,
    G_GINT64_CONSTANT (4294967294) },
  { ROW ("\"items\":[null,7,[]]"), CART_ITEM_COUNT, ROWS_NULL },
};

static void
test_fields (void)
{
  rows_check (map, whole, G_N_ELEMENTS (whole));
  rows_check (map, odd, G_N_ELEMENTS (odd));
}

static void
test_items (void)
{
  g_autoptr (NomoRecord) cart = rows_map (map, WHOLE);

  g_assert_cmpuint (nomo_record_count_part (cart, CART_PART_ITEMS), ==, 2);
  g_assert_cmpint (nomo_record_part_int (cart, CART_PART_ITEMS, 0, CART_ITEM_PRODUCT), ==, 720881);
  g_assert_cmpint (nomo_record_part_int (cart, CART_PART_ITEMS, 0, CART_ITEM_QUANTITY), ==, 2);
  g_assert_null (nomo_record_part_text (cart, CART_PART_ITEMS, 0, CART_ITEM_NAME));
  g_assert_cmpint (nomo_record_part_int (cart, CART_PART_ITEMS, 0, CART_ITEM_TOTAL), ==, 13800);
  g_assert_cmpint (nomo_record_part_int (cart, CART_PART_ITEMS, 1, CART_ITEM_PRODUCT), ==,
                   G_GINT64_CONSTANT (19378402502));
  g_assert_cmpint (nomo_record_part_int (cart, CART_PART_ITEMS, 1, CART_ITEM_QUANTITY), ==, 1);
  g_assert_cmpstr (nomo_record_part_text (cart, CART_PART_ITEMS, 1, CART_ITEM_NAME), ==, "عطر");
}

static void
test_minimal (void)
{
  g_autoptr (NomoRecord) cart = rows_map (map, "{\"id\":7,\"total\":0,\"created_at\":\"2026-02-03 16:55:02\"}");

  for (guint i = 0; i < CART_N_FIELDS; i++)
    g_assert_true (nomo_record_is_null (cart, i) == (i != CART_TOTAL && i != CART_CURRENCY && i != CART_CREATED_AT));
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "{\"id\":7,\"total\":1}",
    "{\"id\":7,\"total\":1,\"created_at\":\"soon\"}",
    "{\"id\":7,\"created_at\":\"2026-02-03\"}",
    "{\"id\":7,\"total\":null,\"created_at\":\"2026-02-03\"}",
    "{\"id\":7,\"total\":\"much\",\"created_at\":\"2026-02-03\"}",
    "{\"id\":7,\"total\":1e400,\"created_at\":\"2026-02-03\"}",
    "{\"id\":7,\"total\":92233720368547758,\"created_at\":\"2026-02-03\"}",
    "{\"id\":7,\"status\":\"purchased\",\"currency\":\"SAR\",\"total\":34.99}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows_refuse (map, rows[i]);
  rows_check_ids (map, ",\"total\":1,\"created_at\":\"2026-02-03\"");
  rows_check_texts (map, CART_NAME, "{\"id\":7,\"total\":1,\"created_at\":\"2026-02-03\",\"customer\":{\"name\":\"",
                    "\"}}");
}

/* A cart comes again whenever it changes. What a webhook does not tell stays, and so does what is ours; a coupon that is
 * not told any more is gone. */
static void
test_again (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) first = rows_map (map, WHOLE);
  g_autoptr (NomoRecord) second = rows_map (map, WEBHOOK);
  g_autoptr (NomoRecord) third =
      rows_map (map, "{\"id\":1097900451,\"total\":1,\"created_at\":\"2026-02-03\",\"customer\":[]}");
  g_autoptr (NomoRecord) held = rows_store_put (store, first);

  g_assert_cmpstr (nomo_record_get_text (held, CART_COUPON), ==, "WARD10");
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, second);
  g_assert_null (nomo_record_get_text (held, CART_COUPON));
  g_assert_cmpstr (nomo_record_get_text (held, CART_STATUS), ==, "active");
  g_assert_cmpstr (nomo_record_get_text (held, CART_NAME), ==, "هند");
  g_assert_cmpstr (nomo_record_get_text (held, CART_EMAIL), ==, "hind@example.org");
  g_assert_cmpint (nomo_record_get_int (held, CART_SUBTOTAL), ==, 20050);
  g_assert_cmpint (nomo_record_get_int (held, CART_ITEM_COUNT), ==, 2);
  g_assert_cmpuint (nomo_record_count_part (held, CART_PART_ITEMS), ==, 1);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, third);
  for (guint field = CART_CUSTOMER; field <= CART_CITY; field++)
    g_assert_true (nomo_record_is_null (held, field));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/cart/fields", test_fields);
  g_test_add_func ("/map/cart/items", test_items);
  g_test_add_func ("/map/cart/minimal", test_minimal);
  g_test_add_func ("/map/cart/refused", test_refused);
  g_test_add ("/map/cart/again", RowsStore, NULL, rows_store_set_up, test_again, rows_store_tear_down);
  return g_test_run ();
}
