#include "config.h"

#include "mirror-fixture.h"
#include "nomo-clock.h"
#include "nomo-mirror-ahead.h"
#include "nomo-order.h"

#include <stdlib.h>

#define PER_PAGE  60
#define ROWS      400
#define PAGES     7
#define BEGINNING 1790845200
#define DAYTIME   (BEGINNING * 1000LL) /* by night a comparison has no quota */

typedef struct {
  SoupServerMessage *message;
  guint page;
} Kept;

/* A Salla whose answers come when the test wants them. */
typedef struct {
  SallaWorld world;
  GArray *rows;    /* newest first; those that are updated changed the last */
  GArray *asked;   /* guint: pages of the walk */
  GArray *kept;    /* requests for them that have not been answered */
  guint keep_from; /* page */
  guint refused;   /* page */
  guint status;    /* with which */
  gboolean untold; /* how many pages there are */
  guint most;      /* of kept */
  gint64 seconds;
  NomoMirrorEffort effort;
} Fixture;

typedef struct {
  GCancellable *cancellable;
  GHashTable *marks;
  NomoMirror *mirror;
  GAsyncResult *ended;
} Run;

static NomoMirrorKind orders;

static MirrorRow *
get_row (Fixture *fixture, guint index)
{
  return &g_array_index (fixture->rows, MirrorRow, index);
}

static void
append_rows (GString *body, const GArray *rows, guint page)
{
  for (guint i = (page - 1) * PER_PAGE; i < MIN (rows->len, page * PER_PAGE); i++)
    mirror_fixture_append_row (body, &g_array_index (rows, MirrorRow, i));
}

static GArray *
sort_changed_first (const GArray *rows)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (MirrorRow));

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < rows->len; i++)
      if ((g_array_index (rows, MirrorRow, i).updated > 0) == (pass == 0))
        g_array_append_val (sorted, g_array_index (rows, MirrorRow, i));
  return sorted;
}

/* A limit that holds nothing up. */
static void
set_rate (Fixture *fixture, SoupMessageHeaders *headers)
{
  g_autofree char *reset = g_strdup_printf ("%" G_GINT64_FORMAT, BEGINNING + fixture->seconds + 20);

  soup_message_headers_replace (headers, "X-RateLimit-Limit", "720");
  soup_message_headers_replace (headers, "X-RateLimit-Remaining", "700");
  soup_message_headers_replace (headers, "X-RateLimit-Reset", reset);
}

static void
reply (Fixture *fixture, SoupServerMessage *message, guint status, GString *body)
{
  mirror_fixture_set_date (message, BEGINNING + fixture->seconds);
  set_rate (fixture, soup_server_message_get_response_headers (message));
  mirror_fixture_reply (message, status, body);
}

static void
answer_page (Fixture *fixture, SoupServerMessage *message, const GArray *rows, guint page)
{
  g_autoptr (GString) body = g_string_new ("{\"data\":[");
  guint pages = (rows->len + PER_PAGE - 1) / PER_PAGE;

  append_rows (body, rows, page);
  g_string_append (body, "]");
  if (!fixture->untold)
    g_string_append_printf (body, ",\"pagination\":{\"total\":%u,\"totalPages\":%u,\"currentPage\":%u}", rows->len,
                            pages, page);
  g_string_append (body, "}");
  reply (fixture, message, 200, body);
}

static void
answer_walk (Fixture *fixture, SoupServerMessage *message, guint page)
{
  g_autoptr (GString) refusal = g_string_new ("{\"success\":false,\"error\":{\"code\":\"error\"}}");

  if (page == fixture->refused)
    reply (fixture, message, fixture->status, refusal);
  else
    answer_page (fixture, message, fixture->rows, page);
}

static guint
count_stored (Fixture *fixture)
{
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());

  return (guint) nomo_store_count (fixture->world.store, query, NULL);
}

