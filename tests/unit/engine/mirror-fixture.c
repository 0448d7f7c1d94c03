#include "config.h"

#include "mirror-fixture.h"

#include "nomo-clock.h"
#include "nomo-mirror-tally.h"
#include "nomo-order.h"
#include "nomo-repair.h"
#include "nomo-salla-map.h"

#include <stdlib.h>
#include <string.h>

#define DAY_MS (24 * 3600 * 1000LL)

const NomoMirrorKind mirror_fixture_orders = {
  .name = "orders",
  .path = "/orders",
  .one = "/orders/",
  .walk_sort = "created_at-desc",
  .fresh_sort = "updated_at-desc",
  .tells_changes = TRUE,
  .entity = nomo_order_entity,
  .map = nomo_salla_map_order,
};

static int
newest_first (gconstpointer a, gconstpointer b)
{
  return ((const MirrorRow *) a)->id > ((const MirrorRow *) b)->id ? -1 : 1;
}

static int
changed_first (gconstpointer a, gconstpointer b)
{
  const MirrorRow *first = a, *second = b;

  return first->updated == second->updated ? newest_first (a, b) : first->updated > second->updated ? -1 : 1;
}

void
mirror_fixture_append_row (GString *body, const MirrorRow *row)
{
  g_string_append_printf (
      body,
      "%s{\"id\":%" G_GINT64_FORMAT ",\"reference_id\":%" G_GINT64_FORMAT
      ",\"date\":\"2026-02-03 12:15:27\",\"currency\":\"SAR\",\"total\":%s%d%s,\"status\":{\"slug\":\"completed\"}}",
      g_str_has_suffix (body->str, "[") ? "" : ",", row->id, row->id, row->broken ? "\"?" : "", row->total,
      row->broken ? "\"" : "");
}

void
mirror_fixture_reply (SoupServerMessage *message, guint status, const GString *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body->str, body->len);
}

static void
set_rate (MirrorFixture *fixture, SoupMessageHeaders *headers)
{
  gboolean busy = fixture->requests < fixture->busy_until;
  g_autofree char *reset = g_strdup_printf ("%u", MIRROR_FIXTURE_BEGINNING + 2 * fixture->runs + 107);

  soup_message_headers_replace (headers, "X-RateLimit-Limit", "120");
  soup_message_headers_replace (headers, "X-RateLimit-Remaining", busy ? "13" : "100");
  soup_message_headers_replace (headers, "X-RateLimit-Reset", reset);
}

/* One of them. */
static void
answer_one (MirrorFixture *fixture, SoupServerMessage *message, gint64 id)
{
  g_autoptr (GString) body = g_string_new ("{\"data\":");
  guint status = 404;

  for (guint i = 0; i < fixture->rows->len; i++) {
    const MirrorRow *row = &g_array_index (fixture->rows, MirrorRow, i);

    if (row->id != id)
      continue;
    g_string_append (body, "[");
    mirror_fixture_append_row (body, row);
    g_string_erase (body, 8, 1);
    status = 200;
  }
  g_string_append (body, status == 200 ? "}" : "{}}");
  fixture->looked_up++;
  mirror_fixture_reply (message, status, body);
}

static void
answer_page (MirrorFixture *fixture, SoupServerMessage *message, GHashTable *query)
{
  g_autoptr (GArray) sorted = g_array_copy (fixture->rows);
  const char *sort = g_hash_table_lookup (query, "sort_by");
  guint page = (guint) atoi (g_hash_table_lookup (query, "page"));
  gboolean blank = page == fixture->blank_page;
  g_autoptr (GString) body = g_string_new ("{\"data\":[");

  g_array_sort (sorted, sort != NULL && g_str_has_prefix (sort, "updated") ? changed_first : newest_first);
  for (guint i = (page - 1) * 60; !blank && i < MIN (sorted->len, page * 60); i++)
    mirror_fixture_append_row (body, &g_array_index (sorted, MirrorRow, i));
  for (guint i = 0; fixture->endless && page > 4 && i < 60; i++)
    mirror_fixture_append_row (body, &g_array_index (sorted, MirrorRow, i));
  if (blank)
    g_string_printf (body, "{\"data\":%s", fixture->blank_data);
  g_string_append_printf (body, "%s,\"pagination\":{\"total\":%u,\"totalPages\":%u,\"currentPage\":%u,\"links\":[]}}",
                          blank ? "" : "]", sorted->len, fixture->endless ? page + 1 : (sorted->len + 59) / 60, page);
  if (fixture->busy_until > 0)
    set_rate (fixture, soup_server_message_get_response_headers (message));
  mirror_fixture_reply (message, 200, body);
  fixture->requests++;
  if (fixture->after != NULL)
    fixture->after (fixture);
}

