#include "config.h"

#include "nomo-coupon.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map (JsonNode *row, GError **error)
{
  return nomo_salla_map_coupon (row, "SAR", ROWS_AS_OF, error);
}

#define START  G_GINT64_CONSTANT (1770152400000) /* 2026-02-04 in Riyadh */
#define EXPIRY G_GINT64_CONSTANT (1772398799000) /* 2026-03-01 23:59:59 in Riyadh */

#define MONEY(amount) "{\"amount\":" amount ",\"currency\":\"SAR\"}"

/* What makes a row readable, and beside it what a case is about. */
#define PERCENTAGE(rest)                                                                                              \
  "{\"id\":7,\"code\":\"WARD10\",\"expiry_date\":\"2026-03-01 23:59:59\",\"type\":\"percentage\",\"amount\":" MONEY ( \
      "10") "," rest "}"
#define FIXED(rest)                                                                                              \
  "{\"id\":7,\"code\":\"WARD10\",\"expiry_date\":\"2026-03-01 23:59:59\",\"type\":\"fixed\",\"amount\":" MONEY ( \
      "25.5") "," rest "}"
#define BARE(rest) "{\"id\":7,\"code\":\"WARD10\",\"expiry_date\":\"2026-03-01 23:59:59\"," rest "}"
#define GROUP(rest)                                                                                            \
  "{\"id\":8,\"code\":\"WARD\",\"expiry_date\":\"2026-03-01\",\"type\":\"F\",\"amount\":20,\"is_group\":true," \
  "\"group_name\":\"رموز العيد\",\"group_coupons_count\":\"3\"," rest "}"

#define WHOLE                                                                                                           \
  "{\"id\":1622600331,\"code\":\"WARD10\",\"type\":\"percentage\",\"status\":\"active\",\"is_apply_with_offer\":false," \
  "\"amount\":" MONEY ("12.5") ",\"minimum_amount\":" MONEY ("150") ",\"maximum_amount\":" MONEY (                      \
      "\"50\"") ",\"show_maximum_amount\":true,\"expiry_date\":\"2026-03-01 23:59:59\","                                \
                "\"start_date\":\"2026-02-04 00:00:00\",\"free_shipping\":false,\"usage_limit\":200,"                   \
                "\"usage_limit_per_user\":\"1\",\"include_product_ids\":[\"720881\",720882],"                           \
                "\"exclude_product_ids\":\"[\\\"136\\\",\\\"137\\\"]\",\"is_sale_products_exclude\":true,"              \
                "\"include_category_ids\":[\"676900112\"],\"exclude_category_ids\":[4],"                                \
                "\"include_customer_group_ids\":[5],\"exclude_customer_group_ids\":{\"1\":\"6\"},"                      \
                "\"exclude_brands_ids\":[{\"id\":9}],\"exclude_shipping_ids\":[10,\"10\",null],"                        \
                "\"include_customer_ids\":[225100417],\"include_payment_methods\":[\"mada\",\"cod\",\"mada\"],"         \
                "\"applied_in\":\"web\",\"is_group\":false,\"group_name\":null,\"group_coupons_count\":null,"           \
                "\"group_coupon_suffix\":null,\"group_coupons\":null,\"beneficiary_domain\":\"example.org\","           \
                "\"statistics\":{\"num_of_usage\":14,\"num_of_customers\":\"12\",\"coupon_sales\":" MONEY (             \
                    "3120.75") "},\"created_at\":" ROWS_DATE ",\"updated_at\":" ROWS_DATE                               \
                               ",\"marketing_active\":true,\"marketing_name\":\"سارة\",\"marketing_type\":\"P\","   \
                               "\"marketing_amount\":" MONEY (                                                          \
                                   "5") ",\"marketing_hide_total_sales\":true,\"marketing_show_maximum_amount\":"       \
                                        "false,\"marketing_maximum_amount\":30,\"marketing_info\":\"<b>شكرا</b>\"," \
                                        "\"marketing_visits_count\":88,"                                                \
                                        "\"marketing_url\":\"http://shop.example?utm_campaign=WARD10\","                \
                                        "\"marketing_statistics_url\":\"https://shop.example/s/1\"}"

