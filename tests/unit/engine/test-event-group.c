#include "config.h"

#include "nomo-cart.h"
#include "nomo-customer.h"
#include "nomo-domain.h"
#include "nomo-event-group.h"
#include "nomo-order.h"

#include <glib/gstdio.h>
#include <string.h>

#define MERCHANT 118

#define CART                                                                                                              \
  "{\"id\":5,\"total\":{\"amount\":180,\"currency\":\"SAR\"},\"subtotal\":{\"amount\":200,\"currency\":\"SAR\"},"         \
  "\"total_discount\":{\"amount\":20,\"currency\":\"SAR\"},\"checkout_url\":\"https:\\/\\/salla.sa\\/w\\/checkout\\/1\"," \
  "\"created_at\":{\"date\":\"2026-02-03 16:55:02.000000\",\"timezone_type\":3,\"timezone\":\"Asia\\/Riyadh\"},"          \
  "\"updated_at\":{\"date\":\"2026-02-03 17:01:40.000000\",\"timezone_type\":3,\"timezone\":\"Asia\\/Riyadh\"},"          \
  "\"items\":[{\"id\":1793843,\"product_id\":720881,\"quantity\":2}]}"

typedef struct {
  char *path;
  NomoStore *store;
  NomoEventGroup *group;
  GPtrArray *settled;
  guint count;
} Fixture;

/* With one entity alone, when @data is TRUE: then a store refuses what is of others. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const NomoEntity *few[2];
  g_autofree char *directory = g_dir_make_tmp ("nomo-group-XXXXXX", NULL);

  few[0] = nomo_customer_entity ();
  fixture->path = g_build_filename (directory, "118.db", NULL);
  fixture->store = nomo_store_open (fixture->path, data != NULL ? few : nomo_domain_entities (), NULL);
  g_assert_nonnull (fixture->store);
  fixture->group = nomo_event_group_new (fixture->store, "SAR");
  fixture->settled = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_delivery_free);
}

static void
remove_all (const char *path)
{
  static const char *const ends[] = { "", "-wal", "-shm" };
  g_autofree char *directory = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *file = g_strconcat (path, ends[i], NULL);

    g_remove (file);
  }
  g_rmdir (directory);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  nomo_event_group_free (fixture->group);
  nomo_store_close (fixture->store);
  g_object_unref (fixture->store);
  g_ptr_array_unref (fixture->settled);
  remove_all (fixture->path);
  g_free (fixture->path);
}

static gboolean
add (Fixture *fixture, const char *event, guint second, const char *data)
{
  NomoDelivery *delivery = g_new0 (NomoDelivery, 1);
  char *text =
      g_strdup_printf ("{\"event\":\"%s\",\"merchant\":%d,\"created_at\":\"Tue Feb 03 2026 21:40:%02u GMT+0300\","
                       "\"data\":%s}",
                       event, MERCHANT, second, data);

  delivery->number = ++fixture->count;
  delivery->merchant = MERCHANT;
  delivery->event = g_strdup (event);
  delivery->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  delivery->received_at = 1770144070000;
  delivery->body = g_bytes_new_take (text, strlen (text));
  return nomo_event_group_add (fixture->group, delivery, fixture->settled);
}

static gboolean
add_customer (Fixture *fixture, guint id)
{
  g_autofree char *data = g_strdup_printf ("{\"id\":%u,\"first_name\":\"هند\",\"last_name\":\"السالم\"}", id);

  return add (fixture, "customer.created", 10, data);
}

static gint64
count (Fixture *fixture, const NomoEntity *entity)
{
  g_autoptr (NomoQuery) all = nomo_query_new (entity);

  return nomo_store_count (fixture->store, all, NULL);
}

static void
expect (Fixture *fixture, gint64 number, NomoDeliveryState state)
{
  for (guint i = 0; i < fixture->settled->len; i++) {
    const NomoDelivery *delivery = fixture->settled->pdata[i];

    if (delivery->number == number) {
      g_assert_cmpint (delivery->state, ==, state);
      return;
    }
  }
  g_assert_not_reached ();
}

/* They are on their way until they are written, each with a commit of its own. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  guint64 seq = nomo_store_get_seq (fixture->store);

  for (guint i = 1; i <= 3; i++)
    g_assert_true (add_customer (fixture, i));
  g_assert_cmpint (count (fixture, nomo_customer_entity ()), ==, 0);
  g_assert_cmpuint (fixture->settled->len, ==, 0);
  g_assert_true (nomo_event_group_write (fixture->group, fixture->settled));
  g_assert_cmpint (count (fixture, nomo_customer_entity ()), ==, 3);
  g_assert_cmpuint (fixture->settled->len, ==, 3);
  g_assert_cmpuint (nomo_store_get_seq (fixture->store), ==, seq + 3);
}

/* Others who write are not kept waiting for long. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  while (fixture->settled->len == 0)
    g_assert_true (add_customer (fixture, ++n));
  g_assert_cmpuint (n, <=, 100);
  g_assert_cmpuint (fixture->settled->len, ==, n);
  g_assert_cmpint (count (fixture, nomo_customer_entity ()), ==, n);
}

/* What comes of a cart is told without the cart, which is in the group itself. */
static void
test_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoRecord) cart = NULL;
  g_autoptr (GArray) doubts = NULL;

  g_assert_true (add (fixture, "abandoned.cart", 10, CART));
  g_assert_true (add (fixture, "abandoned.cart.purchased", 20, "{\"id\":5,\"status\":\"purchased\"}"));
  g_assert_true (nomo_event_group_write (fixture->group, fixture->settled));
  expect (fixture, 1, NOMO_DELIVERY_DONE);
  expect (fixture, 2, NOMO_DELIVERY_DONE);
  cart = nomo_store_get (fixture->store, nomo_cart_entity (), 5, NULL);
  g_assert_nonnull (cart);
  g_assert_cmpstr (nomo_record_get_text (cart, CART_STATUS), ==, "purchased");
  doubts = nomo_store_list_doubts (fixture->store, nomo_cart_entity (), 0, NULL);
  g_assert_cmpuint (doubts->len, ==, 0);
}

/* One that the store refuses is kept with the reason; those before and behind it are written. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_assert_true (add_customer (fixture, 1));
  g_assert_true (add (fixture, "order.deleted", 10, "{\"id\":5}"));
  g_assert_true (add_customer (fixture, 2));
  g_assert_true (nomo_event_group_write (fixture->group, fixture->settled));
  expect (fixture, 1, NOMO_DELIVERY_DONE);
  expect (fixture, 2, NOMO_DELIVERY_KEPT);
  expect (fixture, 3, NOMO_DELIVERY_DONE);
  g_assert_cmpint (count (fixture, nomo_customer_entity ()), ==, 2);
}

/* Where nothing can be written all of it waits, and nothing is said of it. */
static void
test_waits (Fixture *fixture, gconstpointer data)
{
  g_assert_true (add_customer (fixture, 1));
  g_assert_true (add_customer (fixture, 2));
  nomo_store_close (fixture->store);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "*A delivery of store 118 waits*");
  g_assert_false (nomo_event_group_write (fixture->group, fixture->settled));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (fixture->settled->len, ==, 0);
}

#define ADD(path, few, test) g_test_add (path, Fixture, GINT_TO_POINTER (few), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/event-group/together", FALSE, test_together);
  ADD ("/event-group/full", FALSE, test_full);
  ADD ("/event-group/after", FALSE, test_after);
  ADD ("/event-group/refused", TRUE, test_refused);
  ADD ("/event-group/waits", FALSE, test_waits);
  return g_test_run ();
}
