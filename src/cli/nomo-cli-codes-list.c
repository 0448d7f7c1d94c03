#include "config.h"

#include "nomo-batch.h"
#include "nomo-calendar.h"
#include "nomo-cli-codes.h"
#include "nomo-cli-table.h"
#include "nomo-code-export.h"
#include "nomo-code-file.h"
#include "nomo-code-list.h"
#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-store-scan.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

static void
add_cell (NomoCliTable *table, const char *text)
{
  nomo_cli_table_add (table, g_strdup (text));
}

static void
set_id (JsonObject *object, const char *name, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id != 0)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_moment (JsonObject *object, const char *name, gint64 ms)
{
  g_autoptr (GDateTime) time = ms != 0 ? g_date_time_new_from_unix_utc (ms / 1000) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
make_json_states (const NomoCodeTally *known)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < NOMO_CODE_N_STATES; i++)
    json_object_set_int_member (object, nomo_code_state_get_name ((NomoCodeState) i), known->states[i]);
  return object;
}

static void
print_json_batch (const NomoRecord *batch, const NomoCodeTally *known)
{
  g_autoptr (JsonObject) object = json_object_new ();

  set_id (object, "batch", nomo_record_get_id (batch));
  json_object_set_string_member (object, "name", nomo_record_get_text (batch, BATCH_NAME));
  json_object_set_string_member (object, "way", nomo_record_get_text (batch, BATCH_WAY));
  json_object_set_int_member (object, "wanted", nomo_record_get_int (batch, BATCH_WANTED));
  json_object_set_int_member (object, "codes", known->codes);
  json_object_set_int_member (object, "used", known->states[NOMO_CODE_USED]);
  json_object_set_int_member (object, "given", known->given);
  json_object_set_int_member (object, "leaks", known->leaked);
  json_object_set_object_member (object, "states", make_json_states (known));
  set_moment (object, "created_at", nomo_record_get_int (batch, BATCH_CREATED_AT));
  nomo_cli_print_json (object);
}

static void
add_batch (NomoCliTable *table, const NomoRecord *batch, const NomoCodeTally *known)
{
  nomo_cli_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (batch)));
  add_cell (table, nomo_record_get_text (batch, BATCH_NAME));
  nomo_cli_table_add (table, nomo_format_int (nomo_record_get_int (batch, BATCH_WANTED)));
  nomo_cli_table_add (table, nomo_format_int (known->codes));
  nomo_cli_table_add (table, nomo_format_int (known->states[NOMO_CODE_USED]));
  nomo_cli_table_add (table, nomo_format_int (known->leaked));
}

static NomoCliTable *
begin_batches (void)
{
  NomoCliTable *table = nomo_cli_table_new (6);

  add_cell (table, _ ("Number"));
  add_cell (table, _ ("Name"));
  add_cell (table, _ ("Wanted"));
  add_cell (table, _ ("There"));
  add_cell (table, _ ("Used"));
  add_cell (table, _ ("Used by somebody else"));
  return table;
}

/**
 * nomo_cli_codes_print_batches:
 * @cli: the command line
 *
 * Returns: the exit code
 */
int
nomo_cli_codes_print_batches (NomoCli *cli)
{
  static const NomoCodeTally nothing = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_code_batch_entity ());
  g_autoptr (GPtrArray) batches = store != NULL ? nomo_store_list_rows (store, query, 0, 0, &error) : NULL;
  g_autoptr (GPtrArray) codes = batches != NULL ? nomo_codes_read (store, 0, NULL, &error) : NULL;
  g_autoptr (GHashTable) tallies = codes != NULL ? nomo_codes_tally (codes) : NULL;
  g_autoptr (NomoCliTable) table = begin_batches ();

  if (tallies == NULL)
    return nomo_cli_fail (cli, error);
  for (guint i = 0; i < batches->len; i++) {
    gint64 id = nomo_record_get_id (batches->pdata[i]);
    const NomoCodeTally *known = g_hash_table_lookup (tallies, &id);

    if (cli->json)
      print_json_batch (batches->pdata[i], known != NULL ? known : &nothing);
    else
      add_batch (table, batches->pdata[i], known != NULL ? known : &nothing);
  }
  if (batches->len == 0 && !cli->json)
    g_printerr ("nomo: %s\n", _ ("Nothing found."));
  else if (!cli->json)
    nomo_cli_table_print (table);
  return NOMO_EXIT_OK;
}

static NomoRecord *
find_by_name (NomoStore *store, const char *name, GError **error)
{
  const NomoValue wanted = { NOMO_VALUE_TEXT, { .text = (char *) name } };
  const NomoValue *values[] = { &wanted };
  g_autoptr (GArray) found = nomo_store_find_same (store, nomo_code_batch_entity (), BATCH_NAME, values, 1, error);
  const NomoFound *first = found != NULL ? &g_array_index (found, NomoFound, 0) : NULL;

  if (first == NULL)
    return NULL;
  if (first->record != NULL && !first->several)
    return nomo_record_ref (first->record);
  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED,
               /* Translators: %s is a name that was typed. */
               first->several ? _ ("several batches of codes are called %s, so say the number of one")
                              : _ ("there is no batch of codes called %s"),
               name);
  return NULL;
}

