#include "config.h"

#include "nomo-order.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map (JsonNode *row, GError **error)
{
  return nomo_salla_map_order (row, "SAR", ROWS_AS_OF, error);
}

#define MONEY(amount)   "{\"amount\":" amount ",\"currency\":\"SAR\"}"
#define HEAD(id, total) "{\"id\":" id ",\"reference_id\":20318844,\"date\":" ROWS_DATE ",\"total\":" MONEY (total) ","

/* What makes an order whole is a subtotal and items. */
#define AMOUNTS(rest)              "\"amounts\":{\"sub_total\":" MONEY ("240") "," rest "}"
#define ITEM(rest)                 "\"items\":[{\"quantity\":1," rest "}]"
#define ITEM_ALONE                 "\"items\":[{\"quantity\":1}]"
#define WHOLE(amounts, item, rest) HEAD ("7", "276.87") AMOUNTS (amounts) "," item "," rest "}"
#define IN_AMOUNTS(amounts)        WHOLE (amounts, ITEM_ALONE, "\"x\":0")
#define IN_ITEM(item)              WHOLE ("\"x\":0", ITEM (item), "\"x\":0")
#define IN_ROW(rest)               WHOLE ("\"x\":0", ITEM_ALONE, rest)
#define IN_BRIEF(rest)             HEAD ("7", "276.87") rest "}"

static const RowsCase cases[] = {
  { IN_AMOUNTS ("\"shipping_cost\":" MONEY ("25")), ORDER_SHIPPING, 2500 },
  { IN_AMOUNTS ("\"shipping_cost\":\"25.5\""), ORDER_SHIPPING, 2550 },
  { IN_AMOUNTS ("\"shipping_cost\":null"), ORDER_SHIPPING, ROWS_NULL },
  { IN_AMOUNTS ("\"shipping_cost\":[]"), ORDER_SHIPPING, ROWS_NULL },
  { IN_AMOUNTS ("\"shipping_cost\":1e400"), ORDER_SHIPPING, ROWS_NULL },
  { IN_AMOUNTS ("\"shipping_cost\":{\"amount\":25,\"currency\":\"KWD\"}"), ORDER_SHIPPING, ROWS_NULL },
  { IN_AMOUNTS ("\"cash_on_delivery\":" MONEY ("0")), ORDER_COD_FEE, 0 },
  { IN_AMOUNTS ("\"cash_on_delivery\":17"), ORDER_COD_FEE, 1700 },
  { IN_AMOUNTS ("\"tax\":{\"percent\":\"15.00\",\"amount\":" MONEY ("35.87") "}"), ORDER_TAX, 3587 },
  { IN_AMOUNTS ("\"tax\":{\"percent\":15,\"amount\":\"35.87\"}"), ORDER_TAX, 3587 },
  { IN_AMOUNTS ("\"tax\":" MONEY ("35.87")), ORDER_TAX, 3587 },
  { IN_AMOUNTS ("\"tax\":[]"), ORDER_TAX, ROWS_NULL },
  { IN_AMOUNTS ("\"discounts\":{}"), ORDER_DISCOUNT, 0 },
  { IN_AMOUNTS ("\"discounts\":[null,7,{}]"), ORDER_DISCOUNT, 0 },
  { IN_AMOUNTS ("\"discounts\":[{\"discount\":\"24.00\"},{\"discount\":1.5}]"), ORDER_DISCOUNT, 2550 },
  { IN_AMOUNTS ("\"discounts\":[{\"type\":\"special\",\"code\":\"S\"},{\"type\":\"coupon\",\"code\":\" W \"}]"),
    ORDER_COUPON, 0, "W" },
  { IN_AMOUNTS ("\"discounts\":[{\"type\":\"loyalty_prize\",\"code\":\"S\"}]"), ORDER_COUPON, 0, NULL },
  { IN_ROW ("\"shipping\":[]"), ORDER_CITY, 0, NULL },
  { IN_ROW ("\"shipping\":{\"address\":{\"city\":\"أبها\"}}"), ORDER_CITY, 0, "أبها" },
  { IN_ROW ("\"shipping\":{\"id\":\"18330\"}"), ORDER_SHIPPING_COMPANY, 18330 },
  { IN_ROW ("\"shipping\":{\"id\":0}"), ORDER_SHIPPING_COMPANY, ROWS_NULL },
  { IN_ROW ("\"shipping\":[]"), ORDER_SHIPPING_COMPANY, ROWS_NULL },
  { IN_ROW ("\"source\":\"marketplace\""), ORDER_SOURCE, 0, "marketplace" },
  { IN_ROW ("\"source_device\":\"kiosk\""), ORDER_CHANNEL, 0, "kiosk" },
  { IN_ROW ("\"status\":{\"slug\":\"refunded\"}"), ORDER_REFUNDED, 1 },
  { IN_ROW ("\"status\":{\"slug\":\"restored\"}"), ORDER_REFUNDED, ROWS_NULL },
  { IN_ROW ("\"status\":{\"slug\":\"مدفوع جزئيا\"}"), ORDER_STATUS, 0, "مدفوع جزئيا" },
  { IN_ROW ("\"customer\":{\"id\":\"225100417\",\"mobile\":\"966500000777\"}"), ORDER_CUSTOMER_ID, 225100417 },
  { IN_ROW ("\"customer\":{\"id\":123456789012345678901234}"), ORDER_CUSTOMER_ID, ROWS_NULL },
  { IN_ROW ("\"customer\":[]"), ORDER_CUSTOMER_NAME, 0, NULL },
  { IN_ROW ("\"updated_at\":\"Tue Feb 03 2026 12:15:27 GMT+0300\""), ORDER_UPDATED_AT, ROWS_AS_OF },
  { IN_ROW ("\"x\":0"), ORDER_DETAILED, 1 },
  { IN_BRIEF ("\"items\":[]"), ORDER_DETAILED, 0 },
  { IN_BRIEF ("\"amounts\":{\"shipping_cost\":25}"), ORDER_SHIPPING, 2500 },
  { IN_ITEM ("\"name\":\"باقة\""), ORDER_ITEMS_TEXT, 0, "باقة" },
  { IN_ITEM ("\"name\":\"\",\"product\":{\"name\":\"عطر\"}"), ORDER_ITEMS_TEXT, 0, "عطر" },
  { IN_ITEM ("\"name\":null"), ORDER_ITEMS_TEXT, 0, "" },
};

