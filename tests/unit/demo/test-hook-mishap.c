#include "nomo-demo-hook-mishap.h"

#define NOW G_GINT64_CONSTANT (1795174442357)

static void
assert_taken (NomoDemoFaults *faults, const char *event, const char *names)
{
  NomoDemoHookFate fate = nomo_demo_hook_mishaps_take (nomo_demo_faults_get_hooks (faults), event);
  g_autofree char *taken = nomo_demo_hook_mishaps_dup_names (fate.set);

  g_assert_cmpstr (taken, ==, names);
}

/* They are asked for like every other fault. */
static void
test_counted (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "hook-probe", .count = 2, .path = "order." };

  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  g_assert_true (nomo_demo_faults_set_list (faults, "500,hook-twice", NULL));
  assert_taken (faults, "abandoned.cart", "hook-twice");
  assert_taken (faults, "order.created", "hook-twice,hook-probe");
  assert_taken (faults, "order.updated", "hook-twice,hook-probe");
  assert_taken (faults, "order.updated", "hook-twice");
  nomo_demo_faults_clear (faults);
  assert_taken (faults, "order.updated", NULL);
  g_assert_false (nomo_demo_faults_set_list (faults, "hook-nothing", NULL));
}

static void
test_delay (void)
{
  g_autoptr (NomoDemoHookMishaps) mishaps = nomo_demo_hook_mishaps_new ();
  NomoDemoFaultWish late = { .name = "hook-late", .count = 1 }, later = { .name = "hook-late", .count = 1, .ms = 7 };
  NomoDemoFaultWish burst = { .name = "hook-burst", .count = 1 };
  NomoDemoHookFate fate;

  nomo_demo_hook_mishaps_set (mishaps, &late);
  fate = nomo_demo_hook_mishaps_take (mishaps, "order.created");
  g_assert_cmpint (nomo_demo_hook_fate_delay (&fate, NOW), ==, NOW + 90000);
  nomo_demo_hook_mishaps_set (mishaps, &later);
  fate = nomo_demo_hook_mishaps_take (mishaps, "order.created");
  g_assert_cmpint (nomo_demo_hook_fate_delay (&fate, NOW), ==, NOW + 7);
  nomo_demo_hook_mishaps_set (mishaps, &burst);
  fate = nomo_demo_hook_mishaps_take (mishaps, "order.created");
  g_assert_cmpint (nomo_demo_hook_fate_delay (&fate, 300000 * 7 + 1), ==, 300000 * 8);
  g_assert_cmpint (nomo_demo_hook_fate_delay (&fate, 300000 * 8), ==, 300000 * 9);
  fate = nomo_demo_hook_mishaps_take (mishaps, "order.created");
  g_assert_cmpint (nomo_demo_hook_fate_delay (&fate, NOW), ==, NOW);
}

static char *
dup_dice (guint64 seed)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  NomoDemoFaultWish wish = { .name = "hook-all", .rate = 0.5 };
  GString *all = g_string_new (NULL);

  nomo_demo_faults_set_seed (faults, seed);
  g_assert_true (nomo_demo_faults_set (faults, &wish, NULL));
  for (guint i = 0; i < 200; i++) {
    NomoDemoHookFate fate = nomo_demo_hook_mishaps_take (nomo_demo_faults_get_hooks (faults), "order.created");

    g_assert_cmpint (__builtin_popcount (fate.set), <=, 1);
    g_string_append_printf (all, "%u,", fate.set);
  }
  return g_string_free (all, FALSE);
}

/* The same seed and the same events: the same mishaps, about half of the deliveries, of every kind. */
static void
test_dice (void)
{
  g_autofree char *one = dup_dice (7), *same = dup_dice (7), *other = dup_dice (8);
  g_auto (GStrv) sets = g_strsplit (one, ",", -1);
  guint seen = 0, none = 0;

  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
  for (guint i = 0; i < 200; i++) {
    seen |= (guint) g_ascii_strtoull (sets[i], NULL, 10);
    none += g_str_equal (sets[i], "0") ? 1 : 0;
  }
  g_assert_cmpuint (seen, ==, (1u << NOMO_DEMO_N_HOOK_MISHAPS) - 1);
  g_assert_cmpuint (none, >, 60);
  g_assert_cmpuint (none, <, 140);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hook-mishap/counted", test_counted);
  g_test_add_func ("/hook-mishap/delay", test_delay);
  g_test_add_func ("/hook-mishap/dice", test_dice);
  return g_test_run ();
}
