#include "config.h"

#include "nomo-cart.h"
#include "nomo-event-map.h"
#include "nomo-order-event.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-review.h"
#include "salla-world.h"

#include <string.h>

/* 3 February 2026, 18:40:10 UTC. */
#define MOMENT 1770144010000

#define ORDER 901442718
#define CART  1097900451

#define CUSTOMER \
  "\"customer\":{\"id\":225100417,\"name\":\"هند السالم\",\"mobile\":\"+966500000777\",\"city\":\"الرياض\"}"
#define ORDER_TEXT                                                                                                                        \
  "{\"id\":901442718,\"reference_id\":20318844,\"date\":{\"date\":\"2026-02-03 21:40:08.000000\",\"timezone_type\":3,"                    \
  "\"timezone\":\"Asia\\/Riyadh\"},\"status\":{\"id\":566146469,\"name\":\"بإنتظار المراجعة\",\"slug\":\"under_review\"}," \
  "\"payment_method\":\"mada\",\"currency\":\"SAR\",\"amounts\":{\"sub_total\":{\"amount\":240,\"currency\":\"SAR\"},"                    \
  "\"shipping_cost\":{\"amount\":25,\"currency\":\"SAR\"},\"tax\":{\"percent\":\"15.00\",\"amount\":{\"amount\":35.87,"                   \
  "\"currency\":\"SAR\"}},\"discounts\":[{\"title\":\"خصم\",\"type\":\"normal\",\"code\":\"WARD10\","                                  \
  "\"discount\":\"24.00\"}],\"total\":{\"amount\":276.87,\"currency\":\"SAR\"}}," CUSTOMER ","                                            \
  "\"items\":[{\"id\":70811,\"name\":\"باقة جوري\",\"sku\":\"WRD-1\",\"quantity\":2,\"currency\":\"SAR\","                        \
  "\"amounts\":{\"total\":{\"amount\":248.4,\"currency\":\"SAR\"}},\"product\":{\"id\":720881,\"name\":\"باقة جوري\"}}],"         \
  "\"tags\":[]}"
#define MOVED_TEXT                                                                                                                \
  "{\"id\":198290473,\"status\":\"تم التنفيذ\",\"customized\":null,\"note\":\"سلم باليد\",\"created_at\":{"      \
  "\"date\":\"2026-02-03 22:02:41.000000\",\"timezone_type\":3,\"timezone\":\"Asia\\/Riyadh\"},\"order\":{\"id\":901442718,"      \
  "\"reference_id\":20318844,\"date\":{\"date\":\"2026-02-03 18:40:08.000000\",\"timezone_type\":3,\"timezone\":"                 \
  "\"Asia\\/Riyadh\"},\"status\":{\"id\":1298199463,\"name\":\"تم التنفيذ\",\"slug\":\"completed\"},\"payment_method\":" \
  "\"mada\",\"currency\":\"SAR\",\"amounts\":{\"total\":{\"amount\":276.87,\"currency\":\"SAR\"},\"discounts\":[]}," CUSTOMER     \
  ",\"items\":[{\"id\":70811,\"product_id\":720881,\"name\":\"باقة جوري\",\"quantity\":2,\"amounts\":{}}],"               \
  "\"total\":{\"amount\":276.87,\"currency\":\"SAR\"}}}"
#define CART_TEXT                                                                                                          \
  "{\"id\":1097900451,\"total\":{\"amount\":180,\"currency\":\"SAR\"},\"subtotal\":{\"amount\":200,\"currency\":\"SAR\"}," \
  "\"total_discount\":{\"amount\":20,\"currency\":\"SAR\"},\"checkout_url\":\"https:\\/\\/salla.sa\\/w\\/checkout\\/1\","  \
  "\"created_at\":{\"date\":\"2026-02-03 16:55:02.000000\",\"timezone_type\":3,\"timezone\":\"Asia\\/Riyadh\"},"           \
  "\"updated_at\":{\"date\":\"2026-02-03 17:01:40.000000\",\"timezone_type\":3,\"timezone\":\"Asia\\/Riyadh\"}," CUSTOMER  \
  ",\"coupon\":{\"id\":203683,\"code\":\"%s\"},\"items\":[{\"id\":1793843,\"product_id\":720881,\"quantity\":2}]}"

static void
set_up (SallaWorld *world, gconstpointer data)
{
  salla_world_set_up (world);
}

static void
tear_down (SallaWorld *world, gconstpointer data)
{
  salla_world_tear_down (world);
}

