#include "config.h"

#include "nomo-customer.h"
#include "nomo-id.h"
#include "nomo-review.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map (JsonNode *row, GError **error)
{
  return nomo_salla_map_review (row, "SAR", ROWS_AS_OF, error);
}

static const RowsCase cases[] = {
  { "{\"id\":7,\"type\":\"testimonial \"}", REVIEW_TYPE, 0, "testimonial" },
  { "{\"id\":7,\"type\":\"blog\"}", REVIEW_TYPE, 0, "blog" },
  { "{\"id\":7,\"rating\":\"4\"}", REVIEW_RATING, 4 },
  { "{\"id\":7,\"rating\":5}", REVIEW_RATING, 5 },
  { "{\"id\":7,\"rating\":0}", REVIEW_RATING, ROWS_NULL },
  { "{\"id\":7,\"rating\":9}", REVIEW_RATING, ROWS_NULL },
  { "{\"id\":7,\"rating\":null}", REVIEW_RATING, ROWS_NULL },
  { "{\"id\":7,\"content\":\"جميل\"}", REVIEW_CONTENT, 0, "جميل" },
  { "{\"id\":7,\"customer\":{\"id\":\"5\",\"name\":\"هند\",\"mobile\":500000777}}", REVIEW_CUSTOMER, 5 },
  { "{\"id\":7,\"customer\":{\"id\":\"5\",\"name\":\"هند\"}}", REVIEW_CUSTOMER_NAME, 0, "هند" },
  { "{\"id\":7,\"customer\":[]}", REVIEW_CUSTOMER, ROWS_NULL },
  { "{\"id\":7,\"product\":{\"id\":\"720881\"}}", REVIEW_PRODUCT, 720881 },
  { "{\"id\":7,\"product_id\":720881}", REVIEW_PRODUCT, 720881 },
  { "{\"id\":7,\"product\":{}}", REVIEW_PRODUCT, ROWS_NULL },
  { "{\"id\":7,\"order_id\":9}", REVIEW_ORDER, 9 },
  { "{\"id\":7,\"order\":{\"id\":9}}", REVIEW_ORDER, 9 },
  { "{\"id\":7,\"reference_id\":20318844}", REVIEW_REFERENCE, 0, "20318844" },
  { "{\"id\":7,\"order\":{\"reference_id\":\"20318844\"}}", REVIEW_REFERENCE, 0, "20318844" },
  { "{\"id\":7,\"is_published\":1}", REVIEW_PUBLISHED, 1 },
  { "{\"id\":7,\"is_published\":null}", REVIEW_PUBLISHED, ROWS_NULL },
  { "{\"id\":7,\"likes_count\":\"3\"}", REVIEW_LIKES, 3 },
  { "{\"id\":7,\"reply\":{\"id\":3,\"content\":\"شكرًا\"}}", REVIEW_REPLY, 0, "شكرًا" },
  { "{\"id\":7,\"reply\":[]}", REVIEW_REPLY, 0, NULL },
  { "{\"id\":7,\"reply\":null}", REVIEW_REPLY, 0, NULL },
  { "{\"id\":7,\"created_at\":\"2026-02-03 12:15:27\"}", REVIEW_CREATED_AT, ROWS_AS_OF },
  { "{\"id\":7,\"date\":[\"2026-02-03 12:15:27\"]}", REVIEW_CREATED_AT, ROWS_AS_OF },
};

static void
test_fields (void)
{
  rows_check (map, cases, G_N_ELEMENTS (cases));
}

#define WEBHOOK \
  "{\"type\":\"rating\",\"customer\":{\"id\":\"5\",\"name\":\"هند\"},\"product\":{\"id\":\"720881\"},\"order\":{\"id\":9},\"date\":[\"2026-02-03 12:15:27\"]}"

/* The first 60 bits of the SHA-256 of "rating|5|720881|9|1770110127000", and bit 61. */
static void
test_made_id (void)
{
  g_autoptr (NomoRecord) first = rows_map (map, WEBHOOK);
  g_autoptr (NomoRecord) again = rows_map (
      map,
      "{\"type\":\"rating\",\"customer\":{\"id\":\"5\",\"name\":\"هند\"},\"product\":{\"id\":\"720881\"},\"order\":{\"id\":9},\"created_at\":{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone\":\"Asia/Riyadh\"},\"id\":null}");
  g_autoptr (NomoRecord) other = rows_map (
      map,
      "{\"type\":\"rating\",\"customer\":{\"id\":\"5\",\"name\":\"هند\"},\"product\":{\"id\":\"720881\"},\"order\":{\"id\":9},\"created_at\":\"2026-02-03 12:15:28\"}");

  g_assert_cmpint (nomo_record_get_id (first), ==, G_GINT64_CONSTANT (3415953633260317052));
  g_assert_cmpint (nomo_record_get_id (again), ==, nomo_record_get_id (first));
  g_assert_cmpint (nomo_record_get_id (other), !=, nomo_record_get_id (first));
  g_assert_false (nomo_id_is_born_here (nomo_record_get_id (first)));
}

static void
test_refused (void)
{
  static const char *const rows[] = {
    "{\"type\":\"rating\",\"customer\":{\"id\":5}}",
    "{\"type\":\"rating\",\"product\":{\"id\":5},\"created_at\":\"2026-02-03\"}",
    "{\"customer\":{\"id\":5},\"created_at\":\"soon\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows_refuse (map, rows[i]);
  rows_check_ids (map, ",\"content\":\"a\"");
  rows_check_texts (map, REVIEW_CONTENT, "{\"id\":7,\"content\":\"", "\"}");
}

static void
erase (RowsStore *store, gint64 customer)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("owner", NULL);
  g_autoptr (GError) error = NULL;

  nomo_commit_set_role (commit, NOMO_ROLE_OWNER);
  nomo_commit_erase (commit, nomo_customer_entity (), customer);
  nomo_store_commit (store->store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_nobody (const NomoRecord *review)
{
  g_assert_null (nomo_record_get_text (review, REVIEW_CUSTOMER_NAME));
  g_assert_null (nomo_record_get_text (review, REVIEW_CONTENT));
  g_assert_null (nomo_record_get_text (review, REVIEW_REPLY));
  g_assert_cmpint (nomo_record_get_int (review, REVIEW_RATING), ==, 4);
}

/* A person that is erased takes its words along, also when Salla tells them again. */
static void
test_erased (RowsStore *store, gconstpointer data)
{
  g_autoptr (NomoRecord) review = rows_map (
      map, "{\"id\":7,\"customer\":{\"id\":5,\"name\":\"هند\"},\"content\":\"x\",\"reply\":\"y\",\"rating\":4}");
  g_autoptr (NomoRecord) held = rows_store_put (store, review);

  g_assert_cmpstr (nomo_record_get_text (held, REVIEW_CONTENT), ==, "x");
  erase (store, 5);
  g_clear_pointer (&held, nomo_record_unref);
  held = nomo_store_get (store->store, nomo_review_entity (), 7, NULL);
  assert_nobody (held);
  g_clear_pointer (&held, nomo_record_unref);
  held = rows_store_put (store, review);
  assert_nobody (held);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/review/fields", test_fields);
  g_test_add_func ("/map/review/made-id", test_made_id);
  g_test_add_func ("/map/review/refused", test_refused);
  g_test_add ("/map/review/erased", RowsStore, NULL, rows_store_set_up, test_erased, rows_store_tear_down);
  return g_test_run ();
}
