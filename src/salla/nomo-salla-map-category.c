#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-category.h"
#include "nomo-json.h"

typedef struct {
  gint64 as_of;
  NomoSallaEach each;
  gpointer data;
  GHashTable *seen; /* ids */
} Walk;

/* At the top the parent is 0. What holds a category is its parent, unless the category itself names one. */
static void
set_parent (NomoRecordBuilder *builder, JsonNode *row, gint64 id, gint64 holder)
{
  gint64 parent = 0;

  if (!nomo_json_get_int (row, "parent_id", &parent) || parent <= 0)
    parent = holder;
  if (parent > 0 && parent != id)
    nomo_builder_set_int (builder, CATEGORY_PARENT, parent);
  else if (nomo_json_get (row, "parent_id") != NULL)
    nomo_builder_set_null (builder, CATEGORY_PARENT);
}

static NomoRecord *
map_one (const Walk *walk, JsonNode *row, gint64 id, gint64 holder, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = nomo_record_build (nomo_category_entity (), id);

  nomo_builder_set_as_of (builder, walk->as_of);
  _nomo_map_set_text (builder, CATEGORY_NAME, row, "name");
  _nomo_map_set_text (builder, CATEGORY_STATUS, row, "status");
  _nomo_map_set_int (builder, CATEGORY_POSITION, row, "sort_order");
  set_parent (builder, row, id, holder);
  return _nomo_map_end (g_steal_pointer (&builder), error);
}

static void walk_row (const Walk *walk, JsonNode *row, gint64 holder);

/* The same name may hold what is sold in a category, and a product is none. */
static void
walk_below (const Walk *walk, JsonNode *row, const char *name, gint64 holder)
{
  JsonArray *rows = nomo_json_get_array (row, name);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    JsonNode *below = json_array_get_element (rows, i);

    if (nomo_json_get (below, "price") == NULL)
      walk_row (walk, below, holder);
  }
}

/* No deeper than the gate lets JSON be nested. */
static void
walk_row (const Walk *walk, JsonNode *row, gint64 holder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) category = NULL;
  gint64 id = 0;
  gboolean readable = _nomo_map_read_id (row, &id, &error);

  if (readable && !g_hash_table_add (walk->seen, g_memdup2 (&id, sizeof id)))
    return;
  if (readable)
    category = map_one (walk, row, id, holder, &error);
  walk->each (row, category, error, walk->data);
  walk_below (walk, row, "sub_categories", readable ? id : 0);
  walk_below (walk, row, "items", readable ? id : 0);
}

/**
 * nomo_salla_map_category:
 * @row: a row of `/categories`, which may hold others to any depth, or a whole category
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @each: (scope call): called for @row and for every row below it, parents first; a category that comes twice counts once
 * @data: for @each
 *
 * Needs an id of each. One that has none is told with the reason, and does not hinder those around it and below it.
 */
void
nomo_salla_map_category (JsonNode *row, gint64 as_of, NomoSallaEach each, gpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Walk walk = { as_of, each, data, seen };

  walk_row (&walk, row, 0);
}
