#include "nomo-demo-search.h"

typedef struct {
  guint32 other;
  gint64 value;
} Record;

#define OFFSET G_STRUCT_OFFSET (Record, value)

static GArray *
new_records (void)
{
  static const Record records[] = { { 9, -5 }, { 8, 3 }, { 7, 3 }, { 6, 3 }, { 5, G_GINT64_CONSTANT (9000000000) } };
  GArray *array = g_array_new (FALSE, FALSE, sizeof (Record));

  return g_array_append_vals (array, records, G_N_ELEMENTS (records));
}

static void
test_count (void)
{
  g_autoptr (GArray) records = new_records (), none = g_array_new (FALSE, FALSE, sizeof (Record));

  g_assert_cmpuint (nomo_demo_search_count_below (none, OFFSET, 3), ==, 0);
  g_assert_cmpuint (nomo_demo_search_count_below (records, OFFSET, G_MININT64), ==, 0);
  g_assert_cmpuint (nomo_demo_search_count_below (records, OFFSET, 3), ==, 1);
  g_assert_cmpuint (nomo_demo_search_count_below (records, OFFSET, 4), ==, 4);
  g_assert_cmpuint (nomo_demo_search_count_below (records, OFFSET, G_MAXINT64), ==, 5);
}

static void
test_find (void)
{
  g_autoptr (GArray) records = new_records (), none = g_array_new (FALSE, FALSE, sizeof (Record));
  guint index = 99;

  g_assert_true (nomo_demo_search_find (records, OFFSET, 3, &index));
  g_assert_cmpuint (index, ==, 1);
  g_assert_true (nomo_demo_search_find (records, OFFSET, G_GINT64_CONSTANT (9000000000), &index));
  g_assert_cmpuint (index, ==, 4);
  g_assert_false (nomo_demo_search_find (records, OFFSET, 4, &index));
  g_assert_false (nomo_demo_search_find (records, OFFSET, G_MAXINT64, &index));
  g_assert_false (nomo_demo_search_find (none, OFFSET, 3, &index));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/count", test_count);
  g_test_add_func ("/search/find", test_find);
  return g_test_run ();
}
