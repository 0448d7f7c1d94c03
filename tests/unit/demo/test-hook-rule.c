#include "nomo-demo-hook-rule.h"

/* A record with a few attributes, one of them empty. */
static gboolean
lookup (const char *attribute, char **value, gpointer data)
{
  static const struct {
    const char *name;
    const char *value;
  } record[] = {
    { "id", "901442718" }, { "total", "276.87" },          { "city", "الرياض" },
    { "coupon", NULL },    { "date", "2026-02-03 21:40" }, { "payment_method", "apple_pay" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (record); i++) {
    if (g_str_equal (record[i].name, attribute)) {
      *value = g_strdup (record[i].value);
      return TRUE;
    }
  }
  return FALSE;
}

static void
assert_matches (const char *rule, gboolean expected)
{
  g_test_message ("%s", rule);
  g_assert_true (nomo_demo_hook_rule_is_valid (rule));
  g_assert_cmpint (nomo_demo_hook_rule_matches (rule, lookup, NULL), ==, expected);
}

static void
test_operators (void)
{
  assert_matches ("total > 250", TRUE);
  assert_matches ("total > 276.87", FALSE);
  assert_matches ("total < 276.88", TRUE);
  assert_matches ("total < 276.87", FALSE);
  assert_matches ("total = 276.870", TRUE);
  assert_matches ("total != 276.87", FALSE);
  assert_matches ("id=901442718", TRUE);
  assert_matches ("total>1000", FALSE);
  assert_matches ("total < 1000", TRUE);
  assert_matches ("payment_method = apple_pay", TRUE);
  assert_matches ("payment_method != `mada`", TRUE);
  assert_matches ("date > `2026-01-31`", TRUE);
  assert_matches ("date < `2026-01-31`", FALSE);
}

static void
test_texts (void)
{
  assert_matches ("city = `الرياض`", TRUE);
  assert_matches ("city != `الرياض`", FALSE);
  assert_matches ("city = `الرياض AND total > 1`", FALSE);
  assert_matches ("city = `جدة`", FALSE);
  assert_matches ("city = ``", FALSE);
}

/* AND binds closer than OR. */
static void
test_junctions (void)
{
  assert_matches ("city = `الرياض` AND total > 250", TRUE);
  assert_matches ("city = `جدة` AND total > 250", FALSE);
  assert_matches ("city = `جدة` OR total > 250", TRUE);
  assert_matches ("city = `جدة` OR total > 300", FALSE);
  assert_matches ("total > 250 OR city = `جدة` AND total > 300", TRUE);
  assert_matches ("total > 300 AND total > 300 OR city = `الرياض`", TRUE);
  assert_matches ("total > 250 OR total > 1 AND total > 300", TRUE);
  assert_matches ("total > 300 AND total > 1 OR total > 300", FALSE);
  assert_matches ("  total > 250\n and city = `الرياض` ", TRUE);
}

/* What such a record cannot have never matches; what it has not is empty. */
static void
test_missing (void)
{
  assert_matches ("weather = `sunny`", FALSE);
  assert_matches ("weather != `sunny`", FALSE);
  assert_matches ("weather != `sunny` OR total > 1", TRUE);
  assert_matches ("coupon = `EID`", FALSE);
  assert_matches ("coupon != `EID`", TRUE);
  assert_matches ("coupon = ``", TRUE);
  assert_matches ("coupon > 0", FALSE);
  assert_matches ("coupon < 1", FALSE);
}

static void
test_no_rules (void)
{
  static const char *const rules[] = { "",
                                       " ",
                                       "total",
                                       "total >",
                                       "> 250",
                                       "total 250",
                                       "total == 1",
                                       "total > 1 AND",
                                       "total > 1 OR",
                                       "AND total > 1",
                                       "(total > 1)",
                                       "total > `1",
                                       "total > 1 , id",
                                       "total >= 1 x",
                                       "total > 1 ANDid = 2" };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_test_message ("%s", rules[i]);
    g_assert_false (nomo_demo_hook_rule_is_valid (rules[i]));
    g_assert_false (nomo_demo_hook_rule_matches (rules[i], lookup, NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hook-rule/operators", test_operators);
  g_test_add_func ("/hook-rule/texts", test_texts);
  g_test_add_func ("/hook-rule/junctions", test_junctions);
  g_test_add_func ("/hook-rule/missing", test_missing);
  g_test_add_func ("/hook-rule/no-rules", test_no_rules);
  return g_test_run ();
}
