#include "config.h"

#include "fixture.h"
#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-code-batch.h"
#include "nomo-code-words.h"
#include "nomo-coupon-form.h"
#include "nomo-coupon.h"
#include "nomo-locale.h"
#include "nomo-offer.h"
#include "nomo-promotion-words.h"
#include "nomo-promotion.h"
#include "nomo-record-words.h"
#include "nomo-season-coupon.h"

#include <string.h>

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY  (24 * HOUR)
#define NBSP "\u00a0"

static const char *const statuses[] = { "active", "inactive", "resting" };
static const gint64 starts[] = { G_MININT64, -3 * DAY, 2 * DAY };
static const gint64 ends[] = { -DAY, DAY, 3 * DAY };
static const gint64 limits[] = { 0, 5, 6 };

static NomoRecordBuilder *
build_coupon (gint64 id, const char *status)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_text (builder, COUPON_STATUS, status);
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 2000);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 0);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  return builder;
}

static void
put_coupon (Fixture *fixture, gint64 id, gint64 now, guint status, guint start, guint end, guint limit, gboolean group)
{
  NomoRecordBuilder *builder = build_coupon (id, statuses[status]);
  g_autofree char *code = g_strdup_printf ("C%" G_GINT64_FORMAT, id);

  nomo_builder_set_int (builder, COUPON_EXPIRY, now + ends[end]);
  if (starts[start] != G_MININT64)
    nomo_builder_set_int (builder, COUPON_START, now + starts[start]);
  if (limits[limit] > 0)
    nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, limits[limit]);
  nomo_builder_set_int (builder, COUPON_USES, 5);
  if (group) {
    nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
    nomo_builder_set_text (builder, COUPON_GROUP_NAME, code);
    nomo_builder_set_text (builder, COUPON_GROUP_SUFFIX, "EID");
    nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 4);
  } else {
    nomo_builder_set_text (builder, COUPON_CODE, code);
  }
  fixture_put (fixture, nomo_builder_end (builder));
}

/* Every way in which a coupon can stand; what begins after its end keeps no rules. */
static void
fill (Fixture *fixture, gint64 now)
{
  gint64 id = 0;

  for (guint status = 0; status < G_N_ELEMENTS (statuses); status++)
    for (guint start = 0; start < G_N_ELEMENTS (starts); start++)
      for (guint end = 0; end < G_N_ELEMENTS (ends); end++)
        for (guint limit = 0; limit < G_N_ELEMENTS (limits); limit++)
          for (gboolean group = FALSE; group <= TRUE; group++)
            if (ends[end] > starts[start])
              put_coupon (fixture, ++id, now, status, start, end, limit, group);
}

static void
assert_listed (Fixture *fixture, const NomoEntity *entity, const char *filter, NomoPromotionState state, gint64 now,
               guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, filter, &error);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_no_error (error);
  records = nomo_store_list (fixture->store, query, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, n);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpint (nomo_promotion_get_state (records->pdata[i], now), ==, state);
}

static guint
count_state (GPtrArray *records, NomoPromotionState state, gint64 now)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    n += nomo_promotion_get_state (records->pdata[i], now) == state;
  return n;
}

