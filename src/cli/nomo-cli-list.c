#include "config.h"

#include "nomo-cli-records.h"
#include "nomo-cli-show.h"
#include "nomo-store-scan.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* So many rows share the widths of their columns. */
#define WINDOW 500

typedef struct {
  NomoCli *cli;
  NomoCliTable *table;
  guint n_rows;
} Listing;

static gboolean
print_record (NomoRecord *record, gpointer data, GError **error)
{
  Listing *self = data;
  g_autofree char *line = self->cli->json ? nomo_record_to_json (record) : NULL;

  if (line != NULL) {
    puts (line);
    return TRUE;
  }
  nomo_cli_show_record (self->table, record);
  if (++self->n_rows % WINDOW == 0) {
    nomo_cli_table_print (self->table);
    nomo_cli_table_free (self->table);
    self->table = nomo_cli_table_new (NOMO_CLI_SHOW_COLUMNS);
  }
  return TRUE;
}

static gboolean
print_query (NomoCli *cli, NomoStore *store, const NomoQuery *query, GError **error)
{
  Listing listing = { cli, nomo_cli_table_new (NOMO_CLI_SHOW_COLUMNS), 0 };
  gboolean ok = nomo_store_foreach (store, query, cli->json ? NOMO_SCAN_PARTS : 0, print_record, &listing, NULL, error);

  nomo_cli_table_print (listing.table);
  nomo_cli_table_free (listing.table);
  if (ok && listing.n_rows == 0 && !cli->json)
    g_printerr ("nomo: %s\n", _ ("Nothing found."));
  return ok;
}

static int
list_entity (NomoCli *cli, const NomoEntity *entity, const NomoCliPick *pick)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = NULL;
  g_autoptr (NomoQuery) query = NULL;
  int code = nomo_cli_pick_open (pick, cli, entity, &store, &query);

  if (code != NOMO_EXIT_OK)
    return code;
  return print_query (cli, store, query, &error) ? NOMO_EXIT_OK : nomo_cli_fail (cli, error);
}

int
nomo_cli_list (NomoCli *self, int argc, char **argv)
{
  NomoCliPick pick = { 0 };
  GOptionEntry entries[NOMO_CLI_N_PICK_OPTIONS + 1] = { 0 };
  const NomoEntity *entity;
  int code = NOMO_EXIT_USAGE;

  nomo_cli_pick_fill_options (&pick, entries);
  if (nomo_cli_parse (self, "list", _ ("List records, such as “nomo list orders”. With --json one record a line."),
                      entries, &argc, &argv)) {
    entity = nomo_cli_want_entity (argc, argv, 0, "nomo list RECORDS");
    if (entity != NULL)
      code = list_entity (self, entity, &pick);
  }
  nomo_cli_pick_clear (&pick);
  return code;
}
