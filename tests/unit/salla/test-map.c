#include "config.h"

#include "nomo-customer.h"
#include "nomo-order.h"
#include "nomo-salla-error.h"
#include "nomo-salla-map.h"
#include "rows.h"

#define AS_OF ROWS_AS_OF

#define DATE "\"date\":{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone\":\"Asia/Riyadh\"}"

static NomoRecord *
map_order (const char *text)
{
  g_autoptr (JsonNode) node = rows_parse (text);
  g_autoptr (GError) error = NULL;
  NomoRecord *order = nomo_salla_map_order (node, "SAR", AS_OF, &error);

  g_assert_no_error (error);
  return order;
}

static void
test_order (void)
{
  g_autoptr (NomoRecord) order = map_order (
      "{\"id\":19378402502,\"reference_id\":20318844," DATE ",\"total\":{\"amount\":276.87,\"currency\":\"SAR\"},"
      "\"status\":{\"id\":566146469,\"name\":\"قيد\",\"slug\":\"in_progress\",\"customized\":{\"id\":9,\"name\":\"يغلَّف\"}},"
      "\"payment_method\":\"mada\",\"is_pending_payment\":false,"
      "\"items\":[{\"name\":\"باقة\",\"quantity\":2,\"thumbnail\":\"https://x/y.jpg\"},{\"name\":\"عطر\",\"quantity\":\"1\"}]}");

  g_assert_cmpint (nomo_record_get_id (order), ==, G_GINT64_CONSTANT (19378402502));
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_REFERENCE), ==, "20318844");
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DATE), ==, AS_OF);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_TOTAL), ==, 27687);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_TOTAL_SHOP), ==, 27687);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_STATUS), ==, "in_progress");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_STATUS_NAME), ==, "يغلَّف");
  g_assert_cmpint (nomo_record_get_int (order, ORDER_ITEM_COUNT), ==, 3);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_ITEMS_TEXT), ==, "باقة\nعطر");
  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_ITEMS), ==, 2);
  g_assert_true (nomo_order_counts_as_sale (order));
}

static void
test_order_of_strings_and_holes (void)
{
  g_autoptr (NomoRecord) order = map_order (
      "{\"id\":\"7\",\"reference_id\":\"55\",\"date\":\"2026-02-03 12:15:27\",\"total\":\"1600\",\"currency\":\"KWD\","
      "\"status\":[],\"items\":{},\"customer\":null,\"exchange_rate\":null,\"payment_method\":null}");

  g_assert_cmpint (nomo_record_get_id (order), ==, 7);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_TOTAL), ==, 1600000);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CURRENCY), ==, "KWD");
  g_assert_true (nomo_record_is_null (order, ORDER_TOTAL_SHOP));
  g_assert_true (nomo_record_is_null (order, ORDER_CUSTOMER_ID));
}

/* A whole order as Salla tells it, with the parts of which a test makes others. */
#define CUSTOMER                                                                                                  \
  "\"customer\":{\"id\":225100417,\"first_name\":\"هند\",\"last_name\":\"السالم\",\"mobile\":500000777," \
  "\"mobile_code\":\"+966\",\"email\":\"hind@example.org\",\"city\":\"أبها\"}"
#define AMOUNTS(discounts)                                                                                                   \
  "\"amounts\":{\"sub_total\":{\"amount\":240,\"currency\":\"SAR\"},\"shipping_cost\":{\"amount\":25,\"currency\":\"SAR\"}," \
  "\"cash_on_delivery\":{\"amount\":0,\"currency\":\"SAR\"},"                                                                \
  "\"tax\":{\"percent\":\"15.00\",\"amount\":{\"amount\":35.87,\"currency\":\"SAR\"}},\"discounts\":" discounts              \
  ",\"total\":{\"amount\":276.87,\"currency\":\"SAR\"}}"