/* A list of one state holds those that say they are in it, all of them and no other. */
static void
test_filters_are_states (Fixture *fixture, gconstpointer data)
{
  gint64 now = nomo_clock_now ();
  g_autoptr (NomoQuery) any = nomo_query_new (nomo_coupon_entity ());
  g_autoptr (GPtrArray) all = NULL;
  guint counts[NOMO_PROMOTION_USED_UP + 1];

  fill (fixture, now);
  all = nomo_store_list (fixture->store, any, 0, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    counts[i] = count_state (all, i, now);
    g_assert_cmpuint (counts[i], >, 0);
  }
  assert_listed (fixture, nomo_coupon_entity (), NOMO_COUPON_IS_RUNNING, NOMO_PROMOTION_RUNNING, now,
                 counts[NOMO_PROMOTION_RUNNING]);
  assert_listed (fixture, nomo_coupon_entity (), NOMO_COUPON_IS_SCHEDULED, NOMO_PROMOTION_SCHEDULED, now,
                 counts[NOMO_PROMOTION_SCHEDULED]);
  assert_listed (fixture, nomo_coupon_entity (), NOMO_PROMOTION_IS_STOPPED, NOMO_PROMOTION_STOPPED, now,
                 counts[NOMO_PROMOTION_STOPPED]);
  assert_listed (fixture, nomo_coupon_entity (), NOMO_COUPON_IS_USED_UP, NOMO_PROMOTION_USED_UP, now,
                 counts[NOMO_PROMOTION_USED_UP]);
  assert_listed (fixture, nomo_coupon_entity (), NOMO_COUPON_IS_ENDED, NOMO_PROMOTION_ENDED, now,
                 counts[NOMO_PROMOTION_ENDED]);
}

static NomoRecord *
create_offer (gint64 id, const char *type, gint64 start, gint64 expiry)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_offer_entity (), id);

  nomo_builder_set_text (builder, OFFER_NAME, "عرض");
  nomo_builder_set_text (builder, OFFER_TYPE, type);
  nomo_builder_set_text (builder, OFFER_STATUS, "active");
  nomo_builder_set_text (builder, OFFER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, OFFER_START, start);
  if (expiry != 0)
    nomo_builder_set_int (builder, OFFER_EXPIRY, expiry);
  nomo_builder_set_int (builder, OFFER_PERCENT, 1250);
  return nomo_builder_end (builder);
}

/* An offer need not end. */
static void
test_offers (Fixture *fixture, gconstpointer data)
{
  gint64 now = nomo_clock_now ();

  fixture_put (fixture, create_offer (1, "percentage", now - DAY, 0));
  fixture_put (fixture, create_offer (2, "percentage", now + DAY, 0));
  fixture_put (fixture, create_offer (3, "percentage", now - DAY, now + DAY));
  fixture_put (fixture, create_offer (4, "percentage", now - 2 * DAY, now - DAY));
  assert_listed (fixture, nomo_offer_entity (), NOMO_OFFER_IS_RUNNING, NOMO_PROMOTION_RUNNING, now, 2);
  assert_listed (fixture, nomo_offer_entity (), NOMO_OFFER_IS_SCHEDULED, NOMO_PROMOTION_SCHEDULED, now, 1);
  assert_listed (fixture, nomo_offer_entity (), NOMO_OFFER_IS_ENDED, NOMO_PROMOTION_ENDED, now, 1);
}

static void
assert_gives (NomoRecord *promotion, const char *english, const char *arabic)
{
  g_autofree char *in_arabic = NULL;
  g_autofree char *in_english = NULL;

  nomo_locale_set_language ("ar");
  in_arabic = nomo_promotion_words_gives (promotion);
  nomo_locale_set_language ("en");
  in_english = nomo_promotion_words_gives (promotion);
  g_assert_cmpstr (in_english, ==, english);
  g_assert_cmpstr (in_arabic, ==, arabic);
  nomo_record_unref (promotion);
}

static void
test_coupon_gives (void)
{
  NomoRecordBuilder *builder = build_coupon (1, "active");

  nomo_builder_set_int (builder, COUPON_MAXIMUM, 10000);
  nomo_builder_set_int (builder, COUPON_MINIMUM, 30050);
  assert_gives (nomo_builder_end (builder), "20% off, up to SAR" NBSP "100, for baskets from SAR" NBSP "300.50",
                "خصم 20%، حتى 100" NBSP "ر.س، لسلة شراء من 300.50" NBSP "ر.س");
  builder = nomo_record_build (nomo_coupon_entity (), 2);
  nomo_builder_set_int (builder, COUPON_AMOUNT, 5000);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  assert_gives (nomo_builder_end (builder), "SAR" NBSP "50 off, with free shipping", "خصم 50" NBSP "ر.س، مع شحن مجاني");
  builder = nomo_record_build (nomo_coupon_entity (), 3);
  nomo_builder_set_int (builder, COUPON_AMOUNT, 0);
  nomo_builder_set_int (builder, COUPON_FREE_SHIPPING, 1);
  assert_gives (nomo_builder_end (builder), "Free shipping", "شحن مجاني");
}

