#include "config.h"

#include "nomo-clock.h"
#include "nomo-json.h"
#include "nomo-mirror-tally.h"
#include "nomo-mirror.h"
#include "nomo-order.h"
#include "nomo-repair.h"
#include "nomo-salla-error.h"
#include "nomo-salla-map.h"
#include "salla-world.h"

#include <stdlib.h>
#include <string.h>

#define ROWS      200
#define BEGINNING 1790802000
#define DAY_MS    (24 * 3600 * 1000LL)

typedef struct {
  gint64 id;
  gint64 updated;
  int total;
  gboolean broken;
} Row;

typedef struct {
  SallaWorld world;
  GArray *rows;
  gint64 clock;
  guint requests; /* of pages */
  guint looked_up;
  guint runs;
  gboolean denied;  /* whatever the token says */
  gboolean endless; /* there seems to be another page always */
  NomoMirrorEffort effort;
  const char *currency; /* the shop's */
  const NomoMirrorKind *kind;
  guint blank_page;                 /* comes without its rows */
  const char *blank_data;           /* and with this in their place */
  guint busy_until;                 /* so many requests find little left of the limit */
  gint64 least_s;                   /* that the mirror said it takes */
  void (*after) (gpointer fixture); /* what happens in the shop after a page was read */
} Fixture;

static const NomoMirrorKind orders = {
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
  return ((const Row *) a)->id > ((const Row *) b)->id ? -1 : 1;
}

static int
changed_first (gconstpointer a, gconstpointer b)
{
  const Row *first = a, *second = b;

  return first->updated == second->updated ? newest_first (a, b) : first->updated > second->updated ? -1 : 1;
}

static void
append_row (GString *body, const Row *row)
{
  g_string_append_printf (
      body,
      "%s{\"id\":%" G_GINT64_FORMAT ",\"reference_id\":%" G_GINT64_FORMAT
      ",\"date\":\"2026-02-03 12:15:27\",\"currency\":\"SAR\",\"total\":%s%d%s,\"status\":{\"slug\":\"completed\"}}",
      g_str_has_suffix (body->str, "[") ? "" : ",", row->id, row->id, row->broken ? "\"?" : "", row->total,
      row->broken ? "\"" : "");
}

static void
set_rate (Fixture *fixture, SoupMessageHeaders *headers)
{
  gboolean busy = fixture->requests < fixture->busy_until;
  g_autofree char *reset = g_strdup_printf ("%u", BEGINNING + 2 * fixture->runs + 107);

  soup_message_headers_replace (headers, "X-RateLimit-Limit", "120");
  soup_message_headers_replace (headers, "X-RateLimit-Remaining", busy ? "13" : "100");
  soup_message_headers_replace (headers, "X-RateLimit-Reset", reset);
}

/* One of them. */
static void
answer_one (Fixture *fixture, SoupServerMessage *message, gint64 id)
{
  GString *body = g_string_new ("{\"data\":");
  guint status = 404;

  for (guint i = 0; i < fixture->rows->len; i++) {
    const Row *row = &g_array_index (fixture->rows, Row, i);

    if (row->id != id)
      continue;
    g_string_append (body, "[");
    append_row (body, row);
    g_string_erase (body, 8, 1);
    status = 200;
  }
  g_string_append (body, status == 200 ? "}" : "{}}");
  fixture->looked_up++;
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body->str, body->len);
  g_string_free (body, TRUE);
}

static void
answer_page (Fixture *fixture, SoupServerMessage *message, GHashTable *query)
{
  g_autoptr (GArray) sorted = g_array_copy (fixture->rows);
  const char *sort = g_hash_table_lookup (query, "sort_by");
  guint page = (guint) atoi (g_hash_table_lookup (query, "page"));
  gboolean blank = page == fixture->blank_page;
  GString *body = g_string_new ("{\"data\":[");

  g_array_sort (sorted, sort != NULL && g_str_has_prefix (sort, "updated") ? changed_first : newest_first);
  for (guint i = (page - 1) * 60; !blank && i < MIN (sorted->len, page * 60); i++)
    append_row (body, &g_array_index (sorted, Row, i));
  for (guint i = 0; fixture->endless && page > 4 && i < 60; i++)
    append_row (body, &g_array_index (sorted, Row, i));
  if (blank)
    g_string_printf (body, "{\"data\":%s", fixture->blank_data);
  g_string_append_printf (body, "%s,\"pagination\":{\"total\":%u,\"totalPages\":%u,\"currentPage\":%u,\"links\":[]}}",
                          blank ? "" : "]", sorted->len, fixture->endless ? page + 1 : (sorted->len + 59) / 60, page);
  if (fixture->busy_until > 0)
    set_rate (fixture, soup_server_message_get_response_headers (message));
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body->str, body->len);
  g_string_free (body, TRUE);
  fixture->requests++;
  if (fixture->after != NULL)
    fixture->after (fixture);
}

