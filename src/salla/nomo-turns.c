#include "config.h"

#include "nomo-turns.h"

typedef struct {
  gconstpointer key;
  GQueue lines[NOMO_TURNS_LINES];
} Owner;

struct _NomoTurns {
  GQueue owners; /* whose turn it is stands first */
  guint lengths[NOMO_TURNS_LINES];
  gint64 pushed;
};

/**
 * nomo_turns_new:
 *
 * Returns: (transfer full): nothing that waits
 */
NomoTurns *
nomo_turns_new (void)
{
  NomoTurns *self = g_new0 (NomoTurns, 1);

  g_queue_init (&self->owners);
  return self;
}

static void
owner_free (gpointer data)
{
  Owner *owner = data;

  for (guint i = 0; i < NOMO_TURNS_LINES; i++)
    g_queue_clear (&owner->lines[i]);
  g_free (owner);
}

/**
 * nomo_turns_free:
 * @self: turns; what still waits belongs to the caller
 */
void
nomo_turns_free (NomoTurns *self)
{
  g_queue_clear_full (&self->owners, owner_free);
  g_free (self);
}

static GList *
find_owner (NomoTurns *self, gconstpointer key)
{
  GList *link = self->owners.head;

  while (link != NULL && ((Owner *) link->data)->key != key)
    link = link->next;
  return link;
}

static Owner *
take_owner (NomoTurns *self, gconstpointer key)
{
  GList *link = find_owner (self, key);
  Owner *owner;

  if (link != NULL)
    return link->data;
  owner = g_new0 (Owner, 1);
  owner->key = key;
  for (guint i = 0; i < NOMO_TURNS_LINES; i++)
    g_queue_init (&owner->lines[i]);
  g_queue_push_tail (&self->owners, owner);
  return owner;
}

/**
 * nomo_turns_push:
 * @self: turns
 * @turn: stands last among those of its owner, and must stay where it is until it is out again
 */
void
nomo_turns_push (NomoTurns *self, NomoTurn *turn)
{
  turn->number = ++self->pushed;
  self->lengths[turn->line]++;
  g_queue_push_tail (&take_owner (self, turn->owner)->lines[turn->line], turn);
}

/**
 * nomo_turns_push_back:
 * @self: turns
 * @turn: was out already and stands first again among those of its owner
 */
void
nomo_turns_push_back (NomoTurns *self, NomoTurn *turn)
{
  self->lengths[turn->line]++;
  g_queue_push_head (&take_owner (self, turn->owner)->lines[turn->line], turn);
}

static gboolean
is_idle (const Owner *owner)
{
  for (guint i = 0; i < NOMO_TURNS_LINES; i++)
    if (owner->lines[i].length > 0)
      return FALSE;
  return TRUE;
}

static NomoTurn *
owner_peek (const Owner *owner, const gboolean open[NOMO_TURNS_LINES])
{
  NomoTurn *first = NULL;

  for (guint i = 0; i < NOMO_TURNS_LINES; i++) {
    NomoTurn *turn = open[i] ? g_queue_peek_head ((GQueue *) &owner->lines[i]) : NULL;

    if (turn != NULL && (first == NULL || turn->number < first->number))
      first = turn;
  }
  return first;
}

static void
settle (NomoTurns *self, GList *link, gboolean had_turn)
{
  Owner *owner = link->data;

  if (is_idle (owner)) {
    g_queue_delete_link (&self->owners, link);
    owner_free (owner);
  } else if (had_turn) {
    g_queue_unlink (&self->owners, link);
    g_queue_push_tail_link (&self->owners, link);
  }
}

/**
 * nomo_turns_pop:
 * @self: turns
 * @open: the lines that may be taken from
 *
 * Returns: (transfer none) (nullable): whose turn it is, which is out now
 */
NomoTurn *
nomo_turns_pop (NomoTurns *self, const gboolean open[NOMO_TURNS_LINES])
{
  for (GList *link = self->owners.head; link != NULL; link = link->next) {
    Owner *owner = link->data;
    NomoTurn *turn = owner_peek (owner, open);

    if (turn == NULL)
      continue;
    g_queue_pop_head (&owner->lines[turn->line]);
    self->lengths[turn->line]--;
    settle (self, link, TRUE);
    return turn;
  }
  return NULL;
}

/**
 * nomo_turns_remove:
 * @self: turns
 * @turn: what does not want its turn any more
 *
 * Returns: whether it was in
 */
gboolean
nomo_turns_remove (NomoTurns *self, NomoTurn *turn)
{
  GList *link = find_owner (self, turn->owner);

  if (link == NULL || !g_queue_remove (&((Owner *) link->data)->lines[turn->line], turn))
    return FALSE;
  self->lengths[turn->line]--;
  settle (self, link, FALSE);
  return TRUE;
}

/**
 * nomo_turns_get_length:
 * @self: turns
 * @line: a line
 *
 * Returns: how many stand in it, of all owners
 */
guint
nomo_turns_get_length (NomoTurns *self, guint line)
{
  return self->lengths[line];
}

/**
 * nomo_turns_count_others:
 * @self: turns
 * @owner: (nullable): an owner
 *
 * Returns: how many other owners wait
 */
guint
nomo_turns_count_others (NomoTurns *self, gconstpointer owner)
{
  return self->owners.length - (find_owner (self, owner) != NULL ? 1 : 0);
}
