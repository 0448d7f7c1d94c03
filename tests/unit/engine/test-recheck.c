#include "config.h"

#include "nomo-order-event.h"
#include "nomo-order.h"
#include "nomo-recheck.h"
#include "nomo-repair.h"
#include "nomo-salla-error.h"
#include "nomo-salla-map.h"
#include "salla-world.h"

#include <string.h>

#define N_ORDERS 150
#define FIRST_ID 1000

/* What Salla says of an order that is known as a whole. */
typedef enum { SAME, QUIETLY, LOUDLY, GONE } Way;

typedef struct {
  SallaWorld world;
  Way ways[N_ORDERS];
  gboolean no_events;
  guint cancel_at; /* the job is cancelled at this request for an order */
  GArray *asked;   /* gint64: ids, in the order in which they were asked for */
  guint asked_events;
  NomoJob *job;
} Fixture;

static char *
make_order (gint64 id, Way way)
{
  return g_strdup_printf (
      "{\"data\":{\"id\":%" G_GINT64_FORMAT ",\"reference_id\":7,\"date\":\"2026-02-03 12:15:27\","
      "\"updated_at\":\"2026-02-0%d 12:15:27\",\"total\":100,\"status\":{\"slug\":\"completed\"},"
      "\"amounts\":{\"sub_total\":{\"amount\":%d,\"currency\":\"SAR\"}},\"items\":[{\"name\":\"عطر\"}]}}",
      id, way == LOUDLY ? 5 : 4, way == SAME ? 80 : 70);
}

static char *
make_events (gint64 id)
{
  return g_strdup_printf ("{\"data\":[{\"id\":%" G_GINT64_FORMAT
                          ",\"status\":{\"slug\":\"completed\",\"name\":\"تم التنفيذ\"},"
                          "\"created_at\":\"2026-02-04 12:15:27\"},{\"status\":\"?\"}]}",
                          id * 10);
}

static void
order_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  char *end = NULL;
  gint64 id = g_ascii_strtoll (path + strlen ("/orders/"), &end, 10);
  gboolean events = g_str_equal (end, "/histories");
  Way way = fixture->ways[id - FIRST_ID];
  g_autofree char *body = events ? make_events (id) : make_order (id, way);
  guint status = (events && fixture->no_events) || way == GONE ? 404 : 200;

  if (events)
    fixture->asked_events++;
  else
    g_array_append_val (fixture->asked, id);
  if (!events && fixture->cancel_at == fixture->asked->len)
    nomo_job_cancel (fixture->job);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
put_known (Fixture *fixture)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  for (guint i = 0; i < N_ORDERS; i++) {
    g_autofree char *body = make_order (FIRST_ID + i, SAME);
    g_autoptr (JsonNode) node = json_from_string (body, NULL);
    JsonNode *row = json_object_get_member (json_node_get_object (node), "data");
    g_autoptr (NomoRecord) order = nomo_salla_map_order (row, "SAR", 1000, NULL);

    nomo_commit_put (commit, order);
  }
  g_assert_true (nomo_store_commit (fixture->world.store, commit, NULL, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  salla_world_set_up (&fixture->world);
  fixture->asked = g_array_new (FALSE, FALSE, sizeof (gint64));
  soup_server_add_handler (fixture->world.server, "/orders", order_cb, fixture, NULL);
  put_known (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  salla_world_tear_down (&fixture->world);
  g_array_unref (fixture->asked);
}

static gboolean
run (Fixture *fixture, gboolean whole, GError **error)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (NomoJob) job = nomo_job_new ("recheck");
  const NomoRecheck recheck = { fixture->world.store, fixture->world.client, job, "SAR", whole };

  fixture->job = job;
  nomo_recheck_async (&recheck, salla_world_keep_result, &ended);
  return nomo_recheck_finish (fixture->world.store, salla_world_wait (&ended), error);
}

static gint64
count (Fixture *fixture, const NomoEntity *entity, const char *filter)
{
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, filter, NULL);

  return nomo_store_count (fixture->world.store, query, NULL);
}

