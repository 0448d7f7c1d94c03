#include "config.h"

#include "nomo-tile-order.h"

#include <string.h>

#define HIDDEN '-'

static const char *const names[NOMO_N_TILES] = {
  [NOMO_TILE_SALES] = "sales",         [NOMO_TILE_ORDERS] = "orders",   [NOMO_TILE_AVERAGE] = "average",
  [NOMO_TILE_CUSTOMERS] = "customers", [NOMO_TILE_REFUNDS] = "refunds", [NOMO_TILE_CARTS] = "carts",
  [NOMO_TILE_PROFIT] = "profit",
};

static int
find_kind (const char *name)
{
  for (int kind = 0; kind < NOMO_N_TILES; kind++)
    if (g_str_equal (names[kind], name))
      return kind;
  return -1;
}

/**
 * nomo_tile_order_parse:
 * @self: (out): the order
 * @text: (nullable): what nomo_tile_order_to_text() wrote; "" for the usual order
 *
 * Names that are not known or come again are passed over, and kinds that are not named, as they came with a later version,
 * stand at the end.
 */
void
nomo_tile_order_parse (NomoTileOrder *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  gboolean seen[NOMO_N_TILES] = { FALSE };
  guint n = 0;

  *self = (NomoTileOrder) { 0 };
  for (char **word = words; *word != NULL; word++) {
    gboolean hidden = **word == HIDDEN;
    int kind = find_kind (*word + (hidden ? 1 : 0));

    if (kind < 0 || seen[kind])
      continue;
    seen[kind] = TRUE;
    self->hidden[kind] = hidden;
    self->kinds[n++] = (NomoTileKind) kind;
  }
  for (int kind = 0; kind < NOMO_N_TILES; kind++)
    if (!seen[kind])
      self->kinds[n++] = (NomoTileKind) kind;
}

/**
 * nomo_tile_order_to_text:
 * @self: an order
 *
 * Returns: (transfer full): the names of the kinds, with a minus before those that are hidden; "" for the usual order
 */
char *
nomo_tile_order_to_text (const NomoTileOrder *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < NOMO_N_TILES && !nomo_tile_order_is_usual (self); i++) {
    if (i > 0)
      g_string_append_c (text, ' ');
    if (self->hidden[self->kinds[i]])
      g_string_append_c (text, HIDDEN);
    g_string_append (text, names[self->kinds[i]]);
  }
  return g_string_free (text, FALSE);
}

/**
 * nomo_tile_order_move:
 * @self: an order
 * @place: where a kind stands
 * @by: how many places it goes on; below 0 towards the beginning
 *
 * Returns: whether it could go there
 */
gboolean
nomo_tile_order_move (NomoTileOrder *self, guint place, int by)
{
  int to = (int) place + by;
  NomoTileKind kind;

  if (place >= NOMO_N_TILES || to < 0 || to >= NOMO_N_TILES)
    return FALSE;
  kind = self->kinds[place];
  if (by < 0)
    memmove (&self->kinds[to + 1], &self->kinds[to], (place - (guint) to) * sizeof kind);
  else
    memmove (&self->kinds[place], &self->kinds[place + 1], ((guint) to - place) * sizeof kind);
  self->kinds[to] = kind;
  return TRUE;
}

/**
 * nomo_tile_order_is_usual:
 * @self: an order
 *
 * Returns: whether nothing is hidden and everything stands where it does when nobody chose
 */
gboolean
nomo_tile_order_is_usual (const NomoTileOrder *self)
{
  for (guint i = 0; i < NOMO_N_TILES; i++)
    if (self->kinds[i] != i || self->hidden[i])
      return FALSE;
  return TRUE;
}