static const RowsCase whole[] = {
  { WHOLE, COUPON_CODE, 0, "WARD10" },
  { WHOLE, COUPON_STATUS, 0, "active" },
  { WHOLE, COUPON_TYPE, 0, "percentage" },
  { WHOLE, COUPON_PERCENT, 1250 },
  { WHOLE, COUPON_AMOUNT, ROWS_NULL },
  { WHOLE, COUPON_MAXIMUM, 5000 },
  { WHOLE, COUPON_MINIMUM, 15000 },
  { WHOLE, COUPON_CURRENCY, 0, "SAR" },
  { WHOLE, COUPON_START, START },
  { WHOLE, COUPON_EXPIRY, EXPIRY },
  { WHOLE, COUPON_USAGE_LIMIT, 200 },
  { WHOLE, COUPON_USAGE_LIMIT_PER_USER, 1 },
  { WHOLE, COUPON_FREE_SHIPPING, 0 },
  { WHOLE, COUPON_EXCLUDE_SALE, 1 },
  { WHOLE, COUPON_SHOW_MAXIMUM, 1 },
  { WHOLE, COUPON_WITH_OFFERS, 0 },
  { WHOLE, COUPON_APPLIED_IN, 0, "web" },
  { WHOLE, COUPON_BENEFICIARY_DOMAIN, 0, "example.org" },
  { WHOLE, COUPON_IS_GROUP, 0 },
  { WHOLE, COUPON_GROUP_NAME, 0, NULL },
  { WHOLE, COUPON_GROUP_SUFFIX, 0, NULL },
  { WHOLE, COUPON_GROUP_COUNT, ROWS_NULL },
  { WHOLE, COUPON_MARKETING, 1 },
  { WHOLE, COUPON_MARKETING_NAME, 0, "سارة" },
  { WHOLE, COUPON_MARKETING_TYPE, 0, "percentage" },
  { WHOLE, COUPON_MARKETING_PERCENT, 500 },
  { WHOLE, COUPON_MARKETING_AMOUNT, ROWS_NULL },
  { WHOLE, COUPON_MARKETING_MAXIMUM, 3000 },
  { WHOLE, COUPON_MARKETING_SHOW_MAXIMUM, 0 },
  { WHOLE, COUPON_MARKETING_HIDE_SALES, 1 },
  { WHOLE, COUPON_MARKETING_INFO, 0, "<b>شكرا</b>" },
  { WHOLE, COUPON_BATCH, ROWS_NULL },
  { WHOLE, COUPON_MARKETING_VISITS, 88 },
  { WHOLE, COUPON_MARKETING_URL, 0, "http://shop.example?utm_campaign=WARD10" },
  { WHOLE, COUPON_STATISTICS_URL, 0, "https://shop.example/s/1" },
  { WHOLE, COUPON_USES, 14 },
  { WHOLE, COUPON_CUSTOMERS, 12 },
  { WHOLE, COUPON_SALES, 312075 },
  { WHOLE, COUPON_CREATED_AT, ROWS_AS_OF },
  { WHOLE, COUPON_UPDATED_AT, ROWS_AS_OF },
};
G_STATIC_ASSERT (G_N_ELEMENTS (whole) == COUPON_N_FIELDS);

