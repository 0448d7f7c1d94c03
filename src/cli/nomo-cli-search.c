#include "config.h"

#include "nomo-cli-show.h"
#include "nomo-cli.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define DEFAULT_LIMIT 50

static void
print_hits (NomoCli *cli, GPtrArray *records)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (NOMO_CLI_SHOW_COLUMNS);

  for (guint i = 0; i < records->len; i++) {
    g_autofree char *json = cli->json ? nomo_record_to_json (records->pdata[i]) : NULL;

    if (json != NULL)
      printf ("{\"entity\":\"%s\",\"record\":%s}\n", nomo_record_get_entity (records->pdata[i])->name, json);
    else
      nomo_cli_show_record (table, records->pdata[i]);
  }
  nomo_cli_table_print (table);
  if (records->len == 0 && !cli->json)
    g_printerr ("nomo: %s\n", _ ("Nothing found."));
}

static int
search (NomoCli *cli, const char *text, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (GPtrArray) records = store != NULL ? nomo_store_search (store, text, limit, &error) : NULL;

  if (records == NULL)
    return nomo_cli_fail (cli, error);
  print_hits (cli, records);
  return NOMO_EXIT_OK;
}

int
nomo_cli_search (NomoCli *self, int argc, char **argv)
{
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many (50)"), N_ ("N") },
    { NULL },
  };
  g_autofree char *text = NULL;

  if (!nomo_cli_parse (self, "search", _ ("Find records by words, numbers or phones. With --json one record a line."),
                       entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  if (argc < 2 || limit < 1)
    return nomo_cli_usage ("%s", _ ("Say what to search for."));
  text = g_strjoinv (" ", argv + 1);
  return search (self, text, (guint) limit);
}
