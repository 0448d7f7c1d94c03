#include "config.h"

#include "nomo-demo-hidden.h"

struct _NomoDemoHidden {
  GArray *indices; /* guint32, ascending */
};

NomoDemoHidden *
nomo_demo_hidden_new (void)
{
  NomoDemoHidden *self = g_new0 (NomoDemoHidden, 1);

  self->indices = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
nomo_demo_hidden_free (NomoDemoHidden *self)
{
  g_array_unref (self->indices);
  g_free (self);
}

static guint32
at (const NomoDemoHidden *self, guint place)
{
  return g_array_index (self->indices, guint32, place);
}

static guint
count_below (const NomoDemoHidden *self, guint index)
{
  guint low = 0, high = self->indices->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (at (self, middle) < index)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

gboolean
nomo_demo_hidden_has (const NomoDemoHidden *self, guint index)
{
  guint place = count_below (self, index);

  return place < self->indices->len && at (self, place) == index;
}

/**
 * nomo_demo_hidden_add:
 * @self: what is gone
 * @index: what goes
 *
 * Returns: whether it was there until now
 */
gboolean
nomo_demo_hidden_add (NomoDemoHidden *self, guint index)
{
  guint32 value = index;

  if (nomo_demo_hidden_has (self, index))
    return FALSE;
  g_array_insert_val (self->indices, count_below (self, index), value);
  return TRUE;
}

/**
 * nomo_demo_hidden_count_left:
 * @self: what is gone
 * @n: how many records there ever were, the first ones
 *
 * Returns: how many of them are left
 */
guint
nomo_demo_hidden_count_left (const NomoDemoHidden *self, guint n)
{
  return n - count_below (self, n);
}

/**
 * nomo_demo_hidden_nth_left:
 * @self: what is gone
 * @place: a place among those that are left, the first is 0
 *
 * Takes as long as the logarithm of what is gone, whatever the number of those that are left.
 *
 * Returns: the index of the record there
 */
guint
nomo_demo_hidden_nth_left (const NomoDemoHidden *self, guint place)
{
  guint low = 0, high = self->indices->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (at (self, middle) - middle <= place)
      low = middle + 1;
    else
      high = middle;
  }
  return place + low;
}
