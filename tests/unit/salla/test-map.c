#include "config.h"

#include "nomo-customer.h"
#include "nomo-json.h"
#include "nomo-order.h"
#include "nomo-salla-error.h"
#include "nomo-salla-map.h"

#include <string.h>

#define AS_OF 1770110127000

#define DATE "\"date\":{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone\":\"Asia/Riyadh\"}"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = nomo_json_parse (bytes, 0, NULL, &error);

  g_assert_no_error (error);
  return node;
}

static NomoRecord *
map_order (const char *text)
{
  g_autoptr (JsonNode) node = parse (text);
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
    g_autoptr (JsonNode) node = parse (rows[i]);
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
  g_autoptr (JsonNode) node = parse (
      "{\"id\":225100417,\"first_name\":\"هند\",\"last_name\":\"السالم\",\"mobile\":500000777,\"mobile_code\":\"+966\","
      "\"email\":\"hind@example.org\",\"city\":\"الرياض\",\"gender\":\"female\",\"groups\":[5,\"6\",{\"id\":7}],"
      "\"updated_at\":{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone\":\"Asia/Riyadh\"}}");
  g_autoptr (NomoRecord) customer = nomo_salla_map_customer (node, AS_OF, NULL);

  g_assert_nonnull (customer);
  g_assert_cmpstr (nomo_record_get_text (customer, CUSTOMER_NAME), ==, "هند السالم");
  g_assert_cmpstr (nomo_record_get_text (customer, CUSTOMER_PHONE), ==, "+966500000777");
  g_assert_cmpstr (nomo_record_get_text (customer, CUSTOMER_GROUPS), ==, "5 6 7");
  g_assert_cmpint (nomo_record_get_int (customer, CUSTOMER_FIRST_SEEN), ==, AS_OF);
}

static void
test_store_info (void)
{
  g_autoptr (JsonNode) whole =
      parse ("{\"name\":\"ورد\",\"domain\":\"https://x.sa\",\"currency\":\"KWD\",\"plan\":\"pro\"}");
  g_autoptr (JsonNode) odd = parse ("{\"name\":null,\"currency\":\"riyal\"}");
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
  g_test_add_func ("/map/order/rates", test_rates);
  g_test_add_func ("/map/order/unreadable", test_unreadable_orders);
  g_test_add_func ("/map/customer", test_customer);
  g_test_add_func ("/map/store-info", test_store_info);
  return g_test_run ();
}
