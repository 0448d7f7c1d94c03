#include "config.h"

#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-record-filter.h"

#include <locale.h>

static const char *const left[] = { "active", NULL };

static const NomoFilterGroup groups[] = {
  { "all", "All", NULL },
  { "left", "Abandoned", left },
  { "big", "Big", NULL, "total > 500 or item_count > 9" },
};

enum { WHEN, CHANGED, FOLLOWED_UP, TOTAL, PIECES, CITY };

static const NomoFilterField fields[] = {
  { CART_CREATED_AT }, { CART_UPDATED_AT }, { CART_FOLLOWED_UP_AT, TRUE },
  { CART_TOTAL },      { CART_ITEM_COUNT }, { CART_CITY },
};

static const NomoFilterKind kind = {
  nomo_cart_entity, groups, G_N_ELEMENTS (groups), CART_STATUS, "cart status", fields, G_N_ELEMENTS (fields),
};

static const NomoFilterField order_fields[] = { { ORDER_CITY }, { ORDER_TAG_NAME, .parts = 1 + ORDER_PART_TAGS } };

static const NomoFilterKind order_kind = {
  nomo_order_entity, NULL, 0, ORDER_STATUS, NULL, order_fields, G_N_ELEMENTS (order_fields),
};

static const NomoFilterKind within_kind = {
  nomo_cart_entity, groups, G_N_ELEMENTS (groups), CART_STATUS, "cart status", .within = "item_count > 0",
};

static NomoRecordFilter *
create_filter (void)
{
  return nomo_record_filter_new (&kind, nomo_calendar_riyadh (), "SAR");
}

