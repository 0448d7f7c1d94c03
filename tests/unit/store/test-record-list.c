#include "fixture.h"
#include "nomo-id-order.h"
#include "nomo-list-reading.h"
#include "nomo-record-list.h"

#define MANY 20000

typedef struct {
  Fixture *fixture;
  NomoRecordList *list;
  GArray *mirror; /* what the model's signals say */
  guint n_signals;
  guint64 last_seq;
} Model;

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, gpointer data)
{
  Model *model = data;

  model->n_signals++;
  g_assert_true (removed == 0 || added == 0);
  g_assert_cmpuint (position + removed, <=, model->mirror->len);
  g_array_remove_range (model->mirror, position, removed);
  for (guint i = 0; i < added; i++) {
    gint64 id = nomo_record_list_get_id (NOMO_RECORD_LIST (list), position + i);

    g_array_insert_val (model->mirror, position + i, id);
  }
  g_assert_cmpuint (model->mirror->len, ==, g_list_model_get_n_items (list));
  g_assert_cmpuint (nomo_record_list_get_seq (NOMO_RECORD_LIST (list)), >=, model->last_seq);
  model->last_seq = nomo_record_list_get_seq (NOMO_RECORD_LIST (list));
}

static void
model_init (Model *model, Fixture *fixture, NomoQuery *query)
{
  *model = (Model) { .fixture = fixture };
  model->mirror = g_array_new (FALSE, FALSE, sizeof (gint64));
  model->list = nomo_record_list_new (fixture->store, query);
  g_signal_connect (model->list, "items-changed", G_CALLBACK (items_changed_cb), model);
}

static void
model_clear (Model *model)
{
  g_signal_handlers_disconnect_by_data (model->list, model);
  g_assert_finalize_object (model->list);
  g_array_unref (model->mirror);
}

static gboolean
is_current (gpointer data)
{
  Model *model = data;

  return nomo_record_list_get_count (model->list) >= 0 &&
         nomo_record_list_get_seq (model->list) == nomo_store_get_seq (model->fixture->store);
}

static void
assert_equals_store (Model *model)
{
  g_autoptr (GArray) ids = NULL;

  fixture_wait (is_current, model);
  ids = nomo_store_list_ids (model->fixture->store, nomo_record_list_get_query (model->list), 0, NULL, NULL);
  g_assert_cmpmem (model->mirror->data, model->mirror->len * sizeof (gint64), ids->data, ids->len * sizeof (gint64));
}

static gboolean
has_record (gpointer data)
{
  return nomo_record_item_get_record (data) != NULL;
}

static void
put_many (Fixture *fixture, gint64 first, guint n)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (NomoRecord) order = fixture_order (first + i, FIXTURE_EPOCH + (first + i) * 60000, 100 + i % 977,
                                                  i % 3 == 0 ? "canceled" : "completed", 1);

    nomo_commit_put (commit, order);
  }
  fixture_commit (fixture, commit);
}

static void
test_windows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (NomoRecordItem) first = NULL;
  g_autoptr (NomoRecordItem) same = NULL;
  g_autoptr (NomoRecordItem) far = NULL;
  Model model;

  put_many (fixture, 1, MANY);
  model_init (&model, fixture, query);
  g_assert_cmpint (nomo_record_list_get_state (model.list), ==, NOMO_RECORD_LIST_LOADING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model.list)), ==, 0);
  assert_equals_store (&model);
  g_assert_cmpuint (model.n_signals, ==, 2);
  g_assert_cmpint (nomo_record_list_get_state (model.list), ==, NOMO_RECORD_LIST_READY);
  g_assert_cmpint (nomo_record_list_get_count (model.list), ==, MANY);
  first = g_list_model_get_item (G_LIST_MODEL (model.list), 0);
  same = g_list_model_get_item (G_LIST_MODEL (model.list), 0);
  far = g_list_model_get_item (G_LIST_MODEL (model.list), MANY - 1);
  g_assert_true (first == same);
  fixture_wait (has_record, first);
  fixture_wait (has_record, far);
  g_assert_cmpint (nomo_record_get_id (nomo_record_item_get_record (first)), ==, MANY);
  g_assert_cmpint (nomo_record_get_id (nomo_record_item_get_record (far)), ==, 1);
  g_assert_cmpint (nomo_record_list_find (model.list, 1), ==, MANY - 1);
  for (guint i = 0; i < MANY; i += 100)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (model.list), i));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model.list), MANY));
  model_clear (&model);
  fixture_wait (has_record, first);
}