#define ITEMS                                                                                                                         \
  "\"items\":[{\"id\":70811,\"name\":\"باقة جوري\",\"sku\":\"WRD-1\",\"quantity\":2,\"currency\":\"SAR\","                    \
  "\"amounts\":{\"price_without_tax\":{\"amount\":108,\"currency\":\"SAR\"},\"total\":{\"amount\":\"248.40\",\"currency\":\"SAR\"}}," \
  "\"product\":{\"id\":720881,\"sku\":\"WRD-1\",\"thumbnail\":\"https://x/t.jpg\"},"                                                  \
  "\"options\":[{\"name\":\"اللون\",\"value\":{\"id\":1,\"name\":\"أحمر\"}},{\"name\":\"رسالة\",\"value\":\"مبارك\"},{}]}]"
#define WHOLE(discounts, tags)                                                                                                                \
  "{\"id\":7,\"reference_id\":55," DATE ",\"currency\":\"SAR\",\"source\":\"store\",\"source_device\":\"mobile\","                            \
  "\"status\":{\"id\":1,\"slug\":\"completed\"},\"payment_method\":\"mada\"," AMOUNTS (                                                       \
      discounts) "," CUSTOMER "," ITEMS                                                                                                       \
                 ",\"shipping\":{\"address\":{\"country\":\"SA\",\"city\":\"الرياض\"}},\"updated_at\":\"2026-02-03 12:15:27\",\"tags\":" tags \
                 "}"
#define BRIEF(total, items)                                                                       \
  "{\"id\":7,\"reference_id\":55," DATE ",\"total\":{\"amount\":" total ",\"currency\":\"SAR\"}," \
  "\"status\":{\"id\":1,\"slug\":\"completed\"},\"payment_method\":\"mada\"," items "}"
#define BRIEF_ITEM(quantity) \
  "\"items\":[{\"name\":\"باقة جوري\",\"quantity\":" quantity ",\"thumbnail\":\"https://x/b.jpg\"}]"

#define COUPON "{\"title\":\"خصم ورد\",\"type\":\"normal\",\"code\":\"WARD10\",\"discount\":\"24.00\"}"
#define OFFER  "{\"title\":\"عرض\",\"type\":\"special\",\"code\":\"عرض\",\"discount\":\"1.50\"}"
#define PRIZE  "{\"title\":\"هدية\",\"type\":\"loyalty_prize\",\"code\":\"P1\",\"discount\":\"x\"}"

static void
test_whole_order (void)
{
  g_autoptr (NomoRecord) order =
      map_order (WHOLE ("[" OFFER "," COUPON "]", "[\"عاجل\",{\"id\":4,\"name\":\"هدية\"},\"عاجل\",{},null]"));

  g_assert_cmpint (nomo_record_get_int (order, ORDER_TOTAL), ==, 27687);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_SUBTOTAL), ==, 24000);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_SHIPPING), ==, 2500);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_TAX), ==, 3587);
  g_assert_false (nomo_record_is_null (order, ORDER_COD_FEE));
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DISCOUNT), ==, 2550);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_COUPON), ==, "WARD10");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CITY), ==, "الرياض");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_COUNTRY), ==, "SA");
  g_assert_cmpint (nomo_record_get_int (order, ORDER_CUSTOMER_ID), ==, 225100417);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CUSTOMER_NAME), ==, "هند السالم");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CUSTOMER_PHONE), ==, "+966500000777");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CUSTOMER_EMAIL), ==, "hind@example.org");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_SOURCE), ==, "store");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CHANNEL), ==, "mobile");
  g_assert_cmpint (nomo_record_get_int (order, ORDER_UPDATED_AT), ==, AS_OF);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 1);
  g_assert_true (nomo_record_is_null (order, ORDER_REFUNDED));
}

static void
test_parts_of_whole_order (void)
{
  g_autoptr (NomoRecord) order =
      map_order (WHOLE ("[" OFFER "," COUPON "]", "[\"عاجل\",{\"id\":4,\"name\":\"هدية\"},\"عاجل\",{},null]"));

  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_ITEMS), ==, 1);
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_PRODUCT), ==, 720881);
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_PRICE), ==, 10800);
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_TOTAL), ==, 24840);
  g_assert_cmpstr (nomo_record_part_text (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_SKU), ==, "WRD-1");
  g_assert_cmpstr (nomo_record_part_text (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_THUMBNAIL), ==, "https://x/t.jpg");
  g_assert_cmpstr (nomo_record_part_text (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_OPTIONS), ==,
                   "اللون: أحمر\nرسالة: مبارك");
  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_DISCOUNTS), ==, 2);
  g_assert_cmpstr (nomo_record_part_text (order, ORDER_PART_DISCOUNTS, 0, ORDER_DISCOUNT_TYPE), ==, "special");
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_DISCOUNTS, 1, ORDER_DISCOUNT_AMOUNT), ==, 2400);
  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_TAGS), ==, 2);
  g_assert_cmpstr (nomo_record_part_text (order, ORDER_PART_TAGS, 0, ORDER_TAG_NAME), ==, "عاجل");
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_TAGS, 1, ORDER_TAG_ID), ==, 4);
}