/* Each run is some seconds later. */
static void
set_date (Fixture *fixture, SoupServerMessage *message)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (BEGINNING + 2 * fixture->runs);
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
  const char *id = path + strlen ("/orders");

  set_date (data, message);
  if (((Fixture *) data)->denied)
    deny (message);
  else if (*id == '/')
    answer_one (data, message, g_ascii_strtoll (id + 1, NULL, 10));
  else
    answer_page (data, message, query);
}

static void
add_rows (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++) {
    Row row = { 1000 + fixture->rows->len, ++fixture->clock, 100, FALSE };

    g_array_append_val (fixture->rows, row);
  }
}

static Row *
get_row (Fixture *fixture, guint index)
{
  return &g_array_index (fixture->rows, Row, index);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  salla_world_set_up (&fixture->world);
  fixture->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  fixture->effort = NOMO_MIRROR_ASKED;
  fixture->kind = &orders;
  fixture->currency = "SAR";
  soup_server_add_handler (fixture->world.server, "/orders", orders_cb, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  salla_world_tear_down (&fixture->world);
  g_array_unref (fixture->rows);
}

static void
progress_cb (NomoMirror *mirror, Fixture *fixture)
{
  fixture->least_s = MAX (fixture->least_s, nomo_mirror_get_least_seconds_left (mirror));
}

static GHashTable *
read_marks (Fixture *fixture)
{
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *marks;

  nomo_store_read_marks_async (fixture->world.store, NULL, salla_world_keep_result, &read);
  marks = nomo_store_read_marks_finish (fixture->world.store, salla_world_wait (&read), &error);
  g_assert_no_error (error);
  return marks;
}

static gboolean
is_denied (Fixture *fixture)
{
  g_autoptr (GHashTable) marks = read_marks (fixture);

  return nomo_mirror_is_denied (fixture->kind, marks);
}

/* One run, as after a start of the program. */
static NomoMirror *
run (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GHashTable) marks = read_marks (fixture);
  NomoMirror *mirror =
      nomo_mirror_new (fixture->kind, fixture->world.store, fixture->world.client, NULL, fixture->currency, marks);

  nomo_mirror_set_effort (mirror, fixture->effort);
  fixture->runs++;
  g_signal_connect (mirror, "progress", G_CALLBACK (progress_cb), fixture);
  nomo_mirror_run_async (mirror, NULL, salla_world_keep_result, &ended);
  nomo_mirror_run_finish (mirror, salla_world_wait (&ended), error);
  g_assert_true (nomo_mirror_is_denied (fixture->kind, marks) == is_denied (fixture));
  return mirror;
}

/* Returns how many rows are kept raw; `left` is how many records there are then. */
static gint64
run_counted (Fixture *fixture, gint64 *left)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoMirror) mirror = run (fixture, &error);

  g_assert_no_error (error);
  *left = nomo_mirror_get_count (mirror);
  return nomo_mirror_get_unreadable (mirror);
}

/* Both counts are remembered once all is here. */
static void
expect_counted (Fixture *fixture, gint64 left, gint64 unreadable)
{
  g_autoptr (GHashTable) all = read_marks (fixture);
  const NomoMirrorMarks marks = { fixture->kind->name, all };
  NomoMirrorTally tally;

  g_assert_true (nomo_mirror_tally_read (&tally, &marks));
  g_assert_cmpint (tally.total, ==, fixture->rows->len);
  g_assert_cmpint (tally.count, ==, left);
  g_assert_cmpint (tally.unreadable, ==, unreadable);
  g_assert_cmpint (tally.at, >, 0);
}

