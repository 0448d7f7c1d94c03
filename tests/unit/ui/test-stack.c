#include "config.h"

#include "nomo-stack.h"

static const gint64 values[] = { 10, NOMO_SERIES_NONE, -4 };

static GPtrArray *
build (guint n)
{
  GPtrArray *series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (series, nomo_series_new (NOMO_SERIES_STACK, "Channel", 1, values, 3));
  return series;
}

static void
test_slices_stand_on_each_other (void)
{
  g_autoptr (GPtrArray) series = build (3);
  g_autoptr (NomoSeries) line = nomo_series_new_before ("Before", values, 3);

  g_assert_cmpint (nomo_stack_base (series, 0, 0), ==, 0);
  g_assert_cmpint (nomo_stack_base (series, 2, 0), ==, 20);
  g_assert_cmpint (nomo_stack_top (series, 0), ==, 30);
  g_assert_cmpint (nomo_stack_top (series, 1), ==, 0);
  g_assert_cmpint (nomo_stack_top (series, 2), ==, 0);
  g_assert_cmpint (nomo_stack_top (series, 99), ==, 0);
  g_ptr_array_add (series, g_steal_pointer (&line));
  g_assert_cmpint (nomo_stack_top (series, 0), ==, 30);
}

static void
assert_folded (guint n, guint expected, gint64 last)
{
  g_autoptr (GPtrArray) series = build (n);
  g_autoptr (GPtrArray) folded = nomo_stack_fold ((NomoSeries *const *) series->pdata, n);

  g_assert_cmpuint (folded->len, ==, expected);
  g_assert_cmpstr (nomo_series_get_title (g_ptr_array_index (folded, expected - 1)), ==, n > 6 ? "Other" : "Channel");
  g_assert_cmpint (nomo_series_get_value (g_ptr_array_index (folded, expected - 1), 0), ==, last);
  g_assert_cmpint (nomo_stack_top (folded, 0), ==, 10 * (gint64) n);
}

static void
test_many_become_other (void)
{
  g_autoptr (GPtrArray) series = build (9);
  g_autoptr (GPtrArray) folded = nomo_stack_fold ((NomoSeries *const *) series->pdata, 9);
  const NomoSeries *other = g_ptr_array_index (folded, 5);

  assert_folded (1, 1, 10);
  assert_folded (6, 6, 10);
  assert_folded (7, 6, 20);
  assert_folded (9, 6, 40);
  g_assert_cmpstr (nomo_series_get_title (other), ==, "Other");
  g_assert_cmpuint (nomo_series_get_palette (other), ==, 8);
  g_assert_cmpint (nomo_series_get_value (other, 1), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/stack/slices-stand-on-each-other", test_slices_stand_on_each_other);
  g_test_add_func ("/ui/stack/many-become-other", test_many_become_other);
  return g_test_run ();
}