static NomoRecordBuilder *
build_offer (const char *type)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_offer_entity (), 1);

  nomo_builder_set_text (builder, OFFER_TYPE, type);
  nomo_builder_set_text (builder, OFFER_CURRENCY, "SAR");
  return builder;
}

static void
add_tier (NomoRecordBuilder *builder, gint64 pieces, gint64 percent)
{
  nomo_builder_add_part (builder, OFFER_PART_TIERS);
  nomo_builder_part_int (builder, OFFER_PART_TIERS, OFFER_TIER_QUANTITY, pieces);
  nomo_builder_part_int (builder, OFFER_PART_TIERS, OFFER_TIER_PERCENT, percent);
}

static void
test_offer_gives (void)
{
  NomoRecordBuilder *builder = build_offer ("buy_x_get_y");

  nomo_builder_set_int (builder, OFFER_BUY_QUANTITY, 2);
  nomo_builder_set_int (builder, OFFER_GET_QUANTITY, 1);
  assert_gives (nomo_builder_end (builder), "Buy 2 pieces, get 1 piece free", "اشترِ قطعتين واحصل على قطعة مجانًا");
  builder = build_offer ("buy_x_get_y");
  nomo_builder_set_int (builder, OFFER_BUY_QUANTITY, 3);
  nomo_builder_set_int (builder, OFFER_PERCENT, 3000);
  assert_gives (nomo_builder_end (builder), "Buy 3 pieces, get 1 piece with 30% off",
                "اشترِ 3 قطع واحصل على قطعة مع خصم 30%");
  builder = build_offer ("special_price");
  nomo_builder_set_int (builder, OFFER_PRICE, 6900);
  nomo_builder_set_int (builder, OFFER_PRICE_QUANTITY, 5);
  assert_gives (nomo_builder_end (builder), "5 pieces for SAR" NBSP "69", "اشترِ 5 قطع بسعر 69" NBSP "ر.س");
  builder = build_offer ("discounts_table");
  add_tier (builder, 2, 1000);
  add_tier (builder, 5, 2000);
  assert_gives (nomo_builder_end (builder), "10% to 20% off, by pieces bought", "خصم من 10% إلى 20% حسب عدد القطع");
  builder = build_offer ("percentage");
  nomo_builder_set_int (builder, OFFER_PERCENT, 1250);
  nomo_builder_set_int (builder, OFFER_MINIMUM_ITEMS, 2);
  assert_gives (nomo_builder_end (builder), "12.5% off, from 2 pieces on", "خصم 12.5%، من قطعتين فأكثر");
}

static void
assert_tier (const NomoRecord *offer, guint row, const char *bound, const char *off)
{
  g_autofree char *begins = nomo_promotion_words_tier_bound (offer, row);
  g_autofree char *gives = nomo_promotion_words_tier (offer, row);

  g_assert_cmpstr (begins, ==, bound);
  g_assert_cmpstr (gives, ==, off);
}

/* What somebody set has the decimals that were set, and no others. */
static void
test_tiers (void)
{
  NomoRecordBuilder *builder = build_offer ("discounts_table");
  g_autoptr (NomoRecord) offer = NULL;

  nomo_locale_set_language ("en");
  add_tier (builder, 3, 1000);
  add_tier (builder, 5, 1250);
  nomo_builder_add_part (builder, OFFER_PART_TIERS);
  nomo_builder_part_int (builder, OFFER_PART_TIERS, OFFER_TIER_MINIMUM, 30000);
  nomo_builder_part_int (builder, OFFER_PART_TIERS, OFFER_TIER_AMOUNT, 4550);
  offer = nomo_builder_end (builder);
  assert_tier (offer, 0, "from 3 pieces on", "10%");
  assert_tier (offer, 1, "from 5 pieces on", "12.5%");
  assert_tier (offer, 2, "from SAR" NBSP "300 on", "SAR" NBSP "45.50");
}

