#include "config.h"

#include "fixture.h"
#include "nomo-batch.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-coupon-checks.h"
#include "nomo-coupon-code.h"
#include "nomo-coupon-form.h"
#include "nomo-coupon-taken.h"
#include "nomo-form-field.h"
#include "nomo-locale.h"
#include "nomo-offer.h"
#include "nomo-product.h"

#include <adwaita.h>

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY  (24 * HOUR)

/* Friday, 27 November 2026, 12:00 in Riyadh. */
#define NOW G_GINT64_CONSTANT (1795770000000)

static NomoCouponForm *
create_form (NomoRecord *coupon)
{
  NomoCouponForm *form = nomo_coupon_form_new ("SAR", nomo_calendar_riyadh ());

  nomo_coupon_form_load (form, coupon, NOW);
  return form;
}

static NomoRecordBuilder *
build_coupon (gint64 id, gint64 expiry)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_EXPIRY, expiry);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 0);
  nomo_builder_set_int (builder, COUPON_EXCLUDE_SALE, 1);
  nomo_builder_set_int (builder, COUPON_SHOW_MAXIMUM, 0);
  nomo_builder_set_text (builder, COUPON_APPLIED_IN, "app");
  nomo_builder_set_int (builder, COUPON_IS_GROUP, 0);
  nomo_builder_set_int (builder, COUPON_MARKETING, 0);
  nomo_builder_set_int (builder, COUPON_MARKETING_SHOW_MAXIMUM, 1);
  nomo_builder_set_int (builder, COUPON_MARKETING_HIDE_SALES, 0);
  return builder;
}

static NomoRecord *
create_percent (void)
{
  NomoRecordBuilder *builder = build_coupon (5, NOW + 9 * DAY + 59 * 60000);

  nomo_builder_set_text (builder, COUPON_CODE, "WARD20");
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1250);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 15050);
  nomo_builder_set_int (builder, COUPON_MINIMUM, 1234500);
  nomo_builder_set_int (builder, COUPON_START, NOW + DAY + 90 * 60000);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, 1000);
  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT_PER_USER, 1);
  nomo_builder_set_int (builder, COUPON_WITH_OFFERS, 1);
  nomo_coupon_add_target (builder, COUPON_INCLUDE_CATEGORY, 100);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_PRODUCT, 200);
  nomo_coupon_add_target (builder, COUPON_EXCLUDE_SHIPPING, 300);
  nomo_builder_add_part (builder, COUPON_PART_PAYMENT_METHODS);
  nomo_builder_part_text (builder, COUPON_PART_PAYMENT_METHODS, COUPON_PAYMENT_METHOD, "mada");
  return nomo_builder_end (builder);
}

static NomoRecord *
create_marketed (void)
{
  NomoRecordBuilder *builder = build_coupon (6, NOW + 9 * DAY);

  nomo_builder_set_text (builder, COUPON_CODE, "نوف15");
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 2500);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  nomo_builder_set_int (builder, COUPON_MARKETING, 1);
  nomo_builder_set_text (builder, COUPON_MARKETING_NAME, "نوف");
  nomo_builder_set_text (builder, COUPON_MARKETING_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_MARKETING_PERCENT, 500);
  nomo_builder_set_int (builder, COUPON_MARKETING_MAXIMUM, 9900);
  nomo_builder_set_int (builder, COUPON_MARKETING_HIDE_SALES, 1);
  nomo_builder_set_text (builder, COUPON_MARKETING_INFO, "شكرًا");
  return nomo_builder_end (builder);
}

static NomoRecord *
create_shipping (void)
{
  NomoRecordBuilder *builder = build_coupon (7, NOW + 9 * DAY);

  nomo_builder_set_text (builder, COUPON_CODE, "SHIP");
  nomo_builder_set_text (builder, COUPON_TYPE, "fixed");
  nomo_builder_set_int (builder, COUPON_AMOUNT, 0);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  nomo_builder_set_int (builder, COUPON_WITH_OFFERS, 0);
  return nomo_builder_end (builder);
}

static NomoRecord *
create_group (void)
{
  NomoRecordBuilder *builder = build_coupon (8, NOW + 9 * DAY);

  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 1000);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 0);
  nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
  nomo_builder_set_text (builder, COUPON_GROUP_NAME, "العيد");
  nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, "EID");
  nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 50);
  return nomo_builder_end (builder);
}