static void
keep (Fixture *fixture, SoupServerMessage *message, guint page)
{
  Kept kept = { g_object_ref (message), page };

  g_array_append_val (fixture->kept, kept);
  fixture->most = MAX (fixture->most, fixture->kept->len);
  soup_server_message_pause (message);
}

static void
orders_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *fixture = data;
  guint page = (guint) atoi (g_hash_table_lookup (query, "page"));
  g_autoptr (GArray) changed = sort_changed_first (fixture->rows);

  if (g_str_equal (g_hash_table_lookup (query, "sort_by"), orders.fresh_sort)) {
    answer_page (fixture, message, changed, page);
    return;
  }
  g_array_append_val (fixture->asked, page);
  if (fixture->untold)
    g_assert_cmpuint (count_stored (fixture), ==, MAX (page - 1, 1) * PER_PAGE);
  if (page >= fixture->keep_from)
    keep (fixture, message, page);
  else
    answer_walk (fixture, message, page);
}

static gboolean
is_kept (Fixture *fixture, guint page, guint *index)
{
  for (*index = 0; *index < fixture->kept->len; (*index)++)
    if (g_array_index (fixture->kept, Kept, *index).page == page)
      return TRUE;
  return FALSE;
}

static void
wait_kept (Fixture *fixture, guint page)
{
  guint index;

  while (!is_kept (fixture, page, &index))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_stored (Fixture *fixture, guint rows)
{
  while (count_stored (fixture) < rows)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_stored (fixture), ==, rows);
}

/* With what the list holds now. */
static void
release (Fixture *fixture, guint page)
{
  guint index;
  g_autoptr (SoupServerMessage) message = NULL;

  g_assert_true (is_kept (fixture, page, &index));
  message = g_array_index (fixture->kept, Kept, index).message;
  g_array_remove_index (fixture->kept, index);
  answer_walk (fixture, message, page);
  soup_server_message_unpause (message);
}

static void
release_all (Fixture *fixture)
{
  fixture->keep_from = G_MAXUINT;
  while (fixture->kept->len > 0)
    release (fixture, g_array_index (fixture->kept, Kept, 0).page);
}

