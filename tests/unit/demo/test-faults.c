#include "nomo-demo-faults.h"

#include "nomo-demo-hook-mishap.h"
#include "nomo-error.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT (86400000)

static const NomoDemoFaultTarget orders = { .place = NOMO_DEMO_PLACE_API, .path = "/orders" };
static const NomoDemoFaultTarget order = { .place = NOMO_DEMO_PLACE_API, .path = "/orders/7" };
static const NomoDemoFaultTarget customers = { .place = NOMO_DEMO_PLACE_API, .path = "/customers" };
static const NomoDemoFaultTarget storefront = { .place = NOMO_DEMO_PLACE_SHOP, .path = "/ward" };
static const NomoDemoFaultTarget control = { .path = "/control" };
static const NomoDemoFaultTarget code = { .place = NOMO_DEMO_PLACE_CODE,
                                          .path = "/token",
                                          .grant = "authorization_code" };
static const NomoDemoFaultTarget refresh = { .place = NOMO_DEMO_PLACE_REFRESH,
                                             .path = "/token",
                                             .grant = "refresh_token" };

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

static void
test_method (void)
{
  static const NomoDemoFaultTarget post = { .place = NOMO_DEMO_PLACE_API, .path = "/coupons", .method = "POST" };
  static const NomoDemoFaultTarget get = { .place = NOMO_DEMO_PLACE_API, .path = "/coupons", .method = "GET" };
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "reset", .method = "POST" };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  assert_taken (faults, &get, NULL);
  assert_taken (faults, &orders, NULL);
  assert_taken (faults, &post, "reset");
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

static guint
limit_of (const char *name, gint64 ms)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = name, .ms = ms };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  return nomo_demo_faults_take (faults, &orders).limit_ms;
}

static void
test_limits (void)
{
  g_assert_cmpuint (limit_of ("hang", 0), ==, 0);
  g_assert_cmpuint (limit_of ("endless-body", 0), ==, 0);
  g_assert_cmpuint (limit_of ("hang", 70), ==, 70);
  g_assert_cmpuint (limit_of ("endless-body", 70), ==, 70);
}

/* Without a path it meets reviews alone. */
static void
test_usual_path (void)
{
  static const NomoDemoFaultTarget reviews = { .place = NOMO_DEMO_PLACE_API, .path = "/reviews" };
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "no-ids", .path = "/orders" };

  set (faults, "no-ids", 0);
  assert_taken (faults, &orders, NULL);
  assert_taken (faults, &reviews, "no-ids");
  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  assert_taken (faults, &orders, "no-ids");
}

#define THROWS 4000

/* What was thrown at requests of one kind. */
typedef struct {
  guint hit;
  guint twice;
  guint rare;
  guint longest_slow_ms;
  NomoDemoFaultSet seen;
} Throws;

static gboolean
is_rare (NomoDemoFaultSet set)
{
  return nomo_demo_fault_set_has (set, NOMO_DEMO_FAULT_HANG) ||
         nomo_demo_fault_set_has (set, NOMO_DEMO_FAULT_ENDLESS_BODY) ||
         nomo_demo_fault_set_has (set, NOMO_DEMO_FAULT_HUGE);
}

static Throws
throw_at (const NomoDemoFaultTarget *target, double rate)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "all", .rate = rate };
  Throws throws = { 0 };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  for (guint i = 0; i < THROWS; i++) {
    NomoDemoMishap mishap = nomo_demo_faults_take (faults, target);
    int n = __builtin_popcountll (mishap.set);

    g_assert_cmpint (n, <=, 2);
    throws.hit += n > 0;
    throws.twice += n > 1;
    throws.rare += is_rare (mishap.set);
    throws.seen |= mishap.set;
    throws.longest_slow_ms = MAX (throws.longest_slow_ms, mishap.slow_ms);
    g_assert_cmpuint (mishap.limit_ms, ==, is_rare (mishap.set) ? 20000 : 0);
  }
  return throws;
}

static void
test_all (void)
{
  Throws throws = throw_at (&orders, 0);

  g_assert_cmpfloat (ABS ((double) throws.hit / THROWS - 0.3), <, 0.03);
  g_assert_cmpuint (throws.twice, >, throws.hit / 6);
  g_assert_cmpuint (throws.twice, <, throws.hit / 2);
  g_assert_cmpuint (throws.rare, >, THROWS / 800);
  g_assert_cmpuint (throws.rare, <, THROWS / 100);
  g_assert_cmpuint (throws.longest_slow_ms, >, 1500);
  g_assert_cmpuint (throws.longest_slow_ms, <=, 2000);
  g_assert_cmpuint (throw_at (&orders, 1).hit, ==, THROWS);
  g_assert_cmpfloat (ABS ((double) throw_at (&orders, 0.05).hit / THROWS - 0.05), <, 0.015);
}

static gboolean
is_marked (guint fault)
{
  g_auto (GStrv) lines = g_strsplit (nomo_demo_faults_get_help (), "\n", -1);

  return lines[fault][0] == '*';
}