static gint64
run_mirror (Fixture *fixture)
{
  gint64 left;
  gint64 unreadable = run_counted (fixture, &left);

  g_assert_cmpint (left + unreadable, ==, fixture->rows->len);
  expect_counted (fixture, left, unreadable);
  return unreadable;
}

/* One that need not end with all that there is. */
static void
run_routine (Fixture *fixture)
{
  gint64 left;

  run_counted (fixture, &left);
}

static gint64
stored_total (Fixture *fixture, gint64 id)
{
  g_autoptr (NomoRecord) order = nomo_store_get (fixture->world.store, nomo_order_entity (), id, NULL);

  return order != NULL && !nomo_record_is_deleted (order) ? nomo_record_get_int (order, ORDER_TOTAL) : -1;
}

static void
expect_equal (Fixture *fixture)
{
  for (guint i = 0; i < fixture->rows->len; i++)
    g_assert_cmpint (stored_total (fixture, get_row (fixture, i)->id), ==, get_row (fixture, i)->total * 100);
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  g_assert_cmpint (run_mirror (fixture), ==, 0);
  expect_equal (fixture);
  g_assert_cmpuint (fixture->requests, ==, 1 + 4 + 2);
  run_mirror (fixture);
  g_assert_cmpuint (fixture->requests, ==, 1 + 4 + 2 + 2);
}

static void
test_empty_shop (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (run_mirror (fixture), ==, 0);
  add_rows (fixture, 1);
  run_mirror (fixture);
  expect_equal (fixture);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  get_row (fixture, 30)->broken = TRUE;
  get_row (fixture, 199)->broken = TRUE;
  g_assert_cmpint (run_mirror (fixture), ==, 2);
  g_assert_cmpint (run_mirror (fixture), ==, 2);
  get_row (fixture, 30)->broken = FALSE;
  get_row (fixture, 30)->updated = ++fixture->clock;
  g_assert_cmpint (run_mirror (fixture), ==, 1);
  g_assert_cmpint (stored_total (fixture, 1030), ==, 10000);
}

static void
sell_five (gpointer data)
{
  Fixture *fixture = data;

  if (fixture->requests <= 4)
    add_rows (fixture, 5);
}

/* Orders that come while the pages are read push the others back: none is missed. */
static void
test_orders_come_meanwhile (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  fixture->after = sell_five;
  run_mirror (fixture);
  expect_equal (fixture);
}

static void
delete_newest (gpointer data)
{
  Fixture *fixture = data;

  /* Two of the rows that were read already go; the next page begins two rows too late. */
  if (fixture->requests == 3)
    g_array_set_size (fixture->rows, fixture->rows->len - 2);
}

static void
put_back (gpointer data)
{
  delete_newest (data);
  if (((Fixture *) data)->requests == 6)
    add_rows (data, 2);
}

/* Rows that go while the pages are read pull others past the reader, who has the page that says so once more and finds it the same:
 * the counts tell, and they are looked for again. */
static void
test_rows_slip_past (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  fixture->after = put_back;
  run_mirror (fixture);
  expect_equal (fixture);
  g_assert_cmpuint (fixture->requests, >, 1 + 4 + 1 + 1 + 4);
}

/* A page of changes that do not show in the list stands before one that does. */
static void
test_change_behind_silent_changes (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  run_mirror (fixture);
  get_row (fixture, 3)->total = 777;
  get_row (fixture, 3)->updated = ++fixture->clock;
  for (guint i = 20; i < 150; i++)
    get_row (fixture, i)->updated = ++fixture->clock;
  run_mirror (fixture);
  expect_equal (fixture);
}

static gint64 changed_at;

static void
change_old_order (gpointer data)
{
  Fixture *fixture = data;

  /* After its page was read an order changes; then more than a page of orders changes whose pages come later. */
  if (fixture->requests != 3)
    return;
  get_row (fixture, 190)->total = 555;
  get_row (fixture, 190)->updated = changed_at = ++fixture->clock;
  for (guint i = 0; i < 70; i++) {
    get_row (fixture, i)->total = 333;
    get_row (fixture, i)->updated = ++fixture->clock;
  }
}

static void
test_change_during_first_walk (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  fixture->after = change_old_order;
  run_mirror (fixture);
  g_assert_cmpint (changed_at, >, 0);
  expect_equal (fixture);
}

