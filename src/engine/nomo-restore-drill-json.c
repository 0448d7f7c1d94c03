#include "config.h"

#include "nomo-restore-drill-json.h"

#include "nomo-backup-json.h"

static JsonObject *
make_count (const NomoRestoreDrill *drill, const NomoDrillCount *count)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", count->entity->name);
  json_object_set_int_member (object, "told", count->told);
  json_object_set_int_member (object, "found", count->found);
  if (drill->is_compared)
    json_object_set_int_member (object, "changed", count->changed);
  return object;
}

/**
 * nomo_restore_drill_to_json:
 * @drill: what came of a drill
 *
 * Returns: (transfer full): all of it, for programs: what nomo_backup_report_to_json() tells and what was put back
 */
JsonObject *
nomo_restore_drill_to_json (const NomoRestoreDrill *drill)
{
  JsonObject *object = nomo_backup_report_to_json (drill->report);
  JsonArray *counts = json_array_new ();
  JsonArray *problems = json_array_new ();

  for (guint i = 0; i < drill->counts->len; i++)
    json_array_add_object_element (counts, make_count (drill, &g_array_index (drill->counts, NomoDrillCount, i)));
  for (guint i = 0; i < drill->problems->len; i++)
    json_array_add_string_element (problems, drill->problems->pdata[i]);
  json_object_set_boolean_member (object, "ok", nomo_restore_drill_is_sound (drill));
  json_object_set_boolean_member (object, "restored", drill->is_restored);
  json_object_set_int_member (object, "took_ms", drill->took_ms);
  json_object_set_array_member (object, "kinds", counts);
  json_object_set_array_member (object, "store_problems", problems);
  return object;
}
