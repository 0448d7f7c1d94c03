#include "config.h"

#include "mirror-fixture.h"
#include "nomo-json.h"
#include "nomo-order.h"
#include "nomo-salla-map.h"

#define ROWS 200

/* What nothing tells, a comparison finds: an order that was missed, one that changed, one that is gone. */
static void
test_drift (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, 400);
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_repairs (&fixture->world, "");
  mirror_fixture_get_row (fixture, 5)->total = 777;
  mirror_fixture_remove_row (fixture, 100);
  mirror_fixture_add_quietly (fixture, 7);
  fixture->effort = NOMO_MIRROR_FULL;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
  g_assert_cmpint (mirror_fixture_stored_total (fixture, 1100), ==, -1);
  mirror_fixture_expect_repairs (&fixture->world, "1100 gone;7 missed;1005 changed;");
  g_assert_cmpuint (fixture->looked_up, ==, 1);
  mirror_fixture_run_all (fixture);
  g_assert_cmpuint (fixture->looked_up, ==, 1);
}

static void
change_one_more (gpointer data)
{
  MirrorFixture *fixture = data;

  if (fixture->runs != 2 || fixture->requests % 2 == 0 || fixture->requests > 60)
    return;
  mirror_fixture_change_row (fixture, fixture->requests % 50, 1000 + (int) fixture->requests);
}

/* What was kept raw goes with the row, once the whole list has been read without it. */
static void
test_unreadable_and_gone (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, 400);
  mirror_fixture_get_row (fixture, 100)->broken = mirror_fixture_get_row (fixture, 300)->broken = TRUE;
  g_assert_cmpint (mirror_fixture_run_all (fixture), ==, 2);
  mirror_fixture_remove_row (fixture, 100);
  fixture->effort = NOMO_MIRROR_FULL;
  g_assert_cmpint (mirror_fixture_run_all (fixture), ==, 1);
}

/* What changes in the shop while it is compared is no drift. */
static void
test_trade_is_no_drift (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, 600);
  mirror_fixture_run_all (fixture);
  fixture->effort = NOMO_MIRROR_FULL;
  fixture->after = change_one_more;
  mirror_fixture_run_all (fixture);
  fixture->after = NULL;
  fixture->effort = NOMO_MIRROR_ASKED;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
  mirror_fixture_expect_repairs (&fixture->world, "");
}

/* In another currency of the shop all of it is another, and of that only what Salla says of an order itself is drift. */
static void
test_another_currency (MirrorFixture *fixture, gconstpointer data)
{
  g_autofree char *changed = NULL;

  mirror_fixture_add_rows (fixture, ROWS);
  mirror_fixture_run_all (fixture);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  fixture->currency = "USD";
  mirror_fixture_get_row (fixture, 20)->total = 777;
  mirror_fixture_run_routine (fixture);
  for (guint i = 0; i < ROWS; i++) {
    g_autoptr (NomoRecord) order =
        nomo_store_get (fixture->world.store, nomo_order_entity (), mirror_fixture_get_row (fixture, i)->id, NULL);

    g_assert_cmpstr (nomo_record_get_text (order, ORDER_SHOP_CURRENCY), ==, "USD");
  }
  changed = g_strdup_printf ("%" G_GINT64_FORMAT " changed;", mirror_fixture_get_row (fixture, 20)->id);
  mirror_fixture_expect_repairs (&fixture->world, changed);
  mirror_fixture_expect_equal (fixture);
  fixture->requests = 0;
  mirror_fixture_run_routine (fixture);
  g_assert_cmpuint (fixture->requests, <=, 2);
}

static void
doubt (MirrorFixture *fixture, gint64 id)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);

  nomo_commit_doubt (commit, nomo_order_entity (), id);
  g_assert_true (nomo_store_commit (fixture->world.store, commit, NULL, NULL));
}

/* What a webhook told in part is asked for, each once, whether it is known here or not; what Salla does not have is no more. */
static void
test_doubts (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  mirror_fixture_run_all (fixture);
  mirror_fixture_get_row (fixture, 20)->total = 777;
  doubt (fixture, mirror_fixture_get_row (fixture, 20)->id);
  doubt (fixture, 99);
  mirror_fixture_add_rows (fixture, 1);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  mirror_fixture_run_routine (fixture);
  g_assert_cmpuint (fixture->looked_up, ==, 2);
  mirror_fixture_expect_equal (fixture);
  mirror_fixture_run_routine (fixture);
  g_assert_cmpuint (fixture->looked_up, ==, 2);
}

/* What a webhook would have told: the row as it is now. */
static void
tell (MirrorFixture *fixture, guint first, guint n)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new (NOMO_ACTOR_WEBHOOK, NULL);

  for (guint i = first; i < first + n; i++) {
    GString *text = g_string_new ("[");
    g_autoptr (GBytes) body = NULL;
    g_autoptr (JsonNode) row = NULL;
    NomoRecord *order = NULL;

    mirror_fixture_append_row (text, mirror_fixture_get_row (fixture, i));
    body = g_bytes_new (text->str + 1, text->len - 1);
    g_string_free (text, TRUE);
    row = nomo_json_parse (body, 0, NULL, NULL);
    g_assert_nonnull (row);
    order = nomo_salla_map_order (row, "SAR", (MIRROR_FIXTURE_BEGINNING + 2 * fixture->runs + 1) * 1000LL, NULL);
    g_assert_nonnull (order);
    nomo_commit_put (commit, order);
    nomo_record_unref (order);
  }
  g_assert_true (nomo_store_commit (fixture->world.store, commit, NULL, NULL));
}