static void
test_no_coupon (void)
{
  g_autoptr (NomoRecord) offered = map_order (WHOLE ("[" OFFER "," PRIZE "]", "[]"));
  g_autoptr (NomoRecord) plain = map_order (WHOLE ("null", "{}"));

  g_assert_true (nomo_record_is_null (offered, ORDER_COUPON));
  g_assert_cmpint (nomo_record_get_int (offered, ORDER_DISCOUNT), ==, 150);
  g_assert_true (nomo_record_is_null (plain, ORDER_COUPON));
  g_assert_false (nomo_record_is_null (plain, ORDER_DISCOUNT));
}

/* Amounts that no order can have are refused together, and two that no 64 bits can hold do not become a small one. */
static void
test_too_much (void)
{
  static const char *const rows[] = {
    WHOLE ("[{\"discount\":\"92233720368547758.07\"},{\"discount\":\"92233720368547758.07\"}]", "[]"),
    BRIEF ("92233720368547758", "\"draft\":false"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonNode) node = rows_parse (rows[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (nomo_salla_map_order (node, "SAR", AS_OF, &error));
    g_assert_nonnull (error);
  }
}

/* Of the webhook of a status: amounts without a subtotal, a customer in one piece, items that name their product. */
static void
test_light_order (void)
{
  g_autoptr (NomoRecord) order = map_order (
      "{\"id\":7,\"reference_id\":55," DATE ",\"status\":{\"id\":5,\"slug\":\"refunded\",\"customized\":{\"id\":6}},"
      "\"amounts\":{\"total\":{\"amount\":276.87,\"currency\":\"SAR\"},\"discounts\":[]},"
      "\"customer\":{\"id\":3,\"name\":\"هند السالم\",\"mobile\":\"+966500000777\",\"city\":\"الرياض\"},"
      "\"items\":[{\"product_id\":720881,\"name\":\"باقة\",\"quantity\":2,\"amounts\":{}}]}");

  g_assert_cmpint (nomo_record_get_int (order, ORDER_TOTAL), ==, 27687);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_STATUS_ID), ==, 6);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_REFUNDED), ==, 1);
  g_assert_true (nomo_record_is_null (order, ORDER_REFUNDED_AT));
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CUSTOMER_NAME), ==, "هند السالم");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CUSTOMER_PHONE), ==, "+966500000777");
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_PRODUCT), ==, 720881);
  g_assert_false (nomo_record_is_null (order, ORDER_DETAILED));
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 0);
}

/* Each row a second after the one before. */
static NomoRecord *
put_orders (RowsStore *fixture, const char *const *rows)
{
  NomoRecord *order = NULL;

  for (guint i = 0; rows[i] != NULL; i++) {
    g_autoptr (JsonNode) node = rows_parse (rows[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (NomoRecord) row = nomo_salla_map_order (node, "SAR", AS_OF + 1000 * i, &error);

    g_assert_no_error (error);
    g_clear_pointer (&order, nomo_record_unref);
    order = rows_store_put (fixture, row);
  }
  return order;
}

#define ROWS(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
test_brief_after_whole (RowsStore *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) order =
      put_orders (fixture, ROWS (BRIEF ("276.87", BRIEF_ITEM ("2")), WHOLE ("[" COUPON "]", "[\"عاجل\"]"),
                                 BRIEF ("276.87", BRIEF_ITEM ("2")), BRIEF ("276.87", "\"items\":null")));

  g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 1);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_ITEM_COUNT), ==, 2);
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_TOTAL), ==, 24840);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_COUPON), ==, "WARD10");
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_CUSTOMER_NAME), ==, "هند السالم");
  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_TAGS), ==, 1);
}