static GError *
run_to_error (Fixture *fixture)
{
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GHashTable) marks = NULL;
  g_autoptr (NomoMirror) mirror = NULL;
  GError *error = NULL;

  nomo_store_read_marks_async (fixture->world.store, NULL, salla_world_keep_result, &read);
  marks = nomo_store_read_marks_finish (fixture->world.store, salla_world_wait (&read), NULL);
  mirror = nomo_mirror_new (fixture->kind, fixture->world.store, fixture->world.client, NULL, "SAR", marks);
  nomo_mirror_run_async (mirror, NULL, salla_world_keep_result, &ended);
  nomo_mirror_run_finish (mirror, salla_world_wait (&ended), &error);
  return error;
}

/* The mark does not pass over a page whose rows did not come. */
static void
test_page_without_rows (Fixture *fixture, gconstpointer data)
{
  static const char *const blanks[] = { "[]", "{}", "{\"orders\":[]}", "\"\"", "7" };

  add_rows (fixture, ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++) {
    g_autoptr (GError) error = NULL;

    fixture->blank_page = 2;
    fixture->blank_data = blanks[i];
    error = run_to_error (fixture);
    g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE);
  }
  fixture->blank_page = 0;
  run_mirror (fixture);
  expect_equal (fixture);
}

static void
expect_repairs (Fixture *fixture, const char *expected)
{
  g_autoptr (GArray) repairs = nomo_store_read_repairs (fixture->world.store, 0, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < repairs->len; i++) {
    const NomoRepair *repair = &g_array_index (repairs, NomoRepair, i);

    g_string_append_printf (text, "%" G_GINT64_FORMAT " %s;", repair->id, repair->what);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
add_quietly (Fixture *fixture, gint64 id)
{
  Row row = { id, 1, 100, FALSE };

  g_array_insert_val (fixture->rows, 0, row);
}

static void
remove_row (Fixture *fixture, guint index)
{
  g_array_remove_index (fixture->rows, index);
}

/* What nothing tells, a comparison finds: an order that was missed, one that changed, one that is gone. */
static void
test_drift (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, 400);
  run_mirror (fixture);
  expect_repairs (fixture, "");
  get_row (fixture, 5)->total = 777;
  remove_row (fixture, 100);
  add_quietly (fixture, 7);
  fixture->effort = NOMO_MIRROR_FULL;
  run_mirror (fixture);
  expect_equal (fixture);
  g_assert_cmpint (stored_total (fixture, 1100), ==, -1);
  expect_repairs (fixture, "1100 gone;7 missed;1005 changed;");
  g_assert_cmpuint (fixture->looked_up, ==, 1);
  run_mirror (fixture);
  g_assert_cmpuint (fixture->looked_up, ==, 1);
}

static void
change_one_more (gpointer data)
{
  Fixture *fixture = data;

  if (fixture->runs != 2 || fixture->requests % 2 == 0 || fixture->requests > 60)
    return;
  get_row (fixture, fixture->requests % 50)->total = 1000 + (int) fixture->requests;
  get_row (fixture, fixture->requests % 50)->updated = ++fixture->clock;
}

/* What was kept raw goes with the row, once the whole list has been read without it. */
static void
test_unreadable_and_gone (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, 400);
  get_row (fixture, 100)->broken = get_row (fixture, 300)->broken = TRUE;
  g_assert_cmpint (run_mirror (fixture), ==, 2);
  remove_row (fixture, 100);
  fixture->effort = NOMO_MIRROR_FULL;
  g_assert_cmpint (run_mirror (fixture), ==, 1);
}

/* What changes in the shop while it is compared is no drift. */
static void
test_trade_is_no_drift (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, 600);
  run_mirror (fixture);
  fixture->effort = NOMO_MIRROR_FULL;
  fixture->after = change_one_more;
  run_mirror (fixture);
  fixture->after = NULL;
  fixture->effort = NOMO_MIRROR_ASKED;
  run_mirror (fixture);
  expect_equal (fixture);
  expect_repairs (fixture, "");
}

