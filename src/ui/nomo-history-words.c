#include "config.h"

#include "nomo-history-words.h"

#include "nomo-clock.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-json.h"
#include "nomo-order-event.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>
#include <string.h>

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

/* The number of a status is nobody's word for it, and its name goes without saying beside the status. A note that Salla has
 * heard of waits no more, which is no change. */
static char *
word_order_field (const Change *change, guint field, const NomoHistoryEntry *entry)
{
  if (field == ORDER_STATUS)
    return word_status (change, entry);
  if (field == ORDER_NOTE && entry->after == NULL && nomo_actor_is_salla (entry->actor))
    return NULL;
  if (field == ORDER_STATUS_ID || (field == ORDER_STATUS_NAME && find_entry (change, ORDER_STATUS) != NULL))
    return NULL;
  return word_values (change, field, entry->before, entry->after);
}

/* What tells the rows of a set apart, of the rows as the history keeps them. That Salla has given one its number is no change. */
static GPtrArray *
read_keys (const char *rows)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = g_bytes_new_static (rows != NULL ? rows : "[]", rows != NULL ? strlen (rows) : 2);
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, NOMO_JSON_MAX_SIZE, NULL, NULL);
  JsonArray *array = node != NULL ? nomo_json_get_array (node, "") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonArray *cells = nomo_json_get_array (json_array_get_element (array, i), "");
    char *key = cells != NULL && json_array_get_length (cells) > 0
                    ? nomo_json_dup_text (json_array_get_element (cells, 0), "")
                    : NULL;

    if (key != NULL)
      g_ptr_array_add (keys, key);
  }
  return g_steal_pointer (&keys);
}

static void
add_others (GString *words, const char *format, const GPtrArray *keys, const GPtrArray *others)
{
  for (guint i = 0; i < keys->len; i++) {
    g_autofree char *island = nomo_text_isolate (keys->pdata[i]);

    if (g_ptr_array_find_with_equal_func ((GPtrArray *) others, keys->pdata[i], g_str_equal, NULL))
      continue;
    if (words->len > 0)
      g_string_append (words, C_ ("between conditions", ", "));
    g_string_append_printf (words, format, island);
  }
}

static char *
word_part (const NomoPart *part, const NomoHistoryEntry *entry)
{
  g_autoptr (GPtrArray) before = read_keys (entry->before);
  g_autoptr (GPtrArray) after = read_keys (entry->after);
  g_autoptr (GString) words = g_string_new (NULL);

  if (!part->is_set || part->fields[0].type != NOMO_TYPE_TEXT)
    /* Translators: %s is the name of what changed in a record, like "Tags" */
    return g_strdup_printf (_ ("Changed: %s"), _ (part->label));
  /* Translators: %s is what came to a record, like a tag. */
  add_others (words, _ ("“%s” added"), after, before);
  /* Translators: %s is what was taken from a record, like a tag. */
  add_others (words, _ ("“%s” removed"), before, after);
  /* Translators: 1 is the name of what changed in a record, like "Tags", 2 what came and what went. */
  return words->len > 0 ? g_strdup_printf (_ ("%1$s: %2$s"), _ (part->label), words->str) : NULL;
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
  return part >= 0 ? word_part (&entity->parts[part], entry) : NULL;
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

  return nomo_actor_is_salla (entry->actor) ? g_steal_pointer (&when) : g_strdup_printf ("%s · %s", when, who);
}

/* What a change of a status is kept as, and what an event calls the same. */
static const struct {
  guint field;
  guint event_field;
} statuses[] = {
  { ORDER_STATUS, ORDER_EVENT_STATUS },
  { ORDER_STATUS_ID, ORDER_EVENT_STATUS_ID },
  { ORDER_STATUS_NAME, ORDER_EVENT_STATUS_NAME },
};

static int
find_status (const NomoHistoryEntry *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (nomo_order_entity ()->fields[statuses[i].field].name, change->field))
      return (int) i;
  return -1;
}

static gboolean
tells (const NomoRecord *event, const NomoHistoryEntry *change)
{
  guint field = statuses[find_status (change)].event_field;
  g_autofree char *number = NULL;

  if (change->after == NULL || nomo_record_is_null (event, field))
    return FALSE;
  if (field != ORDER_EVENT_STATUS_ID)
    return g_str_equal (nomo_record_get_text (event, field), change->after);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_int (event, field));
  return g_str_equal (number, change->after);
}

/* When a status was last seen to change before the commit of that change; 0 for never. */
static gint64
find_before (const GPtrArray *changes, guint index)
{
  const NomoHistoryEntry *change = changes->pdata[index];

  for (guint i = index + 1; i < changes->len; i++) {
    const NomoHistoryEntry *older = changes->pdata[i];

    if (find_status (older) >= 0 && !g_str_equal (older->commit_id, change->commit_id))
      return older->at;
  }
  return 0;
}

static gboolean
is_told (const GPtrArray *changes, guint index, const GPtrArray *events)
{
  const NomoHistoryEntry *change = changes->pdata[index];
  gint64 before = find_before (changes, index);

  for (guint i = 0; i < events->len; i++)
    for (guint j = 0; j < changes->len; j++) {
      const NomoHistoryEntry *same = changes->pdata[j];

      if (nomo_record_get_int (events->pdata[i], ORDER_EVENT_CREATED_AT) > before && find_status (same) >= 0 &&
          g_str_equal (same->commit_id, change->commit_id) && tells (events->pdata[i], same))
        return TRUE;
    }
  return FALSE;
}

/**
 * nomo_history_words_drop_told:
 * @changes: (element-type NomoHistoryEntry): what changed in an order, the newest first
 * @events: (element-type NomoRecord): what Salla tells that happened to it
 *
 * Takes the changes of its status out of @changes that an event tells too, at the moment it happened and with its note. The
 * same status may come again: only what happened since its last change tells the next one.
 */
void
nomo_history_words_drop_told (GPtrArray *changes, const GPtrArray *events)
{
  g_autofree gboolean *told = g_new0 (gboolean, changes->len + 1);

  for (guint i = 0; i < changes->len; i++)
    told[i] = find_status (changes->pdata[i]) >= 0 && is_told (changes, i, events);
  for (guint i = changes->len; i > 0; i--)
    if (told[i - 1])
      g_ptr_array_remove_index (changes, i - 1);
}
