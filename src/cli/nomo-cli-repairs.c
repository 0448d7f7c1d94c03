#include "config.h"

#include "nomo-calendar.h"
#include "nomo-cli-table.h"
#include "nomo-cli.h"
#include "nomo-format.h"
#include "nomo-repair-words.h"
#include "nomo-repair.h"

#include <glib/gi18n.h>

#define DEFAULT_LIMIT 200
#define N_COLUMNS     4

static void
print_json_repair (const NomoRepair *repair)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (repair->at / 1000);
  g_autofree char *at = time != NULL ? g_date_time_format_iso8601 (time) : NULL;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, repair->id);

  json_object_set_string_member (object, "at", at != NULL ? at : "");
  json_object_set_string_member (object, "record", repair->entity->name);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "what", repair->what);
  nomo_cli_print_json (object);
}

static void
print_table (const GArray *repairs)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (N_COLUMNS);

  for (guint i = 0; i < repairs->len; i++) {
    const NomoRepair *repair = &g_array_index (repairs, NomoRepair, i);

    nomo_cli_table_add (table, nomo_format_moment (repair->at, nomo_calendar_riyadh ()));
    nomo_cli_table_add (table, g_strdup (_ (repair->entity->label)));
    nomo_cli_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, repair->id));
    nomo_cli_table_add (table, g_strdup (nomo_repair_word (repair->what)));
  }
  nomo_cli_table_print (table);
  if (repairs->len == 0)
    g_printerr ("nomo: %s\n", _ ("Nothing had to be put right."));
}

static int
print_repairs (NomoCli *cli, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (GArray) repairs = store != NULL ? nomo_store_read_repairs (store, 0, limit, &error) : NULL;

  if (repairs == NULL)
    return nomo_cli_fail (cli, error);
  if (!cli->json)
    print_table (repairs);
  for (guint i = 0; cli->json && i < repairs->len; i++)
    print_json_repair (&g_array_index (repairs, NomoRepair, i));
  return NOMO_EXIT_OK;
}

int
nomo_cli_repairs (NomoCli *self, int argc, char **argv)
{
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("At most so many (200)"), N_ ("N") },
    { NULL },
  };

  if (!nomo_cli_parse (self, "repairs",
                       _ ("Tell what comparisons with Salla have put right, the newest first. With --json one a line."),
                       entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  return print_repairs (self, (guint) MAX (limit, 1));
}
