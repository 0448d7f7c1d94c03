#include "config.h"

#include "nomo-cli-records.h"
#include "nomo-cli-table.h"
#include "nomo-cli.h"
#include "nomo-error.h"
#include "nomo-outbox-words.h"

#include <glib/gi18n.h>

#define N_COLUMNS 4
#define ALL       ((1u << NOMO_N_OUTBOX_STATES) - 1)
#define USAGE     "nomo outbox list | retry [coupon|order ID] | discard coupon|order ID"

static const char *const states[] = {
  [NOMO_OUTBOX_READY] = "ready",
  [NOMO_OUTBOX_SENT] = "sent",
  [NOMO_OUTBOX_LATER] = "later",
  [NOMO_OUTBOX_REFUSED] = "refused",
};
G_STATIC_ASSERT (G_N_ELEMENTS (states) == NOMO_N_OUTBOX_STATES);

static void
print_json_entry (const NomoWaiting *entry)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (entry->record));

  json_object_set_string_member (object, "record", nomo_record_get_entity (entry->record)->name);
  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "state", states[entry->note.state]);
  if (entry->note.state == NOMO_OUTBOX_REFUSED || entry->note.reason != NULL)
    json_object_set_string_member (object, "reason", entry->note.reason != NULL ? entry->note.reason : "");
  if (entry->note.state == NOMO_OUTBOX_REFUSED && entry->note.detail != NULL)
    json_object_set_string_member (object, "detail", entry->note.detail);
  json_object_set_int_member (object, "tries", entry->note.tries);
  nomo_cli_print_json (object);
}

static void
print_table (const GPtrArray *entries)
{
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (N_COLUMNS);

  for (guint i = 0; i < entries->len; i++) {
    const NomoWaiting *entry = entries->pdata[i];

    nomo_cli_table_add (table, g_strdup (nomo_record_get_entity (entry->record)->name));
    nomo_cli_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (entry->record)));
    nomo_cli_table_add (table, nomo_outbox_words_dup_what (entry->record));
    nomo_cli_table_add (table, nomo_outbox_words_dup_state (&entry->note));
  }
  nomo_cli_table_print (table);
  if (entries->len == 0)
    g_printerr ("nomo: %s\n", _ ("Nothing waits to be sent to Salla."));
}

static int
list_entries (NomoCli *cli, NomoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = nomo_store_read_waiting (store, ALL, 0, 0, &error);

  if (entries == NULL)
    return nomo_cli_fail (cli, error);
  if (!cli->json)
    print_table (entries);
  for (guint i = 0; cli->json && i < entries->len; i++)
    print_json_entry (entries->pdata[i]);
  return NOMO_EXIT_OK;
}

static int
commit (NomoCli *cli, NomoStore *store, NomoCommit *commit)
{
  g_autoptr (GError) error = NULL;

  return nomo_store_commit (store, commit, NULL, &error) ? NOMO_EXIT_OK : nomo_cli_fail (cli, error);
}

static void
add_retry (NomoCommit *commit, const NomoRecord *record)
{
  const NomoOutboxNote ready = { .state = NOMO_OUTBOX_READY };

  nomo_commit_note (commit, nomo_record_get_entity (record), nomo_record_get_id (record), &ready);
}

/* What was sent and not answered is looked up anyhow, and must not be forgotten. */
static int
retry_all (NomoCli *cli, NomoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      nomo_store_read_waiting (store, 1u << NOMO_OUTBOX_LATER | 1u << NOMO_OUTBOX_REFUSED, 0, 0, &error);
  g_autoptr (NomoCommit) retry = nomo_commit_new ("me", NULL);

  if (entries == NULL)
    return nomo_cli_fail (cli, error);
  for (guint i = 0; i < entries->len; i++)
    add_retry (retry, ((const NomoWaiting *) entries->pdata[i])->record);
  return commit (cli, store, retry);
}

static NomoWaiting *
find_entry (NomoStore *store, const char *name, const char *id, GError **error)
{
  const NomoEntity *entity = nomo_cli_find_entity (name);
  GError *failed = NULL;
  NomoWaiting *entry = NULL;

  if (entity != NULL)
    entry = nomo_store_find_waiting (store, entity, g_ascii_strtoll (id, NULL, 10), &failed);
  if (failed != NULL)
    g_propagate_error (error, failed);
  else if (entry == NULL)
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED,
                 /* Translators: 1 is a kind of record, 2 a number, both as they were typed. */
                 _ ("nothing of “%1$s %2$s” waits to be sent to Salla"), name, id);
  return entry;
}

static int
settle (NomoCli *cli, NomoStore *store, gboolean discards, const char *name, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoWaiting) entry = find_entry (store, name, id, &error);
  g_autoptr (NomoCommit) change = nomo_commit_new ("me", NULL);

  if (entry == NULL)
    return nomo_cli_fail (cli, error);
  if (discards)
    nomo_commit_discard (change, nomo_record_get_entity (entry->record), nomo_record_get_id (entry->record));
  else if (entry->note.state != NOMO_OUTBOX_SENT)
    add_retry (change, entry->record);
  return commit (cli, store, change);
}

static int
run (NomoCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = NULL;
  gboolean lists = argc == 2 && g_str_equal (argv[1], "list");
  gboolean retries = (argc == 2 || argc == 4) && g_str_equal (argv[1], "retry");
  gboolean discards = argc == 4 && g_str_equal (argv[1], "discard");

  if (!lists && !retries && !discards)
    /* Translators: %s is a command line. */
    return nomo_cli_usage (_ ("Say what to do: %s"), USAGE);
  store = nomo_cli_open_store (cli, &error);
  if (store == NULL)
    return nomo_cli_fail (cli, error);
  if (lists)
    return list_entries (cli, store);
  return argc == 2 ? retry_all (cli, store) : settle (cli, store, discards, argv[2], argv[3]);
}

int
nomo_cli_outbox (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };

  if (!nomo_cli_parse (
          self, "outbox",
          _ ("Tell what waits to be sent to Salla and why, try it again or discard it. It is sent with every "
             "“nomo sync”."),
          entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  return run (self, argc, argv);
}