static NomoEventMeaning
deliver_at (SallaWorld *world, const char *name, const char *data, gint64 as_of, NomoCommitResult *result)
{
  g_autofree char *text =
      g_strdup_printf ("{\"event\":\"%s\",\"merchant\":118,\"created_at\":\"%" G_GINT64_FORMAT "\",\"data\":%s}", name,
                       as_of / 1000, data);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (NomoSallaEvent) event = nomo_salla_event_read (body, NULL);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const NomoEventPlace place = { world->store, "SAR", none };
  NomoEventMeaning meaning;

  g_assert_nonnull (event);
  g_assert_true (nomo_event_map (event, &place, MOMENT + 5000, commit, &meaning, NULL));
  g_assert_true (nomo_store_commit (world->store, commit, result, NULL));
  return meaning;
}

static NomoEventMeaning
deliver (SallaWorld *world, const char *name, const char *data)
{
  return deliver_at (world, name, data, MOMENT, NULL);
}

static NomoRecord *
get (SallaWorld *world, const NomoEntity *entity, gint64 id)
{
  return nomo_store_get (world->store, entity, id, NULL);
}

static guint
count_doubts (SallaWorld *world, const NomoEntity *entity, gint64 id)
{
  g_autoptr (GArray) doubts = nomo_store_list_doubts (world->store, entity, 0, NULL);

  if (doubts->len > 0)
    g_assert_cmpint (g_array_index (doubts, gint64, 0), ==, id);
  return doubts->len;
}

static void
assert_text (SallaWorld *world, const NomoEntity *entity, gint64 id, guint field, const char *text)
{
  g_autoptr (NomoRecord) record = get (world, entity, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (nomo_record_get_text (record, field), ==, text);
}

/* A webhook tells an order as its own page of the API does: there is nothing left to ask for. */
static void
test_order (SallaWorld *world, gconstpointer data)
{
  g_autoptr (NomoRecord) order = NULL;

  g_assert_cmpint (deliver (world, "order.created", ORDER_TEXT), ==, NOMO_EVENT_WRITTEN);
  order = get (world, nomo_order_entity (), ORDER);
  g_assert_nonnull (order);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_TOTAL), ==, 27687);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 1);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_CUSTOMER_ID), ==, 225100417);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_COUPON), ==, "WARD10");
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DATE), ==, MOMENT - 2000);
  g_assert_cmpint (nomo_record_get_as_of (order), ==, MOMENT);
  g_assert_cmpuint (count_doubts (world, nomo_order_entity (), 0), ==, 0);
}

/* It holds the order in brief, with its date in another zone than it says: that takes nothing away from what is known. */
static void
test_moved (SallaWorld *world, gconstpointer data)
{
  g_autoptr (NomoRecord) moved = NULL;
  g_autoptr (NomoRecord) order = NULL;

  deliver (world, "order.created", ORDER_TEXT);
  g_assert_cmpint (deliver_at (world, "order.status.updated", MOVED_TEXT, MOMENT + 1000, NULL), ==, NOMO_EVENT_WRITTEN);
  assert_text (world, nomo_order_entity (), ORDER, ORDER_STATUS, "completed");
  moved = get (world, nomo_order_event_entity (), 198290473);
  g_assert_nonnull (moved);
  order = get (world, nomo_order_entity (), ORDER);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DETAILED), ==, 1);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DATE), ==, MOMENT - 2000);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_COUPON), ==, "WARD10");
  g_assert_cmpint (nomo_record_get_int (moved, ORDER_EVENT_ORDER), ==, ORDER);
  g_assert_cmpstr (nomo_record_get_text (moved, ORDER_EVENT_NOTE), ==, "سلم باليد");
}

/* What was sent first may come last: after three retries, or because another came meanwhile. */
static void
test_late (SallaWorld *world, gconstpointer data)
{
  NomoCommitResult result;

  deliver_at (world, "order.created", ORDER_TEXT, MOMENT - 120000, NULL);
  deliver_at (world, "order.status.updated", MOVED_TEXT, MOMENT, NULL);
  g_assert_cmpint (deliver_at (world, "order.updated", ORDER_TEXT, MOMENT - 60000, &result), ==, NOMO_EVENT_WRITTEN);
  g_assert_cmpuint (result.stale, ==, 1);
  assert_text (world, nomo_order_entity (), ORDER, ORDER_STATUS, "completed");
}

/* Of two within a second of Salla's clock nobody knows which is the newer. */
static void
test_same_second (SallaWorld *world, gconstpointer data)
{
  deliver (world, "order.created", ORDER_TEXT);
  deliver (world, "order.status.updated", MOVED_TEXT);
  g_assert_cmpuint (count_doubts (world, nomo_order_entity (), ORDER), ==, 1);
}

