#include "config.h"

#include "nomo-cli-records.h"
#include "nomo-cli-table.h"
#include "nomo-field-words.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define NOTHING "—"

static void
add_row (NomoCliTable *table, const char *label, char *words)
{
  nomo_cli_table_add (table, g_strdup (label));
  nomo_cli_table_add (table, words != NULL ? words : g_strdup (NOTHING));
}

static char *
field_words (const NomoRecord *record, guint field)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  g_autofree char *words = nomo_record_dup_words (record, field);
  const NomoValue *confirmed = NULL;
  g_autofree char *at_salla = NULL;

  if (nomo_entity_get_field_kind (entity, field) != NOMO_KIND_TWO_WAY || !nomo_record_is_pending (record))
    return g_steal_pointer (&words);
  confirmed = nomo_record_get_confirmed (record, field);
  at_salla = nomo_field_dup_words (&entity->fields[field], confirmed, nomo_record_get_currency (record, field));
  if (g_strcmp0 (words, at_salla) == 0)
    return g_steal_pointer (&words);
  /* Translators: 1 is what was entered here, 2 what Salla still has. */
  return g_strdup_printf (_ ("%1$s (not sent yet; at Salla: %2$s)"), words != NULL ? words : NOTHING,
                          at_salla != NULL ? at_salla : NOTHING);
}

static void
print_part (const NomoRecord *record, guint index)
{
  const NomoPart *part = &nomo_record_get_entity (record)->parts[index];
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (part->n_fields);

  if (nomo_record_count_part (record, index) == 0)
    return;
  printf ("\n%s\n", _ (part->label));
  for (guint i = 0; i < part->n_fields; i++)
    nomo_cli_table_add (table, g_strdup (_ (part->fields[i].label)));
  for (guint row = 0; row < nomo_record_count_part (record, index); row++)
    for (guint i = 0; i < part->n_fields; i++) {
      char *words = nomo_record_dup_part_words (record, index, row, i);

      nomo_cli_table_add (table, words != NULL ? words : g_strdup (NOTHING));
    }
  nomo_cli_table_print (table);
}

static void
print_record (const NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  g_autoptr (NomoCliTable) table = nomo_cli_table_new (2);

  add_row (table, _ (entity->label), g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record)));
  for (guint i = 0; i < entity->n_fields; i++)
    add_row (table, _ (entity->fields[i].label), field_words (record, i));
  if (nomo_record_is_deleted (record))
    puts (_ ("This record was deleted."));
  nomo_cli_table_print (table);
  for (guint i = 0; i < entity->n_parts; i++)
    print_part (record, i);
}

static int
show (NomoCli *cli, const NomoEntity *entity, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoStore) store = nomo_cli_open_store (cli, &error);
  g_autoptr (NomoRecord) record = store != NULL ? nomo_cli_read_record (store, entity, id, &error) : NULL;
  g_autofree char *json = NULL;

  if (record == NULL)
    return nomo_cli_fail (cli, error);
  if (cli->json) {
    json = nomo_record_to_json (record);
    puts (json);
  } else {
    print_record (record);
  }
  return NOMO_EXIT_OK;
}

int
nomo_cli_show (NomoCli *self, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  const NomoEntity *entity;

  if (!nomo_cli_parse (self, "show", _ ("Show everything of a record: “nomo show order 20045”"), entries, &argc, &argv))
    return NOMO_EXIT_USAGE;
  entity = nomo_cli_want_entity (argc, argv, 1, "nomo show RECORD NUMBER");
  return entity != NULL ? show (self, entity, argv[2]) : NOMO_EXIT_USAGE;
}