static void
test_fields (void)
{
  rows_check (map, cases, G_N_ELEMENTS (cases));
}

typedef struct {
  const char *row;
  guint field;
  gint64 number;
  const char *text;
} ItemCase;

static const ItemCase items[] = {
  { IN_ITEM ("\"name\":\"a\",\"product\":{\"name\":\"b\"}"), ORDER_ITEM_NAME, 0, "a" },
  { IN_ITEM ("\"product\":{\"name\":\"b\"}"), ORDER_ITEM_NAME, 0, "b" },
  { IN_ITEM ("\"product\":{\"id\":\"19378402502\"}"), ORDER_ITEM_PRODUCT, G_GINT64_CONSTANT (19378402502) },
  { IN_ITEM ("\"product\":{\"id\":0},\"product_id\":5"), ORDER_ITEM_PRODUCT, 5 },
  { IN_ITEM ("\"product\":[],\"product_id\":\"5\""), ORDER_ITEM_PRODUCT, 5 },
  { IN_ITEM ("\"product_id\":-5"), ORDER_ITEM_PRODUCT, 0 },
  { IN_ITEM ("\"product_id\":123456789012345678901234"), ORDER_ITEM_PRODUCT, 0 },
  { IN_ITEM ("\"sku\":120034,\"product\":{\"sku\":\"B\"}"), ORDER_ITEM_SKU, 0, "120034" },
  { IN_ITEM ("\"sku\":\"\",\"product\":{\"sku\":\"B\"}"), ORDER_ITEM_SKU, 0, "B" },
  { IN_ITEM ("\"thumbnail\":\"http://x/t\",\"product\":{\"thumbnail\":\"https://x/p\"}"), ORDER_ITEM_THUMBNAIL, 0,
    "http://x/t" },
  { IN_ITEM ("\"thumbnail\":\"file:///x\",\"product\":{\"thumbnail\":\"https://x/p\"}"), ORDER_ITEM_THUMBNAIL, 0,
    "https://x/p" },
  { IN_ITEM ("\"thumbnail\":\"x.jpg\""), ORDER_ITEM_THUMBNAIL, 0, NULL },
  { IN_ITEM ("\"amounts\":{\"price_without_tax\":" MONEY ("108.005") "}"), ORDER_ITEM_PRICE, 10801 },
  { IN_ITEM ("\"amounts\":{\"price_without_tax\":\"much\"}"), ORDER_ITEM_PRICE, 0 },
  { IN_ITEM ("\"amounts\":{\"total\":\"248.40\"}"), ORDER_ITEM_TOTAL, 24840 },
  { IN_ITEM ("\"amounts\":{\"total\":{\"amount\":1,\"currency\":\"KWD\"}}"), ORDER_ITEM_TOTAL, 0 },
  { IN_ITEM ("\"amounts\":[]"), ORDER_ITEM_TOTAL, 0 },
  { IN_ITEM ("\"product\":{\"sale_price\":" MONEY ("99.5") "}"), ORDER_ITEM_REDUCED, 1 },
  { IN_ITEM ("\"product\":{\"sale_price\":" MONEY ("0") "}"), ORDER_ITEM_REDUCED, 0 },
  { IN_ITEM ("\"options\":{}"), ORDER_ITEM_OPTIONS, 0, NULL },
  { IN_ITEM ("\"options\":[{\"name\":\"A\",\"value\":[{\"name\":\"x\"},\"y\",{},null]}]"), ORDER_ITEM_OPTIONS, 0,
    "A: x\nA: y" },
  { IN_ITEM ("\"options\":[{\"name\":\"A\",\"value\":{\"name\":\"x\"}},{\"name\":\"B\",\"value\":7}]"),
    ORDER_ITEM_OPTIONS, 0, "A: x\nB: 7" },
  { IN_ITEM ("\"options\":[\"red\",null,{\"name\":\"A\",\"value\":null},{\"value\":\"z\"},{}]"), ORDER_ITEM_OPTIONS, 0,
    "red\nA\nz" },
};

