#include "nomo-demo-faults.h"

#include "nomo-error.h"

static void
test_counted (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  guint ms = 0;

  g_assert_true (nomo_demo_faults_set (faults, "500", 2, "/orders", 0, NULL));
  g_assert_cmpuint (nomo_demo_faults_take (faults, "/customers", ~0u, &ms), ==, 0);
  g_assert_cmpuint (nomo_demo_faults_take (faults, "/orders", ~0u, &ms), ==, NOMO_DEMO_FAULT_500);
  g_assert_cmpuint (nomo_demo_faults_take (faults, "/orders", NOMO_DEMO_FAULT_HTML, &ms), ==, 0);
  g_assert_cmpuint (nomo_demo_faults_take (faults, "/orders/7", ~0u, &ms), ==, NOMO_DEMO_FAULT_500);
  g_assert_cmpuint (nomo_demo_faults_take (faults, "/orders", ~0u, &ms), ==, 0);
}

static void
test_endless (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  g_autofree char *names = NULL;
  guint ms = 0, taken;

  g_assert_true (nomo_demo_faults_set_list (faults, "slow, string-ids,429", NULL));
  taken = nomo_demo_faults_take (faults, "/orders", ~0u, &ms);
  names = nomo_demo_faults_dup_names (taken);
  g_assert_cmpstr (names, ==, "429,slow,string-ids");
  g_assert_cmpuint (ms, ==, 3000);
  g_assert_true (nomo_demo_faults_is_endless (faults, "/orders", NOMO_DEMO_FAULT_429));
  nomo_demo_faults_clear (faults);
  g_assert_cmpuint (nomo_demo_faults_take (faults, "/orders", ~0u, &ms), ==, 0);
  g_assert_null (nomo_demo_faults_dup_names (0));
}

static void
test_unknown (void)
{
  g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (nomo_demo_faults_set_list (faults, "500,earthquake", &error));
  g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID);
}

/* The names and the bits are two lists; each name must set its own bit. */
static void
test_names_and_bits (void)
{
  static const struct {
    const char *name;
    guint bit;
  } cases[] = {
    { "deny", NOMO_DEMO_FAULT_DENY },
    { "state-hyphens", NOMO_DEMO_FAULT_STATE_HYPHENS },
    { "state-wrong", NOMO_DEMO_FAULT_STATE_WRONG },
    { "bare-user", NOMO_DEMO_FAULT_BARE_USER },
    { "429", NOMO_DEMO_FAULT_429 },
    { "500", NOMO_DEMO_FAULT_500 },
    { "503", NOMO_DEMO_FAULT_503 },
    { "html", NOMO_DEMO_FAULT_HTML },
    { "empty", NOMO_DEMO_FAULT_EMPTY },
    { "truncated", NOMO_DEMO_FAULT_TRUNCATED },
    { "deep", NOMO_DEMO_FAULT_DEEP },
    { "drop", NOMO_DEMO_FAULT_DROP },
    { "slow", NOMO_DEMO_FAULT_SLOW },
    { "string-ids", NOMO_DEMO_FAULT_STRING_IDS },
    { "links-array", NOMO_DEMO_FAULT_LINKS_ARRAY },
    { "null-fields", NOMO_DEMO_FAULT_NULL_FIELDS },
    { "redirect", NOMO_DEMO_FAULT_REDIRECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (NomoDemoFaults) faults = nomo_demo_faults_new ();
    guint ms = 0;

    g_assert_true (nomo_demo_faults_set (faults, cases[i].name, 1, NULL, 0, NULL));
    g_assert_cmpuint (nomo_demo_faults_take (faults, "/", ~0u, &ms), ==, cases[i].bit);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/counted", test_counted);
  g_test_add_func ("/faults/endless", test_endless);
  g_test_add_func ("/faults/unknown", test_unknown);
  g_test_add_func ("/faults/names-and-bits", test_names_and_bits);
  return g_test_run ();
}