/* Pages of what webhooks have told already are no sign that no webhook was lost. */
static void
test_lost_behind_told (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, 400);
  mirror_fixture_run_all (fixture);
  mirror_fixture_run_all (fixture);
  mirror_fixture_change_row (fixture, 10, 777);
  for (guint i = 200; i < 400; i++)
    mirror_fixture_change_row (fixture, i, 888);
  tell (fixture, 200, 200);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  mirror_fixture_run_routine (fixture);
  mirror_fixture_expect_equal (fixture);
  fixture->requests = 0;
  mirror_fixture_run_routine (fixture);
  g_assert_cmpuint (fixture->requests, ==, 2);
}

/* Where Salla tells of orders by itself, a new one that a look for changes finds on its own is in the ledger. Where it does not,
 * nothing is amiss. */
static void
test_untold (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, 100);
  mirror_fixture_run_all (fixture);
  mirror_fixture_add_quietly (fixture, 4000);
  mirror_fixture_get_row (fixture, 0)->updated = ++fixture->clock;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_repairs (&fixture->world, "");
  mirror_fixture_change_row (fixture, 7, 777);
  tell (fixture, 7, 1);
  mirror_fixture_add_quietly (fixture, 5000);
  mirror_fixture_get_row (fixture, 0)->updated = ++fixture->clock;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
  mirror_fixture_expect_repairs (&fixture->world, "5000 untold;");
}

/* One order less, and nobody asked: a few pages in each mirror_fixture_run, and no page twice. */
static void
test_a_few_pages_at_a_time (MirrorFixture *fixture, gconstpointer data)
{
  guint before;

  mirror_fixture_add_rows (fixture, 1000);
  mirror_fixture_run_all (fixture);
  mirror_fixture_remove_row (fixture, 3);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  before = fixture->requests;
  while (mirror_fixture_stored_total (fixture, 1003) >= 0 && fixture->runs < 20)
    mirror_fixture_run_routine (fixture);
  mirror_fixture_expect_repairs (&fixture->world, "1003 gone;");
  g_assert_cmpuint (fixture->runs, ==, 1 + 4);
  g_assert_cmpuint (fixture->requests - before, <=, 17 + 4 * 2 + 2);
}

/* Orders that are missing are looked for at once, however many there are. */
static void
test_missing_at_once (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, 1000);
  mirror_fixture_run_all (fixture);
  mirror_fixture_add_quietly (fixture, 7);
  fixture->effort = NOMO_MIRROR_ROUTINE;
  mirror_fixture_run_all (fixture);
  g_assert_cmpint (mirror_fixture_stored_total (fixture, 7), ==, 10000);
  mirror_fixture_expect_repairs (&fixture->world, "7 missed;");
}

/* Where a record has no place of its own, it is gone when a steady list does not hold it; an empty list says nothing. */
static void
test_gone_without_a_place (MirrorFixture *fixture, gconstpointer data)
{
  NomoMirrorKind kind = mirror_fixture_orders;

  kind.one = kind.walk_sort = kind.fresh_sort = NULL;
  fixture->kind = &kind;
  mirror_fixture_add_rows (fixture, 50);
  mirror_fixture_run_all (fixture);
  mirror_fixture_remove_row (fixture, 10);
  mirror_fixture_run_all (fixture);
  g_assert_cmpint (mirror_fixture_stored_total (fixture, 1010), ==, -1);
  mirror_fixture_expect_repairs (&fixture->world, "1010 gone;");
  g_array_set_size (fixture->rows, 0);
  mirror_fixture_run_routine (fixture);
  g_assert_cmpint (mirror_fixture_stored_total (fixture, 1011), ==, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirror_fixture_make_it_day ();
  mirror_fixture_add ("/mirror/drift", test_drift);
  mirror_fixture_add ("/mirror/unreadable-and-gone", test_unreadable_and_gone);
  mirror_fixture_add ("/mirror/trade-is-no-drift", test_trade_is_no_drift);
  mirror_fixture_add ("/mirror/another-currency", test_another_currency);
  mirror_fixture_add ("/mirror/doubts", test_doubts);
  mirror_fixture_add ("/mirror/lost-behind-told", test_lost_behind_told);
  mirror_fixture_add ("/mirror/untold", test_untold);
  mirror_fixture_add ("/mirror/a-few-pages-at-a-time", test_a_few_pages_at_a_time);
  mirror_fixture_add ("/mirror/missing-at-once", test_missing_at_once);
  mirror_fixture_add ("/mirror/gone-without-a-place", test_gone_without_a_place);
  return g_test_run ();
}