/* A coupon that is opened and published again says what it said; and so does what was typed, as a draft keeps it. */
static void
test_round_trip (void)
{
  NomoRecord *(*const creators[]) (void) = { create_percent, create_marketed, create_shipping, create_group };

  for (guint i = 0; i < G_N_ELEMENTS (creators); i++) {
    g_autoptr (NomoRecord) coupon = creators[i]();
    g_autoptr (NomoCouponForm) form = create_form (coupon);
    g_autoptr (NomoCouponForm) again = create_form (NULL);
    g_autoptr (NomoRecord) written = nomo_coupon_form_create_record (form);
    g_autofree char *json = nomo_coupon_form_to_json (form);
    g_autofree char *json_again = NULL;
    g_autofree char *fault = nomo_coupon_form_dup_fault (form, NOW);
    g_autoptr (GError) error = NULL;

    g_assert_true (nomo_record_validate (coupon, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (fault, ==, NULL);
    g_assert_false (nomo_coupon_form_is_changed (form));
    g_assert_true (nomo_record_equal (written, coupon));
    nomo_coupon_form_take_json (again, json);
    json_again = nomo_coupon_form_to_json (again);
    g_assert_cmpstr (json_again, ==, json);
  }
}

typedef struct {
  NomoCouponInput input;
  const char *typed;
  NomoInputFault fault;
  const char *sentence;
} Typed;

static const Typed typed[] = {
  { NOMO_INPUT_VALUE, "", NOMO_INPUT_MISSING, "Type how much the coupon takes off." },
  { NOMO_INPUT_VALUE, "101", NOMO_INPUT_WRONG, "Type a number from 0 to 100, with up to two decimal digits." },
  { NOMO_INPUT_VALUE, "0", NOMO_INPUT_WRONG, "Type more than zero." },
  { NOMO_INPUT_VALUE, "١٢٫٥", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_MAXIMUM, "-5", NOMO_INPUT_WRONG, "An amount cannot be below zero." },
  { NOMO_INPUT_MAXIMUM, "", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_MINIMUM, "٢٥٠", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_CODE, "", NOMO_INPUT_MISSING, "Type the code, or let one be generated." },
  { NOMO_INPUT_CODE, "WHITE 30", NOMO_INPUT_WRONG,
    "A code has nothing but letters and digits: no spaces, signs or pictures." },
  { NOMO_INPUT_CODE, "عيد🎁", NOMO_INPUT_WRONG,
    "A code has nothing but letters and digits: no spaces, signs or pictures." },
  { NOMO_INPUT_CODE, " عيد٣٠ ", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_START_DAY, "tomorrow", NOMO_INPUT_WRONG,
    "This is not a date. Write year, month and day, like 2026-01-31." },
  { NOMO_INPUT_START_DAY, "", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_START_TIME, "25:00", NOMO_INPUT_WRONG, "“Starts at” must be a time like 21:30." },
  { NOMO_INPUT_END_DAY, "", NOMO_INPUT_MISSING, "Type the day on which the coupon ends." },
  { NOMO_INPUT_END_DAY, "2026-11-27", NOMO_INPUT_WRONG, "Salla takes coupons that end tomorrow or later." },
  { NOMO_INPUT_END_DAY, "٢٠٢٦-١١-٢٨", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_END_TIME, "٢٣:٥٩", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_USES, "many", NOMO_INPUT_WRONG, "“Uses in all” must be a whole number from 0 to 1,000,000." },
  { NOMO_INPUT_USES_EACH, "-1", NOMO_INPUT_WRONG, "“Per customer” must be a whole number from 0 to 1,000,000." },
  { NOMO_INPUT_GROUP_NAME, "", NOMO_INPUT_MISSING, "Type a name for the group." },
  { NOMO_INPUT_GROUP_SUFFIX, "رمضان١", NOMO_INPUT_WRONG, "A suffix has nothing but letters: no digits, no spaces." },
  { NOMO_INPUT_GROUP_SUFFIX, "رمضاني", NOMO_INPUT_WRONG, "A suffix has five letters at most." },
  { NOMO_INPUT_GROUP_SUFFIX, "رمضان", NOMO_INPUT_GOOD, NULL },
  { NOMO_INPUT_GROUP_COUNT, "5001", NOMO_INPUT_WRONG, "“Codes in the group” must be a whole number from 1 to 5,000." },
  { NOMO_INPUT_MARKETER, "", NOMO_INPUT_MISSING, "Type the name of the marketer." },
  { NOMO_INPUT_PAY, "", NOMO_INPUT_MISSING, "Type what the marketer is paid." },
  { NOMO_INPUT_PAY, "100.01", NOMO_INPUT_WRONG, "Type a number from 0 to 100, with up to two decimal digits." },
};

/* What cannot be is said, and stays as it was typed. */
static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++) {
    g_autoptr (NomoCouponForm) form = create_form (NULL);
    g_autofree char *sentence = NULL;

    nomo_coupon_form_set (form, NOMO_INPUT_MARKETING, "yes");
    nomo_coupon_form_set (form, NOMO_INPUT_GROUP, typed[i].input == NOMO_INPUT_CODE ? "" : "yes");
    nomo_coupon_form_set (form, typed[i].input, typed[i].typed);
    g_assert_cmpint (nomo_coupon_form_check (form, typed[i].input, NOW, &sentence), ==, typed[i].fault);
    g_assert_cmpstr (sentence, ==, typed[i].sentence);
    g_assert_cmpstr (nomo_coupon_form_get (form, typed[i].input), ==, typed[i].typed);
  }
}

