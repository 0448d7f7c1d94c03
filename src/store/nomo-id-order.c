#include "config.h"

#include "nomo-id-order.h"

#include "nomo-id-set.h"

static gint64
at (const GArray *ids, guint position)
{
  return g_array_index (ids, gint64, position);
}

/**
 * nomo_id_order_find:
 * @ids: (element-type gint64): ids
 * @id: an id
 *
 * Returns: its position, -1 when it is not there
 */
int
nomo_id_order_find (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (at (ids, i) == id)
      return (int) i;
  return -1;
}

/* A part of both orders. */
typedef struct {
  guint from;
  guint n_from;
  guint to;
  guint n_to;
} Range;

/* Leaves out what both have in common at the beginning and at the end. */
static void
trim (Range *range, const GArray *ids, const GArray *wanted)
{
  while (range->n_from > 0 && range->n_to > 0 && at (ids, range->from) == at (wanted, range->to)) {
    range->from++, range->n_from--;
    range->to++, range->n_to--;
  }
  while (range->n_from > 0 && range->n_to > 0 &&
         at (ids, range->from + range->n_from - 1) == at (wanted, range->to + range->n_to - 1))
    range->n_from--, range->n_to--;
}

static int
find_in (const GArray *ids, guint first, guint n, gint64 id)
{
  for (guint i = first; i < first + n; i++)
    if (at (ids, i) == id)
      return (int) i;
  return -1;
}

/* The parts between those of the kept ids that follow each other in both orders. */
static GArray *
split (Range rest, const GArray *ids, const GArray *wanted, const GArray *kept)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));

  for (guint i = 0; rest.n_from > 0 && rest.n_to > 0 && i < kept->len; i++) {
    int from = find_in (ids, rest.from, rest.n_from, at (kept, i));
    int to = from >= 0 ? find_in (wanted, rest.to, rest.n_to, at (kept, i)) : -1;
    Range range = { rest.from, (guint) from - rest.from, rest.to, (guint) to - rest.to };

    if (to < 0)
      continue;
    g_array_append_val (ranges, range);
    rest = (Range) { (guint) from + 1, rest.n_from - range.n_from - 1, (guint) to + 1, rest.n_to - range.n_to - 1 };
  }
  g_array_append_val (ranges, rest);
  return ranges;
}

static void
replace_range (GArray *ids, const GArray *wanted, Range range, NomoOrderChanged changed, gpointer data)
{
  trim (&range, ids, wanted);
  if (range.n_from > 0) {
    g_array_remove_range (ids, range.from, range.n_from);
    changed (range.from, range.n_from, 0, data);
  }
  if (range.n_to > 0) {
    g_array_insert_vals (ids, range.from, &g_array_index (wanted, gint64, range.to), range.n_to);
    changed (range.from, 0, range.n_to, data);
  }
}

/* What stands in the first part of the new order and nowhere in the part of the old one that changes. */
static void
find_came (const GArray *ids, const GArray *wanted, const Range *all, const Range *first, GArray *came)
{
  if (first->n_to == 0)
    return;
  nomo_id_set_add (came, &g_array_index (wanted, gint64, first->to), first->n_to);
  if (all->n_from > 0)
    nomo_id_set_remove (came, &g_array_index (ids, gint64, all->from), all->n_from);
}

/**
 * nomo_id_order_replace:
 * @ids: (element-type gint64): ids
 * @wanted: (element-type gint64): what they become
 * @kept: (element-type gint64): a few ids in their order, none of which is moved without need
 * @came: (element-type gint64) (nullable): an empty set; becomes what was not there and now stands before the first of @kept
 * @changed: called after each step
 * @data: for @changed
 *
 * Makes @ids equal to @wanted. What both have in common at the beginning, at the end and among @kept stays; what is between is
 * removed in one step and added in another, as a view that learns of both at once compares everything with everything.
 */
void
nomo_id_order_replace (GArray *ids, const GArray *wanted, const GArray *kept, GArray *came, NomoOrderChanged changed,
                       gpointer data)
{
  Range all = { 0, ids->len, 0, wanted->len };
  g_autoptr (GArray) ranges = NULL;

  trim (&all, ids, wanted);
  ranges = split (all, ids, wanted, kept);
  if (came != NULL)
    find_came (ids, wanted, &all, &g_array_index (ranges, Range, 0), came);
  for (guint i = ranges->len; i > 0; i--)
    replace_range (ids, wanted, g_array_index (ranges, Range, i - 1), changed, data);
}

typedef struct {
  gint64 id;
  gint64 from; /* -1: was not there */
  gint64 to;   /* -1: is not there any more */
  gint64 from_gap;
  gint64 to_gap;
  gboolean stays;
} Move;