static void
test_deleted (SallaWorld *world, gconstpointer data)
{
  g_autoptr (NomoRecord) order = NULL;

  deliver (world, "order.created", ORDER_TEXT);
  g_assert_cmpint (deliver_at (world, "order.deleted", ORDER_TEXT, MOMENT + 1000, NULL), ==, NOMO_EVENT_WRITTEN);
  order = get (world, nomo_order_entity (), ORDER);
  g_assert_true (nomo_record_is_deleted (order));
}

static void
test_cart (SallaWorld *world, gconstpointer data)
{
  g_autofree char *first = g_strdup_printf (CART_TEXT, "WARD10");
  g_autofree char *second = g_strdup_printf (CART_TEXT, "WARD15");
  g_autoptr (NomoRecord) cart = NULL;

  deliver (world, "abandoned.cart", first);
  assert_text (world, nomo_cart_entity (), CART, CART_COUPON, "WARD10");
  deliver_at (world, "abandoned.cart", second, MOMENT + 1000, NULL);
  assert_text (world, nomo_cart_entity (), CART, CART_COUPON, "WARD15");
  deliver_at (world, "abandoned.cart.status.changed", "{\"id\":1097900451,\"status\":\"purchased\"}", MOMENT + 2000,
              NULL);
  assert_text (world, nomo_cart_entity (), CART, CART_STATUS, "purchased");
  deliver_at (world, "abandoned.cart.purchased",
              "{\"id\":1097900451,\"status\":\"purchased\",\"currency\":\"SAR\",\"total\":34.99,\"subtotal\":30.43,"
              "\"total_discount\":0}",
              MOMENT + 3000, NULL);
  cart = get (world, nomo_cart_entity (), CART);
  g_assert_cmpint (nomo_record_get_int (cart, CART_TOTAL), ==, 3499);
  g_assert_cmpint (nomo_record_get_int (cart, CART_SUBTOTAL), ==, 3043);
  g_assert_cmpstr (nomo_record_get_text (cart, CART_COUPON), ==, "WARD15");
  g_assert_cmpstr (nomo_record_get_text (cart, CART_NAME), ==, "هند السالم");
}

/* The purchase may come before the cart, or the cart may never have come. */
static void
test_unknown_cart (SallaWorld *world, gconstpointer data)
{
  g_autofree char *cart = g_strdup_printf (CART_TEXT, "WARD10");

  g_assert_cmpint (deliver (world, "abandoned.cart.purchased", "{\"id\":1097900451,\"status\":\"purchased\"}"), ==,
                   NOMO_EVENT_WRITTEN);
  g_assert_cmpuint (count_doubts (world, nomo_cart_entity (), CART), ==, 1);
  deliver_at (world, "abandoned.cart", cart, MOMENT + 1000, NULL);
  g_assert_cmpuint (count_doubts (world, nomo_cart_entity (), CART), ==, 0);
}

static void
test_coupon_applied (SallaWorld *world, gconstpointer data)
{
  g_autofree char *cart = g_strdup_printf (CART_TEXT, "WARD10");
  g_autofree char *changed = g_strdup_printf (CART_TEXT, "WARD15");
  g_autofree char *applied = g_strdup_printf ("{\"cart\":%s}", changed);
  g_autoptr (NomoRecord) none = NULL;

  g_assert_cmpint (deliver (world, "coupon.applied", applied), ==, NOMO_EVENT_WRITTEN);
  none = get (world, nomo_cart_entity (), CART);
  g_assert_null (none);
  deliver_at (world, "abandoned.cart", cart, MOMENT - 1000, NULL);
  deliver (world, "coupon.applied", applied);
  assert_text (world, nomo_cart_entity (), CART, CART_COUPON, "WARD15");
}

/* A part of a product must not pass for the whole. */
static void
test_product_price (SallaWorld *world, gconstpointer data)
{
  g_autoptr (NomoRecord) none = NULL;

  g_assert_cmpint (deliver (world, "product.price.updated", "{\"id\":720881,\"sku\":\"WRD-1\",\"price\":99}"), ==,
                   NOMO_EVENT_WRITTEN);
  none = get (world, nomo_product_entity (), 720881);
  g_assert_null (none);
  g_assert_cmpuint (count_doubts (world, nomo_product_entity (), 720881), ==, 1);
}

static void
test_not_found_ends_doubt (SallaWorld *world, gconstpointer data)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  deliver (world, "product.price.updated", "{\"id\":720881,\"price\":99}");
  nomo_commit_gone (commit, nomo_product_entity (), 720881, MOMENT + 1000);
  g_assert_true (nomo_store_commit (world->store, commit, NULL, NULL));
  g_assert_cmpuint (count_doubts (world, nomo_product_entity (), 0), ==, 0);
}

