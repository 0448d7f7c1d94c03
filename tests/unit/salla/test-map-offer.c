#include "config.h"

#include "nomo-offer.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map (JsonNode *row, GError **error)
{
  return nomo_salla_map_offer (row, "SAR", ROWS_AS_OF, error);
}

static const RowsCase cases[] = {
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"name\":\" عرض \"}", OFFER_NAME, 0, "عرض" },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage \",\"x\":0}", OFFER_TYPE, 0, "percentage" },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"flash\",\"x\":0}", OFFER_TYPE, 0, "flash" },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"status\":\"inactive\"}", OFFER_STATUS, 0, "inactive" },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"status\":\"expired\"}", OFFER_STATUS, 0, "expired" },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"message\":\"\"}", OFFER_MESSAGE, 0, NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"applied_to\":\"paymentMethod\"}", OFFER_APPLIED_TO, 0,
    "paymentMethod" },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"applied_channel\":\"browser\"}", OFFER_CHANNEL, 0,
    "browser" },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"applied_with_coupon\":\"true\"}", OFFER_WITH_COUPON, 1 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"applied_with_coupon\":null}", OFFER_WITH_COUPON,
    ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"select_by\":\"\"}", OFFER_SELECT_BY, 0, NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"expiry_date\":\"2026-02-03 12:15:27\"}", OFFER_EXPIRY,
    ROWS_AS_OF },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"expiry_date\":{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone_type\":3,\"timezone\":\"Asia/Riyadh\"}}",
    OFFER_EXPIRY, ROWS_AS_OF },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"expiry_date\":\"Tue Feb 03 2026 12:15:27 GMT+0300\"}",
    OFFER_EXPIRY, ROWS_AS_OF },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"expiry_date\":\"2026-02-03T09:15:27.000000Z\"}",
    OFFER_EXPIRY, ROWS_AS_OF },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"expiry_date\":null}", OFFER_EXPIRY, ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"start_date\":\"\",\"expiry_date\":\"2026-02-03\"}",
    OFFER_START, ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":{\"amount\":150,\"currency\":\"SAR\"}}}",
    OFFER_MINIMUM, 15000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":150}}", OFFER_MINIMUM, 15000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":\"150.00\"}}", OFFER_MINIMUM,
    15000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":null}}", OFFER_MINIMUM, ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":0}}", OFFER_MINIMUM, ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"min_purchase_amount\":150}", OFFER_MINIMUM, 15000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_items\":\"3\"}}", OFFER_MINIMUM_ITEMS, 3 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"min_items_count\":3}", OFFER_MINIMUM_ITEMS, 3 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":[]}", OFFER_BUY_QUANTITY, ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"quantity\":\"2\"}}", OFFER_BUY_QUANTITY, 2 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"get\":{\"discount_amount\":\"5.00\"}}", OFFER_PERCENT,
    500 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"get\":{\"discount_amount\":\"5.00\"}}", OFFER_AMOUNT,
    ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"fixed_amount\",\"get\":{\"discount_amount\":\"5.00\"}}", OFFER_AMOUNT,
    500 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"fixed_amount\",\"get\":{\"discount_amount\":\"5.00\"}}", OFFER_PERCENT,
    ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"buy_x_get_y\",\"get\":{\"discount_type\":\"percentage \",\"discount_amount\":50}}",
    OFFER_PERCENT, 5000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"buy_x_get_y\",\"get\":{\"discount_type\":\"free-product\",\"discount_amount\":\"x\"}}",
    OFFER_AMOUNT, ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"special_price\",\"special_price\":{\"quantity\":\"3\",\"price\":{\"amount\":99.5,\"currency\":\"SAR\"}}}",
    OFFER_PRICE, 9950 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"special_price\",\"special_price\":{\"quantity\":\"3\",\"price\":99}}",
    OFFER_PRICE_QUANTITY, 3 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"special_price\",\"price\":99}", OFFER_PRICE, 9900 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"special_price\":null}", OFFER_PRICE, ROWS_NULL },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"exclude_sale_items\":true}", OFFER_EXCLUDE_SALE, 1 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"exclude_sale_products\":1}", OFFER_EXCLUDE_SALE, 1 },
};

