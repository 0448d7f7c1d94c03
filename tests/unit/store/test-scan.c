#include "fixture.h"
#include "nomo-pick.h"
#include "nomo-store-scan.h"

/* More than share one reading of their parts, and no multiple of that. */
#define N_ORDERS (2 * NOMO_PICK_MANY + 5)

static const NomoPick pick = {
  .fields = NOMO_PICK (ORDER_DATE) | NOMO_PICK (ORDER_PAYMENT) | NOMO_PICK (ORDER_DETAILED),
  .parts = { [ORDER_PART_ITEMS] = NOMO_PICK (ORDER_ITEM_QUANTITY) | NOMO_PICK (ORDER_ITEM_PRODUCT) },
};

/* An order has as many items as its number says, up to three; the later order has the smaller number. */
static void
put_orders (Fixture *fixture)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (gint64 id = 1; id <= N_ORDERS; id++) {
    g_autoptr (NomoRecord) plain = fixture_order (id, FIXTURE_EPOCH - id * 60000, id, "completed", 1);
    NomoRecordBuilder *builder = nomo_record_rebuild (plain);
    g_autoptr (NomoRecord) order = NULL;

    nomo_builder_clear_part (builder, ORDER_PART_ITEMS);
    for (gint64 i = 0; i < id % 4; i++) {
      nomo_builder_add_part (builder, ORDER_PART_ITEMS);
      nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, "عطر");
      nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, i + 1);
      nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, id * 10 + i);
    }
    nomo_builder_add_part (builder, ORDER_PART_DISCOUNTS);
    nomo_builder_part_text (builder, ORDER_PART_DISCOUNTS, ORDER_DISCOUNT_CODE, "WARD");
    order = nomo_builder_end (builder);
    nomo_commit_put (commit, order);
  }
  fixture_commit (fixture, commit);
}

typedef struct {
  gint64 seen;
  gint64 stop; /* after so many; 0 for none */
  GCancellable *cancellable;
} Watching;

static gboolean
check_order (NomoRecord *order, gpointer data, GError **error)
{
  Watching *self = data;
  gint64 id = N_ORDERS - self->seen++;

  g_assert_cmpint (nomo_record_get_id (order), ==, id);
  g_assert_cmpint (nomo_record_get_int (order, ORDER_DATE), ==, FIXTURE_EPOCH - id * 60000);
  g_assert_cmpstr (nomo_record_get_text (order, ORDER_PAYMENT), ==, id % 2 == 0 ? "mada" : "cod");
  g_assert_true (nomo_record_is_null (order, ORDER_DETAILED));
  g_assert_true (nomo_record_is_null (order, ORDER_TOTAL));
  g_assert_null (nomo_record_get_text (order, ORDER_REFERENCE));
  g_assert_cmpuint (nomo_record_count_part (order, ORDER_PART_DISCOUNTS), ==, 0);
  g_assert_cmpint (nomo_record_count_part (order, ORDER_PART_ITEMS), ==, id % 4);
  for (guint i = 0; i < id % 4; i++) {
    g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, i, ORDER_ITEM_QUANTITY), ==, i + 1);
    g_assert_cmpint (nomo_record_part_int (order, ORDER_PART_ITEMS, i, ORDER_ITEM_PRODUCT), ==, id * 10 + i);
    g_assert_null (nomo_record_part_text (order, ORDER_PART_ITEMS, i, ORDER_ITEM_NAME));
    g_assert_true (nomo_record_part_is_null (order, ORDER_PART_ITEMS, i, ORDER_ITEM_TOTAL));
    g_assert_false (nomo_record_part_is_null (order, ORDER_PART_ITEMS, i, ORDER_ITEM_QUANTITY));
  }
  if (self->seen == self->stop)
    g_cancellable_cancel (self->cancellable);
  return TRUE;
}

static gboolean
walk (Fixture *fixture, Watching *watching, GError **error)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  nomo_query_sort (query, ORDER_DATE, FALSE);
  return nomo_store_foreach_picked (fixture->store, query, &pick, check_order, watching, watching->cancellable, error);
}

/* In the query's order, whatever that of the ids is. */
static void
test_picked (Fixture *fixture, gconstpointer data)
{
  Watching watching = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (walk (fixture, &watching, &error));
  g_assert_cmpint (watching.seen, ==, 0);
  put_orders (fixture);
  g_assert_true (walk (fixture, &watching, &error));
  g_assert_no_error (error);
  g_assert_cmpint (watching.seen, ==, N_ORDERS);
}

/* Within those that were read together, no more are handed over. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watching watching = { 0, NOMO_PICK_MANY + 3, cancellable };
  g_autoptr (GError) error = NULL;

  put_orders (fixture);
  g_assert_false (walk (fixture, &watching, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (watching.seen, ==, NOMO_PICK_MANY + 3);
}

static gboolean
fail_at_once (NomoRecord *order, gpointer data, GError **error)
{
  ++*(guint *) data;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no");
  return FALSE;
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GError) error = NULL;
  guint calls = 0;

  put_orders (fixture);
  g_assert_false (nomo_store_foreach_picked (fixture->store, query, &pick, fail_at_once, &calls, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (calls, ==, 1);
}

#define ADD(path, test) g_test_add ("/scan/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("picked", test_picked);
  ADD ("cancelled", test_cancelled);
  ADD ("failed", test_failed);
  return g_test_run ();
}