static void
add_rows (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++) {
    MirrorRow row = { 1000 + fixture->rows->len, 0, 100, FALSE };

    g_array_prepend_val (fixture->rows, row);
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  salla_world_set_up (&fixture->world);
  orders = mirror_fixture_orders;
  orders.tells_changes = FALSE;
  fixture->rows = g_array_new (FALSE, FALSE, sizeof (MirrorRow));
  fixture->asked = g_array_new (FALSE, FALSE, sizeof (guint));
  fixture->kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  fixture->keep_from = G_MAXUINT;
  fixture->effort = NOMO_MIRROR_ASKED;
  fixture->status = 422;
  add_rows (fixture, ROWS);
  soup_server_add_handler (fixture->world.server, "/orders", orders_cb, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  release_all (fixture);
  salla_world_tear_down (&fixture->world);
  g_array_unref (fixture->rows);
  g_array_unref (fixture->asked);
  g_array_unref (fixture->kept);
}

/* As after a start of the program, some seconds later than the last one. */
static void
begin (Fixture *fixture, Run *run)
{
  *run = (Run) { .cancellable = g_cancellable_new () };
  run->marks = mirror_fixture_read_marks (&fixture->world);
  run->mirror = nomo_mirror_new (&orders, fixture->world.store, fixture->world.client, NULL, "SAR", run->marks);
  nomo_mirror_set_effort (run->mirror, fixture->effort);
  fixture->seconds += 10;
  g_array_set_size (fixture->asked, 0);
  nomo_mirror_run_async (run->mirror, run->cancellable, salla_world_keep_result, &run->ended);
}

static GError *
end (Run *run)
{
  GError *error = NULL;

  nomo_mirror_run_finish (run->mirror, salla_world_wait (&run->ended), &error);
  g_object_unref (run->ended);
  g_object_unref (run->mirror);
  g_hash_table_unref (run->marks);
  g_object_unref (run->cancellable);
  return error;
}

static void
run_whole (Fixture *fixture)
{
  Run run;
  g_autoptr (GError) error = NULL;

  begin (fixture, &run);
  error = end (&run);
  g_assert_no_error (error);
}

static int
compare_pages (gconstpointer a, gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

/* In whatever order they came: on several connections they overtake each other. */
static void
expect_asked (Fixture *fixture, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_array_sort (fixture->asked, compare_pages);
  for (guint i = 0; i < fixture->asked->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (fixture->asked, guint, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
expect_equal (Fixture *fixture)
{
  mirror_fixture_expect_rows (&fixture->world, fixture->rows);
  g_assert_cmpuint (count_stored (fixture), ==, fixture->rows->len);
}

/* Whatever comes first, pages are written in their order, and only a few wait for theirs. */
static void
test_in_order (Fixture *fixture, gconstpointer data)
{
  Run run;
  g_autoptr (GError) error = NULL;

  fixture->keep_from = 2;
  begin (fixture, &run);
  wait_kept (fixture, 4);
  release (fixture, 4);
  wait_kept (fixture, 5);
  wait_stored (fixture, PER_PAGE);
  expect_asked (fixture, "1 2 3 4 5");
  release (fixture, 5);
  release (fixture, 2);
  wait_kept (fixture, 6);
  wait_stored (fixture, 2 * PER_PAGE);
  expect_asked (fixture, "1 2 3 4 5 6");
  release (fixture, 3);
  wait_kept (fixture, 7);
  wait_stored (fixture, 5 * PER_PAGE);
  release_all (fixture);
  error = end (&run);
  g_assert_no_error (error);
  expect_asked (fixture, "1 2 3 4 5 6 7");
  expect_equal (fixture);
  g_assert_cmpuint (fixture->most, ==, NOMO_MIRROR_PAGES_AHEAD - 1);
}

/* Who is not told how many there are asks for a page when the one before is written. */
static void
test_untold (Fixture *fixture, gconstpointer data)
{
  fixture->untold = TRUE;
  run_whole (fixture);
  expect_asked (fixture, "1 2 3 4 5 6 7");
  expect_equal (fixture);
}

/* The list gets shorter while its last pages are on their way. */
static void
test_shorter (Fixture *fixture, gconstpointer data)
{
  Run run;
  g_autoptr (GError) error = NULL;

  fixture->keep_from = 4;
  begin (fixture, &run);
  wait_kept (fixture, 6);
  g_array_set_size (fixture->rows, 4 * PER_PAGE);
  release_all (fixture);
  error = end (&run);
  g_assert_no_error (error);
  expect_asked (fixture, "1 2 3 4 4 5 6 7");
  expect_equal (fixture);
}

/* What came before an error is written, what comes behind it is not, nor asked for again, and it is there that the next run goes
 * on. */
static void
test_error (Fixture *fixture, gconstpointer data)
{
  Run run;
  g_autoptr (GError) error = NULL;

  fixture->keep_from = 4;
  fixture->refused = 4;
  begin (fixture, &run);
  wait_kept (fixture, 4);
  wait_kept (fixture, 5);
  release (fixture, 4);
  error = end (&run);
  g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED);
  wait_stored (fixture, 3 * PER_PAGE);
  fixture->refused = 5;
  fixture->status = 500;
  release (fixture, 5);
  fixture->refused = 0;
  release_all (fixture);
  run_whole (fixture);
  expect_asked (fixture, "4 5 6 7");
  expect_equal (fixture);
}

/* An error that comes before its turn waits for it, and nothing is begun behind it. */
static void
test_early_error (Fixture *fixture, gconstpointer data)
{
  Run run;
  g_autoptr (GError) error = NULL;

  fixture->keep_from = 2;
  fixture->refused = 4;
  begin (fixture, &run);
  wait_kept (fixture, 4);
  release (fixture, 4);
  wait_kept (fixture, 5);
  release (fixture, 2);
  wait_stored (fixture, 2 * PER_PAGE);
  g_assert_null (run.ended);
  release (fixture, 3);
  error = end (&run);
  g_assert_error (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED);
  expect_asked (fixture, "1 2 3 4 5");
  wait_stored (fixture, 3 * PER_PAGE);
}

/* Only what was on its way is asked for once more. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  Run run;
  g_autoptr (GError) error = NULL;

  fixture->keep_from = 4;
  begin (fixture, &run);
  wait_kept (fixture, 6);
  wait_stored (fixture, 3 * PER_PAGE);
  g_cancellable_cancel (run.cancellable);
  error = end (&run);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  release_all (fixture);
  run_whole (fixture);
  expect_asked (fixture, "4 5 6 7");
  expect_equal (fixture);
}

/* A page that differs waits for the changes, and those that came early wait with it: they are not asked for again, and what they
 * say that has changed since then is neither taken over nor taken for drift. */
static void
hold (Fixture *fixture, gint64 seconds)
{
  Run run;
  g_autoptr (GError) error = NULL;

  run_whole (fixture);
  get_row (fixture, 200)->total = 777;
  fixture->effort = NOMO_MIRROR_FULL;
  fixture->keep_from = 3;
  begin (fixture, &run);
  wait_kept (fixture, 5);
  release (fixture, 5);
  wait_kept (fixture, 6);
  fixture->seconds += seconds;
  *get_row (fixture, 250) = (MirrorRow) { get_row (fixture, 250)->id, 1, 333, FALSE };
  release_all (fixture);
  error = end (&run);
  g_assert_no_error (error);
  expect_asked (fixture, "1 2 3 4 5 6 7");
  expect_equal (fixture);
  mirror_fixture_expect_repairs (&fixture->world, "1199 changed;");
}

static void
test_held (Fixture *fixture, gconstpointer data)
{
  hold (fixture, 5);
}

static void
test_held_within_a_second (Fixture *fixture, gconstpointer data)
{
  hold (fixture, 0);
}

/* What a routine run may compare is all that it asks for. */
static void
test_quota (Fixture *fixture, gconstpointer data)
{
  add_rows (fixture, 600);
  run_whole (fixture);
  g_array_remove_index (fixture->rows, 999);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  run_whole (fixture);
  expect_asked (fixture, "1 2 3 4 5");
  run_whole (fixture);
  expect_asked (fixture, "6 7 8 9 10");
}

/* An order comes between the answer of a page and the later one of the page before it: the one that is pushed out of both is read
 * with the page that is asked for once more. */
static void
test_overtaking (Fixture *fixture, gconstpointer data)
{
  Run run;
  g_autoptr (GError) error = NULL;

  fixture->keep_from = 2;
  begin (fixture, &run);
  wait_kept (fixture, 4);
  release (fixture, 3);
  wait_kept (fixture, 5);
  add_rows (fixture, 1);
  get_row (fixture, 0)->updated = 1;
  release_all (fixture);
  error = end (&run);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->asked->len, ==, PAGES + 1);
  expect_equal (fixture);
  mirror_fixture_expect_repairs (&fixture->world, "");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autofree char *clock = nomo_clock_spec (g_get_real_time () / 1000, DAYTIME, 1);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/mirror-ahead/in-order", test_in_order);
  add ("/mirror-ahead/untold", test_untold);
  add ("/mirror-ahead/shorter", test_shorter);
  add ("/mirror-ahead/error", test_error);
  add ("/mirror-ahead/early-error", test_early_error);
  add ("/mirror-ahead/stopped", test_stopped);
  add ("/mirror-ahead/held", test_held);
  add ("/mirror-ahead/held-within-a-second", test_held_within_a_second);
  add ("/mirror-ahead/quota", test_quota);
  add ("/mirror-ahead/overtaking", test_overtaking);
  return g_test_run ();
}