static void
test_review (SallaWorld *world, gconstpointer data)
{
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GHashTable) marks = NULL;

  g_assert_cmpint (deliver (world, "review.added", "{\"type\":\"rating\",\"rating\":\"5\"}"), ==, NOMO_EVENT_WRITTEN);
  nomo_store_read_marks_async (world->store, NULL, salla_world_keep_result, &read);
  marks = nomo_store_read_marks_finish (world->store, salla_world_wait (&read), NULL);
  g_assert_cmpstr (g_hash_table_lookup (marks, "reviews.looked"), ==, "0");
}

/* What the API would tell otherwise is kept as it came, and asked for. */
static void
test_unreadable (SallaWorld *world, gconstpointer data)
{
  g_assert_cmpint (deliver (world, "order.updated", "{\"id\":901442718,\"total\":\"?\"}"), ==, NOMO_EVENT_WRITTEN);
  g_assert_cmpint (nomo_store_count_raw (world->store, "order", NULL), ==, 1);
  g_assert_cmpuint (count_doubts (world, nomo_order_entity (), ORDER), ==, 1);
  g_assert_cmpint (deliver (world, "order.updated", "{\"total\":\"?\"}"), ==, NOMO_EVENT_UNREADABLE);
  g_assert_cmpint (deliver (world, "order.status.updated", "{\"id\":5}"), ==, NOMO_EVENT_UNREADABLE);
  g_assert_cmpint (deliver (world, "product.price.updated", "{\"id\":-5}"), ==, NOMO_EVENT_UNREADABLE);
  g_assert_cmpint (deliver (world, "coupon.applied", "{\"cart\":[]}"), ==, NOMO_EVENT_UNREADABLE);
}

/* Whatever the rest of Salla's clock says, a moment a year ahead would keep out all that comes after. */
static void
test_clock_ahead (SallaWorld *world, gconstpointer data)
{
  g_autoptr (NomoRecord) order = NULL;

  deliver_at (world, "order.created", ORDER_TEXT, MOMENT + 365 * 24 * 3600 * 1000LL, NULL);
  order = get (world, nomo_order_entity (), ORDER);
  g_assert_cmpint (nomo_record_get_as_of (order), ==, MOMENT + 5000);
}

/* None of Salla's events is met unprepared, and no name that only circulates means anything. */
static void
test_names (SallaWorld *world, gconstpointer data)
{
  static const char *const circulating[] = { "cart.abandoned", "abandoned_cart", "coupon.created", "order.success",
                                             "order.paid",     "order.canceled", "orders.created", "" };

  g_assert_cmpuint (nomo_event_map_count (), >, 60);
  for (guint i = 0; i < nomo_event_map_count (); i++) {
    const char *name = nomo_event_map_get_name (i);
    NomoEventMeaning meaning = deliver (world, name,
                                        "{\"id\":5,\"order_id\":6,\"order\":{\"id\":6},\"cart\":{\"id\":7},"
                                        "\"status\":\"purchased\"}");

    g_assert_true (meaning == NOMO_EVENT_WRITTEN || meaning == NOMO_EVENT_NOT_OURS);
    for (guint k = 0; k < i; k++)
      g_assert_cmpstr (name, !=, nomo_event_map_get_name (k));
  }
  for (guint i = 0; *circulating[i] != '\0'; i++)
    g_assert_cmpint (deliver (world, circulating[i], "{\"id\":5}"), ==, NOMO_EVENT_UNKNOWN);
  g_assert_cmpint (deliver (world, "app.installed", "{\"id\":5}"), ==, NOMO_EVENT_OF_APP);
}

#define ADD(path, test) g_test_add (path, SallaWorld, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/event-map/order", test_order);
  ADD ("/event-map/moved", test_moved);
  ADD ("/event-map/late", test_late);
  ADD ("/event-map/same-second", test_same_second);
  ADD ("/event-map/deleted", test_deleted);
  ADD ("/event-map/cart", test_cart);
  ADD ("/event-map/unknown-cart", test_unknown_cart);
  ADD ("/event-map/coupon-applied", test_coupon_applied);
  ADD ("/event-map/product-price", test_product_price);
  ADD ("/event-map/not-found-ends-doubt", test_not_found_ends_doubt);
  ADD ("/event-map/review", test_review);
  ADD ("/event-map/unreadable", test_unreadable);
  ADD ("/event-map/clock-ahead", test_clock_ahead);
  ADD ("/event-map/names", test_names);
  return g_test_run ();
}