static const RowsCase odd[] = {
  { PERCENTAGE ("\"maximum_amount\":null"), COUPON_MAXIMUM, 0 },
  { PERCENTAGE ("\"maximum_amount\":[]"), COUPON_MAXIMUM, 0 },
  { PERCENTAGE ("\"status\":\"deleted\""), COUPON_MAXIMUM, 0 },
  { PERCENTAGE ("\"status\":\"deleted\""), COUPON_STATUS, 0, "deleted" },
  { PERCENTAGE ("\"status\":\"deleted\""), COUPON_MINIMUM, ROWS_NULL },
  { PERCENTAGE ("\"minimum_amount\":" MONEY ("0")), COUPON_MINIMUM, ROWS_NULL },
  { PERCENTAGE ("\"minimum_amount\":{\"amount\":null,\"currency\":\"SAR\"}"), COUPON_MINIMUM, ROWS_NULL },
  { PERCENTAGE ("\"minimum_amount\":\"75\""), COUPON_MINIMUM, 7500 },
  { BARE ("\"type\":\"percentage \",\"amount\":\"10\""), COUPON_TYPE, 0, "percentage" },
  { BARE ("\"type\":\"p\",\"amount\":\"10\""), COUPON_PERCENT, 1000 },
  { BARE ("\"type\":\"P\",\"amount\":{\"amount\":7,\"currency\":\"KWD\"}"), COUPON_PERCENT, 700 },
  { BARE ("\"type\":\"Fixed\",\"amount\":{\"amount\":7,\"currency\":\"KWD\"}"), COUPON_AMOUNT, 7000 },
  { BARE ("\"type\":\"Fixed\",\"amount\":{\"amount\":7,\"currency\":\"KWD\"}"), COUPON_CURRENCY, 0, "KWD" },
  { BARE ("\"type\":\"fixed\",\"amount\":null,\"free_shipping\":true"), COUPON_AMOUNT, 0 },
  { BARE ("\"type\":\"fixed\",\"amount\":{\"amount\":null,\"currency\":\"SAR\"}"), COUPON_AMOUNT, 0 },
  { BARE ("\"type\":\"gift\",\"amount\":3"), COUPON_TYPE, 0, "gift" },
  { BARE ("\"type\":\"gift\",\"amount\":3"), COUPON_AMOUNT, 300 },
  { FIXED ("\"maximum_amount\":" MONEY ("0")), COUPON_AMOUNT, 2550 },
  { FIXED ("\"maximum_amount\":" MONEY ("0")), COUPON_MAXIMUM, ROWS_NULL },
  { FIXED ("\"start_date\":null"), COUPON_START, ROWS_NULL },
  { FIXED ("\"start_date\":\"\""), COUPON_START, ROWS_NULL },
  { FIXED ("\"start_date\":\"2026-02-04\""), COUPON_START, START },
  { FIXED ("\"start_date\":{\"date\":\"2026-02-03 21:00:00.000000\",\"timezone\":\"UTC\"}"), COUPON_START, START },
  { FIXED ("\"usage_limit\":null"), COUPON_USAGE_LIMIT, ROWS_NULL },
  { FIXED ("\"usage_limit\":0"), COUPON_USAGE_LIMIT, 0 },
  { FIXED ("\"free_shipping\":\"1\",\"is_apply_with_offer\":null"), COUPON_FREE_SHIPPING, 1 },
  { FIXED ("\"free_shipping\":\"1\",\"is_apply_with_offer\":null"), COUPON_WITH_OFFERS, ROWS_NULL },
  { FIXED ("\"free_shipping\":\"perhaps\""), COUPON_FREE_SHIPPING, ROWS_NULL },
  { FIXED ("\"free_shipping\":2"), COUPON_FREE_SHIPPING, ROWS_NULL },
  { FIXED ("\"marketing_active\":false,\"marketing_type\":null,\"marketing_amount\":null"), COUPON_MARKETING, 0 },
  { FIXED ("\"marketing_active\":false,\"marketing_type\":\"fixed\",\"marketing_amount\":5"), COUPON_MARKETING_AMOUNT,
    500 },
  { FIXED ("\"marketing_active\":false,\"marketing_type\":null,\"marketing_amount\":5"), COUPON_MARKETING_AMOUNT,
    ROWS_NULL },
  { FIXED ("\"marketing_maximum_amount\":0"), COUPON_MARKETING_MAXIMUM, ROWS_NULL },
  { FIXED ("\"marketing_url\":\"data:text/html,x\""), COUPON_MARKETING_URL, 0, NULL },
  { FIXED ("\"statistics\":[]"), COUPON_USES, ROWS_NULL },
  { FIXED ("\"statistics\":{\"num_of_usage\":-1,\"coupon_sales\":{\"amount\":1,\"currency\":\"KWD\"}}"), COUPON_USES,
    ROWS_NULL },
  { FIXED ("\"statistics\":{\"num_of_usage\":-1,\"coupon_sales\":{\"amount\":1,\"currency\":\"KWD\"}}"), COUPON_SALES,
    ROWS_NULL },
  { FIXED ("\"statistics\":{\"coupon_sales\":1e400}"), COUPON_SALES, ROWS_NULL },
  { FIXED ("\"created_at\":\"Tue Feb 03 2026 12:15:27 GMT+0300\""), COUPON_CREATED_AT, ROWS_AS_OF },
  { GROUP ("\"group_coupon_suffix\":null"), COUPON_CODE, 0, NULL },
  { GROUP ("\"group_coupon_suffix\":null"), COUPON_GROUP_SUFFIX, 0, "WARD" },
  { GROUP ("\"group_coupon_suffix\":\"WRD\""), COUPON_GROUP_SUFFIX, 0, "WRD" },
  { GROUP ("\"group_coupon_suffix\":null"), COUPON_GROUP_NAME, 0, "رموز العيد" },
  { GROUP ("\"group_coupon_suffix\":null"), COUPON_GROUP_COUNT, 3 },
  { GROUP ("\"group_coupon_suffix\":null"), COUPON_IS_GROUP, 1 },
};

