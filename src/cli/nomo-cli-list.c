#include "config.h"

#include "nomo-cli-show.h"
#include "nomo-cli.h"
#include "nomo-domain.h"
#include "nomo-error.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define WINDOW 500

typedef struct {
  char *filter;
  char *sort;
  int limit;
} Options;

/* "orders" is as good as "order". */
static const NomoEntity *
find_entity (const char *name)
{
  g_autofree char *singular = g_strndup (name, strlen (name) - (g_str_has_suffix (name, "s") ? 1 : 0));

  return nomo_domain_find (singular);
}

static gboolean
set_sort (NomoQuery *query, const NomoEntity *entity, const char *sort, GError **error)
{
  gboolean descending = *sort == '-';
  int field = nomo_entity_find_field (entity, sort + descending);

  if (field >= 0 && nomo_query_sort (query, (guint) field, descending))
    return TRUE;
  g_set_error (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, _ ("“%s” is not a field to sort by"),
               sort + descending);
  return FALSE;
}

static void
print_records (NomoCli *cli, GPtrArray *records)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (NOMO_CLI_SHOW_COLUMNS);

  for (guint i = 0; i < records->len; i++) {
    g_autofree char *line = cli->json ? nomo_record_to_json (records->pdata[i]) : NULL;

    if (line != NULL)
      puts (line);
    else
      nomo_cli_show_record (table, records->pdata[i]);
  }
  nomo_cli_table_print (table);
}

static gboolean
print_query (NomoCli *cli, NomoStore *store, NomoQuery *query, guint limit, GError **error)
{
  guint done = 0;

  while (limit == 0 || done < limit) {
    guint wanted = limit == 0 ? WINDOW : MIN (WINDOW, limit - done);
    g_autoptr (GPtrArray) records = nomo_store_list (store, query, done, wanted, error);

    if (records == NULL)
      return FALSE;
    print_records (cli, records);
    done += records->len;
    if (records->len < wanted)
      break;
  }
  return TRUE;
}

static int
list_entity (NomoCli *cli, const NomoEntity *entity, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoQuery) query = nomo_query_parse (entity, options->filter != NULL ? options->filter : "", &error);
  g_autoptr (NomoStore) store = NULL;

  if (query == NULL || (options->sort != NULL && !set_sort (query, entity, options->sort, &error))) {
    nomo_cli_fail (cli, error);
    return NOMO_EXIT_USAGE;
  }
  store = nomo_cli_open_store (cli, &error);
  if (store != NULL && print_query (cli, store, query, (guint) MAX (options->limit, 0), &error))
    return NOMO_EXIT_OK;
  return nomo_cli_fail (cli, error);
}

int
nomo_cli_list (NomoCli *self, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.filter,
      N_ ("Only these, such as: status = completed AND date >= 2026-10-01 AND total > 100.50"), N_ ("FILTER") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &options.sort, N_ ("Field to sort by; -FIELD for the largest first"),
      N_ ("FIELD") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_ ("At most so many"), N_ ("N") },
    { NULL },
  };
  const NomoEntity *entity;
  int code = NOMO_EXIT_USAGE;

  if (!nomo_cli_parse (self, "list",
                       _ ("List records: “nomo list orders” or “nomo list customers”. With --json one record a line."),
                       entries, &argc, &argv))
    code = NOMO_EXIT_USAGE;
  else if (argc != 2)
    nomo_cli_usage ("%s", _ ("Say what to list: orders or customers."));
  else if ((entity = find_entity (argv[1])) == NULL)
    nomo_cli_usage (_ ("“%s” cannot be listed: say orders or customers."), argv[1]);
  else
    code = list_entity (self, entity, &options);
  g_free (options.filter);
  g_free (options.sort);
  return code;
}