/* Salla tells some offers in brief: what is known is their kind. */
static void
test_offer_in_brief (void)
{
  assert_gives (nomo_builder_end (build_offer ("cart_offer")), "Offer on the basket", "عرض على سلة الشراء");
  assert_gives (nomo_builder_end (build_offer ("moon_offer")), "moon_offer", "moon_offer");
}

static void
test_rule (void)
{
  NomoRecordBuilder *builder = build_coupon (1, "active");
  g_autoptr (NomoRecord) coupon = NULL;
  g_autofree char *rule = NULL;

  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT_PER_USER, 1);
  nomo_builder_set_int (builder, COUPON_EXPIRY, FIXTURE_EPOCH);
  coupon = nomo_builder_end (builder);
  nomo_locale_set_language ("en");
  rule = nomo_promotion_words_rule (coupon, nomo_calendar_riyadh ());
  g_assert_cmpstr (rule, ==, "20% off, 1 time per customer, until Thursday 1 October 2026.");
}

static void
assert_end (gint64 expiry, gint64 now, const char *words, gboolean soon)
{
  g_autoptr (NomoRecord) offer = create_offer (1, "percentage", 0, expiry);
  gboolean found;
  g_autofree char *end = nomo_promotion_words_end (offer, now, nomo_calendar_riyadh (), &found);

  g_assert_cmpstr (end, ==, words);
  g_assert_cmpint (found, ==, soon);
}

static void
test_end (void)
{
  gint64 now = FIXTURE_EPOCH + 10 * HOUR;

  assert_end (FIXTURE_EPOCH + 20 * HOUR, now, "Today", TRUE);
  assert_end (FIXTURE_EPOCH + 30 * HOUR, now, "Tomorrow", TRUE);
  assert_end (FIXTURE_EPOCH + 50 * HOUR, now, "3 October 2026", FALSE);
  assert_end (FIXTURE_EPOCH + 5 * HOUR, now, "1 October 2026", FALSE);
  assert_end (0, now, "No end", FALSE);
}

static void
test_titles (void)
{
  NomoRecordBuilder *builder = build_coupon (1, "active");
  g_autoptr (NomoRecord) coupon = NULL;
  g_autoptr (NomoRecord) group = NULL;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;

  nomo_builder_set_text (builder, COUPON_CODE, "WARD20");
  coupon = nomo_builder_end (builder);
  builder = build_coupon (2, "active");
  nomo_builder_set_text (builder, COUPON_GROUP_NAME, "رموز العيد");
  group = nomo_builder_end (builder);
  code = nomo_record_words_title (coupon);
  name = nomo_record_words_title (group);
  g_assert_cmpstr (code, ==, "\u2068WARD20\u2069");
  g_assert_cmpstr (name, ==, "رموز العيد");
}

static void
test_most_uses (void)
{
  NomoRecordBuilder *builder = build_coupon (1, "active");
  g_autoptr (NomoRecord) group = NULL;

  nomo_builder_set_int (builder, COUPON_USAGE_LIMIT, 2);
  nomo_builder_set_int (builder, COUPON_IS_GROUP, 1);
  nomo_builder_set_int (builder, COUPON_GROUP_COUNT, 130);
  group = nomo_builder_end (builder);
  g_assert_cmpint (nomo_coupon_get_most_uses (group), ==, 260);
}

static void
assert_cost (gint64 requests, gint64 seconds, const char *plan, const char *expected)
{
  g_autofree char *words = nomo_code_words_cost (requests, seconds, plan);

  g_assert_cmpstr (words, ==, expected);
}

