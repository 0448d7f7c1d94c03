#include "config.h"

#include "nomo-cli-records.h"

#include "nomo-domain.h"
#include "nomo-error.h"
#include "nomo-field-words.h"
#include "nomo-store-scan.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * nomo_cli_pick_fill_options:
 * @self: where the options go
 * @entries: (array fixed-size=3): becomes the options
 */
void
nomo_cli_pick_fill_options (NomoCliPick *self, GOptionEntry *entries)
{
  const GOptionEntry options[NOMO_CLI_N_PICK_OPTIONS] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &self->filter,
      N_ ("Only these, such as: status = completed AND date >= 2026-10-01 AND total > 100.50"), N_ ("FILTER") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &self->sort, N_ ("Field to sort by; -FIELD for the largest first"),
      N_ ("FIELD") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &self->limit, N_ ("At most so many"), N_ ("N") },
  };

  memcpy (entries, options, sizeof options);
}

/**
 * nomo_cli_pick_clear:
 * @self: what options said
 */
void
nomo_cli_pick_clear (NomoCliPick *self)
{
  g_clear_pointer (&self->filter, g_free);
  g_clear_pointer (&self->sort, g_free);
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

static NomoQuery *
make_query (const NomoCliPick *self, const NomoEntity *entity, const char *currency, GError **error)
{
  const char *filter = self->filter != NULL ? self->filter : "";
  g_autoptr (NomoQuery) query = nomo_query_parse_with (entity, filter, currency, error);

  if (query == NULL || (self->sort != NULL && !set_sort (query, entity, self->sort, error)))
    return NULL;
  if (self->limit > 0)
    nomo_query_limit (query, (guint) self->limit);
  return g_steal_pointer (&query);
}

/**
 * nomo_cli_pick_open:
 * @self: what options said
 * @cli: the command line
 * @entity: what the records are
 * @store: (out) (transfer full) (nullable): where they are
 * @query: (out) (transfer full) (nullable): which they are; amounts are those of the shop's currency
 *
 * Opens the store. What is wrong with the options is said before one is looked for; how many decimals its currency has is
 * not known then, and three are the most.
 *
 * Returns: %NOMO_EXIT_OK, else what to end with; why is said already
 */
int
nomo_cli_pick_open (const NomoCliPick *self, NomoCli *cli, const NomoEntity *entity, NomoStore **store,
                    NomoQuery **query)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *currency = NULL;

  *store = NULL;
  *query = make_query (self, entity, "KWD", &error);
  if (*query != NULL) {
    *store = nomo_cli_open_store (cli, &error);
    g_clear_pointer (query, nomo_query_unref);
    if (*store == NULL)
      return nomo_cli_fail (cli, error);
    currency = nomo_store_dup_meta (*store, "currency");
    *query = make_query (self, entity, currency != NULL ? currency : NOMO_USUAL_CURRENCY, &error);
  }
  if (*query != NULL)
    return NOMO_EXIT_OK;
  nomo_cli_fail (cli, error);
  return NOMO_EXIT_USAGE;
}

/* "order" → "orders", "category" → "categories", "status" → "statuses", "code_batch" → "code_batches". */
static char *
plural_of (const char *name)
{
  gsize length = strlen (name);

  if (name[length - 1] == 's' || g_str_has_suffix (name, "ch"))
    return g_strconcat (name, "es", NULL);
  if (name[length - 1] == 'y' && length > 1 && strchr ("aeiou", name[length - 2]) == NULL)
    return g_strdup_printf ("%.*sies", (int) length - 1, name);
  return g_strconcat (name, "s", NULL);
}

static gboolean
is_named (const NomoEntity *entity, const char *folded)
{
  g_autofree char *name = nomo_text_fold (entity->name);
  g_autofree char *plural = plural_of (name);
  g_autofree char *label = nomo_text_fold (_ (entity->label));
  g_autofree char *label_many = nomo_text_fold (_ (entity->label_many));

  return g_str_equal (folded, name) || g_str_equal (folded, plural) || g_str_equal (folded, label) ||
         g_str_equal (folded, label_many);
}

/**
 * nomo_cli_find_entity:
 * @name: one of its names, singular or plural, also as the interface calls it
 *
 * Returns: (nullable): the entity
 */