static void
test_live (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (NomoRecordItem) item = NULL;
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  Model model;

  put_many (fixture, 1, 1000);
  model_init (&model, fixture, query);
  assert_equals_store (&model);
  item = g_list_model_get_item (G_LIST_MODEL (model.list), 500);
  fixture_wait (has_record, item);
  model.n_signals = 0;

  fixture_put (fixture, fixture_order (5000, FIXTURE_EPOCH + 5000 * 60000, 1, "completed", 1));
  assert_equals_store (&model);
  g_assert_cmpuint (model.n_signals, ==, 1);
  g_assert_cmpint (nomo_record_list_get_id (model.list, 0), ==, 5000);

  fixture_put (fixture, fixture_order (500, FIXTURE_EPOCH + 500 * 60000, 77777, "completed", 2));
  assert_equals_store (&model);
  g_assert_cmpuint (model.n_signals, ==, 1);
  g_assert_cmpint (nomo_record_item_get_id (item), ==, 500);
  g_assert_cmpint (nomo_record_get_int (nomo_record_item_get_record (item), ORDER_TOTAL), ==, 77777);

  nomo_commit_delete (commit, nomo_order_entity (), 10);
  fixture_commit (fixture, commit);
  assert_equals_store (&model);
  g_assert_cmpuint (model.n_signals, ==, 2);
  g_assert_cmpint (nomo_record_list_find (model.list, 10), ==, -1);

  put_many (fixture, 6000, 500);
  assert_equals_store (&model);
  g_assert_cmpuint (model.n_signals, ==, 3);
  model_clear (&model);
}

static void
test_filtered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), "status = canceled", &error);
  g_autoptr (NomoQuery) other = nomo_query_parse (nomo_order_entity (), "total > 5", &error);
  Model model;

  g_assert_true (nomo_query_sort (query, ORDER_TOTAL, FALSE));
  put_many (fixture, 1, 2000);
  model_init (&model, fixture, query);
  assert_equals_store (&model);
  fixture_put (fixture, fixture_order (1, FIXTURE_EPOCH, 500, "completed", 2));
  assert_equals_store (&model);
  fixture_put (fixture, fixture_order (2, FIXTURE_EPOCH, 500, "canceled", 2));
  assert_equals_store (&model);
  nomo_record_list_set_query (model.list, other);
  assert_equals_store (&model);
  nomo_query_limit (other, 6);
  model_clear (&model);
  model_init (&model, fixture, other);
  assert_equals_store (&model);
  g_assert_cmpuint (model.mirror->len, ==, 6);
  put_many (fixture, 9000, 3);
  assert_equals_store (&model);
  g_assert_cmpuint (model.mirror->len, ==, 6);
  model_clear (&model);
}

static void
random_commit (Fixture *fixture, guint round)
{
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  guint n = round % 16 == 15 ? 40 : (guint) g_test_rand_int_range (1, 12);

  for (guint i = 0; i < n; i++) {
    gint64 id = g_test_rand_int_range (1, 600);
    gint64 date = FIXTURE_EPOCH + g_test_rand_int_range (0, 100) * FIXTURE_DAY;
    g_autoptr (NomoRecord) order =
        fixture_order (id, date, g_test_rand_int_range (0, 20) * 100, g_test_rand_bit () ? "completed" : "canceled",
                       g_get_real_time () / 1000 + 1000 * FIXTURE_DAY + round);

    if (g_test_rand_int_range (0, 5) == 0)
      nomo_commit_delete (commit, nomo_order_entity (), id);
    else
      nomo_commit_put (commit, order);
  }
  fixture_commit (fixture, commit);
}

/* A list reads no parts. */
static void
assert_same (const NomoRecord *stored, const NomoRecord *shown)
{
  g_assert_cmpuint (nomo_record_get_seq (shown), ==, nomo_record_get_seq (stored));
  g_assert_cmpint (nomo_record_get_int (shown, ORDER_TOTAL), ==, nomo_record_get_int (stored, ORDER_TOTAL));
  g_assert_cmpstr (nomo_record_get_text (shown, ORDER_STATUS), ==, nomo_record_get_text (stored, ORDER_STATUS));
  g_assert_cmpuint (nomo_record_count_part (shown, ORDER_PART_ITEMS), ==, 0);
}

