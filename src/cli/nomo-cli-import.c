#include "config.h"

#include "nomo-cli-records.h"
#include "nomo-cli-table.h"
#include "nomo-engine-error.h"
#include "nomo-format.h"
#include "nomo-import.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define MAP_EXAMPLE                                                                                             \
  "{\"columns\": {\"Header\": \"field\", \"Other\": {\"field\": \"status\", \"choices\": {\"Text\": \"key\"}, " \
  "\"empty\": \"clear\"}},\n \"defaults\": {\"field\": \"value\"}, \"key\": \"field\"}"

typedef struct {
  char *map;
  char *key;
  char *encoding;
  char *actor;
  char *resume;
  char *refused;
  gboolean dry_run;
} Options;

typedef struct {
  NomoCli *cli;
  gboolean lists_refused;
} Watching;

static const struct {
  NomoImportOutcome outcome;
  const char *name;
  const char *title; /* N_() */
} outcomes[] = {
  { NOMO_IMPORT_CREATED, "created", N_ ("New:") },
  { NOMO_IMPORT_CHANGED, "changed", N_ ("Changed:") },
  { NOMO_IMPORT_UNCHANGED, "unchanged", N_ ("Unchanged:") },
  { NOMO_IMPORT_REFUSED, "refused", N_ ("Refused:") },
};

static void
print_json_refused (const NomoImportRow *row)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "line", (gint64) row->line);
  if (row->column != NULL)
    json_object_set_string_member (object, "column", row->column->header);
  json_object_set_string_member (object, "reason", row->reason);
  nomo_cli_print_json (object);
}

static void
print_refused (const NomoImportRow *row)
{
  g_autofree char *line = nomo_format_int ((gint64) row->line);

  if (row->column == NULL)
    /* Translators: 1 is the number of a line, 2 a sentence. */
    printf (_ ("Line %1$s: %2$s\n"), line, row->reason);
  else
    /* Translators: 1 is the number of a line, 2 the heading of a column, 3 a sentence. */
    printf (_ ("Line %1$s, “%2$s”: %3$s\n"), line, row->column->header, row->reason);
}

/* A real import has them in a file. */
static void
refused_cb (const NomoImportRow *row, gpointer data)
{
  const Watching *self = data;

  if (!self->lists_refused)
    return;
  if (self->cli->json)
    print_json_refused (row);
  else
    print_refused (row);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  const Watching *self = data;
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *progress = json_object_new ();

  json_object_set_int_member (progress, "done", (gint64) done);
  json_object_set_int_member (progress, "total", (gint64) total);
  json_object_set_object_member (object, "progress", progress);
  if (self->cli->json)
    nomo_cli_print_json (object);
}

static JsonArray *
make_left_out (const NomoImportMap *map)
{
  JsonArray *headers = json_array_new ();

  for (guint i = 0; i < map->columns->len; i++) {
    const NomoImportColumn *column = map->columns->pdata[i];

    if (column->field == NOMO_IMPORT_NOTHING)
      json_array_add_string_element (headers, column->header);
  }
  return headers;
}

static void
print_json_summary (const NomoImport *import, gboolean dry_run)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (!dry_run)
    json_object_set_string_member (object, "import", nomo_import_get_id (import));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    json_object_set_int_member (object, outcomes[i].name, nomo_import_get_count (import, outcomes[i].outcome));
  json_object_set_array_member (object, "left_out", make_left_out (nomo_import_get_map (import)));
  if (nomo_import_get_refused_path (import) != NULL)
    json_object_set_string_member (object, "refused_file", nomo_import_get_refused_path (import));
  nomo_cli_print_json (object);
}

static void
print_left_out (const NomoImport *import)
{
  g_autoptr (JsonArray) headers = make_left_out (nomo_import_get_map (import));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (headers); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", json_array_get_string_element (headers, i));
  if (text->len > 0)
    /* Translators: %s is a list of headings. */
    printf (_ ("Columns that were left out: %s\n"), text->str);
}

static void
print_summary (const NomoImport *import, gboolean dry_run)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (2);

  print_left_out (import);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    nomo_cli_table_add (table, g_strdup (_ (outcomes[i].title)));
    nomo_cli_table_add (table, nomo_format_int (nomo_import_get_count (import, outcomes[i].outcome)));
  }
  nomo_cli_table_print (table);
  if (nomo_import_get_refused_path (import) != NULL)
    /* Translators: %s is a file. */
    printf (_ ("The refused rows are in %s, each with the reason.\n"), nomo_import_get_refused_path (import));
  if (dry_run)
    puts (_ ("Nothing was written: this was a dry run."));
  else
    /* Translators: %s is the id of an import. */
    printf (_ ("“nomo undo %s” takes it all back.\n"), nomo_import_get_id (import));
}