static void
test_fields (void)
{
  rows_check (map, whole, G_N_ELEMENTS (whole));
  rows_check (map, odd, G_N_ELEMENTS (odd));
}

static char *
dup_targets (const NomoRecord *coupon)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < nomo_record_count_part (coupon, COUPON_PART_TARGETS); i++)
    g_string_append_printf (text, "%s ", nomo_record_part_text (coupon, COUPON_PART_TARGETS, i, COUPON_TARGET));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_lists (void)
{
  g_autoptr (NomoRecord) coupon = rows_map (map, WHOLE);
  g_autofree char *targets = dup_targets (coupon);

  g_assert_cmpstr (targets, ==,
                   "include_product:720881 include_product:720882 exclude_product:136 exclude_product:137 "
                   "include_category:676900112 exclude_category:4 exclude_brand:9 include_group:5 exclude_group:6 "
                   "exclude_shipping:10 ");
  g_assert_cmpuint (nomo_record_count_part (coupon, COUPON_PART_CUSTOMERS), ==, 1);
  g_assert_cmpint (nomo_record_part_int (coupon, COUPON_PART_CUSTOMERS, 0, COUPON_CUSTOMER), ==, 225100417);
  g_assert_cmpuint (nomo_record_count_part (coupon, COUPON_PART_PAYMENT_METHODS), ==, 2);
  g_assert_cmpstr (nomo_record_part_text (coupon, COUPON_PART_PAYMENT_METHODS, 1, COUPON_PAYMENT_METHOD), ==, "cod");
  g_assert_cmpuint (nomo_record_count_part (coupon, COUPON_PART_CODES), ==, 0);
}