/* The row is newer than the details: it holds, and they are to be read again. What it does not tell stays. */
static void
test_other_after_whole (void)
{
  static const char *const others[] = {
    BRIEF ("276.87", BRIEF_ITEM ("3")),
    BRIEF ("300", BRIEF_ITEM ("2")),
    BRIEF ("276.87", "\"items\":[]"),
    BRIEF ("276.87", "\"items\":[{\"name\":\"عطر\",\"quantity\":2}]"),
  };
  static const gint64 counts[] = { 3, 2, 0, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    RowsStore own = { 0 };
    g_autoptr (NomoRecord) order = NULL;

    rows_store_set_up (&own, NULL);
    order = put_orders (&own, ROWS (WHOLE ("[" COUPON "]", "[]"), others[i]));
    g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 0);
    g_assert_cmpint (nomo_record_get_int (order, ORDER_ITEM_COUNT), ==, counts[i]);
    for (guint row = 0; row < nomo_record_count_part (order, ORDER_PART_ITEMS); row++)
      g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, row, ORDER_ITEM_TOTAL), ==, 0);
    g_assert_cmpint (nomo_record_get_int (order, ORDER_CUSTOMER_ID), ==, 225100417);
    rows_store_tear_down (&own, NULL);
  }
}

/* One that is moved on has changed, and its last change is not that of the details. The items are still those. */
static void
test_moved_after_whole (void)
{
  static const char *const others[] = {
    BRIEF ("276.87", BRIEF_ITEM ("2") ",\"status\":{\"id\":349994915,\"slug\":\"delivering\"}"),
    BRIEF ("276.87", BRIEF_ITEM ("2") ",\"payment_method\":\"bank\""),
    BRIEF ("276.87", "\"items\":null,\"status\":{\"id\":349994915}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    RowsStore own = { 0 };
    g_autoptr (NomoRecord) order = NULL;

    rows_store_set_up (&own, NULL);
    order = put_orders (&own, ROWS (WHOLE ("[" COUPON "]", "[]"), others[i]));
    g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 0);
    g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_TOTAL), ==, 24840);
    rows_store_tear_down (&own, NULL);
  }
}

static void
test_whole_after_whole (RowsStore *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) order = put_orders (
      fixture, ROWS (WHOLE ("[" COUPON "]", "[\"عاجل\"]"), BRIEF ("300", BRIEF_ITEM ("2")), WHOLE ("[]", "[]")));

  g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 1);
  g_assert_true (nomo_record_is_null (order, ORDER_COUPON));
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DISCOUNT), ==, 0);
  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_DISCOUNTS), ==, 0);
  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_TAGS), ==, 0);
  g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, 0, ORDER_ITEM_TOTAL), ==, 24840);
}

static void
test_rates (void)
{
  g_autoptr (NomoRecord) known = map_order (
      "{\"id\":7,\"reference_id\":1," DATE ",\"total\":{\"amount\":429,\"currency\":\"AED\"},"
      "\"exchange_rate\":{\"base_currency\":\"AED\",\"exchange_currency\":\"SAR\",\"rate\":\"1.02110000\"}}");
  g_autoptr (NomoRecord) other_way = map_order (
      "{\"id\":7,\"reference_id\":1," DATE ",\"total\":{\"amount\":429,\"currency\":\"AED\"},"
      "\"exchange_rate\":{\"base_currency\":\"SAR\",\"exchange_currency\":\"AED\",\"rate\":\"0.97933600\"}}");

  g_assert_cmpint (nomo_record_get_int (known, ORDER_TOTAL_SHOP), ==, 43805);
  g_assert_true (nomo_record_is_null (other_way, ORDER_TOTAL_SHOP));
}