/**
 * nomo_cli_codes_find_batch:
 * @store: the store
 * @text: the number of a batch, or its name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the batch; %NULL with a sentence when there is none
 */
NomoRecord *
nomo_cli_codes_find_batch (NomoStore *store, const char *text, GError **error)
{
  GError *failed = NULL;
  NomoRecord *batch = NULL;
  gint64 id = 0;

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    batch = nomo_store_get (store, nomo_code_batch_entity (), id, &failed);
  if (batch != NULL && nomo_record_is_deleted (batch))
    g_clear_pointer (&batch, nomo_record_unref);
  if (failed != NULL)
    g_propagate_error (error, failed);
  else if (batch == NULL)
    batch = find_by_name (store, text, error);
  return batch;
}

static JsonObject *
make_json_use (const NomoCodeUse *use)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "orders", use->count);
  set_id (object, "order", use->order);
  if (use->reference != NULL)
    json_object_set_string_member (object, "reference", use->reference);
  set_id (object, "customer", use->customer);
  set_moment (object, "at", use->at);
  return object;
}

static void
print_json_code (const NomoCode *code)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "code", code->code);
  json_object_set_string_member (object, "state", nomo_code_state_get_name (code->state));
  set_id (object, "coupon", code->coupon);
  set_id (object, "batch", code->batch);
  set_id (object, "given_to", code->given_to);
  set_moment (object, "given_at", code->given_at);
  if (code->uses.count > 0)
    json_object_set_object_member (object, "used", make_json_use (&code->uses));
  else
    json_object_set_null_member (object, "used");
  if (code->leaks.count > 0)
    json_object_set_object_member (object, "leaked", make_json_use (&code->leaks));
  else
    json_object_set_null_member (object, "leaked");
  nomo_cli_print_json (object);
}

static void
add_number (NomoCliTable *table, gint64 number)
{
  nomo_cli_table_add (table, number != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup (""));
}

static void
add_code (NomoCliTable *table, const NomoCode *code, gboolean leak)
{
  const NomoCodeUse *use = leak ? &code->leaks : &code->uses;

  add_cell (table, code->code);
  add_cell (table, nomo_code_state_get_words (code->state));
  add_number (table, code->given_to);
  add_number (table, use->customer);
  add_cell (table, use->reference != NULL ? use->reference : "");
  nomo_cli_table_add (table, use->at != 0 ? nomo_format_moment (use->at, nomo_calendar_riyadh ()) : g_strdup (""));
  nomo_cli_table_add (table, use->count > 0 ? nomo_format_int (use->count) : g_strdup (""));
}

static NomoCliTable *
begin_codes (gboolean leaks)
{
  NomoCliTable *table = nomo_cli_table_new (7);

  add_cell (table, _ ("Code"));
  add_cell (table, _ ("Status"));
  add_cell (table, _ ("Given to"));
  add_cell (table, leaks ? _ ("First used by somebody else") : _ ("Used by"));
  add_cell (table, _ ("Order"));
  add_cell (table, _ ("Used on"));
  add_cell (table, _ ("Orders"));
  return table;
}

static GPtrArray *
read_codes (NomoStore *store, const char *batch, gboolean only_leaks, GError **error)
{
  g_autoptr (NomoRecord) record = nomo_cli_codes_find_batch (store, batch, error);

  if (record == NULL)
    return NULL;
  return only_leaks ? nomo_codes_read_leaks (store, nomo_record_get_id (record), NULL, error)
                    : nomo_codes_read (store, nomo_record_get_id (record), NULL, error);
}

/**
 * nomo_cli_codes_print:
 * @cli: the command line
 * @batch: number or name of a batch
 * @only_leaks: only the codes that somebody used to whom they were not given
 *
 * Returns: the exit code
 */
int
nomo_cli_codes_print (NomoCli *cli, const char *batch, gboolean only_leaks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (GPtrArray) codes = store != NULL ? read_codes (store, batch, only_leaks, &error) : NULL;
  g_autoptr (NomoCliTable) table = begin_codes (only_leaks);

  if (codes == NULL)
    return nomo_cli_fail (cli, error);
  for (guint i = 0; i < codes->len; i++)
    if (cli->json)
      print_json_code (codes->pdata[i]);
    else
      add_code (table, codes->pdata[i], only_leaks);
  if (codes->len == 0 && !cli->json)
    g_printerr ("nomo: %s\n", _ ("Nothing found."));
  else if (!cli->json)
    nomo_cli_table_print (table);
  return NOMO_EXIT_OK;
}