static void
test_order (void)
{
  g_autoptr (NomoCouponForm) form = create_form (NULL);
  g_autofree char *sentence = NULL;

  nomo_coupon_form_set (form, NOMO_INPUT_START_DAY, "2026-12-09");
  nomo_coupon_form_set (form, NOMO_INPUT_START_TIME, "20:00");
  nomo_coupon_form_set (form, NOMO_INPUT_END_DAY, "2026-12-09");
  nomo_coupon_form_set (form, NOMO_INPUT_END_TIME, "20:00");
  g_assert_cmpint (nomo_coupon_form_check (form, NOMO_INPUT_END_DAY, NOW, &sentence), ==, NOMO_INPUT_WRONG);
  g_assert_cmpstr (sentence, ==, "The coupon would end before it begins.");
  nomo_coupon_form_set (form, NOMO_INPUT_END_TIME, "20:01");
  g_assert_cmpint (nomo_coupon_form_check (form, NOMO_INPUT_END_DAY, NOW, NULL), ==, NOMO_INPUT_GOOD);
}

/* Digits of either kind, in Riyadh; without a marketer nobody asks for a name. */
static void
test_new (void)
{
  g_autoptr (NomoCouponForm) form = create_form (NULL);
  g_autoptr (NomoRecord) coupon = NULL;
  g_autofree char *fault = NULL;

  g_assert_false (nomo_coupon_form_is_changed (form));
  nomo_coupon_form_set (form, NOMO_INPUT_VALUE, "٣٠");
  nomo_coupon_form_set (form, NOMO_INPUT_MAXIMUM, "١٥٠");
  nomo_coupon_form_set (form, NOMO_INPUT_CODE, "عيد٣٠");
  nomo_coupon_form_set (form, NOMO_INPUT_MINIMUM, "٢٥٠٫٥");
  nomo_coupon_form_set (form, NOMO_INPUT_START_DAY, "٢٠٢٦-١١-٢٩");
  nomo_coupon_form_set (form, NOMO_INPUT_START_TIME, "٢٠:٠٠");
  nomo_coupon_form_set (form, NOMO_INPUT_USES_EACH, "١");
  fault = nomo_coupon_form_dup_fault (form, NOW);
  g_assert_cmpstr (fault, ==, NULL);
  g_assert_true (nomo_coupon_form_is_changed (form));
  coupon = nomo_coupon_form_create_record (form);
  g_assert_cmpint (nomo_record_get_id (coupon), ==, 0);
  g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_CODE), ==, "عيد30");
  g_assert_cmpstr (nomo_record_get_text (coupon, COUPON_STATUS), ==, "active");
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_PERCENT), ==, 3000);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_MAXIMUM), ==, 15000);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_MINIMUM), ==, 25050);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_START), ==, NOW + 2 * DAY + 8 * HOUR);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_EXPIRY), ==, NOW + 7 * DAY + 11 * HOUR + 59 * 60000);
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_USAGE_LIMIT_PER_USER), ==, 1);
  g_assert_true (nomo_record_is_null (coupon, COUPON_USAGE_LIMIT));
  g_assert_true (nomo_record_is_null (coupon, COUPON_AMOUNT));
  g_assert_false (nomo_record_is_null (coupon, COUPON_WITH_OFFERS));
  g_assert_cmpint (nomo_record_get_int (coupon, COUPON_MARKETING), ==, 0);
}