/* One order less, and nobody asked: a few pages in each run, and no page twice. */
/* In another currency of the shop all of it is another, and of that only what Salla says of an order itself is drift. */
static void
test_another_currency (Fixture *fixture, gconstpointer data)
{
  g_autofree char *changed = NULL;

  add_rows (fixture, ROWS);
  run_mirror (fixture);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  fixture->currency = "USD";
  get_row (fixture, 20)->total = 777;
  run_routine (fixture);
  for (guint i = 0; i < ROWS; i++) {
    g_autoptr (NomoRecord) order =
        nomo_store_get (fixture->world.store, nomo_order_entity (), get_row (fixture, i)->id, NULL);

    g_assert_cmpstr (nomo_record_get_text (order, ORDER_SHOP_CURRENCY), ==, "USD");
  }
  changed = g_strdup_printf ("%" G_GINT64_FORMAT " changed;", get_row (fixture, 20)->id);
  expect_repairs (fixture, changed);
  expect_equal (fixture);
  fixture->requests = 0;
  run_routine (fixture);
  g_assert_cmpuint (fixture->requests, <=, 2);
}

static void
doubt (Fixture *fixture, gint64 id)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  nomo_commit_doubt (commit, nomo_order_entity (), id);
  g_assert_true (nomo_store_commit (fixture->world.store, commit, NULL, NULL));
}

/* What a webhook told in part is asked for, each once, whether it is known here or not; what Salla does not have is no more. */
static void
test_doubts (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  run_mirror (fixture);
  get_row (fixture, 20)->total = 777;
  doubt (fixture, get_row (fixture, 20)->id);
  doubt (fixture, 99);
  add_rows (fixture, 1);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  run_routine (fixture);
  g_assert_cmpuint (fixture->looked_up, ==, 2);
  expect_equal (fixture);
  run_routine (fixture);
  g_assert_cmpuint (fixture->looked_up, ==, 2);
}

/* What a webhook would have told: the row as it is now. */
static void
tell (Fixture *fixture, guint first, guint n)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new (NOMO_ACTOR_WEBHOOK, NULL);

  for (guint i = first; i < first + n; i++) {
    GString *text = g_string_new ("[");
    g_autoptr (GBytes) body = NULL;
    g_autoptr (JsonNode) row = NULL;
    NomoRecord *order = NULL;

    append_row (text, get_row (fixture, i));
    body = g_bytes_new (text->str + 1, text->len - 1);
    g_string_free (text, TRUE);
    row = nomo_json_parse (body, 0, NULL, NULL);
    g_assert_nonnull (row);
    order = nomo_salla_map_order (row, "SAR", (BEGINNING + 2 * fixture->runs + 1) * 1000LL, NULL);
    g_assert_nonnull (order);
    nomo_commit_put (commit, order);
    nomo_record_unref (order);
  }
  g_assert_true (nomo_store_commit (fixture->world.store, commit, NULL, NULL));
}

/* Pages of what webhooks have told already are no sign that no webhook was lost. */
static void
test_lost_behind_told (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, 400);
  run_mirror (fixture);
  run_mirror (fixture);
  get_row (fixture, 10)->total = 777;
  get_row (fixture, 10)->updated = ++fixture->clock;
  for (guint i = 200; i < 400; i++) {
    get_row (fixture, i)->total = 888;
    get_row (fixture, i)->updated = ++fixture->clock;
  }
  tell (fixture, 200, 200);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  run_routine (fixture);
  expect_equal (fixture);
  fixture->requests = 0;
  run_routine (fixture);
  g_assert_cmpuint (fixture->requests, ==, 2);
}

/* Where Salla tells of orders by itself, a new one that a look for changes finds on its own is in the ledger. Where it does not,
 * nothing is amiss. */
static void
test_untold (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, 100);
  run_mirror (fixture);
  add_quietly (fixture, 4000);
  get_row (fixture, 0)->updated = ++fixture->clock;
  run_mirror (fixture);
  expect_repairs (fixture, "");
  get_row (fixture, 7)->total = 777;
  get_row (fixture, 7)->updated = ++fixture->clock;
  tell (fixture, 7, 1);
  add_quietly (fixture, 5000);
  get_row (fixture, 0)->updated = ++fixture->clock;
  run_mirror (fixture);
  expect_equal (fixture);
  expect_repairs (fixture, "5000 untold;");
}

static void
test_a_few_pages_at_a_time (Fixture *fixture, gconstpointer data)
{
  guint before;

  add_rows (fixture, 1000);
  run_mirror (fixture);
  remove_row (fixture, 3);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  before = fixture->requests;
  while (stored_total (fixture, 1003) >= 0 && fixture->runs < 20)
    run_routine (fixture);
  expect_repairs (fixture, "1003 gone;");
  g_assert_cmpuint (fixture->runs, ==, 1 + 4);
  g_assert_cmpuint (fixture->requests - before, <=, 17 + 4 * 2 + 2);
}