/* Either way of codes, before it is taken. */
static void
test_cost (void)
{
  assert_cost (1, 0, "plus", "One request to Salla. Salla’s limit lets them be sent at once.");
  assert_cost (500, 380, "plus",
               "500 requests to Salla. At Salla’s pace all are there after about 7 minutes. "
               "Your plan: Salla Plus.");
  assert_cost (20000, nomo_code_batch_get_seconds (20000, "plus", NULL), NULL,
               "20,000 requests to Salla. At Salla’s pace all are there after about 6 hours.");
}

static void
check_season (guint kind, int today, GHashTable *codes)
{
  gint64 now = nomo_day_start (today, nomo_calendar_riyadh ());
  NomoOccasion occasion = nomo_occasion_next (kind, today + 1);
  g_autofree char *typed = nomo_season_coupon_dup_typed (&occasion, today, "SAR");
  g_autoptr (NomoCouponForm) form = nomo_coupon_form_new ("SAR", nomo_calendar_riyadh ());
  g_autofree char *fault = NULL;
  g_autofree char *last = nomo_day_to_text (occasion.to);
  const char *code;
  gpointer from;

  nomo_coupon_form_load (form, NULL, now);
  nomo_coupon_form_take_json (form, typed);
  fault = nomo_coupon_form_dup_fault (form, now);
  g_assert_cmpstr (fault, ==, NULL);
  g_assert_cmpstr (nomo_coupon_form_get (form, NOMO_INPUT_END_DAY), ==, last);
  code = nomo_coupon_form_get (form, NOMO_INPUT_CODE);
  if (g_hash_table_lookup_extended (codes, code, NULL, &from))
    g_assert_cmpint (GPOINTER_TO_INT (from), ==, occasion.from);
  g_hash_table_insert (codes, g_strdup (code), GINT_TO_POINTER (occasion.from));
  if (kind == NOMO_SEASON_WHITE_FRIDAY && occasion.from == nomo_day_from_ymd (2026, 11, 27)) {
    g_assert_cmpstr (code, ==, "WHITE26");
    g_assert_cmpstr (nomo_coupon_form_get (form, NOMO_INPUT_VALUE), ==, "25");
    g_assert_cmpstr (nomo_coupon_form_get (form, NOMO_INPUT_MINIMUM), ==, "200");
    g_assert_cmpint (strlen (nomo_coupon_form_get (form, NOMO_INPUT_START_DAY)), ==,
                     today >= occasion.sale_from ? 0 : strlen ("2026-11-23"));
  }
}

/* What a season proposes can be published as it is, on whichever day; each time that it comes round it has another code. */
static void
test_seasons (void)
{
  int first = nomo_day_from_ymd (2026, 11, 20);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int today = first; today < first + 800; today += 27)
    for (guint kind = 0; kind < NOMO_N_OCCASIONS; kind++)
      check_season (kind, today, codes);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/promotions/seasons", test_seasons);
  g_test_add_func ("/ui/promotions/cost-of-codes", test_cost);
  g_test_add ("/ui/promotions/filters-are-states", Fixture, NULL, fixture_set_up, test_filters_are_states,
              fixture_tear_down);
  g_test_add ("/ui/promotions/offers", Fixture, NULL, fixture_set_up, test_offers, fixture_tear_down);
  g_test_add_func ("/ui/promotions/coupon-gives", test_coupon_gives);
  g_test_add_func ("/ui/promotions/offer-gives", test_offer_gives);
  g_test_add_func ("/ui/promotions/tiers", test_tiers);
  g_test_add_func ("/ui/promotions/offer-in-brief", test_offer_in_brief);
  g_test_add_func ("/ui/promotions/rule", test_rule);
  g_test_add_func ("/ui/promotions/end", test_end);
  g_test_add_func ("/ui/promotions/titles", test_titles);
  g_test_add_func ("/ui/promotions/most-uses", test_most_uses);
  return g_test_run ();
}
