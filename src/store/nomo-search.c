#include "config.h"

#include "nomo-search.h"

#include "nomo-phone.h"
#include "nomo-text.h"

#include <string.h>

#define ROWS_PER_SECOND 64
#define MAX_TRIES       24
#define MAX_WORDS       12
#define MIN_NUMBER      3

static void
append (GString *out, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append (out, text);
}

/* Beside +966501234567 also the forms in which people type it: 0501234567 and 501234567. */
static void
append_phone (GString *out, const char *phone)
{
  g_autofree char *digits = nomo_text_fold (phone);
  g_autofree char *shown = nomo_phone_format (phone);
  char *national = shown != NULL ? strchr (shown, ' ') : NULL;

  append (out, digits);
  if (national == NULL)
    return;
  g_auto (GStrv) groups = g_strsplit (national + 1, " ", -1);
  g_autofree char *joined = g_strjoinv ("", groups);
  g_autofree char *zero = g_strconcat ("0", joined, NULL);
  append (out, joined);
  append (out, zero);
}

static void
append_field (const NomoRecord *record, guint index, GString *number, GString *name, GString *text)
{
  const NomoField *field = &nomo_record_get_entity (record)->fields[index];
  const char *value = nomo_type_is_text (field->type) ? nomo_record_get_text (record, index) : NULL;
  g_autofree char *folded = NULL;

  if (value == NULL || (field->flags & NOMO_FIELD_SEARCHABLE) == 0)
    return;
  if (field->type == NOMO_TYPE_PHONE) {
    append_phone (number, value);
    return;
  }
  folded = nomo_text_fold_index (value);
  append ((field->flags & NOMO_FIELD_NUMBER) != 0 ? number
          : (field->flags & NOMO_FIELD_NAME) != 0 ? name
                                                  : text,
          folded);
}

static gint64
rank_of (const NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  gboolean by_time = entity->fields[entity->sort_field].type == NOMO_TYPE_TIME;
  gint64 ms = by_time ? nomo_record_get_int (record, entity->sort_field) : nomo_record_get_as_of (record);

  return CLAMP (ms / 1000, 0, G_MAXINT32 * G_GINT64_CONSTANT (4)) * ROWS_PER_SECOND;
}

/**
 * nomo_search_text_new:
 * @record: a record
 *
 * Returns: (transfer full) (nullable): what of @record is searched, %NULL when there is nothing
 */
NomoSearchText *
nomo_search_text_new (const NomoRecord *record)
{
  g_autoptr (GString) number = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  NomoSearchText *self = NULL;

  if (nomo_record_is_deleted (record))
    return NULL;
  for (guint i = 0; i < nomo_record_get_entity (record)->n_fields; i++)
    append_field (record, i, number, name, text);
  if (number->len + name->len + text->len == 0)
    return NULL;
  self = g_new0 (NomoSearchText, 1);
  self->rank = rank_of (record);
  self->number = g_string_free (g_steal_pointer (&number), FALSE);
  self->name = g_string_free (g_steal_pointer (&name), FALSE);
  self->text = g_string_free (g_steal_pointer (&text), FALSE);
  return self;
}

/**
 * nomo_search_text_free:
 * @self: (transfer full): a text
 */
void
nomo_search_text_free (NomoSearchText *self)
{
  g_free (self->number);
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

/**
 * nomo_search_text_equal:
 * @a: (nullable): a text
 * @b: (nullable): another
 *
 * Returns: %TRUE when both are found by the same words and rank the same
 */
gboolean
nomo_search_text_equal (const NomoSearchText *a, const NomoSearchText *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->rank == b->rank && strcmp (a->number, b->number) == 0 && strcmp (a->name, b->name) == 0 &&
         strcmp (a->text, b->text) == 0;
}

static gboolean
is_taken (NomoConnection *connection, gint64 id, gboolean *taken, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT 1 FROM search WHERE id = ?1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, id);
  step = nomo_connection_step (connection, statement, error);
  *taken = step == NOMO_STEP_ROW;
  return step != NOMO_STEP_ERROR;
}