/* Nothing is lost of what was typed for the other kinds. */
static void
test_kinds (void)
{
  g_autoptr (NomoCouponForm) form = create_form (NULL);
  g_autoptr (NomoRecord) shipping = NULL;
  g_autoptr (NomoRecord) fixed = NULL;

  nomo_coupon_form_set (form, NOMO_INPUT_VALUE, "30");
  nomo_coupon_form_set (form, NOMO_INPUT_MAXIMUM, "150");
  nomo_coupon_form_set (form, NOMO_INPUT_KIND, "shipping");
  shipping = nomo_coupon_form_create_record (form);
  g_assert_cmpstr (nomo_record_get_text (shipping, COUPON_TYPE), ==, "fixed");
  g_assert_false (nomo_record_is_null (shipping, COUPON_AMOUNT));
  g_assert_cmpint (nomo_record_get_int (shipping, COUPON_AMOUNT), ==, 0);
  g_assert_cmpint (nomo_record_get_int (shipping, COUPON_FREE_SHIPPING), ==, 1);
  g_assert_true (nomo_record_is_null (shipping, COUPON_MAXIMUM));
  nomo_coupon_form_set (form, NOMO_INPUT_KIND, "fixed");
  fixed = nomo_coupon_form_create_record (form);
  g_assert_cmpint (nomo_record_get_int (fixed, COUPON_AMOUNT), ==, 3000);
  g_assert_true (nomo_record_is_null (fixed, COUPON_PERCENT));
  g_assert_cmpint (nomo_record_get_int (fixed, COUPON_FREE_SHIPPING), ==, 0);
  g_assert_cmpstr (nomo_coupon_form_get (form, NOMO_INPUT_MAXIMUM), ==, "150");
}

/* The trial does not wait for the names of a group, whose codes Salla makes up. */
static void
test_group (void)
{
  g_autoptr (NomoCouponForm) form = create_form (NULL);
  g_autoptr (NomoRecord) group = NULL;
  g_autoptr (NomoRecord) draft = NULL;
  g_autofree char *fault = NULL;

  nomo_coupon_form_set (form, NOMO_INPUT_VALUE, "30");
  nomo_coupon_form_set (form, NOMO_INPUT_CODE, "WHITE30");
  nomo_coupon_form_set (form, NOMO_INPUT_GROUP, "yes");
  draft = nomo_coupon_form_create_draft (form);
  g_assert_nonnull (draft);
  nomo_coupon_form_set (form, NOMO_INPUT_GROUP_NAME, "العيد");
  nomo_coupon_form_set (form, NOMO_INPUT_GROUP_SUFFIX, "عيد");
  nomo_coupon_form_set (form, NOMO_INPUT_GROUP_COUNT, "٥٠");
  fault = nomo_coupon_form_dup_fault (form, NOW);
  g_assert_cmpstr (fault, ==, NULL);
  group = nomo_coupon_form_create_record (form);
  g_assert_cmpint (nomo_record_get_int (group, COUPON_IS_GROUP), ==, 1);
  g_assert_true (nomo_record_is_null (group, COUPON_CODE));
  g_assert_cmpstr (nomo_record_get_text (group, COUPON_GROUP_NAME), ==, "العيد");
  g_assert_cmpstr (nomo_record_get_text (group, COUPON_GROUP_SUFFIX), ==, "عيد");
  g_assert_cmpint (nomo_record_get_int (group, COUPON_GROUP_COUNT), ==, 50);
}

