#include "config.h"

#include "nomo-demo-dues.h"

/* A binary heap, soonest first; of equal moments the lower order. */
struct _NomoDemoDues {
  GArray *heap;
};

NomoDemoDues *
nomo_demo_dues_new (void)
{
  NomoDemoDues *self = g_new0 (NomoDemoDues, 1);

  self->heap = g_array_new (FALSE, FALSE, sizeof (NomoDemoDue));
  return self;
}

void
nomo_demo_dues_free (NomoDemoDues *self)
{
  g_array_unref (self->heap);
  g_free (self);
}

static NomoDemoDue *
at (const NomoDemoDues *self, guint place)
{
  return &g_array_index (self->heap, NomoDemoDue, place);
}

static gboolean
is_sooner (const NomoDemoDue *a, const NomoDemoDue *b)
{
  return a->moment < b->moment || (a->moment == b->moment && a->order < b->order);
}

static void
swap (NomoDemoDue *a, NomoDemoDue *b)
{
  NomoDemoDue keep = *a;

  *a = *b;
  *b = keep;
}

/**
 * nomo_demo_dues_push:
 * @self: the dues
 * @moment: UTC milliseconds
 * @order: what changes then
 */
void
nomo_demo_dues_push (NomoDemoDues *self, gint64 moment, guint32 order)
{
  NomoDemoDue due = { moment, order };
  guint place = self->heap->len;

  g_array_append_val (self->heap, due);
  for (; place > 0 && is_sooner (at (self, place), at (self, (place - 1) / 2)); place = (place - 1) / 2)
    swap (at (self, place), at (self, (place - 1) / 2));
}

/**
 * nomo_demo_dues_peek:
 * @self: the dues
 *
 * Returns: when the next change is due, UTC milliseconds; %G_MAXINT64 when none is
 */
gint64
nomo_demo_dues_peek (const NomoDemoDues *self)
{
  return self->heap->len > 0 ? at (self, 0)->moment : G_MAXINT64;
}

/**
 * nomo_demo_dues_pop:
 * @self: the dues, not empty
 *
 * Returns: the next change, which is no longer due
 */
NomoDemoDue
nomo_demo_dues_pop (NomoDemoDues *self)
{
  NomoDemoDue first = *at (self, 0);
  guint n = self->heap->len - 1;

  *at (self, 0) = *at (self, n);
  g_array_set_size (self->heap, n);
  for (guint place = 0, child; (child = 2 * place + 1) < n; place = child) {
    if (child + 1 < n && is_sooner (at (self, child + 1), at (self, child)))
      child++;
    if (!is_sooner (at (self, child), at (self, place)))
      break;
    swap (at (self, child), at (self, place));
  }
  return first;
}