/* Each fault with a * comes, and no other; what ends a grant or needs a person is never thrown. */
static void
test_all_is_what_the_help_marks (void)
{
  static const NomoDemoFaultTarget reviews = { .place = NOMO_DEMO_PLACE_API, .path = "/reviews" };
  static const NomoDemoFaultTarget consent = { .place = NOMO_DEMO_PLACE_CONSENT, .path = "/oauth2/consent" };
  static const NomoDemoFault never[] = { NOMO_DEMO_FAULT_DENY,         NOMO_DEMO_FAULT_INVALID_GRANT,
                                         NOMO_DEMO_FAULT_USER_DELETED, NOMO_DEMO_FAULT_INACTIVE,
                                         NOMO_DEMO_FAULT_BLOCKED,      NOMO_DEMO_FAULT_NO_REFRESH,
                                         NOMO_DEMO_FAULT_LOST_ANSWER,  NOMO_DEMO_FAULT_OLD_ACCESS_DIES };
  NomoDemoFaultSet refreshes = throw_at (&refresh, 1).seen;
  NomoDemoFaultSet seen = refreshes | throw_at (&reviews, 1).seen | throw_at (&consent, 1).seen;

  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++)
    g_assert_cmpint (nomo_demo_fault_set_has (seen, i), ==, is_marked (i));
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_false (nomo_demo_fault_set_has (seen, never[i]));
  g_assert_false (nomo_demo_fault_set_has (refreshes, NOMO_DEMO_FAULT_DROP));
  g_assert_false (nomo_demo_fault_set_has (refreshes, NOMO_DEMO_FAULT_RESET));
  g_assert_false (nomo_demo_fault_set_has (refreshes, NOMO_DEMO_FAULT_HANG));
  g_assert_false (nomo_demo_fault_set_has (refreshes, NOMO_DEMO_FAULT_TRUNCATED));
  g_assert_false (nomo_demo_fault_set_has (refreshes, NOMO_DEMO_FAULT_500));
}

/* What refuses a write for its fields needs a person. */
static void
test_all_lets_writes_through (void)
{
  static const NomoDemoFaultTarget post = { .place = NOMO_DEMO_PLACE_API, .path = "/coupons", .method = "POST" };
  static const NomoDemoFaultTarget get = { .place = NOMO_DEMO_PLACE_API, .path = "/coupons", .method = "GET" };
  NomoDemoFaultSet reads = throw_at (&get, 1).seen, writes = throw_at (&post, 1).seen;

  g_assert_true (nomo_demo_fault_set_has (reads, NOMO_DEMO_FAULT_422));
  g_assert_cmpuint (reads & ~writes, ==, reads & (G_GUINT64_CONSTANT (1) << NOMO_DEMO_FAULT_422));
}

static char *
dup_sequence (guint64 seed)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  GString *all = g_string_new (NULL);

  nomo_demo_faults_set_seed (faults, seed);
  set (faults, "all", 100);
  for (guint i = 0; i < 100; i++) {
    g_autofree char *names =
        nomo_demo_fault_set_dup_names (nomo_demo_faults_take (faults, i % 3 == 0 ? &customers : &orders).set);

    g_string_append_printf (all, "%s;", names != NULL ? names : "");
  }
  assert_taken (faults, &orders, NULL);
  return g_string_free (all, FALSE);
}

static void
test_all_is_repeatable (void)
{
  g_autofree char *once = dup_sequence (7), *again = dup_sequence (7), *other = dup_sequence (8);

  g_assert_cmpstr (once, ==, again);
  g_assert_cmpstr (once, !=, other);
}

/* Every fault has a name and a line of help, and meets at least one kind of request. */
static void
test_help_is_complete (void)
{
  g_auto (GStrv) lines = g_strsplit (nomo_demo_faults_get_help (), "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, NOMO_DEMO_N_FAULTS + 3 + NOMO_DEMO_N_HOOK_MISHAPS + 2 + 1);
  g_assert_true (g_str_has_prefix (lines[NOMO_DEMO_N_FAULTS], "  all "));
  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++) {
    g_auto (GStrv) words = g_strsplit (lines[i] + 2, " ", 2);
    NomoDemoFaultTarget target = { .place = ~0u, .path = "/reviews", .grant = "refresh_token" };
    g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();

    set (faults, words[0], 0);
    if (i == NOMO_DEMO_FAULT_AFTER)
      set (faults, "500", 0);
    g_assert_true (nomo_demo_fault_set_has (nomo_demo_faults_take (faults, &target).set, i));
    g_assert_cmpuint (strlen (g_strchug (words[1])), >, 10);
  }
  for (guint i = 0; i < NOMO_DEMO_N_HOOK_MISHAPS; i++) {
    g_auto (GStrv) words = g_strsplit (lines[NOMO_DEMO_N_FAULTS + 3 + i] + 2, " ", 2);
    g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();

    set (faults, words[0], 0);
    g_assert_cmpuint (nomo_demo_hook_mishaps_take (nomo_demo_faults_get_hooks (faults), "order.created").set, ==,
                      1u << i);
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
  g_test_add_func ("/faults/method", test_method);
  g_test_add_func ("/faults/places", test_places);
  g_test_add_func ("/faults/after-waits-for-something", test_after_waits_for_something);
  g_test_add_func ("/faults/milliseconds", test_milliseconds);
  g_test_add_func ("/faults/limits", test_limits);
  g_test_add_func ("/faults/usual-path", test_usual_path);
  g_test_add_func ("/faults/all", test_all);
  g_test_add_func ("/faults/all-is-what-the-help-marks", test_all_is_what_the_help_marks);
  g_test_add_func ("/faults/all-lets-writes-through", test_all_lets_writes_through);
  g_test_add_func ("/faults/all-is-repeatable", test_all_is_repeatable);
  g_test_add_func ("/faults/help-is-complete", test_help_is_complete);
  return g_test_run ();
}