static int
compare_from (gconstpointer a, gconstpointer b)
{
  const Move *left = a;
  const Move *right = b;

  return left->from < right->from ? -1 : left->from > right->from;
}

static int
compare_to (gconstpointer a, gconstpointer b)
{
  const Move *left = a;
  const Move *right = b;

  return left->to < right->to ? -1 : left->to > right->to;
}

/* A bit for each of a few ids: among a million others, all but a few are told apart from them by one look at it. */
typedef guint8 Sieve[8192];

static guint
hole_of (gint64 id)
{
  /* Knuth's multiplicative hash by the golden ratio; its uppermost 16 bits are the number of a bit. */
  return (guint) (((guint64) id * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 48);
}

static gboolean
may_hold (const Sieve sieve, gint64 id)
{
  guint hole = hole_of (id);

  return (sieve[hole / 8] >> (hole % 8)) & 1;
}

static void
find_from (GArray *moves, gint64 id, guint position)
{
  for (guint i = 0; i < moves->len; i++)
    if (g_array_index (moves, Move, i).id == id)
      g_array_index (moves, Move, i).from = position;
}

static GArray *
find_moves (const GArray *ids, const GArray *moved, const GArray *places)
{
  Sieve sieve = { 0 };
  GArray *moves = g_array_new (FALSE, TRUE, sizeof (Move));

  for (guint i = 0; i < moved->len; i++) {
    Move move = { .id = at (moved, i), .from = -1, .to = at (places, i) };

    g_array_append_val (moves, move);
    sieve[hole_of (move.id) / 8] |= (guint8) (1 << (hole_of (move.id) % 8));
  }
  for (guint position = 0; position < ids->len; position++)
    if (may_hold (sieve, at (ids, position)))
      find_from (moves, at (ids, position), position);
  return moves;
}

/* How many of the ids that did not change stand before: a move within the same gap between them is none. */
static void
find_gaps (GArray *moves)
{
  guint before = 0;

  g_array_sort (moves, compare_from);
  for (guint i = 0; i < moves->len; i++) {
    Move *move = &g_array_index (moves, Move, i);

    move->from_gap = move->from >= 0 ? move->from - before++ : -1;
  }
  before = 0;
  g_array_sort (moves, compare_to);
  for (guint i = 0; i < moves->len; i++) {
    Move *move = &g_array_index (moves, Move, i);

    move->to_gap = move->to >= 0 ? move->to - before++ : -1;
  }
}

static gboolean
keeps_gap (const Move *move)
{
  return move->from_gap >= 0 && move->from_gap == move->to_gap;
}

/* Two that change places within a gap both move. */
static gboolean
keeps_order (const GArray *moves, const Move *move)
{
  for (guint i = 0; i < moves->len; i++) {
    const Move *other = &g_array_index (moves, Move, i);

    if (keeps_gap (other) && other->to_gap == move->to_gap && (other->from < move->from) != (other->to < move->to))
      return FALSE;
  }
  return TRUE;
}

static void
find_staying (GArray *moves)
{
  for (guint i = 0; i < moves->len; i++) {
    Move *move = &g_array_index (moves, Move, i);

    move->stays = keeps_gap (move) && keeps_order (moves, move);
  }
}

/**
 * nomo_id_order_move:
 * @ids: (element-type gint64): ids
 * @moved: (element-type gint64): a few ids that changed
 * @places: (element-type gint64): place of each of them in the new order, -1 when it is not part of it
 * @came: (element-type gint64) (nullable): an empty set; becomes what was not there before
 * @changed: called after each step
 * @data: for @changed
 *
 * Brings @ids into the new order, in which all other ids follow each other as before, by single removals and insertions.
 * An id that keeps its place causes no step.
 */
void
nomo_id_order_move (GArray *ids, const GArray *moved, const GArray *places, GArray *came, NomoOrderChanged changed,
                    gpointer data)
{
  g_autoptr (GArray) moves = find_moves (ids, moved, places);

  find_gaps (moves);
  find_staying (moves);
  g_array_sort (moves, compare_from);
  for (guint i = moves->len; i > 0; i--) {
    const Move *move = &g_array_index (moves, Move, i - 1);

    if (move->stays || move->from < 0)
      continue;
    g_array_remove_index (ids, (guint) move->from);
    changed ((guint) move->from, 1, 0, data);
  }
  g_array_sort (moves, compare_to);
  for (guint i = 0; i < moves->len; i++) {
    const Move *move = &g_array_index (moves, Move, i);

    if (move->stays || move->to < 0)
      continue;
    g_array_insert_val (ids, (guint) MIN (move->to, (gint64) ids->len), move->id);
    changed ((guint) MIN (move->to, (gint64) ids->len - 1), 0, 1, data);
    if (move->from < 0 && came != NULL)
      nomo_id_set_add (came, &move->id, 1);
  }
}