static void
test_no_lists (void)
{
  static const char *const rows[] = {
    FIXED ("\"include_product_ids\":[],\"include_payment_methods\":[\"all\"]"),
    FIXED ("\"include_product_ids\":{},\"include_payment_methods\":\"all\""),
    FIXED ("\"include_product_ids\":null,\"include_payment_methods\":null"),
    FIXED ("\"include_product_ids\":\"\",\"include_payment_methods\":[\"mada\",\"all\"]"),
    FIXED ("\"include_product_ids\":\"[]\",\"include_payment_methods\":\"[\\\"all\\\"]\""),
    FIXED ("\"include_product_ids\":[null,\"\"],\"include_payment_methods\":[]"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (NomoRecord) coupon = rows_map (map, rows[i]);

    for (guint part = 0; part < COUPON_N_PARTS; part++)
      g_assert_cmpuint (nomo_record_count_part (coupon, part), ==, 0);
  }
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "{\"id\":7,\"code\":\"A\",\"type\":\"fixed\",\"amount\":1}",
    "{\"id\":7,\"code\":\"A\",\"type\":\"fixed\",\"amount\":1,\"expiry_date\":\"soon\"}",
    "{\"id\":7,\"type\":\"fixed\",\"amount\":1,\"expiry_date\":\"2026-03-01\"}",
    BARE ("\"amount\":1"),
    BARE ("\"type\":[],\"amount\":1"),
    BARE ("\"type\":\"fixed\",\"amount\":\"much\""),
    BARE ("\"type\":\"fixed\",\"amount\":1e400"),
    BARE ("\"type\":\"fixed\",\"amount\":92233720368547758"),
    BARE ("\"type\":\"fixed\",\"amount\":-1"),
    BARE ("\"type\":\"percentage\",\"amount\":101"),
    BARE ("\"type\":\"percentage\",\"amount\":null"),
    PERCENTAGE ("\"maximum_amount\":\"much\""),
    PERCENTAGE ("\"maximum_amount\":{\"amount\":5,\"currency\":\"KWD\"}"),
    FIXED ("\"minimum_amount\":\"much\""),
    FIXED ("\"minimum_amount\":-1"),
    FIXED ("\"minimum_amount\":1e400"),
    FIXED ("\"usage_limit\":\"few\""),
    FIXED ("\"usage_limit\":1.5"),
    FIXED ("\"usage_limit\":-1"),
    FIXED ("\"usage_limit_per_user\":123456789012345678901234"),
    FIXED ("\"start_date\":\"0000-00-00\""),
    FIXED ("\"start_date\":{\"date\":null}"),
    FIXED ("\"start_date\":\"2026-03-02\""),
    FIXED ("\"marketing_active\":true,\"marketing_maximum_amount\":\"much\""),
    FIXED ("\"marketing_active\":true,\"marketing_name\":\"s\",\"marketing_type\":null"),
    FIXED ("\"include_product_ids\":[\"x\"]"),
    FIXED ("\"include_product_ids\":[0]"),
    FIXED ("\"include_product_ids\":[7.5]"),
    FIXED ("\"include_product_ids\":[123456789012345678901234]"),
    FIXED ("\"exclude_brands_ids\":\"[1,\""),
    FIXED ("\"exclude_brands_ids\":\"[\\\"[1]\\\"]\""),
    FIXED ("\"exclude_shipping_ids\":true"),
    FIXED ("\"include_customer_ids\":[-5]"),
    FIXED ("\"include_customer_ids\":[0]"),
    FIXED ("\"include_payment_methods\":[false]"),
    "{\"id\":7,\"code\":\"A B\",\"type\":\"fixed\",\"amount\":1,\"expiry_date\":\"2026-03-01\"}",
    "{\"id\":8,\"code\":\"WARD\",\"expiry_date\":\"2026-03-01\",\"type\":\"F\",\"amount\":20,\"is_group\":true}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows_refuse (map, rows[i]);
  rows_check_ids (map, ",\"code\":\"A\",\"type\":\"F\",\"amount\":1,\"expiry_date\":\"2026-03-01\"");
  rows_check_texts (map, COUPON_MARKETING_INFO,
                    "{\"id\":7,\"code\":\"A\",\"type\":\"F\",\"amount\":1,\"expiry_date\":\"2026-03-01\","
                    "\"marketing_info\":\"",
                    "\"}");
}

static char *
dup_codes (const NomoRecord *coupon)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < nomo_record_count_part (coupon, COUPON_PART_CODES); i++)
    g_string_append_printf (text, "%s ", nomo_record_part_text (coupon, COUPON_PART_CODES, i, COUPON_CHILD_CODE));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static NomoRecord *
add_page (const NomoRecord *coupon, const char *text)
{
  g_autoptr (JsonNode) rows = rows_parse (text);
  g_autoptr (GError) error = NULL;
  NomoRecord *group = nomo_salla_map_coupon_codes (coupon, rows, ROWS_AS_OF + 1000, &error);

  g_assert_no_error (error);
  return group;
}

/* The codes of a group come with it, or page by page; a group that tells none keeps those that are known. */
static void
test_codes (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) told =
      rows_map (map, GROUP ("\"group_coupons\":[{\"code\":\"WARDk2Qz\"},{},{\"code\":\"WARDk2Qz\"},\"B\"]"));
  g_autoptr (NomoRecord) silent = rows_map (map, GROUP ("\"group_coupons\":[]"));
  g_autoptr (NomoRecord) held = rows_store_put (store, told);
  g_autoptr (NomoRecord) more = add_page (
      held, "[{\"id\":1,\"code\":\"WARDk2Qz\"},{\"id\":2,\"code\":70},{\"id\":3},{\"code\":null},\"C\",null]");
  g_autoptr (NomoRecord) nothing = add_page (more, "{}");
  g_autofree char *first = dup_codes (held);
  g_autofree char *second = NULL;

  g_assert_cmpstr (first, ==, "WARDk2Qz B ");
  g_assert_cmpuint (nomo_record_count_part (more, COUPON_PART_CODES), ==, 4);
  g_assert_true (nomo_record_equal (more, nothing));
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, more);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, silent);
  second = dup_codes (held);
  g_assert_cmpstr (second, ==, "WARDk2Qz B 70 C ");
}