/* A trial begins anew only for what it looks at. */
static void
test_drafts (void)
{
  g_autoptr (NomoCouponForm) form = create_form (NULL);
  g_autoptr (NomoRecord) nothing = nomo_coupon_form_create_draft (form);
  g_autoptr (NomoRecord) before = NULL;
  g_autoptr (NomoRecord) named = NULL;
  g_autoptr (NomoRecord) bounded = NULL;

  g_assert_null (nothing);
  nomo_coupon_form_set (form, NOMO_INPUT_VALUE, "30");
  before = nomo_coupon_form_create_draft (form);
  nomo_coupon_form_set (form, NOMO_INPUT_CODE, "WHITE30");
  nomo_coupon_form_set (form, NOMO_INPUT_END_DAY, "2027-01-01");
  named = nomo_coupon_form_create_draft (form);
  nomo_coupon_form_set (form, NOMO_INPUT_MINIMUM, "250");
  bounded = nomo_coupon_form_create_draft (form);
  g_assert_true (nomo_record_equal (before, named));
  g_assert_false (nomo_record_equal (named, bounded));
}

static void
test_generated (void)
{
  g_autofree char *first = nomo_coupon_code_generate ();
  g_autofree char *second = nomo_coupon_code_generate ();

  g_assert_true (nomo_coupon_code_is_right (first));
  g_assert_cmpuint (strlen (first), ==, 8);
  g_assert_cmpstr (first, !=, second);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
is_taken (Fixture *fixture, const char *code, gint64 except)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean taken = FALSE;

  nomo_coupon_taken_async (fixture->store, code, except, NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (nomo_coupon_taken_finish (result, &taken, NULL));
  return taken;
}

static void
test_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) base = create_group ();
  NomoRecordBuilder *group = nomo_record_rebuild (base);

  fixture_put (fixture, create_percent ());
  nomo_builder_add_part (group, COUPON_PART_CODES);
  nomo_builder_part_text (group, COUPON_PART_CODES, COUPON_CHILD_CODE, "EIDk2Qz");
  fixture_put (fixture, nomo_builder_end (group));
  g_assert_true (is_taken (fixture, "ward20", 0));
  g_assert_false (is_taken (fixture, "WARD20", 5));
  g_assert_true (is_taken (fixture, "eidK2qz", 0));
  g_assert_false (is_taken (fixture, "WARD2", 0));
}

static void
put_product (Fixture *fixture, gint64 id, gint64 price, gint64 reduced, gint64 cost)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), id);

  nomo_builder_set_text (builder, PRODUCT_NAME, "وردة");
  nomo_builder_set_text (builder, PRODUCT_STATUS, "sale");
  nomo_builder_set_text (builder, PRODUCT_CURRENCY, "SAR");
  nomo_builder_set_int (builder, PRODUCT_PRICE, price);
  if (reduced > 0)
    nomo_builder_set_int (builder, PRODUCT_SALE_PRICE, reduced);
  if (cost > 0)
    nomo_builder_set_int (builder, PRODUCT_COST_PRICE, cost);
  fixture_put (fixture, nomo_builder_end (builder));
}

static void
put_offer (Fixture *fixture, gint64 id, gboolean with_coupon)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_offer_entity (), id);

  nomo_builder_set_text (builder, OFFER_NAME, "عرض");
  nomo_builder_set_text (builder, OFFER_TYPE, "percentage");
  nomo_builder_set_text (builder, OFFER_STATUS, "active");
  nomo_builder_set_text (builder, OFFER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, OFFER_PERCENT, 1000);
  nomo_builder_set_int (builder, OFFER_WITH_COUPON, with_coupon);
  fixture_put (fixture, nomo_builder_end (builder));
}

