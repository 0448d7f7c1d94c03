#include "config.h"

#include "nomo-backup-json.h"

static void
add_origin (JsonObject *object, const NomoBackupLabel *label)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (label->made_at / 1000);
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("");

  json_object_set_string_member (object, "made_at", text);
  json_object_set_int_member (object, "records", nomo_backup_label_count_records (label));
}

static JsonArray *
make_touched (const NomoBackupReport *report, const NomoSealedDamage *damage)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; report->label != NULL && i < report->label->files->len; i++) {
    const NomoBackupFile *file = report->label->files->pdata[i];

    if (nomo_backup_report_touches (report, damage, file))
      json_array_add_string_element (names, file->name);
  }
  return names;
}

static JsonObject *
make_damage (const NomoBackupReport *report, const NomoSealedDamage *damage)
{
  static const char *const parts[] = { "beginning", "block", "end", "excess" };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "part", parts[damage->part]);
  if (damage->part == NOMO_SEALED_PART_BLOCK) {
    json_object_set_int_member (object, "block", (gint64) damage->number);
    json_object_set_int_member (object, "last_block", (gint64) damage->last);
  }
  json_object_set_int_member (object, "from", (gint64) damage->from);
  json_object_set_int_member (object, "to", (gint64) damage->to - 1);
  json_object_set_boolean_member (object, "missing", damage->is_missing);
  json_object_set_array_member (object, "files", make_touched (report, damage));
  return object;
}

static JsonObject *
make_file (const NomoBackupReport *report, const NomoBackupFile *file)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", file->name);
  json_object_set_int_member (object, "size", (gint64) file->size);
  json_object_set_int_member (object, "readable", (gint64) nomo_backup_report_count_readable (report, file));
  json_object_set_int_member (object, "records", nomo_backup_file_count_records (file));
  return object;
}

/**
 * nomo_backup_report_to_json:
 * @report: how a backup stands
 *
 * Returns: (transfer full): all of it, for programs
 */
JsonObject *
nomo_backup_report_to_json (const NomoBackupReport *report)
{
  JsonObject *object = json_object_new ();
  JsonArray *files = json_array_new ();
  JsonArray *damage = json_array_new ();
  JsonArray *problems = json_array_new ();

  for (guint i = 0; report->label != NULL && i < report->label->files->len; i++)
    json_array_add_object_element (files, make_file (report, report->label->files->pdata[i]));
  for (guint i = 0; i < report->damage->len; i++)
    json_array_add_object_element (damage, make_damage (report, &g_array_index (report->damage, NomoSealedDamage, i)));
  for (guint i = 0; i < report->problems->len; i++)
    json_array_add_string_element (problems, report->problems->pdata[i]);
  json_object_set_boolean_member (object, "ok", nomo_backup_report_is_whole (report));
  json_object_set_boolean_member (object, "restorable", nomo_backup_report_is_restorable (report));
  if (report->label != NULL)
    add_origin (object, report->label);
  json_object_set_int_member (object, "size", (gint64) report->size);
  json_object_set_int_member (object, "blocks", (gint64) report->n_blocks);
  json_object_set_array_member (object, "files", files);
  json_object_set_array_member (object, "damage", damage);
  json_object_set_array_member (object, "problems", problems);
  return object;
}

/**
 * nomo_restored_to_json:
 * @restored: what was put back
 *
 * Returns: (transfer full): all of it, for programs
 */
JsonObject *
nomo_restored_to_json (const NomoRestored *restored)
{
  JsonObject *object = json_object_new ();
  JsonArray *files = json_array_new ();
  JsonArray *aside = json_array_new ();

  for (guint i = 0; i < restored->label->files->len; i++)
    json_array_add_string_element (files, ((const NomoBackupFile *) restored->label->files->pdata[i])->name);
  for (char **name = restored->kept_aside; *name != NULL; name++)
    json_array_add_string_element (aside, *name);
  add_origin (object, restored->label);
  json_object_set_array_member (object, "files", files);
  json_object_set_array_member (object, "kept_aside", aside);
  json_object_set_boolean_member (object, "backup_damaged", restored->is_damaged);
  json_object_set_boolean_member (object, "connected", FALSE);
  return object;
}