static char *
dup_repairs (Fixture *fixture)
{
  g_autoptr (GArray) repairs = nomo_store_read_repairs (fixture->world.store, 0, 0, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = repairs->len; i > 0; i--) {
    const NomoRepair *repair = &g_array_index (repairs, NomoRepair, i - 1);

    g_string_append_printf (text, "%s %" G_GINT64_FORMAT " %s;", repair->entity->name, repair->id - FIRST_ID,
                            repair->what);
  }
  return g_string_free (text, FALSE);
}

/* What differs is put right; it is noted only where Salla does not say itself that it has changed the order. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *repairs = NULL;

  fixture->ways[140] = QUIETLY;
  fixture->ways[70] = LOUDLY;
  fixture->ways[1] = GONE;
  g_assert_true (run (fixture, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->asked->len, ==, N_ORDERS);
  g_assert_cmpint (count (fixture, nomo_order_entity (), "subtotal = 70"), ==, 2);
  g_assert_cmpint (count (fixture, nomo_order_entity (), ""), ==, N_ORDERS - 1);
  repairs = dup_repairs (fixture);
  g_assert_cmpstr (repairs, ==, "order 140 changed;order 1 gone;");
  g_assert_true (run (fixture, TRUE, &error));
  g_assert_cmpuint (fixture->asked->len, ==, 2 * N_ORDERS - 1);
}

/* They are known by what they say, not by how often it was read; what is not readable is kept with its order. */
static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    g_assert_true (run (fixture, TRUE, &error));
  g_assert_cmpuint (fixture->asked_events, ==, 2 * N_ORDERS);
  g_assert_cmpint (count (fixture, nomo_order_event_entity (), "status = completed"), ==, N_ORDERS);
  g_assert_cmpint (count (fixture, nomo_order_event_entity (), "order = 1003"), ==, 1);
  g_assert_cmpint (nomo_store_count_raw (fixture->world.store, "order_event", NULL), ==, N_ORDERS);
}

static void
test_without_events (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->no_events = TRUE;
  fixture->ways[3] = QUIETLY;
  g_assert_true (run (fixture, TRUE, &error));
  g_assert_cmpint (count (fixture, nomo_order_entity (), ""), ==, N_ORDERS);
  g_assert_cmpint (count (fixture, nomo_order_entity (), "subtotal = 70"), ==, 1);
}

/* One after the other they make a round, and behind it there is rest. */
static void
test_routine (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const guint asked[] = { 60, 120, N_ORDERS, N_ORDERS };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++) {
    g_assert_true (run (fixture, FALSE, &error));
    g_assert_cmpuint (fixture->asked->len, ==, asked[i]);
  }
  /* The newest first, four of them in any order. */
  for (guint i = 0; i < N_ORDERS; i++)
    g_assert_cmpint (ABS (g_array_index (fixture->asked, gint64, i) - (FIRST_ID + N_ORDERS - 1 - (gint64) i)), <, 4);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint asked;

  g_assert_true (run (fixture, FALSE, &error));
  fixture->cancel_at = 90;
  g_assert_false (run (fixture, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  asked = fixture->asked->len;
  g_assert_true (run (fixture, FALSE, &error));
  g_assert_cmpint (g_array_index (fixture->asked, gint64, asked), >, FIRST_ID + N_ORDERS - 60 - 5);
  g_assert_cmpint (g_array_index (fixture->asked, gint64, asked), <=, FIRST_ID + N_ORDERS - 60);
}

/* A Salla that has lost everything is not believed. */
static void
test_nothing_is_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_ORDERS; i++)
    fixture->ways[i] = GONE;
  g_assert_false (run (fixture, TRUE, &error));
  g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND);
  g_assert_cmpint (count (fixture, nomo_order_entity (), ""), ==, N_ORDERS);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/recheck/whole", test_whole);
  ADD ("/recheck/events", test_events);
  ADD ("/recheck/without-events", test_without_events);
  ADD ("/recheck/routine", test_routine);
  ADD ("/recheck/cancelled", test_cancelled);
  ADD ("/recheck/nothing-is-found", test_nothing_is_found);
  return g_test_run ();
}