void
mirror_fixture_set_date (SoupServerMessage *message, gint64 seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", date);
}

static void
deny (SoupServerMessage *message)
{
  static const char body[] = "{\"status\":401,\"success\":false,\"error\":{\"code\":\"Unauthorized\",\"message\":"
                             "\"The access token should have access to one of those scopes: orders.read\"}}";

  soup_server_message_set_status (message, 401, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

static void
orders_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  MirrorFixture *fixture = data;
  const char *id = path + strlen ("/orders");

  /* Each run is some seconds later. */
  mirror_fixture_set_date (message, MIRROR_FIXTURE_BEGINNING + 2 * fixture->runs);
  if (fixture->denied)
    deny (message);
  else if (*id == '/')
    answer_one (fixture, message, g_ascii_strtoll (id + 1, NULL, 10));
  else
    answer_page (fixture, message, query);
}

void
mirror_fixture_add_rows (MirrorFixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++) {
    MirrorRow row = { 1000 + fixture->rows->len, ++fixture->clock, 100, FALSE };

    g_array_append_val (fixture->rows, row);
  }
}

void
mirror_fixture_add_quietly (MirrorFixture *fixture, gint64 id)
{
  MirrorRow row = { id, 1, 100, FALSE };

  g_array_insert_val (fixture->rows, 0, row);
}

MirrorRow *
mirror_fixture_get_row (MirrorFixture *fixture, guint index)
{
  return &g_array_index (fixture->rows, MirrorRow, index);
}

/* So that the list of changes tells it. */
void
mirror_fixture_change_row (MirrorFixture *fixture, guint index, int total)
{
  MirrorRow *row = mirror_fixture_get_row (fixture, index);

  row->total = total;
  row->updated = ++fixture->clock;
}

void
mirror_fixture_remove_row (MirrorFixture *fixture, guint index)
{
  g_array_remove_index (fixture->rows, index);
}

void
mirror_fixture_set_up (MirrorFixture *fixture, gconstpointer data)
{
  salla_world_set_up (&fixture->world);
  fixture->rows = g_array_new (FALSE, TRUE, sizeof (MirrorRow));
  fixture->effort = NOMO_MIRROR_ASKED;
  fixture->kind = &mirror_fixture_orders;
  fixture->currency = "SAR";
  soup_server_add_handler (fixture->world.server, "/orders", orders_cb, fixture, NULL);
}

void
mirror_fixture_tear_down (MirrorFixture *fixture, gconstpointer data)
{
  salla_world_tear_down (&fixture->world);
  g_array_unref (fixture->rows);
}

void
mirror_fixture_add (const char *path, MirrorFixtureTest test)
{
  g_test_add (path, MirrorFixture, NULL, mirror_fixture_set_up, test, mirror_fixture_tear_down);
}

static void
progress_cb (NomoMirror *mirror, MirrorFixture *fixture)
{
  fixture->least_s = MAX (fixture->least_s, nomo_mirror_get_least_seconds_left (mirror));
}

GHashTable *
mirror_fixture_read_marks (SallaWorld *world)
{
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *marks;

  nomo_store_read_marks_async (world->store, NULL, salla_world_keep_result, &read);
  marks = nomo_store_read_marks_finish (world->store, salla_world_wait (&read), &error);
  g_assert_no_error (error);
  return marks;
}

gboolean
mirror_fixture_is_denied (MirrorFixture *fixture)
{
  g_autoptr (GHashTable) marks = mirror_fixture_read_marks (&fixture->world);

  return nomo_mirror_is_denied (fixture->kind, marks);
}

