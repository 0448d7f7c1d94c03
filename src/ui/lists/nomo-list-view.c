#include "config.h"

#include "nomo-list-view.h"

static const NomoEntity *
get_entity (NomoRecordFilter *filter)
{
  return nomo_record_filter_get_kind (filter)->entity ();
}

/**
 * nomo_list_view_create:
 * @filter: which records are listed
 * @table: the list
 *
 * Returns: (transfer floating): how the list is looked at: what it is narrowed to, and its order
 */
GVariant *
nomo_list_view_create (NomoRecordFilter *filter, NomoRecordTable *table)
{
  gboolean descending;
  int field = nomo_record_table_get_sort (table, &descending);

  return g_variant_new ("(@" NOMO_FILTER_STATE "sb)", nomo_record_filter_to_variant (filter),
                        field >= 0 ? get_entity (filter)->fields[field].name : "", descending);
}

/**
 * nomo_list_view_apply:
 * @filter: which records are listed
 * @table: the list
 * @view: of nomo_list_view_create(), of this version of the program or another
 *
 * Looks at the list in that way.
 */
void
nomo_list_view_apply (NomoRecordFilter *filter, NomoRecordTable *table, GVariant *view)
{
  const NomoEntity *entity = get_entity (filter);
  g_autoptr (GVariant) state = NULL;
  const char *sort;
  gboolean descending;

  g_variant_get (view, "(@" NOMO_FILTER_STATE "&sb)", &state, &sort, &descending);
  for (guint i = 0; i < entity->n_fields; i++)
    if (g_str_equal (entity->fields[i].name, sort))
      nomo_record_table_set_sort (table, (int) i, descending);
  nomo_record_filter_from_variant (filter, state);
}