#define LISTS \
  "{\"id\":7,\"name\":\"a\",\"offer_type\":\"buy_x_get_y\",\"buy\":{\"products\":[720881,\"5\",{\"id\":6,\"price\":12,\"is_available\":1,\"created_at\":\"2026-01-01T00:00:00.000000Z\"},{\"id\":\"8\",\"price\":{\"amount\":1,\"currency\":\"SAR\"}},5],\"categories\":{\"1\":4}},\"get\":{\"products\":[{\"id\":9,\"price\":{\"amount\":120,\"currency\":\"SAR\"}}]},\"excluded_buy_products_ids\":[3],\"customer_groups\":[1],\"scopes\":[{\"id\":2}],\"scopes_ids\":[2],\"buy.x\":0,\"payment_methods\":[\"mada\"]}"

static void
test_fields (void)
{
  rows_check (map, cases, G_N_ELEMENTS (cases));
}

static void
test_targets (void)
{
  g_autoptr (NomoRecord) offer = rows_map (map, LISTS);
  g_autoptr (NomoRecord) none = rows_map (map, "{\"id\":7,\"name\":\"a\",\"offer_type\":\"x\",\"buy\":[],\"get\":{}}");
  static const struct {
    NomoOfferTarget target;
    gint64 id;
  } bought[] = {
    { OFFER_PRODUCT, 720881 }, { OFFER_PRODUCT, 5 },  { OFFER_PRODUCT, 6 },
    { OFFER_PRODUCT, 8 },      { OFFER_CATEGORY, 4 }, { OFFER_EXCLUDED_PRODUCT, 3 },
  };
  NomoOfferTarget target = OFFER_N_TARGETS;
  gint64 id = 0;

  g_assert_cmpuint (nomo_record_count_part (offer, OFFER_PART_BUY), ==, G_N_ELEMENTS (bought));
  for (guint i = 0; i < G_N_ELEMENTS (bought); i++) {
    g_assert_true (nomo_offer_get_target (offer, OFFER_PART_BUY, i, &target, &id));
    g_assert_cmpint (target, ==, bought[i].target);
    g_assert_cmpint (id, ==, bought[i].id);
  }
  g_assert_cmpuint (nomo_record_count_part (offer, OFFER_PART_GET), ==, 1);
  g_assert_cmpstr (nomo_record_part_text (offer, OFFER_PART_GET, 0, OFFER_TARGET), ==, "product:9");
  g_assert_cmpuint (nomo_record_count_part (offer, OFFER_PART_AUDIENCE), ==, 2);
  g_assert_cmpstr (nomo_record_part_text (offer, OFFER_PART_AUDIENCE, 0, OFFER_TARGET), ==, "group:1");
  g_assert_cmpstr (nomo_record_part_text (offer, OFFER_PART_AUDIENCE, 1, OFFER_TARGET), ==, "scope:2");
  g_assert_cmpstr (nomo_record_part_text (offer, OFFER_PART_PAYMENT_METHODS, 0, OFFER_PAYMENT_METHOD), ==, "mada");
  g_assert_cmpuint (nomo_record_count_part (none, OFFER_PART_BUY), ==, 0);
}