/* One mirror_fixture_run, as after a start of the program. */
NomoMirror *
mirror_fixture_run (MirrorFixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GHashTable) marks = mirror_fixture_read_marks (&fixture->world);
  NomoMirror *mirror =
      nomo_mirror_new (fixture->kind, fixture->world.store, fixture->world.client, NULL, fixture->currency, marks);

  nomo_mirror_set_effort (mirror, fixture->effort);
  fixture->runs++;
  g_signal_connect (mirror, "progress", G_CALLBACK (progress_cb), fixture);
  nomo_mirror_run_async (mirror, NULL, salla_world_keep_result, &ended);
  nomo_mirror_run_finish (mirror, salla_world_wait (&ended), error);
  g_assert_true (nomo_mirror_is_denied (fixture->kind, marks) == mirror_fixture_is_denied (fixture));
  return mirror;
}

/* Returns how many rows are kept raw; `left` is how many records there are then. */
static gint64
run_counted (MirrorFixture *fixture, gint64 *left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoMirror) mirror = mirror_fixture_run (fixture, &error);

  g_assert_no_error (error);
  *left = nomo_mirror_get_count (mirror);
  return nomo_mirror_get_unreadable (mirror);
}

/* Both counts are remembered once all is here. */
static void
expect_counted (MirrorFixture *fixture, gint64 left, gint64 unreadable)
{
  g_autoptr (GHashTable) all = mirror_fixture_read_marks (&fixture->world);
  const NomoMirrorMarks marks = { fixture->kind->name, all };
  NomoMirrorTally tally;

  g_assert_true (nomo_mirror_tally_read (&tally, &marks));
  g_assert_cmpint (tally.total, ==, fixture->rows->len);
  g_assert_cmpint (tally.count, ==, left);
  g_assert_cmpint (tally.unreadable, ==, unreadable);
  g_assert_cmpint (tally.at, >, 0);
}

gint64
mirror_fixture_run_all (MirrorFixture *fixture)
{
  gint64 left;
  gint64 unreadable = run_counted (fixture, &left);

  g_assert_cmpint (left + unreadable, ==, fixture->rows->len);
  expect_counted (fixture, left, unreadable);
  return unreadable;
}

/* One that need not end with all that there is. */
void
mirror_fixture_run_routine (MirrorFixture *fixture)
{
  gint64 left;

  run_counted (fixture, &left);
}

static gint64
read_total (SallaWorld *world, gint64 id)
{
  g_autoptr (NomoRecord) order = nomo_store_get (world->store, nomo_order_entity (), id, NULL);

  return order != NULL && !nomo_record_is_deleted (order) ? nomo_record_get_int (order, ORDER_TOTAL) : -1;
}

gint64
mirror_fixture_stored_total (MirrorFixture *fixture, gint64 id)
{
  return read_total (&fixture->world, id);
}

void
mirror_fixture_expect_rows (SallaWorld *world, const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const MirrorRow *row = &g_array_index (rows, MirrorRow, i);

    g_assert_cmpint (read_total (world, row->id), ==, row->total * 100);
  }
}

void
mirror_fixture_expect_equal (MirrorFixture *fixture)
{
  mirror_fixture_expect_rows (&fixture->world, fixture->rows);
}

void
mirror_fixture_expect_error (MirrorFixture *fixture, NomoSallaError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoMirror) mirror = mirror_fixture_run (fixture, &error);

  g_assert_error (error, NOMO_SALLA_ERROR, (int) code);
}

void
mirror_fixture_expect_repairs (SallaWorld *world, const char *expected)
{
  g_autoptr (GArray) repairs = nomo_store_read_repairs (world->store, 0, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < repairs->len; i++) {
    const NomoRepair *repair = &g_array_index (repairs, NomoRepair, i);

    g_string_append_printf (text, "%" G_GINT64_FORMAT " %s;", repair->id, repair->what);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

/* By night more is done. */
void
mirror_fixture_make_it_day (void)
{
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *clock = nomo_clock_spec (now, now - now % DAY_MS + DAY_MS / 2, 1);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
}
