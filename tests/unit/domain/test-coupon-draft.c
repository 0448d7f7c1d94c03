#include "nomo-coupon-draft.h"
#include "nomo-coupon.h"
#include "nomo-error.h"
#include "nomo-store-error.h"

#include <string.h>

static NomoRecord *
read_draft (const char *json, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return nomo_coupon_draft_read (bytes, "SAR", error);
}

static void
test_short (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) coupon =
      read_draft ("{\"type\": \"percentage\", \"percent\": 1500, \"minimum\": \"200.50\", \"free_shipping\": true,"
                  " \"targets\": [\"include_product:7\"], \"payment_methods\": [\"mada\", {\"method\": \"cod\"}],"
                  " \"customers\": [41, \"42\", {\"customer\": \"43\"}], \"usage_limit\": null}",
                  &error);
  NomoCouponTarget target;
  gint64 id;

  g_assert_no_error (error);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_PERCENT), ==, 1500);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_MINIMUM), ==, 20050);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_FREE_SHIPPING), ==, 1);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_MAXIMUM), ==, 0);
  g_assert_true (nomo_record_is_null (coupon, COUPON_USAGE_LIMIT));
  g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_CURRENCY), ==, "SAR");
  g_assert_cmpuint (nomo_record_count_part (coupon, COUPON_PART_PAYMENT_METHODS), ==, 2);
  g_assert_cmpstr (nomo_record_part_text (coupon, COUPON_PART_PAYMENT_METHODS, 1, COUPON_PAYMENT_METHOD), ==, "cod");
  g_assert_cmpuint (nomo_record_count_part (coupon, COUPON_PART_CUSTOMERS), ==, 3);
  g_assert_cmpint (nomo_record_part_int (coupon, COUPON_PART_CUSTOMERS, 2, COUPON_CUSTOMER), ==, 43);
  g_assert_true (nomo_coupon_get_target (coupon, 0, &target, &id));
  g_assert_cmpint (target, ==, COUPON_INCLUDE_PRODUCT);
  g_assert_cmpint (id, ==, 7);
}

/* What a coupon is written as can be read as a draft that does the same. */
static void
test_written (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), 5);
  g_autoptr (NomoRecord) coupon = NULL;
  g_autoptr (NomoRecord) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  nomo_builder_set_text (builder, COUPON_CODE, "WARD10");
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_int (builder, COUPON_BATCH, 3);
  nomo_builder_add_part (builder, COUPON_PART_GIVEN);
  nomo_builder_part_text (builder, COUPON_PART_GIVEN, COUPON_GIVEN_CODE, "WARD10");
  nomo_builder_part_int (builder, COUPON_PART_GIVEN, COUPON_GIVEN_CUSTOMER, 41);
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 1234);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_START, 1);
  nomo_builder_set_int (builder, COUPON_EXPIRY, 1000000);
  nomo_builder_set_int (builder, COUPON_USES, 9);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_BRAND, 8);
  coupon = nomo_builder_end (builder);
  json = nomo_record_to_json (coupon);
  draft = read_draft (json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nomo_record_get_text (draft, COUPON_CODE), ==, "WARD10");
  g_assert_cmpint (nomo_record_get_int (draft, COUPON_AMOUNT), ==, 1234);
  g_assert_true (nomo_record_is_null (draft, COUPON_START));
  g_assert_true (nomo_record_is_null (draft, COUPON_USES));
  g_assert_true (nomo_record_is_null (draft, COUPON_BATCH));
  g_assert_cmpuint (nomo_record_count_part (draft, COUPON_PART_GIVEN), ==, 0);
  g_assert_cmpuint (nomo_record_count_part (draft, COUPON_PART_TARGETS), ==, 1);
}

static void
test_refused (void)
{
  static const struct {
    const char *json;
    const char *sentence;
  } cases[] = {
    { "", "The draft is no JSON, or too long for a coupon. It could be read up to line 1." },
    { "{\n\n\"type\"", "The draft is no JSON, or too long for a coupon. It could be read up to line 3." },
    { "[]", "The draft must stand between { and }." },
    { "{\"precent\": 5}", "The draft speaks of “precent”, which coupons do not have." },
    { "{\"type\": \"fixed\", \"amount\": \"x\"}", "What the draft says for “amount” could not be understood." },
    { "{\"type\": \"fixed\", \"amount\": {\"amount\": \"5\", \"currency\": \"USD\"}}",
      "What the draft says for “amount” could not be understood." },
    { "{\"free_shipping\": \"maybe\"}", "What the draft says for “free_shipping” could not be understood." },
    { "{\"percent\": 1.5}", "What the draft says for “percent” could not be understood." },
    { "{\"targets\": \"include_product:7\"}", "What the draft says for “targets” could not be understood." },
    { "{\"targets\": [{}]}", "What the draft says for “targets” could not be understood." },
    { "{\"customers\": [-3]}", "What the draft says for “customers” could not be understood." },
    { "{\"type\": [], \"amount\": 5}", "What the draft says for “type” could not be understood." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_draft (cases[i].json, &error));
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, cases[i].sentence);
  }
}

/* The rules of a coupon hold for a draft. */
static void
test_rules (void)
{
  static const char *const drafts[] = {
    "{}",
    "{\"type\": \"percentage\"}",
    "{\"type\": \"percentage\", \"percent\": 10001}",
    "{\"type\": \"fixed\", \"amount\": -1}",
    "{\"type\": \"fixed\", \"amount\": 1, \"targets\": [\"moon:1\"]}",
    "{\"type\": \"fixed\", \"amount\": 1, \"usage_limit\": -2}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_draft (drafts[i], &error));
    g_assert_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coupon-draft/short", test_short);
  g_test_add_func ("/coupon-draft/written", test_written);
  g_test_add_func ("/coupon-draft/refused", test_refused);
  g_test_add_func ("/coupon-draft/rules", test_rules);
  return g_test_run ();
}
