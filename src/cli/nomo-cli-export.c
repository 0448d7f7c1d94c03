#include "config.h"

#include "nomo-cli-records.h"
#include "nomo-export.h"
#include "nomo-format.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

typedef struct {
  NomoCliPick pick;
  char *columns;
  char *format;
  char *separator;
  char *output;
  gboolean keys;
} Options;

static gboolean
read_format (const NomoCli *cli, const Options *options, NomoExportFormat *format)
{
  const char *name = options->format != NULL ? options->format : cli->json ? "jsonl" : "csv";

  *format = g_str_equal (name, "jsonl") ? NOMO_EXPORT_JSONL : NOMO_EXPORT_CSV;
  if (g_str_equal (name, "jsonl") || g_str_equal (name, "csv"))
    return TRUE;
  nomo_cli_usage (_ ("“%s” is no format: say csv or jsonl."), name);
  return FALSE;
}

/**
 * nomo_cli_read_separator:
 * @text: (nullable): what was typed
 * @separator: (out): what is meant, a comma when nothing was typed
 *
 * Returns: whether it was understood; if not, that has been said
 */
gboolean
nomo_cli_read_separator (const char *text, char *separator)
{
  static const struct {
    const char *name;
    char separator;
  } names[] = { { "comma", ',' }, { ",", ',' }, { "semicolon", ';' }, { ";", ';' }, { "tab", '\t' }, { "\t", '\t' } };

  *separator = ',';
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i].name)) {
      *separator = names[i].separator;
      return TRUE;
    }
  nomo_cli_usage (_ ("“%s” separates nothing: say comma, semicolon or tab."), text);
  return FALSE;
}

/* What goes into a file is told; what goes to the terminal or a pipe is itself the answer. */
static void
print_summary (NomoCli *cli, const NomoExport *export, const char *path)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gint64 count = (gint64) nomo_export_get_count (export);
  g_autofree char *figure = nomo_format_int (count);

  json_object_set_int_member (object, "records", count);
  json_object_set_string_member (object, "file", path);
  if (cli->json)
    nomo_cli_print_json (object);
  else
    /* Translators: 1 is a number, 2 a file. */
    g_printerr (ngettext ("%1$s record is in %2$s now.\n", "%1$s records are in %2$s now.\n", (gulong) count), figure,
                path);
}

static int
run (NomoCli *cli, NomoStore *store, NomoExport *export, const NomoQuery *query, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  if (path == NULL ? !nomo_export_run (export, store, query, stream, NULL, &error)
                   : !nomo_export_run_to_file (export, store, query, path, NULL, &error))
    return nomo_cli_fail (cli, error);
  if (path != NULL)
    print_summary (cli, export, path);
  return NOMO_EXIT_OK;
}

static int
run_with_options (NomoCli *cli, const NomoEntity *entity, const Options *options)
{
  NomoExportOptions how = { .columns = options->columns, .keys = options->keys };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = NULL;
  g_autoptr (NomoQuery) query = NULL;
  g_autoptr (NomoExport) export = NULL;
  int code;

  if (!read_format (cli, options, &how.format) || !nomo_cli_read_separator (options->separator, &how.separator))
    return NOMO_EXIT_USAGE;
  code = nomo_cli_pick_open (&options->pick, cli, entity, &store, &query);
  if (code != NOMO_EXIT_OK)
    return code;
  /* The first so many are the first of the usual order. */
  how.by_id = options->pick.sort == NULL && !nomo_query_is_ordered (query);
  export = nomo_export_new (entity, &how, &error);
  if (export != NULL)
    return run (cli, store, export, query, options->output);
  nomo_cli_fail (cli, error);
  return NOMO_EXIT_USAGE;
}

int
nomo_cli_export (NomoCli *self, int argc, char **argv)
{
  Options options = { 0 };
  GOptionEntry entries[NOMO_CLI_N_PICK_OPTIONS + 6] = {
    [NOMO_CLI_N_PICK_OPTIONS] = { "columns", 0, 0, G_OPTION_ARG_STRING, &options.columns,
                                  N_ ("Only these fields, with commas between them"), N_ ("FIELDS") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_ ("csv (for spreadsheets) or jsonl (one record a line)"),
      N_ ("FORMAT") },
    { "keys", 0, 0, G_OPTION_ARG_NONE, &options.keys, N_ ("Names of fields and choices in place of words"), NULL },
    { "separator", 0, 0, G_OPTION_ARG_STRING, &options.separator,
      N_ ("comma, semicolon (as Excel wants it where it runs in Arabic) or tab"), N_ ("NAME") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("File to write, which is replaced once everything is written; else the output"), N_ ("FILE") },
  };
  const NomoEntity *entity;
  int code = NOMO_EXIT_USAGE;

  nomo_cli_pick_fill_options (&options.pick, entries);
  if (nomo_cli_parse (self, "export", _ ("Write records as CSV or JSON: “nomo export orders --output orders.csv”"),
                      entries, &argc, &argv)) {
    entity = nomo_cli_want_entity (argc, argv, 0, "nomo export RECORDS");
    if (entity != NULL)
      code = run_with_options (self, entity, &options);
  }
  nomo_cli_pick_clear (&options.pick);
  g_free (options.columns);
  g_free (options.format);
  g_free (options.separator);
  g_free (options.output);
  return code;
}