/* 20 % off a price of 115 with VAT leaves 80 without it. */
static void
test_checks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCouponForm) form = create_form (NULL);
  NomoRecordBuilder *other = build_coupon (9, NOW + 9 * DAY);
  NomoRecordBuilder *batch = nomo_record_build (nomo_code_batch_entity (), 0);
  NomoRecordBuilder *code = nomo_record_build (nomo_coupon_entity (), 9);
  g_autoptr (NomoRecord) all = NULL;
  g_autoptr (NomoRecord) without = NULL;
  g_autoptr (NomoCouponFindings) found = NULL;
  g_autoptr (NomoCouponFindings) less = NULL;

  put_product (fixture, 21, 11500, 0, 8001);
  put_product (fixture, 22, 11500, 0, 8000);
  put_product (fixture, 23, 11500, 11500, 0);
  put_offer (fixture, 31, TRUE);
  put_offer (fixture, 32, FALSE);
  fixture_put (fixture, create_percent ());
  nomo_builder_set_text (other, COUPON_CODE, "VIP-1");
  nomo_builder_set_text (other, COUPON_TYPE, "fixed");
  nomo_builder_set_int (other, COUPON_AMOUNT, 2500);
  fixture_put (fixture, nomo_builder_end (other));
  nomo_builder_set_text (batch, BATCH_NAME, "VIP");
  nomo_builder_set_text (batch, BATCH_WAY, "group");
  nomo_builder_set_int (batch, BATCH_WANTED, 1);
  nomo_builder_set_int (code, COUPON_BATCH, fixture_make (fixture, batch));
  fixture_change (fixture, code);
  nomo_coupon_form_set (form, NOMO_INPUT_VALUE, "20");
  nomo_coupon_form_set (form, NOMO_INPUT_WITH_OFFERS, "yes");
  all = nomo_coupon_form_create_draft (form);
  found = nomo_coupon_check (fixture->store, all, NOW, NULL, NULL);
  g_assert_cmpint (found->covered, ==, 3);
  g_assert_cmpint (found->reduced, ==, 1);
  g_assert_cmpint (found->below_cost, ==, 1);
  g_assert_cmpint (found->coupons, ==, 1);
  g_assert_cmpint (found->offers, ==, 1);
  nomo_coupon_form_set (form, NOMO_INPUT_EXCLUDE_SALE, "yes");
  nomo_coupon_form_set (form, NOMO_INPUT_WITH_OFFERS, "no");
  nomo_coupon_form_set_target (form, COUPON_EXCLUDE_PRODUCT, 21, TRUE);
  without = nomo_coupon_form_create_draft (form);
  less = nomo_coupon_check (fixture->store, without, NOW + 30 * DAY, NULL, NULL);
  g_assert_cmpint (less->covered, ==, 1);
  g_assert_cmpint (less->reduced, ==, 0);
  g_assert_cmpint (less->below_cost, ==, 0);
  g_assert_cmpint (less->coupons, ==, 0);
  g_assert_cmpint (less->offers, ==, 0);
}

static GtkWidget *
find_entry (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_ENTRY (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child);
  return found;
}

/* A fault is heard where it was typed. */
static void
test_field (void)
{
  g_autoptr (GtkWidget) field = g_object_ref_sink (g_object_new (NOMO_TYPE_FORM_FIELD, "label", "Discount", NULL));
  GtkAccessible *text = GTK_ACCESSIBLE (find_entry (field));

  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL, "Discount");
  nomo_form_field_set_text (NOMO_FORM_FIELD (field), "101");
  nomo_form_field_say (NOMO_FORM_FIELD (field), "hint", "Too much.");
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Too much.");
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_cmpstr (nomo_form_field_get_text (NOMO_FORM_FIELD (field)), ==, "101");
  nomo_form_field_say (NOMO_FORM_FIELD (field), "hint", NULL);
  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "hint");
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/coupon-builder/round-trip", test_round_trip);
  g_test_add_func ("/coupon-builder/sentences", test_sentences);
  g_test_add_func ("/coupon-builder/order", test_order);
  g_test_add_func ("/coupon-builder/new", test_new);
  g_test_add_func ("/coupon-builder/kinds", test_kinds);
  g_test_add_func ("/coupon-builder/group", test_group);
  g_test_add_func ("/coupon-builder/drafts", test_drafts);
  g_test_add_func ("/coupon-builder/generated", test_generated);
  g_test_add ("/coupon-builder/taken", Fixture, NULL, fixture_set_up, test_taken, fixture_tear_down);
  g_test_add ("/coupon-builder/checks", Fixture, NULL, fixture_set_up, test_checks, fixture_tear_down);
  g_test_add_func ("/coupon-builder/field", test_field);
  return g_test_run ();
}
