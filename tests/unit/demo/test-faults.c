#include "nomo-demo-faults.h"

#include "nomo-error.h"

#define DAY G_GINT64_CONSTANT (86400000)

static const NomoDemoFaultTarget orders = { .place = NOMO_DEMO_PLACE_API, .path = "/orders" };
static const NomoDemoFaultTarget order = { .place = NOMO_DEMO_PLACE_API, .path = "/orders/7" };
static const NomoDemoFaultTarget customers = { .place = NOMO_DEMO_PLACE_API, .path = "/customers" };
static const NomoDemoFaultTarget storefront = { .place = NOMO_DEMO_PLACE_SHOP, .path = "/ward" };
static const NomoDemoFaultTarget control = { .path = "/control" };
static const NomoDemoFaultTarget code = { NOMO_DEMO_PLACE_CODE, "/token", "authorization_code" };
static const NomoDemoFaultTarget refresh = { NOMO_DEMO_PLACE_REFRESH, "/token", "refresh_token" };

static void
set (NomoDemoFaults *faults, const char *name, gint64 count)
{
  NomoDemoFaultWish wish = { .name = name, .count = count };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
}

static void
assert_taken (NomoDemoFaults *faults, const NomoDemoFaultTarget *target, const char *names)
{
  g_autofree char *taken = nomo_demo_fault_set_dup_names (nomo_demo_faults_take (faults, target).set);

  g_assert_cmpstr (taken, ==, names);
}

static void
test_counted (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "500", .count = 2, .path = "/orders" };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  assert_taken (faults, &customers, NULL);
  assert_taken (faults, &orders, "500");
  assert_taken (faults, &order, "500");
  assert_taken (faults, &orders, NULL);
}

static void
test_endless (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();

  g_assert_true (nomo_demo_faults_set_list (faults, "slow, string-ids,429", NULL));
  assert_taken (faults, &orders, "429,slow,string-ids");
  assert_taken (faults, &orders, "429,slow,string-ids");
  g_assert_true (nomo_demo_faults_is_endless (faults, &orders, NOMO_DEMO_FAULT_429));
  g_assert_false (nomo_demo_faults_is_endless (faults, &control, NOMO_DEMO_FAULT_429));
  nomo_demo_faults_clear (faults);
  assert_taken (faults, &orders, NULL);
}

static void
test_unknown (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (nomo_demo_faults_set_list (faults, "500,earthquake", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
}

static void
test_grant (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "500", .grant = "refresh_token" };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  assert_taken (faults, &code, NULL);
  assert_taken (faults, &orders, NULL);
  assert_taken (faults, &refresh, "500");
}

/* A fault that a request cannot meet waits for one that can. */
static void
test_places (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();

  set (faults, "invalid-grant", 1);
  set (faults, "reset", 2);
  assert_taken (faults, &control, NULL);
  assert_taken (faults, &code, "reset");
  assert_taken (faults, &storefront, "reset");
  assert_taken (faults, &orders, NULL);
  assert_taken (faults, &refresh, "invalid-grant");
}

static void
test_after_waits_for_something (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();

  set (faults, "after", 1);
  assert_taken (faults, &refresh, NULL);
  set (faults, "slow", 1);
  assert_taken (faults, &refresh, "slow");
  set (faults, "503", 2);
  assert_taken (faults, &refresh, "503,after");
  assert_taken (faults, &refresh, "503");
}

static gint64
skew_of (gint64 ms)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "skew", .ms = ms };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  return nomo_demo_faults_take (faults, &orders).skew_ms;
}

static guint
delay_of (gint64 ms)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "slow", .ms = ms };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  return nomo_demo_faults_take (faults, &orders).slow_ms;
}

static void
test_milliseconds (void)
{
  g_assert_cmpint (skew_of (0), ==, DAY);
  g_assert_cmpint (skew_of (-90 * DAY), ==, -90 * DAY);
  g_assert_cmpint (skew_of (G_MININT64), ==, -3650 * DAY);
  g_assert_cmpuint (delay_of (0), ==, 3000);
  g_assert_cmpuint (delay_of (-1), ==, 3000);
  g_assert_cmpuint (delay_of (40), ==, 40);
  g_assert_cmpuint (delay_of (G_MAXINT64), ==, 600000);
}

/* Every fault has a name and a line of help, and meets at least one kind of request. */
static void
test_help_is_complete (void)
{
  g_auto (GStrv) lines = g_strsplit (nomo_demo_faults_get_help (), "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, NOMO_DEMO_N_FAULTS + 1);
  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++) {
    g_auto (GStrv) words = g_strsplit (lines[i] + 2, " ", 2);
    NomoDemoFaultTarget target = { .place = ~0u, .path = "/", .grant = "refresh_token" };
    g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();

    set (faults, words[0], 0);
    if (i == NOMO_DEMO_FAULT_AFTER)
      set (faults, "500", 0);
    g_assert_true (nomo_demo_fault_set_has (nomo_demo_faults_take (faults, &target).set, i));
    g_assert_cmpuint (strlen (g_strchug (words[1])), >, 10);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/counted", test_counted);
  g_test_add_func ("/faults/endless", test_endless);
  g_test_add_func ("/faults/unknown", test_unknown);
  g_test_add_func ("/faults/grant", test_grant);
  g_test_add_func ("/faults/places", test_places);
  g_test_add_func ("/faults/after-waits-for-something", test_after_waits_for_something);
  g_test_add_func ("/faults/milliseconds", test_milliseconds);
  g_test_add_func ("/faults/help-is-complete", test_help_is_complete);
  return g_test_run ();
}
