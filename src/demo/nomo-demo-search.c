#include "config.h"

#include "nomo-demo-search.h"

#include <string.h>

static gint64
value_at (const GArray *array, gsize offset, guint index)
{
  gsize size = g_array_get_element_size ((GArray *) array);
  gint64 value;

  memcpy (&value, array->data + (gsize) index * size + offset, sizeof value);
  return value;
}

/**
 * nomo_demo_search_count_below:
 * @array: records that ascend by a gint64 in them
 * @offset: where in a record it is
 * @value: a bound
 *
 * Returns: how many records have less
 */
guint
nomo_demo_search_count_below (const GArray *array, gsize offset, gint64 value)
{
  guint low = 0, high = array->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (value_at (array, offset, middle) < value)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/**
 * nomo_demo_search_find:
 * @array: records that ascend by a gint64 in them
 * @offset: where in a record it is
 * @value: what it must be
 * @index: (out): the first such record
 *
 * Returns: whether there is one
 */
gboolean
nomo_demo_search_find (const GArray *array, gsize offset, gint64 value, guint *index)
{
  *index = nomo_demo_search_count_below (array, offset, value);
  return *index < array->len && value_at (array, offset, *index) == value;
}