static void
assert_query (NomoRecordFilter *filter, gboolean with_group, const char *expected)
{
  g_autoptr (NomoQuery) query = nomo_record_filter_create_query (filter, with_group);
  g_autofree char *text = nomo_query_to_text (query);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_every_record (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();
  g_autofree char *words = nomo_record_filter_to_words (filter);

  assert_query (filter, TRUE, "");
  g_assert_cmpstr (words, ==, "");
  g_assert_false (nomo_record_filter_is_narrowed (filter));
}

/* What a part says counts as what the record says. */
static void
test_part (void)
{
  g_autoptr (NomoRecordFilter) filter = nomo_record_filter_new (&order_kind, nomo_calendar_riyadh (), "SAR");
  g_autofree char *words = NULL;

  nomo_record_filter_set (filter, 1, "gift", "");
  assert_query (filter, TRUE, "tags.name ~ gift");
  words = nomo_record_filter_to_words (filter);
  g_assert_cmpstr (words, ==, "Tag: \u2068gift\u2069");
}

static void
test_group (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();

  nomo_record_filter_set_group (filter, "left");
  assert_query (filter, TRUE, "status in (active)");
  assert_query (filter, FALSE, "");
  g_assert_false (nomo_record_filter_is_narrowed (filter));
}

/* A group of more than one field is counted by itself, and goes with whatever else narrows the list. */
static void
test_group_of_a_filter (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();
  g_autoptr (NomoQuery) other = nomo_record_filter_create_group_query (filter, &groups[2]);
  g_autofree char *text = nomo_query_to_text (other);
  g_autofree char *words = NULL;

  g_assert_true (nomo_filter_kind_has_filters (&kind));
  g_assert_cmpstr (text, ==, "total > 500.00 OR item_count > 9");
  assert_query (filter, TRUE, "");
  g_assert_true (nomo_record_filter_narrow (filter, "city = جدة or city = تبوك", "Left today"));
  nomo_record_filter_set_group (filter, "big");
  assert_query (filter, TRUE, "(city = جدة OR city = تبوك) AND (total > 500.00 OR item_count > 9)");
  assert_query (filter, FALSE, "city = جدة OR city = تبوك");
  words = nomo_record_filter_to_words (filter);
  g_assert_cmpstr (words, ==, "Left today, Big");
}

/* What a list is for bounds all its groups, and nothing that a link lists. */
static void
test_within (void)
{
  g_autoptr (NomoRecordFilter) filter = nomo_record_filter_new (&within_kind, nomo_calendar_riyadh (), "SAR");

  assert_query (filter, TRUE, "item_count > 0");
  g_assert_false (nomo_record_filter_is_narrowed (filter));
  nomo_record_filter_set_group (filter, "left");
  assert_query (filter, TRUE, "item_count > 0 AND status in (active)");
  nomo_record_filter_set_group (filter, "big");
  assert_query (filter, TRUE, "item_count > 0 AND (total > 500.00 OR item_count > 9)");
  nomo_record_filter_narrow (filter, "city = جدة", "Left today");
  assert_query (filter, TRUE, "city = جدة");
}

/* The last day belongs to what is listed: the bound is the beginning of the day after it, in Riyadh. */
static void
test_days (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();

  g_assert_true (nomo_record_filter_set (filter, WHEN, "2026-11-01", "٢٠٢٦-١١-٣٠"));
  assert_query (filter, TRUE, "created_at >= 2026-11-01T00:00:00.000 AND created_at < 2026-12-01T00:00:00.000");
}

static void
test_amounts_and_numbers (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();

  g_assert_true (nomo_record_filter_set (filter, TOTAL, "٩٩٫٥", ""));
  g_assert_true (nomo_record_filter_set (filter, PIECES, "", " 3 "));
  assert_query (filter, TRUE, "total >= 99.50 AND item_count <= 3");
}

static void
test_whether_there_is_one (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();

  nomo_record_filter_set (filter, FOLLOWED_UP, "1", "");
  assert_query (filter, TRUE, "followed_up_at is not empty");
  nomo_record_filter_set (filter, FOLLOWED_UP, "0", "");
  assert_query (filter, TRUE, "followed_up_at is empty");
}

/* Of two fields that hold the same, one is enough, and none must be there. */
static void
test_whether_there_is_one_of_two (void)
{
  static const NomoFilterField costs[] = { { PRODUCT_COST_PRICE, TRUE, PRODUCT_OWN_COST } };
  static const NomoFilterKind of_products = { nomo_product_entity, NULL, 0, 0, NULL, costs, G_N_ELEMENTS (costs) };
  g_autoptr (NomoRecordFilter) filter = nomo_record_filter_new (&of_products, nomo_calendar_riyadh (), "SAR");

  nomo_record_filter_set (filter, 0, "1", "");
  assert_query (filter, TRUE, "cost_price is not empty OR own_cost is not empty");
  nomo_record_filter_set (filter, 0, "0", "");
  assert_query (filter, TRUE, "cost_price is empty AND own_cost is empty");
}

static void
test_text (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();

  nomo_record_filter_set (filter, CITY, "جدة", "");
  assert_query (filter, TRUE, "city ~ جدة");
}

static void
count_cb (NomoRecordFilter *filter, int *count)
{
  (*count)++;
}

static void
test_what_cannot_be_read_changes_nothing (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();
  int changes = 0;

  nomo_record_filter_set (filter, TOTAL, "10", "20");
  g_signal_connect (filter, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_false (nomo_record_filter_set (filter, TOTAL, "ten", ""));
  g_assert_false (nomo_record_filter_set (filter, WHEN, "2026-13-01", ""));
  g_assert_false (nomo_record_filter_set (filter, PIECES, "", "3.5"));
  g_assert_cmpint (changes, ==, 0);
  g_assert_cmpstr (nomo_record_filter_get_least (filter, TOTAL), ==, "10");
  g_assert_cmpstr (nomo_record_filter_get_most (filter, TOTAL), ==, "20");
  g_assert_true (nomo_record_filter_set (filter, TOTAL, "10", "20"));
  g_assert_cmpint (changes, ==, 0);
  nomo_record_filter_widen (filter);
  g_assert_cmpint (changes, ==, 1);
  assert_query (filter, TRUE, "");
}

/* Two times would be taken for one another; an amount of money stands alone. */
static void
test_words (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();
  g_autofree char *words = NULL;

  nomo_record_filter_set_group (filter, "left");
  nomo_record_filter_set (filter, WHEN, "2026-11-01", "");
  nomo_record_filter_set (filter, TOTAL, "", "50");
  nomo_record_filter_set (filter, PIECES, "2", "");
  nomo_record_filter_set (filter, FOLLOWED_UP, "0", "");
  words = nomo_record_filter_to_words (filter);
  g_assert_cmpstr (words, ==,
                   "Abandoned, Date: from 1 November 2026, Followed up: there is none, at most SAR\u00a050, "
                   "Items: at least 2");
}

static void
test_state_survives (void)
{
  g_autoptr (NomoRecordFilter) filter = create_filter ();
  g_autoptr (NomoRecordFilter) next = create_filter ();
  g_autoptr (GVariant) state = NULL;

  nomo_record_filter_set_group (filter, "left");
  nomo_record_filter_set (filter, WHEN, "2026-11-01", "2026-11-02");
  nomo_record_filter_set (filter, CITY, "Riyadh", "");
  state = g_variant_ref_sink (nomo_record_filter_to_variant (filter));
  nomo_record_filter_from_variant (next, state);
  g_assert_cmpstr (nomo_record_filter_get_group (next), ==, "left");
  g_assert_cmpstr (nomo_record_filter_get_most (next, WHEN), ==, "2026-11-02");
  g_assert_cmpstr (nomo_record_filter_get_least (next, CITY), ==, "Riyadh");
  nomo_record_filter_clear (next);
  assert_query (next, TRUE, "");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/record-filter/every-record", test_every_record);
  g_test_add_func ("/ui/record-filter/group", test_group);
  g_test_add_func ("/ui/record-filter/part", test_part);
  g_test_add_func ("/ui/record-filter/group-of-a-filter", test_group_of_a_filter);
  g_test_add_func ("/ui/record-filter/within", test_within);
  g_test_add_func ("/ui/record-filter/days", test_days);
  g_test_add_func ("/ui/record-filter/amounts-and-numbers", test_amounts_and_numbers);
  g_test_add_func ("/ui/record-filter/whether-there-is-one", test_whether_there_is_one);
  g_test_add_func ("/ui/record-filter/whether-there-is-one-of-two", test_whether_there_is_one_of_two);
  g_test_add_func ("/ui/record-filter/text", test_text);
  g_test_add_func ("/ui/record-filter/what-cannot-be-read-changes-nothing", test_what_cannot_be_read_changes_nothing);
  g_test_add_func ("/ui/record-filter/words", test_words);
  g_test_add_func ("/ui/record-filter/state-survives", test_state_survives);
  return g_test_run ();
}
