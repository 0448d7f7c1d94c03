#include "config.h"

#include "nomo-history-words.h"

#include "nomo-clock.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

typedef struct {
  NomoRecord *record;
  NomoHistoryEntry *const *entries; /* of one commit */
  guint n_entries;
  GTimeZone *zone;
} Change;

static const NomoHistoryEntry *
find_entry (const Change *change, guint field)
{
  const char *name = nomo_record_get_entity (change->record)->fields[field].name;

  for (guint i = 0; i < change->n_entries; i++)
    if (g_str_equal (change->entries[i]->field, name))
      return change->entries[i];
  return NULL;
}

static char *
word_time (const char *text, GTimeZone *zone)
{
  gint64 time;

  return text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &time, NULL)
             ? nomo_format_moment (time, zone)
             : NULL;
}

static char *
word_value (const Change *change, guint index, const char *text)
{
  const NomoField *field = &nomo_record_get_entity (change->record)->fields[index];

  if (field->type == NOMO_TYPE_TIME)
    return word_time (text, change->zone);
  if (text != NULL && nomo_type_is_text (field->type) && nomo_field_get_choice_words (field, text) == NULL)
    return nomo_text_isolate (text);
  return nomo_field_dup_words_of_text (field, text, nomo_record_get_currency (change->record, index));
}

static char *
word_values (const Change *change, guint index, const char *old, const char *new)
{
  const NomoField *field = &nomo_record_get_entity (change->record)->fields[index];
  g_autofree char *before = word_value (change, index, old);
  g_autofree char *after = word_value (change, index, new);
  const char *label = _ (field->label);

  if (after == NULL)
    /* Translators: 1 is the name of a field that has no value any more, 2 what it was. */
    return g_strdup_printf (_ ("%1$s: no longer “%2$s”"), label, before != NULL ? before : "");
  if (before == NULL || field->type == NOMO_TYPE_BOOL)
    /* Translators: 1 is the name of a field, 2 what it is now. */
    return g_strdup_printf (_ ("%1$s: %2$s"), label, after);
  return g_strdup_printf (_ ("%1$s: from %2$s to %3$s"), label, before, after);
}

/* A status that Salla does not know is called as the store calls it. */
static char *
word_status (const Change *change, const NomoHistoryEntry *entry)
{
  const NomoField *field = &nomo_order_entity ()->fields[ORDER_STATUS];
  const NomoHistoryEntry *name = find_entry (change, ORDER_STATUS_NAME);
  const char *before = entry->before;
  const char *after = entry->after;

  if (name != NULL && name->before != NULL && nomo_field_get_choice_words (field, before) == NULL)
    before = name->before;
  if (name != NULL && name->after != NULL && nomo_field_get_choice_words (field, after) == NULL)
    after = name->after;
  return word_values (change, ORDER_STATUS, before, after);
}

/* The number of a status is nobody's word for it, and its name goes without saying beside the status. */
static char *
word_order_field (const Change *change, guint field, const NomoHistoryEntry *entry)
{
  if (field == ORDER_STATUS)
    return word_status (change, entry);
  if (field == ORDER_STATUS_ID || (field == ORDER_STATUS_NAME && find_entry (change, ORDER_STATUS) != NULL))
    return NULL;
  return word_values (change, field, entry->before, entry->after);
}

static char *
word_entry (const Change *change, const NomoHistoryEntry *entry)
{
  const NomoEntity *entity = nomo_record_get_entity (change->record);
  int field = nomo_entity_find_field (entity, entry->field);
  int part = nomo_entity_find_part (entity, entry->field);

  if (g_str_equal (entry->field, NOMO_HISTORY_DELETED))
    return g_strdup (entry->after != NULL ? C_ ("change", "Deleted") : C_ ("change", "Brought back"));
  if (field >= 0 && entity == nomo_order_entity ())
    return word_order_field (change, (guint) field, entry);
  if (field >= 0)
    return word_values (change, (guint) field, entry->before, entry->after);
  /* Translators: %s is the name of what changed in a record, like "Tags" */
  return part >= 0 ? g_strdup_printf (_ ("Changed: %s"), _ (entity->parts[part].label)) : NULL;
}

/**
 * nomo_history_words_what:
 * @record: a record
 * @entries: (array length=n_entries): what one commit changed in it
 * @n_entries: how many
 * @zone: the shop's zone
 *
 * Words a change as its fields are worded elsewhere, a line for each of them.
 *
 * Returns: (transfer full) (nullable): the words; %NULL when there is nothing to tell, as of the making of a record
 */
char *
nomo_history_words_what (NomoRecord *record, NomoHistoryEntry *const *entries, guint n_entries, GTimeZone *zone)
{
  const Change change = { record, entries, n_entries, zone };
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = n_entries; i > 0; i--) {
    g_autofree char *line = word_entry (&change, entries[i - 1]);

    if (line != NULL)
      g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", line);
  }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

/**
 * nomo_history_words_when:
 * @entry: a change
 * @zone: the shop's zone
 *
 * Returns: (transfer full): when it was, and who did it unless it came from Salla
 */
char *
nomo_history_words_when (const NomoHistoryEntry *entry, GTimeZone *zone)
{
  g_autofree char *when = nomo_format_recent (entry->at, nomo_clock_now (), zone);
  g_autofree char *name = nomo_text_isolate (entry->actor);
  const char *who = g_str_equal (entry->actor, "me") ? C_ ("actor", "You") : name;

  return g_str_equal (entry->actor, "salla") ? g_steal_pointer (&when) : g_strdup_printf ("%s · %s", when, who);
}
