#include "config.h"

#include "mirror-fixture.h"

#define ROWS 200

static void
test_whole (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  g_assert_cmpint (mirror_fixture_run_all (fixture), ==, 0);
  mirror_fixture_expect_equal (fixture);
  g_assert_cmpuint (fixture->requests, ==, 1 + 4 + 2);
  mirror_fixture_run_all (fixture);
  g_assert_cmpuint (fixture->requests, ==, 1 + 4 + 2 + 2);
}

static void
test_empty_shop (MirrorFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (mirror_fixture_run_all (fixture), ==, 0);
  mirror_fixture_add_rows (fixture, 1);
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
}

static void
test_unreadable (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  mirror_fixture_get_row (fixture, 30)->broken = TRUE;
  mirror_fixture_get_row (fixture, 199)->broken = TRUE;
  g_assert_cmpint (mirror_fixture_run_all (fixture), ==, 2);
  g_assert_cmpint (mirror_fixture_run_all (fixture), ==, 2);
  mirror_fixture_get_row (fixture, 30)->broken = FALSE;
  mirror_fixture_get_row (fixture, 30)->updated = ++fixture->clock;
  g_assert_cmpint (mirror_fixture_run_all (fixture), ==, 1);
  g_assert_cmpint (mirror_fixture_stored_total (fixture, 1030), ==, 10000);
}

static void
sell_five (gpointer data)
{
  MirrorFixture *fixture = data;

  if (fixture->requests <= 4)
    mirror_fixture_add_rows (fixture, 5);
}

/* Orders that come while the pages are read push the others back: none is missed. */
static void
test_orders_come_meanwhile (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  fixture->after = sell_five;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
}

static void
delete_newest (gpointer data)
{
  MirrorFixture *fixture = data;

  /* Two of the rows that were read already go; the next page begins two rows too late. */
  if (fixture->requests == 3)
    g_array_set_size (fixture->rows, fixture->rows->len - 2);
}

static void
put_back (gpointer data)
{
  delete_newest (data);
  if (((MirrorFixture *) data)->requests == 6)
    mirror_fixture_add_rows (data, 2);
}

/* Rows that go while the pages are read pull others past the reader, who has the page that says so once more and finds it the same:
 * the counts tell, and they are looked for again. */
static void
test_rows_slip_past (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  fixture->after = put_back;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
  g_assert_cmpuint (fixture->requests, >, 1 + 4 + 1 + 1 + 4);
}

/* A page of changes that do not show in the list stands before one that does. */
static void
test_change_behind_silent_changes (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  mirror_fixture_run_all (fixture);
  mirror_fixture_change_row (fixture, 3, 777);
  for (guint i = 20; i < 150; i++)
    mirror_fixture_get_row (fixture, i)->updated = ++fixture->clock;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
}

static gint64 changed_at;

static void
change_old_order (gpointer data)
{
  MirrorFixture *fixture = data;

  /* After its page was read an order changes; then more than a page of orders changes whose pages come later. */
  if (fixture->requests != 3)
    return;
  mirror_fixture_change_row (fixture, 190, 555);
  changed_at = fixture->clock;
  for (guint i = 0; i < 70; i++)
    mirror_fixture_change_row (fixture, i, 333);
}

static void
test_change_during_first_walk (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  fixture->after = change_old_order;
  mirror_fixture_run_all (fixture);
  g_assert_cmpint (changed_at, >, 0);
  mirror_fixture_expect_equal (fixture);
}

/* The mark does not pass over a page whose rows did not come. */
static void
test_page_without_rows (MirrorFixture *fixture, gconstpointer data)
{
  static const char *const blanks[] = { "[]", "{}", "{\"orders\":[]}", "\"\"", "7" };

  mirror_fixture_add_rows (fixture, ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++) {
    fixture->blank_page = 2;
    fixture->blank_data = blanks[i];
    mirror_fixture_expect_error (fixture, NOMO_SALLA_ERROR_UNREADABLE);
  }
  fixture->blank_page = 0;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
}

static void
expect_denied (MirrorFixture *fixture)
{
  mirror_fixture_expect_error (fixture, NOMO_SALLA_ERROR_SCOPE);
  g_assert_true (mirror_fixture_is_denied (fixture));
}

/* That Salla does not permit to read the list is remembered until it has: a first time, a change, and a comparison. */
static void
test_denied (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  fixture->denied = TRUE;
  expect_denied (fixture);
  expect_denied (fixture);
  fixture->denied = FALSE;
  mirror_fixture_run_all (fixture);
  g_assert_false (mirror_fixture_is_denied (fixture));
  fixture->denied = TRUE;
  expect_denied (fixture);
  fixture->denied = FALSE;
  fixture->effort = NOMO_MIRROR_FULL;
  mirror_fixture_get_row (fixture, 5)->total = 7;
  mirror_fixture_run_all (fixture);
  g_assert_false (mirror_fixture_is_denied (fixture));
  mirror_fixture_expect_equal (fixture);
}

/* However often Salla says that there is more. */
static void
test_endless (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  fixture->endless = TRUE;
  mirror_fixture_run_all (fixture);
  mirror_fixture_expect_equal (fixture);
  g_assert_cmpuint (fixture->requests, <, 20);
}

/* Four pages are to come, and there is room for one before it takes a second for each. */
static void
test_says_how_long_it_takes (MirrorFixture *fixture, gconstpointer data)
{
  mirror_fixture_add_rows (fixture, ROWS);
  fixture->busy_until = 1;
  mirror_fixture_run_all (fixture);
  g_assert_cmpint (fixture->least_s, >=, 3);
  g_assert_cmpint (fixture->least_s, <=, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirror_fixture_make_it_day ();
  mirror_fixture_add ("/mirror/whole", test_whole);
  mirror_fixture_add ("/mirror/empty-shop", test_empty_shop);
  mirror_fixture_add ("/mirror/unreadable", test_unreadable);
  mirror_fixture_add ("/mirror/orders-come-meanwhile", test_orders_come_meanwhile);
  mirror_fixture_add ("/mirror/rows-slip-past", test_rows_slip_past);
  mirror_fixture_add ("/mirror/change-behind-silent-changes", test_change_behind_silent_changes);
  mirror_fixture_add ("/mirror/change-during-first-walk", test_change_during_first_walk);
  mirror_fixture_add ("/mirror/says-how-long-it-takes", test_says_how_long_it_takes);
  mirror_fixture_add ("/mirror/page-without-rows", test_page_without_rows);
  mirror_fixture_add ("/mirror/endless", test_endless);
  mirror_fixture_add ("/mirror/denied", test_denied);
  return g_test_run ();
}