/* Orders that are missing are looked for at once, however many there are. */
static void
test_missing_at_once (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, 1000);
  run_mirror (fixture);
  add_quietly (fixture, 7);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  run_mirror (fixture);
  g_assert_cmpint (stored_total (fixture, 7), ==, 10000);
  expect_repairs (fixture, "7 missed;");
}

/* Where a record has no place of its own, it is gone when a steady list does not hold it; an empty list says nothing. */
static void
test_gone_without_a_place (Fixture *fixture, gconstpointer data)
{
  NomoMirrorKind kind = orders;

  kind.one = kind.walk_sort = kind.fresh_sort = NULL;
  fixture->kind = &kind;
  add_rows (fixture, 50);
  run_mirror (fixture);
  remove_row (fixture, 10);
  run_mirror (fixture);
  g_assert_cmpint (stored_total (fixture, 1010), ==, -1);
  expect_repairs (fixture, "1010 gone;");
  g_array_set_size (fixture->rows, 0);
  run_routine (fixture);
  g_assert_cmpint (stored_total (fixture, 1011), ==, 10000);
}

/* However often Salla says that there is more. */
static void
expect_denied (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoMirror) mirror = run (fixture, &error);

  g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE);
  g_assert_true (is_denied (fixture));
}

/* That Salla does not permit to read the list is remembered until it has: a first time, a change, and a comparison. */
static void
test_denied (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  fixture->denied = TRUE;
  expect_denied (fixture);
  expect_denied (fixture);
  fixture->denied = FALSE;
  run_mirror (fixture);
  g_assert_false (is_denied (fixture));
  fixture->denied = TRUE;
  expect_denied (fixture);
  fixture->denied = FALSE;
  fixture->effort = NOMO_MIRROR_FULL;
  get_row (fixture, 5)->total = 7;
  run_mirror (fixture);
  g_assert_false (is_denied (fixture));
  expect_equal (fixture);
}

static void
test_endless (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  fixture->endless = TRUE;
  run_mirror (fixture);
  expect_equal (fixture);
  g_assert_cmpuint (fixture->requests, <, 20);
}

/* Four pages are to come, and there is room for one before it takes a second for each. */
static void
test_says_how_long_it_takes (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, ROWS);
  fixture->busy_until = 1;
  run_mirror (fixture);
  g_assert_cmpint (fixture->least_s, >=, 3);
  g_assert_cmpint (fixture->least_s, <=, 4);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

/* By night more is done. */
static void
make_it_day (void)
{
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *clock = nomo_clock_spec (now, now - now % DAY_MS + DAY_MS / 2, 1);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  make_it_day ();
  add ("/mirror/whole", test_whole);
  add ("/mirror/empty-shop", test_empty_shop);
  add ("/mirror/unreadable", test_unreadable);
  add ("/mirror/orders-come-meanwhile", test_orders_come_meanwhile);
  add ("/mirror/rows-slip-past", test_rows_slip_past);
  add ("/mirror/change-behind-silent-changes", test_change_behind_silent_changes);
  add ("/mirror/change-during-first-walk", test_change_during_first_walk);
  add ("/mirror/says-how-long-it-takes", test_says_how_long_it_takes);
  add ("/mirror/page-without-rows", test_page_without_rows);
  add ("/mirror/drift", test_drift);
  add ("/mirror/unreadable-and-gone", test_unreadable_and_gone);
  add ("/mirror/trade-is-no-drift", test_trade_is_no_drift);
  add ("/mirror/another-currency", test_another_currency);
  add ("/mirror/doubts", test_doubts);
  add ("/mirror/lost-behind-told", test_lost_behind_told);
  add ("/mirror/untold", test_untold);
  add ("/mirror/a-few-pages-at-a-time", test_a_few_pages_at_a_time);
  add ("/mirror/missing-at-once", test_missing_at_once);
  add ("/mirror/gone-without-a-place", test_gone_without_a_place);
  add ("/mirror/endless", test_endless);
  add ("/mirror/denied", test_denied);
  return g_test_run ();
}
