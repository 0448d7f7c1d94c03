#include "config.h"

#include "nomo-id-set.h"

/* An array that is kept sorted: a million ids take eight bytes each and are looked through in twenty steps. */

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/**
 * nomo_id_set_new:
 *
 * Returns: (transfer full) (element-type gint64): an empty set of ids
 */
GArray *
nomo_id_set_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * nomo_id_set_has:
 * @set: (element-type gint64): a set
 * @id: an id
 *
 * Returns: whether @id is in @set
 */
gboolean
nomo_id_set_has (const GArray *set, gint64 id)
{
  return g_array_binary_search ((GArray *) set, &id, compare, NULL);
}

static void
drop_doubles (GArray *set)
{
  gint64 *ids = (gint64 *) (gpointer) set->data;
  guint kept = 0;

  for (guint i = 0; i < set->len; i++)
    if (i == 0 || ids[i] != ids[kept - 1])
      ids[kept++] = ids[i];
  g_array_set_size (set, kept);
}

/**
 * nomo_id_set_add:
 * @set: (element-type gint64): a set
 * @ids: (array length=n_ids): ids in any order
 * @n_ids: how many
 */
void
nomo_id_set_add (GArray *set, const gint64 *ids, guint n_ids)
{
  g_array_append_vals (set, ids, n_ids);
  g_array_sort (set, compare);
  drop_doubles (set);
}

/**
 * nomo_id_set_remove:
 * @set: (element-type gint64): a set
 * @ids: (array length=n_ids): ids in any order
 * @n_ids: how many
 */
void
nomo_id_set_remove (GArray *set, const gint64 *ids, guint n_ids)
{
  g_autoptr (GArray) gone = nomo_id_set_new ();
  gint64 *held = (gint64 *) (gpointer) set->data;
  guint kept = 0;

  nomo_id_set_add (gone, ids, n_ids);
  for (guint i = 0; i < set->len; i++)
    if (!nomo_id_set_has (gone, held[i]))
      held[kept++] = held[i];
  g_array_set_size (set, kept);
}