/* Row numbers follow the time, so that "newest first" is the order in which the index gives its rows. Several records of one
 * second are spread over its numbers, and where these are taken over ever more seconds around it. */
static gboolean
choose_id (NomoConnection *connection, gint64 rank, gint64 ref, gint64 *id, GError **error)
{
  guint64 spread = ROWS_PER_SECOND;
  guint64 mixed = (guint64) ref * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  gboolean taken = TRUE;

  for (guint i = 0; taken && i < MAX_TRIES; i++) {
    *id = rank + (gint64) ((mixed >> 16) % spread);
    if (!is_taken (connection, *id, &taken, error))
      return FALSE;
    mixed = (mixed ^ (mixed >> 29)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9) + 1;
    spread *= i % 2 == 0 ? 4 : 1;
  }
  return TRUE;
}

static gboolean
remove_row (NomoConnection *connection, const NomoRecord *record, GError **error)
{
  NomoStatement *forget =
      nomo_connection_prepare (connection,
                               "INSERT INTO search_index (search_index, rowid, number, name, text)"
                               " SELECT 'delete', id, number, name, text FROM search WHERE entity = ?1 AND ref = ?2",
                               error);
  NomoStatement *remove =
      nomo_connection_prepare (connection, "DELETE FROM search WHERE entity = ?1 AND ref = ?2", error);

  if (forget == NULL || remove == NULL)
    return FALSE;
  for (guint i = 0; i < 2; i++) {
    nomo_statement_bind_text (i == 0 ? forget : remove, 1, nomo_record_get_entity (record)->name);
    nomo_statement_bind_int (i == 0 ? forget : remove, 2, nomo_record_get_id (record));
  }
  return nomo_connection_run (connection, forget, error) && nomo_connection_run (connection, remove, error);
}

static void
bind_texts (NomoStatement *statement, int first, const NomoSearchText *text)
{
  nomo_statement_bind_text (statement, first, text->number);
  nomo_statement_bind_text (statement, first + 1, text->name);
  nomo_statement_bind_text (statement, first + 2, text->text);
}

static gboolean
add_row (NomoConnection *connection, const NomoRecord *record, const NomoSearchText *text, GError **error)
{
  NomoStatement *row = nomo_connection_prepare (
      connection, "INSERT INTO search (id, entity, ref, number, name, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  NomoStatement *index = nomo_connection_prepare (
      connection, "INSERT INTO search_index (rowid, number, name, text) VALUES (?1, ?2, ?3, ?4)", error);
  gint64 id = 0;

  if (row == NULL || index == NULL || !choose_id (connection, text->rank, nomo_record_get_id (record), &id, error))
    return FALSE;
  nomo_statement_bind_int (row, 1, id);
  nomo_statement_bind_text (row, 2, nomo_record_get_entity (record)->name);
  nomo_statement_bind_int (row, 3, nomo_record_get_id (record));
  bind_texts (row, 4, text);
  nomo_statement_bind_int (index, 1, id);
  bind_texts (index, 2, text);
  return nomo_connection_run (connection, row, error) && nomo_connection_run (connection, index, error);
}

/**
 * nomo_search_replace:
 * @connection: a connection in a transaction
 * @old: (nullable): the record as the store held it
 * @record: the record as it is now
 * @error: return location
 *
 * Makes search find @record by what it says now, and no longer by what it said.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_search_replace (NomoConnection *connection, const NomoRecord *old, const NomoRecord *record, GError **error)
{
  g_autoptr (NomoSearchText) before = old != NULL ? nomo_search_text_new (old) : NULL;
  g_autoptr (NomoSearchText) after = nomo_search_text_new (record);

  if (nomo_search_text_equal (before, after))
    return TRUE;
  if (before != NULL && !remove_row (connection, old, error))
    return FALSE;
  return after == NULL || add_row (connection, record, after, error);
}

/* What people type as one number: digits with blanks, dashes or a plus between them. */
static char *
joined_number (const char *folded)
{
  gsize length = strlen (folded);
  g_auto (GStrv) groups = NULL;

  if (length < MIN_NUMBER || strspn (folded, "0123456789 ") != length)
    return NULL;
  groups = g_strsplit (folded, " ", -1);
  return g_strjoinv ("", groups);
}

