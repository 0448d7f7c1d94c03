#include "config.h"

#include "nomo-calendar.h"
#include "nomo-cli-records.h"
#include "nomo-cli-table.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-history.h"
#include "nomo-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEFAULT_LIMIT 200
#define NOTHING       "—"
#define N_COLUMNS     4

/* Rows of a part: "a, 2 | b, 1". */
static char *
part_words (const NomoPart *part, const char *text)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? nomo_json_parse (bytes, 0, NULL, NULL) : NULL;
  JsonArray *rows = nomo_json_get_array (node, "");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint row = 0; rows != NULL && row < json_array_get_length (rows); row++) {
    JsonNode *cells = json_array_get_element (rows, row);

    g_string_append (words, row > 0 ? " | " : "");
    for (guint i = 0; i < part->n_fields; i++) {
      g_autofree char *path = g_strdup_printf ("%u", i);
      g_autofree char *cell = nomo_json_dup_text (cells, path);
      g_autofree char *value = nomo_field_dup_words_of_text (&part->fields[i], cell, NULL);

      if (value != NULL)
        g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", value);
    }
  }
  return words->len > 0 ? g_strdup (words->str) : NULL;
}

static char *
value_words (const NomoRecord *record, const char *name, const char *text)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  int field = nomo_entity_find_field (entity, name);
  int part = nomo_entity_find_part (entity, name);
  char *words = NULL;

  if (field >= 0)
    words =
        nomo_field_dup_words_of_text (&entity->fields[field], text, nomo_record_get_currency (record, (guint) field));
  else if (part >= 0)
    words = part_words (&entity->parts[part], text);
  return words != NULL ? words : g_strdup (NOTHING);
}

static const char *
field_label (const NomoEntity *entity, const char *name)
{
  int field = nomo_entity_find_field (entity, name);
  int part = nomo_entity_find_part (entity, name);

  if (field >= 0)
    return _ (entity->fields[field].label);
  return part >= 0 ? _ (entity->parts[part].label) : name;
}

static char *
change_words (const NomoRecord *record, const NomoHistoryEntry *entry)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (g_str_equal (entry->field, NOMO_HISTORY_CREATED))
    return g_strdup (C_ ("change", "Made"));
  if (g_str_equal (entry->field, NOMO_HISTORY_DELETED))
    return g_strdup (entry->after != NULL ? C_ ("change", "Deleted") : C_ ("change", "Brought back"));
  before = value_words (record, entry->field, entry->before);
  after = value_words (record, entry->field, entry->after);
  /* Translators: 1 is the name of a field, 2 what it was, 3 what it became. */
  return g_strdup_printf (C_ ("change", "%1$s: %2$s → %3$s"),
                          field_label (nomo_record_get_entity (record), entry->field), before, after);
}

static const char *
actor_words (const char *actor)
{
  if (nomo_actor_is_salla (actor))
    return C_ ("actor", "Salla");
  return g_str_equal (actor, "me") ? C_ ("actor", "You") : actor;
}

static void
print_entries (const NomoRecord *record, const GPtrArray *entries)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (N_COLUMNS);

  for (guint i = 0; i < entries->len; i++) {
    const NomoHistoryEntry *entry = entries->pdata[i];

    nomo_cli_table_add (table, nomo_format_moment (entry->at, nomo_calendar_riyadh ()));
    nomo_cli_table_add (table, g_strdup (actor_words (entry->actor)));
    nomo_cli_table_add (table, change_words (record, entry));
    nomo_cli_table_add (table, g_strdup (entry->commit_id));
  }
  nomo_cli_table_print (table);
  if (entries->len == 0)
    g_printerr ("nomo: %s\n", _ ("Nothing has changed so far, or not in what is remembered."));
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
print_json_entry (const NomoHistoryEntry *entry)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (entry->at / 1000);
  g_autofree char *at = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  set_text (object, "commit", entry->commit_id);
  set_text (object, "actor", entry->actor);
  set_text (object, "at", at);
  set_text (object, "field", entry->field);
  set_text (object, "before", entry->before);
  set_text (object, "after", entry->after);
  nomo_cli_print_json (object);
}

static int
print_history (NomoCli *cli, const NomoEntity *entity, const char *id, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) record = store != NULL ? nomo_cli_read_record (store, entity, id, &error) : NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (record != NULL)
    entries = nomo_store_read_history (store, entity, nomo_record_get_id (record), limit, &error);
  if (entries == NULL)
    return nomo_cli_fail (cli, error);
  if (!cli->json)
    print_entries (record, entries);
  for (guint i = 0; cli->json && i < entries->len; i++)
    print_json_entry (entries->pdata[i]);
  return NOMO_EXIT_OK;
}

int
nomo_cli_history (NomoCli *self, int argc, char **argv)
{
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many (200)"), N_ ("N") },
    { NULL },
  };
  const NomoEntity *entity;

  if (!nomo_cli_parse (self, "history",
                       _ ("Tell who changed what in a record, the newest first. With --json one change a line."),
                       entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  entity = nomo_cli_want_entity (argc, argv, 1, "nomo history RECORD NUMBER");
  return entity != NULL ? print_history (self, entity, argv[2], (guint) MAX (limit, 1)) : NOMO_EXIT_USAGE;
}