static void
assert_rows_current (Model *model)
{
  for (guint i = 0; i < MIN (model->mirror->len, 300); i++) {
    g_autoptr (NomoRecordItem) item = g_list_model_get_item (G_LIST_MODEL (model->list), i);
    g_autoptr (NomoRecord) stored = NULL;

    fixture_wait (has_record, item);
    stored = nomo_store_get (model->fixture->store, nomo_order_entity (), nomo_record_item_get_id (item), NULL);
    assert_same (stored, nomo_record_item_get_record (item));
  }
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  static const guint sorts[] = { ORDER_DATE, ORDER_STATUS, ORDER_TOTAL, ORDER_REFERENCE };
  Model models[G_N_ELEMENTS (sorts)];

  put_many (fixture, 1, 300);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++) {
    g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), i % 2 == 0 ? "" : "total >= 3", NULL);

    g_assert_true (nomo_query_sort (query, sorts[i], g_test_rand_bit ()));
    model_init (&models[i], fixture, query);
  }
  for (guint round = 0; round < 34; round++) {
    random_commit (fixture, round);
    for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
      assert_equals_store (&models[i]);
    assert_rows_current (&models[round % G_N_ELEMENTS (sorts)]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++) {
    assert_equals_store (&models[i]);
    model_clear (&models[i]);
  }
}

static void
check_step (guint position, guint removed, guint added, gpointer data)
{
  guint *n = data;

  g_assert_true (removed == 0 || added == 0);
  (*n)++;
}

static void
test_moves (void)
{
  for (guint round = 0; round < 3000; round++) {
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
    gint64 n = g_test_rand_int_range (0, 12);
    guint steps = 0;

    for (gint64 id = 1; id <= n; id++) {
      g_array_append_val (ids, id);
      if (g_test_rand_int_range (0, 3) != 0)
        g_array_append_val (wanted, id);
      else
        g_array_append_val (moved, id);
    }
    for (guint i = 0; i < moved->len; i++)
      if (g_test_rand_bit ())
        g_array_insert_val (wanted, g_test_rand_int_range (0, wanted->len + 1), g_array_index (moved, gint64, i));
    for (gint64 id = 100; id < 103; id++)
      if (g_test_rand_bit ()) {
        g_array_append_val (moved, id);
        g_array_insert_val (wanted, g_test_rand_int_range (0, wanted->len + 1), id);
      }
    for (guint i = 0; i < moved->len; i++) {
      gint64 place = nomo_id_order_find (wanted, g_array_index (moved, gint64, i));

      g_array_append_val (places, place);
    }
    nomo_id_order_move (ids, moved, places, NULL, check_step, &steps);
    g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), wanted->data, wanted->len * sizeof (gint64));
  }
}

/* Neighbours that all keep their places are no news to a view, and to what has the focus in it. */
static void
test_neighbours (void)
{
  const gint64 all[] = { 1, 2, 3, 4, 5, 6 };
  const gint64 changed[] = { 3, 2, 4, 6 };
  const gint64 at[] = { 2, 1, 3, 5 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint steps = 0;

  g_array_append_vals (ids, all, G_N_ELEMENTS (all));
  g_array_append_vals (moved, changed, G_N_ELEMENTS (changed));
  g_array_append_vals (places, at, G_N_ELEMENTS (at));
  nomo_id_order_move (ids, moved, places, NULL, check_step, &steps);
  g_assert_cmpuint (steps, ==, 0);
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), all, sizeof all);
}

static void
check_kept (guint position, guint removed, guint added, gpointer data)
{
  GArray **orders = data;

  for (guint i = 0; i < orders[1]->len; i++)
    g_assert_cmpint (nomo_id_order_find (orders[0], g_array_index (orders[1], gint64, i)), >=, 0);
}

/* What is in sight is never taken out for a moment, and what came is told from what moved. */
static void
test_kept (void)
{
  const gint64 all[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  const gint64 then[] = { 20, 9, 21, 1, 4, 22, 5, 7, 6, 2, 23 };
  const gint64 in_sight[] = { 4, 5, 7 };
  const gint64 new[] = { 20, 21 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) came = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *orders[] = { ids, kept };

  g_array_append_vals (ids, all, G_N_ELEMENTS (all));
  g_array_append_vals (wanted, then, G_N_ELEMENTS (then));
  g_array_append_vals (kept, in_sight, G_N_ELEMENTS (in_sight));
  nomo_id_order_replace (ids, wanted, kept, came, check_kept, orders);
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), then, sizeof then);
  g_assert_cmpmem (came->data, came->len * sizeof (gint64), new, sizeof new);
}