static void
print_exported (NomoCli *cli, guint n, const char *path)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *figure = nomo_format_int (n);

  json_object_set_int_member (object, "records", n);
  json_object_set_string_member (object, "file", path);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    /* Translators: 1 is a number, 2 a file. */
    g_printerr (ngettext ("%1$s record is in %2$s now.\n", "%1$s records are in %2$s now.\n", (gulong) n), figure,
                path);
}

static int export(NomoCli *cli, const char *batch, const char *path, char separator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (GPtrArray) codes = store != NULL ? read_codes (store, batch, FALSE, &error) : NULL;
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  if (codes == NULL || (path == NULL ? !nomo_codes_write_csv (store, codes, stream, separator, NULL, &error)
                                     : !nomo_codes_write_csv_to_file (store, codes, path, separator, NULL, &error)))
    return nomo_cli_fail (cli, error);
  if (path != NULL)
    print_exported (cli, codes->len, path);
  return NOMO_EXIT_OK;
}

/**
 * nomo_cli_codes_export:
 * @cli: the command line
 * @batch: number or name of a batch
 * @path: (nullable): a file; else the output
 * @separator: (nullable): what stands between the cells
 *
 * Returns: the exit code
 */
int
nomo_cli_codes_export (NomoCli *cli, const char *batch, const char *path, const char *separator)
{
  char mark;

  return nomo_cli_read_separator (separator, &mark) ? export(cli, batch, path, mark) : NOMO_EXIT_USAGE;
}

static void
print_json_refused (const NomoCsvRefusal *line)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "line", (gint64) line->line);
  json_object_set_string_member (object, "reason", line->reason);
  nomo_cli_print_json (object);
}

static void
print_refused (const NomoCli *cli, const NomoCodeFile *file)
{
  const GPtrArray *refused = nomo_code_file_get_refused (file);

  for (guint i = 0; i < refused->len; i++) {
    const NomoCsvRefusal *line = refused->pdata[i];
    g_autofree char *number = nomo_format_int ((gint64) line->line);

    if (cli->json)
      print_json_refused (line);
    else
      /* Translators: 1 is the number of a line, 2 a sentence. */
      printf (_ ("Line %1$s: %2$s\n"), number, line->reason);
  }
}

static void
print_json_summary (const NomoCodeFile *file, const char *commit)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "given", nomo_code_file_get_count (file));
  json_object_set_int_member (object, "known", nomo_code_file_get_known (file));
  json_object_set_int_member (object, "refused", nomo_code_file_get_refused (file)->len);
  if (commit != NULL)
    json_object_set_string_member (object, "commit", commit);
  else
    json_object_set_null_member (object, "commit");
  nomo_cli_print_json (object);
}

static void
add_row (NomoCliTable *table, const char *title, guint n)
{
  add_cell (table, title);
  nomo_cli_table_add (table, nomo_format_int (n));
}

static void
print_summary (const NomoCodeFile *file, const char *commit, gboolean dry_run)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (2);

  add_row (table, _ ("Given:"), nomo_code_file_get_count (file));
  add_row (table, _ ("Unchanged:"), nomo_code_file_get_known (file));
  add_row (table, _ ("Refused:"), nomo_code_file_get_refused (file)->len);
  nomo_cli_table_print (table);
  if (dry_run)
    puts (_ ("Nothing was written: this was a dry run."));
  else if (commit != NULL)
    /* Translators: %s is the id of an import. */
    printf (_ ("“nomo undo %s” takes it all back.\n"), commit);
}

static int
import (NomoCli *cli, NomoStore *store, const NomoCodeFile *file, const char *actor, gboolean dry_run)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_uuid_string_random ();
  gboolean writes = !dry_run && nomo_code_file_get_count (file) > 0;
  g_autoptr (NomoCommit) commit = writes ? nomo_code_file_create_commit (file, actor, id) : NULL;

  print_refused (cli, file);
  if (writes && !nomo_store_commit (store, commit, NULL, &error))
    return nomo_cli_fail (cli, error);
  if (cli->json)
    print_json_summary (file, writes ? id : NULL);
  else
    print_summary (file, writes ? id : NULL, dry_run);
  return NOMO_EXIT_OK;
}

/**
 * nomo_cli_codes_import:
 * @cli: the command line
 * @batch: number or name of a batch
 * @path: a CSV file with codes and customers
 * @actor: who says so
 * @dry_run: write nothing
 *
 * Returns: the exit code
 */
int
nomo_cli_codes_import (NomoCli *cli, const char *batch, const char *path, const char *actor, gboolean dry_run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) record = store != NULL ? nomo_cli_codes_find_batch (store, batch, &error) : NULL;
  g_autoptr (NomoCodeFile) file =
      record != NULL ? nomo_code_file_read_path (store, nomo_record_get_id (record), path, NULL, &error) : NULL;

  return file != NULL ? import (cli, store, file, actor, dry_run) : nomo_cli_fail (cli, error);
}