static const struct {
  const char *row;
  guint field;
  gint64 number;
} tiers[] = {
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"tiers\":[{\"name\":\"a\",\"min_purchases\":\"500\",\"type\":\"percentage \",\"discount\":\"10\"}]}",
    OFFER_TIER_MINIMUM, 50000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"tiers\":[{\"name\":\"a\",\"min_purchases\":\"500\",\"type\":\"percentage \",\"discount\":\"10\"}]}",
    OFFER_TIER_PERCENT, 1000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"tiers\":[{\"name\":\"a\",\"min_purchases\":500,\"type\":\"fixed\",\"discount\":\"10\"}]}",
    OFFER_TIER_AMOUNT, 1000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"based_on\":\"products_count\",\"options\":[{\"discount_apply_type\":\"percentage\",\"condition_threshold\":3,\"discount_amount\":\"7.5\",\"max_customer_discount\":20}]}",
    OFFER_TIER_QUANTITY, 3 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"based_on\":\"products_count\",\"options\":[{\"discount_apply_type\":\"percentage\",\"condition_threshold\":3,\"discount_amount\":\"7.5\",\"max_customer_discount\":20}]}",
    OFFER_TIER_PERCENT, 750 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"based_on\":\"products_count\",\"options\":[{\"discount_apply_type\":\"percentage\",\"condition_threshold\":3,\"discount_amount\":\"7.5\",\"max_customer_discount\":20}]}",
    OFFER_TIER_MAXIMUM, 2000 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"based_on\":\"order_amount\",\"options\":[{\"discount_apply_type\":\"fixed\",\"condition_threshold\":3,\"discount_amount\":5}]}",
    OFFER_TIER_MINIMUM, 300 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"based_on\":\"order_amount\",\"options\":[{\"discount_apply_type\":\"fixed\",\"condition_threshold\":3,\"discount_amount\":5}]}",
    OFFER_TIER_AMOUNT, 500 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"discounts_table\":[{\"quantity\":\"2\",\"discount\":\"5.5\"}]}",
    OFFER_TIER_QUANTITY, 2 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"discounts_table\":[{\"quantity\":\"2\",\"discount\":\"5.5\"}]}",
    OFFER_TIER_PERCENT, 550 },
  { "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"discounts_table\":[{\"quantity\":\"2\",\"discount_amount\":\"5.5\"}]}",
    OFFER_TIER_PERCENT, 550 },
};

static void
test_tiers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++) {
    g_autoptr (NomoRecord) offer = rows_map (map, tiers[i].row);

    g_assert_cmpuint (nomo_record_count_part (offer, OFFER_PART_TIERS), ==, 1);
    g_assert_cmpint (nomo_record_part_int (offer, OFFER_PART_TIERS, 0, tiers[i].field), ==, tiers[i].number);
  }
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "{\"id\":7,\"offer_type\":\"percentage\"}",
    "{\"id\":7,\"name\":\"a\"}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"expiry_date\":\"soon\"}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"start_date\":\"soon\"}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":\"x\"}}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":{\"amount\":1,\"currency\":\"KWD\"}}}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_items\":\"x\"}}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"get\":{\"discount_amount\":\"x\"}}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"get\":{\"discount_amount\":101}}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"products\":[\"x\"]}}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"tiers\":[{\"min_purchases\":1}]}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"tiers\":[null]}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"start_date\":\"2026-02-03\",\"expiry_date\":\"2026-02-02\"}",
    "{\"id\":7,\"name\":\"a\",\"offer_type\":\"percentage\",\"buy\":{\"min_amount\":-1}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows_refuse (map, rows[i]);
  rows_check_ids (map, ",\"name\":\"a\",\"offer_type\":\"x\"");
  rows_check_texts (map, OFFER_NAME, "{\"id\":7,\"offer_type\":\"x\",\"name\":\"", "\"}");
}

/* What a webhook does not tell stays. */
static void
test_in_part (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) first = rows_map (map, LISTS);
  g_autoptr (NomoRecord) second = rows_map (map, "{\"id\":7,\"name\":\"b\",\"offer_type\":\"buy_x_get_y\"}");
  g_autoptr (NomoRecord) held = rows_store_put (store, first);

  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, second);
  g_assert_cmpstr (nomo_record_get_text (held, OFFER_NAME), ==, "b");
  g_assert_cmpuint (nomo_record_count_part (held, OFFER_PART_BUY), ==, 6);
  g_assert_false (nomo_record_is_pending (held));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/offer/fields", test_fields);
  g_test_add_func ("/map/offer/targets", test_targets);
  g_test_add_func ("/map/offer/tiers", test_tiers);
  g_test_add_func ("/map/offer/refused", test_refused);
  g_test_add ("/map/offer/in-part", RowsStore, NULL, rows_store_set_up, test_in_part, rows_store_tear_down);
  return g_test_run ();
}