/* Looks at ten rows from the one with @id on; @expected are new before it. */
static void
assert_news (Model *model, gint64 id, guint expected)
{
  assert_equals_store (model);
  g_assert_cmpuint (nomo_record_list_look (model->list, (guint) nomo_record_list_find (model->list, id), 10), ==,
                    expected);
}

/* New is what came before the rows in sight, until it was in sight itself: by single steps or by the order read anew. */
static void
test_news (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  Model model;

  put_many (fixture, 1, 1000);
  model_init (&model, fixture, query);
  assert_news (&model, 900, 0);
  put_many (fixture, 2001, 3);
  assert_news (&model, 900, 3);
  put_many (fixture, 3001, 20);
  assert_news (&model, 900, 23);
  for (gint64 id = 500; id < 530; id++) {
    g_autoptr (NomoRecord) moved = fixture_order (id, FIXTURE_EPOCH + (9000 + id) * 60000, 1, "completed", 2);

    nomo_commit_put (commit, moved);
  }
  nomo_commit_delete (commit, nomo_order_entity (), 2002);
  fixture_commit (fixture, commit);
  assert_news (&model, 900, 22);
  g_assert_cmpint (nomo_record_list_get_id (model.list, 0), ==, 529);
  assert_news (&model, 3002, 18);
  assert_news (&model, 900, 18);
  g_assert_cmpuint (nomo_record_list_look (model.list, 0, 0), ==, 0);
  put_many (fixture, 20001, 1);
  assert_news (&model, 900, 0);
  fixture_put (fixture, fixture_order (30001, FIXTURE_EPOCH, 1, "completed", 1));
  assert_news (&model, 900, 0);
  model_clear (&model);
}

/* Only what the filter lets through, and only where it sorts before the rows in sight; another question begins anew. */
static void
test_news_sorted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), "status = canceled", NULL);
  g_autoptr (NomoQuery) other = nomo_query_new (nomo_order_entity ());
  Model model;

  g_assert_true (nomo_query_sort (query, ORDER_TOTAL, FALSE));
  put_many (fixture, 1, 900);
  model_init (&model, fixture, query);
  assert_news (&model, 301, 0);
  fixture_put (fixture, fixture_order (5000, FIXTURE_EPOCH, 1, "canceled", 1));
  fixture_put (fixture, fixture_order (5001, FIXTURE_EPOCH, 1, "completed", 1));
  fixture_put (fixture, fixture_order (5002, FIXTURE_EPOCH, 999900, "canceled", 1));
  assert_news (&model, 301, 1);
  fixture_put (fixture, fixture_order (5000, FIXTURE_EPOCH, 1, "completed", 2));
  assert_news (&model, 301, 0);
  fixture_put (fixture, fixture_order (5003, FIXTURE_EPOCH, 1, "canceled", 1));
  assert_equals_store (&model);
  nomo_record_list_set_query (model.list, other);
  assert_news (&model, 301, 0);
  model_clear (&model);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/* A filter that no index helps looks at every record, and says so; the list says how far it is. */
static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (nomo_order_entity (), "items_text ~ nothing", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  NomoListReading *reading = nomo_list_reading_new (query, 0);
  Model model;

  put_many (fixture, 1, 3000);
  nomo_list_reading_order_async (reading, fixture->store, NULL, keep_result, &result);
  fixture_wait (has_result, &result);
  g_assert_true (nomo_list_reading_finish (result, NULL) == reading);
  g_assert_cmpint (reading->total, ==, 3000);
  g_assert_cmpint (reading->seen, ==, 3000);
  model_init (&model, fixture, query);
  g_assert_cmpfloat (nomo_record_list_get_progress (model.list), >=, 0);
  assert_equals_store (&model);
  g_assert_cmpfloat (nomo_record_list_get_progress (model.list), ==, -1);
  model_clear (&model);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/record-list/windows", test_windows);
  ADD ("/record-list/live", test_live);
  ADD ("/record-list/filtered", test_filtered);
  ADD ("/record-list/random", test_random);
  ADD ("/record-list/news", test_news);
  ADD ("/record-list/news-sorted", test_news_sorted);
  ADD ("/record-list/progress", test_progress);
  g_test_add_func ("/record-list/moves", test_moves);
  g_test_add_func ("/record-list/neighbours", test_neighbours);
  g_test_add_func ("/record-list/kept", test_kept);
  return g_test_run ();
}