/* The id is known before the first row is written, as whoever is killed can say nothing any more. */
static void
announce (const NomoCli *cli, const NomoImport *import)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "import", nomo_import_get_id (import));
  if (cli->json)
    nomo_cli_print_json (object);
  else
    /* Translators: %s is the id of an import. */
    g_printerr (_ ("nomo: If this is interrupted, --resume %s goes on.\n"), nomo_import_get_id (import));
}

static int
run (NomoCli *cli, NomoStore *store, const NomoEntity *entity, const NomoImportOptions *options)
{
  Watching watching = { cli, options->dry_run };
  const NomoImportWatch watch = { refused_cb, progress_cb, &watching };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoImport) import = nomo_import_new (store, entity, options, &error);

  if (import == NULL)
    return nomo_cli_fail (cli, error);
  if (!options->dry_run)
    announce (cli, import);
  if (!nomo_import_run (import, &watch, NULL, &error))
    return nomo_cli_fail (cli, error);
  if (cli->json)
    print_json_summary (import, options->dry_run);
  else
    print_summary (import, options->dry_run);
  return NOMO_EXIT_OK;
}

static gboolean
read_encoding (const char *name, NomoCsvEncoding *encoding)
{
  *encoding = NOMO_CSV_UTF8;
  if (name == NULL || g_ascii_strcasecmp (name, "utf-8") == 0)
    return TRUE;
  *encoding = NOMO_CSV_WINDOWS_1256;
  if (g_ascii_strcasecmp (name, "windows-1256") == 0)
    return TRUE;
  nomo_cli_usage (_ ("“%s” is no encoding that can be read: say utf-8 or windows-1256."), name);
  return FALSE;
}

static GBytes *
read_map (const char *path, GError **error)
{
  g_autoptr (GError) failed = NULL;
  char *text = NULL;
  gsize size = 0;

  if (g_file_get_contents (path, &text, &size, &failed))
    return g_bytes_new_take (text, size);
  g_set_error_literal (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FILE, failed->message);
  return NULL;
}

static int
run_with_options (NomoCli *cli, const NomoEntity *entity, const char *path, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) map = options->map != NULL ? read_map (options->map, &error) : NULL;
  g_autoptr (NomoStore) store = NULL;
  NomoImportOptions how = {
    .path = path,
    .map = map,
    .key = options->key,
    .actor = options->actor != NULL ? options->actor : "me",
    .role = NOMO_ROLE_OWNER,
    .dry_run = options->dry_run,
    .resume = options->resume,
    .refused_path = options->refused,
  };

  if (!read_encoding (options->encoding, &how.encoding))
    return NOMO_EXIT_USAGE;
  if (error == NULL)
    store = nomo_cli_open_store (cli, &error);
  return store != NULL ? run (cli, store, entity, &how) : nomo_cli_fail (cli, error);
}

static void
clear (Options *options)
{
  g_free (options->map);
  g_free (options->key);
  g_free (options->encoding);
  g_free (options->actor);
  g_free (options->resume);
  g_free (options->refused);
}

int
nomo_cli_import (NomoCli *self, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "map", 0, 0, G_OPTION_ARG_FILENAME, &options.map,
      N_ ("JSON file that says what the columns are; without one they are recognised by their names"), N_ ("FILE") },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options.key,
      N_ ("Change the record that has the same FIELD, in place of making a new one"), N_ ("FIELD") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding, N_ ("utf-8 (also UTF-16) or windows-1256"),
      N_ ("NAME") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Write nothing, only tell what would come of it"),
      NULL },
    { "resume", 0, 0, G_OPTION_ARG_STRING, &options.resume, N_ ("Go on with an import that was interrupted"),
      N_ ("ID") },
    { "refused", 0, 0, G_OPTION_ARG_FILENAME, &options.refused,
      N_ ("Where refused rows go (a new file beside the other)"), N_ ("FILE") },
    { "actor", 0, 0, G_OPTION_ARG_STRING, &options.actor, N_ ("Who writes, as the history tells it (me)"),
      N_ ("NAME") },
    { NULL },
  };
  g_autofree char *summary = NULL;
  const NomoEntity *entity;
  int code = NOMO_EXIT_USAGE;

  summary = g_strdup_printf ("%s\n\n--map:\n%s",
                             _ ("Make and change records from a CSV: “nomo import contacts "
                                "leads.csv --key phone”"),
                             MAP_EXAMPLE);
  if (nomo_cli_parse (self, "import", summary, entries, &argc, &argv)) {
    entity = nomo_cli_want_entity (argc, argv, 1, "nomo import RECORDS FILE");
    if (entity != NULL)
      code = run_with_options (self, entity, argv[2], &options);
  }
  clear (&options);
  return code;
}