static const char *
without_article (const char *word)
{
  const char *rest = g_str_has_prefix (word, "ال") ? word + strlen ("ال") : NULL;

  return rest != NULL && g_utf8_strlen (rest, -1) >= 2 ? rest : NULL;
}

/* Words of a fold are letters and digits only, so that they need no escape between the quotes. */
static char *
match_words (const char *folded)
{
  g_autofree char *number = joined_number (folded);
  g_auto (GStrv) words = g_strsplit (number != NULL ? number : folded, " ", MAX_WORDS + 1);
  g_autoptr (GString) match = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL && i < MAX_WORDS; i++) {
    const char *bare = without_article (words[i]);

    if (*words[i] == '\0')
      continue;
    g_string_append_printf (match, "%s(\"%s\" *", match->len > 0 ? " AND " : "", words[i]);
    if (bare != NULL)
      g_string_append_printf (match, " OR \"%s\" *", bare);
    g_string_append_c (match, ')');
  }
  return g_string_free (g_steal_pointer (&match), FALSE);
}

/**
 * nomo_search_match:
 * @text: what is searched for
 *
 * Returns: (transfer full): the query of the full-text index: every word must begin a word of the row; empty when @text has
 *   neither a letter nor a digit
 */
char *
nomo_search_match (const char *text)
{
  g_autofree char *folded = nomo_text_fold (text);

  return match_words (folded);
}

static void
hit_clear (gpointer data)
{
  g_free (((NomoSearchHit *) data)->entity);
}

static gboolean
is_known (const GArray *hits, const char *entity, gint64 id)
{
  for (guint i = 0; i < hits->len; i++) {
    const NomoSearchHit *hit = &g_array_index (hits, NomoSearchHit, i);

    if (hit->id == id && strcmp (hit->entity, entity) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
find (NomoConnection *connection, const char *match, guint limit, GArray *hits, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection,
                               "SELECT s.entity, s.ref FROM search_index AS x JOIN search AS s ON s.id = x.rowid"
                               " WHERE x.search_index MATCH ?1 ORDER BY x.rowid DESC LIMIT ?2",
                               error);
  NomoStep step = NOMO_STEP_DONE;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, match);
  nomo_statement_bind_int (statement, 2, limit);
  while (hits->len < limit && (step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    NomoSearchHit hit = { (char *) nomo_statement_get_string (statement, 0), nomo_statement_get_int (statement, 1) };

    if (is_known (hits, hit.entity, hit.id))
      continue;
    hit.entity = g_strdup (hit.entity);
    g_array_append_val (hits, hit);
  }
  return step != NOMO_STEP_ERROR;
}

/**
 * nomo_search_find:
 * @connection: a connection
 * @text: what is searched for
 * @limit: how many hits at most
 * @error: return location
 *
 * Finds records: those whose number or phone it is, then those whose name begins with it, then all in which every word
 * begins a word; the newest first in each group.
 *
 * Returns: (transfer full) (element-type NomoSearchHit) (nullable): the hits
 */
GArray *
nomo_search_find (NomoConnection *connection, const char *text, guint limit, GError **error)
{
  g_autofree char *folded = nomo_text_fold (text);
  g_autofree char *number = joined_number (folded);
  g_autofree char *words = match_words (folded);
  g_autofree char *exact = number != NULL ? g_strdup_printf ("number : \"%s\"", number) : NULL;
  g_autofree char *name = g_strdup_printf ("name : ^ \"%s\" *", folded);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (NomoSearchHit));

  g_array_set_clear_func (hits, hit_clear);
  if (*words == '\0' || limit == 0)
    return g_steal_pointer (&hits);
  if (exact != NULL && !find (connection, exact, limit, hits, error))
    return NULL;
  if (!find (connection, name, limit, hits, error) || !find (connection, words, limit, hits, error))
    return NULL;
  return g_steal_pointer (&hits);
}

gboolean
nomo_search_purge (NomoConnection *connection, GError **error)
{
  return nomo_connection_exec (connection, "INSERT INTO search_index (search_index) VALUES ('optimize')", error);
}