/* What an order comes to in the shop's currency is not kept of a time when that was another. */
static void
test_shop_of_another_currency (RowsStore *store, gconstpointer data)
{
  g_autoptr (JsonNode) node =
      rows_parse ("{\"id\":7,\"reference_id\":1," DATE ",\"total\":{\"amount\":429,\"currency\":\"SAR\"}}");
  g_autoptr (NomoRecord) riyals = nomo_salla_map_order (node, "SAR", AS_OF, NULL);
  g_autoptr (NomoRecord) dollars = nomo_salla_map_order (node, "USD", AS_OF + 1000, NULL);
  g_autoptr (NomoRecord) before = rows_store_put (store, riyals);
  g_autoptr (NomoRecord) held = rows_store_put (store, dollars);

  g_assert_cmpint (nomo_record_get_int (before, ORDER_TOTAL_SHOP), ==, 42900);
  g_assert_cmpstr (nomo_record_get_text (held, ORDER_SHOP_CURRENCY), ==, "USD");
  g_assert_true (nomo_record_is_null (held, ORDER_TOTAL_SHOP));
}

static void
test_unreadable_orders (void)
{
  static const char *const rows[] = {
    "null",
    "[]",
    "{}",
    "\"text\"",
    "{\"id\":0,\"reference_id\":1," DATE ",\"total\":1}",
    "{\"id\":-4,\"reference_id\":1," DATE ",\"total\":1}",
    "{\"id\":7,\"reference_id\":1,\"date\":\"soon\",\"total\":1}",
    "{\"id\":7,\"reference_id\":1,\"date\":null,\"total\":1}",
    "{\"id\":7,\"reference_id\":1," DATE "}",
    "{\"id\":7,\"reference_id\":1," DATE ",\"total\":\"much\"}",
    "{\"id\":7,\"reference_id\":1," DATE ",\"total\":1e40}",
    "{\"id\":7," DATE ",\"total\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonNode) node = rows_parse (rows[i]);
    g_autoptr (GError) error = NULL;
    g_autofree char *ref = nomo_salla_map_dup_ref (node);

    g_test_message ("%s", rows[i]);
    g_assert_null (nomo_salla_map_order (node, "SAR", AS_OF, &error));
    g_assert_nonnull (error);
    g_assert_cmpstr (ref, !=, "");
  }
}

static void
test_customer (void)
{
  g_autoptr (JsonNode) node = rows_parse (
      "{\"id\":225100417,\"first_name\":\"هند\",\"last_name\":\"السالم\",\"mobile\":500000777,\"mobile_code\":\"+966\","
      "\"email\":\"hind@example.org\",\"city\":\"الرياض\",\"gender\":\"female\",\"groups\":[5,\"6\",{\"id\":7},5,null],"
      "\"birthday\":{\"date\":\"1990-05-04 00:00:00.000000\",\"timezone\":\"Asia/Riyadh\"},\"is_blocked\":true,"
      "\"updated_at\":{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone\":\"Asia/Riyadh\"}}");
  g_autoptr (NomoRecord) customer = nomo_salla_map_customer (node, AS_OF, NULL);

  g_assert_nonnull (customer);
  g_assert_cmpstr (nomo_record_get_text (customer, CUSTOMER_NAME), ==, "هند السالم");
  g_assert_cmpstr (nomo_record_get_text (customer, CUSTOMER_PHONE), ==, "+966500000777");
  g_assert_cmpuint (nomo_record_count_part (customer, CUSTOMER_PART_GROUPS), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (nomo_record_part_int (customer, CUSTOMER_PART_GROUPS, i, CUSTOMER_GROUP_ID), ==, 5 + i);
  g_assert_cmpint (nomo_record_get_int (customer, CUSTOMER_BIRTHDAY), ==, G_GINT64_CONSTANT (641768400000));
  g_assert_cmpint (nomo_record_get_int (customer, CUSTOMER_BLOCKED), ==, 1);
  g_assert_cmpint (nomo_record_get_int (customer, CUSTOMER_FIRST_SEEN), ==, AS_OF);
}

/* What is not told is not said to be otherwise. */
static void
test_customer_of_holes (void)
{
  g_autoptr (JsonNode) node =
      rows_parse ("{\"id\":7,\"birthday\":null,\"is_blocked\":null,\"mobile\":null,\"groups\":{}}");
  g_autoptr (NomoRecord) customer = nomo_salla_map_customer (node, AS_OF, NULL);

  g_assert_nonnull (customer);
  g_assert_true (nomo_record_is_null (customer, CUSTOMER_BIRTHDAY));
  g_assert_true (nomo_record_is_null (customer, CUSTOMER_BLOCKED));
  g_assert_true (nomo_record_is_null (customer, CUSTOMER_PHONE));
  g_assert_cmpuint (nomo_record_count_part (customer, CUSTOMER_PART_GROUPS), ==, 0);
}

/* What is null now is no more, and what a row does not tell stays. */
static void
test_customer_of_less (RowsStore *store, gconstpointer data)
{
  static const char *const texts[] = {
    "{\"id\":7,\"first_name\":\"هند\",\"mobile\":500000777,\"email\":\"a@b.example\",\"city\":\"أبها\",\"gender\":\"female\","
    "\"country\":\"السعودية\",\"birthday\":\"1990-05-04\"}",
    "{\"id\":7,\"first_name\":\"هند\"}",
    "{\"id\":7,\"first_name\":null,\"mobile\":null,\"email\":null,\"city\":null,\"gender\":null,\"country\":null,"
    "\"birthday\":null}",
  };
  static const guint fields[] = { CUSTOMER_PHONE,  CUSTOMER_EMAIL,   CUSTOMER_CITY,
                                  CUSTOMER_GENDER, CUSTOMER_COUNTRY, CUSTOMER_BIRTHDAY };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = rows_parse (texts[i]);
    g_autoptr (NomoRecord) row = nomo_salla_map_customer (node, AS_OF + 1000 * i, NULL);
    g_autoptr (NomoRecord) held = rows_store_put (store, row);

    for (guint field = 0; field < G_N_ELEMENTS (fields); field++)
      g_assert_cmpint (nomo_record_is_null (held, fields[field]), ==, i == 2);
  }
}