static void
test_items (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_autoptr (NomoRecord) order = rows_map (map, items[i].row);
    const NomoPart *part = &nomo_order_entity ()->parts[ORDER_PART_ITEMS];

    g_test_message ("%s", items[i].row);
    g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_ITEMS), ==, 1);
    if (nomo_type_is_text (part->fields[items[i].field].type))
      g_assert_cmpstr (nomo_record_part_text (order, ORDER_PART_ITEMS, 0, items[i].field), ==, items[i].text);
    else
      g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, items[i].field), ==, items[i].number);
  }
}

static void
test_refused (void)
{
  static const char *const rest = ",\"reference_id\":1,\"date\":" ROWS_DATE ",\"total\":1";

  rows_check_ids (map, rest);
  rows_check_texts (map, ORDER_ITEMS_TEXT, HEAD ("7", "1") "\"items\":[{\"quantity\":1,\"name\":\"", "\"}]}");
}

/* A whole order tells that nobody is its customer; a row of a list tells nothing of it. */
static void
test_no_customer (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) first = rows_map (
      map, IN_ROW ("\"customer\":{\"id\":3,\"first_name\":\"هند\",\"mobile\":500000777,\"email\":\"a@b.c\"}"));
  g_autoptr (NomoRecord) brief = rows_map (map, IN_BRIEF ("\"customer\":null"));
  g_autoptr (NomoRecord) whole = rows_map (map, IN_ROW ("\"customer\":null"));
  g_autoptr (NomoRecord) held = rows_store_put (store, first);

  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, brief);
  g_assert_cmpint (nomo_record_get_int (held, ORDER_CUSTOMER_ID), ==, 3);
  g_assert_cmpstr (nomo_record_get_text (held, ORDER_CUSTOMER_PHONE), ==, "+966500000777");
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, whole);
  for (guint field = ORDER_CUSTOMER_ID; field <= ORDER_CUSTOMER_EMAIL; field++)
    g_assert_true (nomo_record_is_null (held, field));
}

/* An order without its items leaves those that are known, and its items complete it. */
static void
test_light (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) whole = rows_map (map, IN_ITEM ("\"name\":\"a\""));
  g_autoptr (NomoRecord) light =
      rows_map (map, HEAD ("7", "276.87") AMOUNTS ("\"discounts\":[{\"code\":\"W\",\"discount\":\"5\"}]") "}");
  g_autoptr (JsonNode) rows = rows_parse ("[{\"name\":\"b\",\"quantity\":2,\"amounts\":{\"total\":\"9.5\"}}]");
  g_autoptr (JsonNode) none = rows_parse ("null");
  g_autoptr (NomoRecord) complete = nomo_salla_map_order_items (light, rows, ROWS_AS_OF, NULL);
  g_autoptr (NomoRecord) held = rows_store_put (store, whole);

  g_assert_null (nomo_salla_map_order_items (light, none, ROWS_AS_OF, NULL));
  g_assert_cmpint (nomo_record_get_int (light, ORDER_DETAILED), ==, 0);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, light);
  g_assert_cmpuint (nomo_record_count_part (held, ORDER_PART_ITEMS), ==, 1);
  g_assert_cmpstr (nomo_record_get_text (held, ORDER_COUPON), ==, "W");
  g_assert_cmpint (nomo_record_get_int (held, ORDER_DISCOUNT), ==, 500);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, complete);
  g_assert_cmpint (nomo_record_get_int (held, ORDER_DETAILED), ==, 1);
  g_assert_cmpint (nomo_record_get_int (held, ORDER_ITEM_COUNT), ==, 2);
  g_assert_cmpint (nomo_record_part_int (held, ORDER_PART_ITEMS, 0, ORDER_ITEM_TOTAL), ==, 950);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/order/fields", test_fields);
  g_test_add_func ("/map/order/items", test_items);
  g_test_add_func ("/map/order/refused", test_refused);
  g_test_add ("/map/order/no-customer", RowsStore, NULL, rows_store_set_up, test_no_customer, rows_store_tear_down);
  g_test_add ("/map/order/light", RowsStore, NULL, rows_store_set_up, test_light, rows_store_tear_down);
  return g_test_run ();
}