/* A row that tells fewer codes than the group has leaves those that are known; one that tells all of them leaves no others. */
static void
test_some_codes (RowsStore *store, gconstpointer data)
{
  static const struct {
    const char *row, *codes;
  } steps[] = {
    { GROUP ("\"group_coupons\":[{\"code\":\"A\"},{\"code\":\"B\"}]"), "A B " },
    { GROUP ("\"group_coupons\":[{\"code\":\"C\"},{\"code\":\"A\"}]"), "A B C " },
    { GROUP ("\"group_coupons\":[]"), "A B C " },
    { GROUP ("\"group_coupons\":[\"D\",\"C\",\"F\"]"), "D C F " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (NomoRecord) told = rows_map (map, steps[i].row);
    g_autoptr (NomoRecord) held = rows_store_put (store, told);
    g_autofree char *codes = dup_codes (held);

    g_assert_cmpstr (codes, ==, steps[i].codes);
  }
}

static void
test_huge_code (void)
{
  g_autoptr (NomoRecord) group = rows_map (map, GROUP ("\"group_coupons\":null"));
  g_autofree char *code = g_strnfill (1024 * 1024 + 1, 'x');
  g_autofree char *text = g_strdup_printf ("[{\"code\":\"%s\"}]", code);
  g_autoptr (JsonNode) rows = rows_parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_salla_map_coupon_codes (group, rows, ROWS_AS_OF, &error));
  g_assert_nonnull (error);
}

/* Salla's image waits for nobody; a row that tells no lists leaves those that are known. */
static void
test_image (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) first =
      rows_map (map, FIXED ("\"minimum_amount\":9,\"exclude_product_ids\":[3],\"usage_limit\":4"));
  g_autoptr (NomoRecord) second = rows_map (map, FIXED ("\"status\":\"inactive\""));
  g_autoptr (NomoRecord) third =
      rows_map (map, FIXED ("\"minimum_amount\":null,\"include_product_ids\":[],\"usage_limit\":null"));
  g_autoptr (NomoRecord) held = rows_store_put (store, first);

  g_assert_false (nomo_record_is_pending (held));
  g_assert_cmpint (nomo_record_get_salla_id (held), ==, 7);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, second);
  g_assert_cmpint (nomo_record_get_int (held, COUPON_MINIMUM), ==, 900);
  g_assert_cmpint (nomo_record_get_int (held, COUPON_USAGE_LIMIT), ==, 4);
  g_assert_cmpuint (nomo_record_count_part (held, COUPON_PART_TARGETS), ==, 1);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, third);
  g_assert_true (nomo_record_is_null (held, COUPON_MINIMUM));
  g_assert_true (nomo_record_is_null (held, COUPON_USAGE_LIMIT));
  g_assert_cmpuint (nomo_record_count_part (held, COUPON_PART_TARGETS), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/coupon/fields", test_fields);
  g_test_add_func ("/map/coupon/lists", test_lists);
  g_test_add_func ("/map/coupon/no-lists", test_no_lists);
  g_test_add_func ("/map/coupon/refused", test_refused);
  g_test_add ("/map/coupon/codes", RowsStore, NULL, rows_store_set_up, test_codes, rows_store_tear_down);
  g_test_add ("/map/coupon/some-codes", RowsStore, NULL, rows_store_set_up, test_some_codes, rows_store_tear_down);
  g_test_add_func ("/map/coupon/huge-code", test_huge_code);
  g_test_add ("/map/coupon/image", RowsStore, NULL, rows_store_set_up, test_image, rows_store_tear_down);
  return g_test_run ();
}
