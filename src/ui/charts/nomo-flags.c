#include "config.h"

#include "nomo-flags.h"

typedef struct {
  NomoFlag *flags;
  guint n;
  float room;
  float gap;
  float more;
} Layout;

static void
place (const Layout *self, NomoFlag *flag)
{
  flag->start = CLAMP (flag->at - flag->width / 2, 0, MAX (self->room - flag->width, 0));
}

/* A label that takes others in grows, so that it may come to touch another one. */
static void
take_in (const Layout *self, NomoFlag *flag, NomoFlag *other)
{
  if (flag->joined == 0)
    flag->width += self->more;
  flag->joined += 1 + other->joined;
  flag->first = MIN (flag->first, other->first);
  flag->last = MAX (flag->last, other->last);
  other->joined = 0;
  other->shown = FALSE;
  place (self, flag);
}

/* The first two neighbours that touch become one. */
static gboolean
join_two (const Layout *self)
{
  NomoFlag *before = NULL;

  for (guint i = 0; i < self->n; i++) {
    NomoFlag *flag = &self->flags[i];

    if (!flag->shown)
      continue;
    if (before != NULL && flag->start < before->start + before->width + self->gap) {
      take_in (self, flag->weight > before->weight ? flag : before, flag->weight > before->weight ? before : flag);
      return TRUE;
    }
    before = flag;
  }
  return FALSE;
}

/**
 * nomo_flags_lay_out:
 * @flags: (array length=n_flags): the flags in the order of what they point at
 * @n_flags: how many
 * @room: how far time goes, in pixels
 * @gap: the least distance of two labels
 * @more: how much wider a label is that says how many others stand behind it
 *
 * Labels stand in the middle over what they name, as far as there is room, and never touch: of those that would, one takes the
 * other in.
 */
void
nomo_flags_lay_out (NomoFlag *flags, guint n_flags, float room, float gap, float more)
{
  const Layout self = { flags, n_flags, room, gap, more };

  for (guint i = 0; i < n_flags; i++) {
    flags[i].joined = 0;
    flags[i].first = flags[i].last = i;
    flags[i].shown = TRUE;
    place (&self, &flags[i]);
  }
  while (join_two (&self))
    continue;
}