static void
test_store_info (void)
{
  g_autoptr (JsonNode) whole =
      rows_parse ("{\"name\":\"ورد\",\"domain\":\"https://x.sa\",\"currency\":\"KWD\",\"plan\":\"pro\"}");
  g_autoptr (JsonNode) odd = rows_parse ("{\"name\":null,\"currency\":\"riyal\"}");
  g_autoptr (NomoStoreInfo) info = nomo_salla_map_store_info (whole);
  g_autoptr (NomoStoreInfo) fallback = nomo_salla_map_store_info (odd);

  g_assert_cmpstr (info->currency, ==, "KWD");
  g_assert_cmpstr (info->domain, ==, "https://x.sa");
  g_assert_cmpstr (fallback->currency, ==, "SAR");
  g_assert_null (fallback->name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/order", test_order);
  g_test_add_func ("/map/order/strings-and-holes", test_order_of_strings_and_holes);
  g_test_add_func ("/map/order/whole", test_whole_order);
  g_test_add_func ("/map/order/whole/parts", test_parts_of_whole_order);
  g_test_add_func ("/map/order/no-coupon", test_no_coupon);
  g_test_add_func ("/map/order/too-much", test_too_much);
  g_test_add_func ("/map/order/light", test_light_order);
  g_test_add ("/map/order/brief-after-whole", RowsStore, NULL, rows_store_set_up, test_brief_after_whole,
              rows_store_tear_down);
  g_test_add_func ("/map/order/other-after-whole", test_other_after_whole);
  g_test_add_func ("/map/order/moved-after-whole", test_moved_after_whole);
  g_test_add ("/map/order/whole-after-whole", RowsStore, NULL, rows_store_set_up, test_whole_after_whole,
              rows_store_tear_down);
  g_test_add_func ("/map/order/rates", test_rates);
  g_test_add ("/map/order/another-currency", RowsStore, NULL, rows_store_set_up, test_shop_of_another_currency,
              rows_store_tear_down);
  g_test_add_func ("/map/order/unreadable", test_unreadable_orders);
  g_test_add_func ("/map/customer", test_customer);
  g_test_add_func ("/map/customer/holes", test_customer_of_holes);
  g_test_add ("/map/customer/less", RowsStore, NULL, rows_store_set_up, test_customer_of_less, rows_store_tear_down);
  g_test_add_func ("/map/store-info", test_store_info);
  return g_test_run ();
}