const NomoEntity *
nomo_cli_find_entity (const char *name)
{
  g_autofree char *folded = nomo_text_fold (name);

  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++)
    if (is_named (*entity, folded))
      return *entity;
  return NULL;
}

static char *
join_names (void)
{
  GString *names = g_string_new (NULL);

  for (const NomoEntity *const *entity = nomo_domain_entities (); *entity != NULL; entity++) {
    g_autofree char *plural = plural_of ((*entity)->name);

    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", plural);
  }
  return g_string_free (names, FALSE);
}

/**
 * nomo_cli_want_entity:
 * @argc: number of arguments
 * @argv: the arguments: the verb, the entity and others
 * @n_others: how many others there must be
 * @usage: how the verb is used, translated
 *
 * Returns: (nullable): the entity; %NULL when something is missing or too much, which has been said
 */
const NomoEntity *
nomo_cli_want_entity (int argc, char **argv, int n_others, const char *usage)
{
  const NomoEntity *entity = argc > 1 ? nomo_cli_find_entity (argv[1]) : NULL;
  g_autofree char *names = join_names ();

  if (argc > 1 && entity == NULL)
    /* Translators: 1 is what was typed, 2 a list of what there is. */
    nomo_cli_usage (_ ("There are no records called “%1$s”. There are: %2$s."), argv[1], names);
  else if (argc < 2 + n_others)
    /* Translators: 1 is a command line, 2 a list of what there is. */
    nomo_cli_usage (_ ("Something is missing: %1$s. There are: %2$s."), usage, names);
  else if (argc > 2 + n_others)
    nomo_cli_usage (_ ("“%s” is too much."), argv[2 + n_others]);
  else
    return entity;
  return NULL;
}

static gboolean
tells_apart (const NomoField *field)
{
  return field->type == NOMO_TYPE_TEXT && (field->flags & NOMO_FIELD_NUMBER) != 0 &&
         (field->flags & (NOMO_FIELD_INDEXED | NOMO_FIELD_UNIQUE)) != 0;
}

/* The number that lists show: that of an order is not the one that Salla keeps it by. */
static NomoRecord *
find_by_number (NomoStore *store, const NomoEntity *entity, const char *number, GError **error)
{
  const NomoValue wanted = { NOMO_VALUE_TEXT, { .text = (char *) number } };
  const NomoValue *values[] = { &wanted };

  for (guint i = 0; i < entity->n_fields; i++) {
    g_autoptr (GArray) found = NULL;
    const NomoFound *first;

    if (!tells_apart (&entity->fields[i]))
      continue;
    found = nomo_store_find_same (store, entity, i, values, 1, error);
    if (found == NULL)
      return NULL;
    first = &g_array_index (found, NomoFound, 0);
    if (first->record != NULL && !first->several)
      return nomo_record_ref (first->record);
    if (first->several) {
      g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED,
                   /* Translators: 1 is what the records are ("Order"), 2 a number that was typed. */
                   _ ("several records “%1$s” have the number %2$s"), _ (entity->label), number);
      return NULL;
    }
  }
  return NULL;
}

/**
 * nomo_cli_read_record:
 * @store: the store
 * @entity: what the record is
 * @id: its number, as it was typed: the id, or the number that lists show
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record, also a deleted one; %NULL with a sentence when there is none
 */
NomoRecord *
nomo_cli_read_record (NomoStore *store, const NomoEntity *entity, const char *id, GError **error)
{
  g_autofree char *ascii = nomo_text_ascii_digits (id);
  gint64 number = 0;
  GError *failed = NULL;
  NomoRecord *record = NULL;

  if (g_ascii_string_to_signed (ascii, 10, 1, G_MAXINT64, &number, NULL))
    record = nomo_store_get (store, entity, number, &failed);
  if (record == NULL && failed == NULL)
    record = find_by_number (store, entity, ascii, &failed);
  if (failed != NULL)
    g_propagate_error (error, failed);
  else if (record == NULL)
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED,
                 /* Translators: 1 is what the record is ("Order"), 2 a number that was typed. */
                 _ ("there is no record “%1$s” with the number %2$s"), _ (entity->label), id);
  return record;
}
