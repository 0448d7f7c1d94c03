#include "config.h"

#include "nomo-search.h"

#include "nomo-phone.h"
#include "nomo-text.h"

#include <string.h>

#define ROWS_PER_SECOND 4
#define MAX_SECONDS     (G_MAXINT32 * G_GINT64_CONSTANT (4))
#define OLDEST_ROW      (G_GINT64_CONSTANT (1) << 36) /* so large that none is negative */
#define MAX_TRIES       24
#define MAX_WORD        64 /* bytes; a longer word is found by its beginning */
#define MAX_NAME        32 /* the same of a name without blanks: what follows does not change how it ranks */
#define NAME_START      0xe000
#define N_NAME_STARTS   6400

/* What a record was found by when the batch first heard of it, and what it is found by now. */
typedef struct {
  const NomoEntity *entity;
  gint64 ref;
  NomoSearchText *before;
  NomoSearchText *after;
} Change;

struct _NomoSearchBatch {
  GPtrArray *changes; /* Change, in the order in which they came */
  GHashTable *known;  /* the same by record */
};

typedef struct {
  gint64 row;
  gboolean adds;
  const char *words;
} Step;

static gsize
cut (const char *word, gsize length, gsize most)
{
  gsize kept = MIN (length, most);

  while (kept < length && kept > 0 && ((guchar) word[kept] & 0xc0) == 0x80)
    kept--;
  return kept;
}

/**
 * nomo_search_word:
 * @word: the beginning of a text
 * @length: bytes of it that are a word
 *
 * Returns: how many bytes of the word the index keeps
 */
gsize
nomo_search_word (const char *word, gsize length)
{
  return cut (word, length, MAX_WORD);
}

static void
append_word (GString *out, const char *word, gsize length, const char *end)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append_len (out, word, (gssize) nomo_search_word (word, length));
  g_string_append (out, end);
}

static void
append_words (GString *out, const char *value)
{
  g_autofree char *folded = nomo_text_fold_index (value);

  for (const char *p = folded; *p != '\0';) {
    gsize length = strcspn (p, " ");

    append_word (out, p, length, "");
    p += length + (p[length] == ' ' ? 1 : 0);
  }
}

static void
remove_blanks (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';
}

static void
append_whole (GString *out, const char *folded)
{
  g_autofree char *whole = g_strdup (folded);

  remove_blanks (whole);
  if (*whole != '\0')
    append_word (out, whole, strlen (whole), NOMO_SEARCH_NUMBER_END);
}

/* Beside +966501234567 also the form in which people type it, 0501234567; 501234567 is looked for as that. */
static void
append_phone (GString *out, const char *phone)
{
  g_autofree char *digits = nomo_text_fold (phone);
  g_autofree char *shown = nomo_phone_format (phone);
  const char *national = strchr (shown, ' ');
  g_autofree char *zero = national != NULL ? g_strconcat ("0", national, NULL) : NULL;

  append_whole (out, digits);
  if (zero != NULL)
    append_whole (out, zero);
}

static void
append_number (GString *out, const char *value)
{
  g_autofree char *folded = nomo_text_fold (value);

  append_whole (out, folded);
  if (strchr (folded, ' ') != NULL)
    append_words (out, value);
}

/**
 * nomo_search_append_name:
 * @out: what to append to
 * @folded: the beginning of a name
 *
 * Appends a name as one word without blanks that is told from other words by its first letter: one of the private letters
 * of Unicode stands for it. A mark in front of it would do as well, but then the prefixes that the index keeps would reach
 * one letter less far.
 */
void
nomo_search_append_name (GString *out, const char *folded)
{
  g_autofree char *whole = g_strdup (folded);
  const char *rest;

  remove_blanks (whole);
  if (*whole == '\0')
    return;
  rest = g_utf8_next_char (whole);
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append_unichar (out, NAME_START + g_utf8_get_char (whole) % N_NAME_STARTS);
  g_string_append_len (out, rest, (gssize) cut (rest, strlen (rest), MAX_NAME));
}

/* A name begins with what is typed however its words are parted, and with or without the article. */
static void
append_name (GString *out, const char *value)
{
  g_autofree char *folded = nomo_text_fold (value);
  const char *bare = nomo_text_skip_article (folded);

  nomo_search_append_name (out, folded);
  if (bare != folded)
    nomo_search_append_name (out, bare);
  append_words (out, value);
}

static void
append_field (GString *out, const NomoRecord *record, guint index)
{
  const NomoField *field = &nomo_record_get_entity (record)->fields[index];
  const char *value = nomo_type_is_text (field->type) ? nomo_record_get_text (record, index) : NULL;

  if (value == NULL || (field->flags & NOMO_FIELD_SEARCHABLE) == 0)
    return;
  if (field->type == NOMO_TYPE_PHONE)
    append_phone (out, value);
  else if ((field->flags & NOMO_FIELD_NUMBER) != 0)
    append_number (out, value);
  else if ((field->flags & NOMO_FIELD_NAME) != 0)
    append_name (out, value);
  else
    append_words (out, value);
}

static gint64
rank_of (const NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  gboolean by_time = entity->fields[entity->sort_field].type == NOMO_TYPE_TIME;
  gint64 ms = by_time ? nomo_record_get_int (record, entity->sort_field) : nomo_record_get_as_of (record);

  return CLAMP (ms / 1000, 0, MAX_SECONDS) * ROWS_PER_SECOND;
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
  g_autoptr (GString) words = g_string_new (NULL);
  NomoSearchText *self = NULL;

  if (nomo_record_is_deleted (record))
    return NULL;
  for (guint i = 0; i < nomo_record_get_entity (record)->n_fields; i++)
    append_field (words, record, i);
  if (words->len == 0)
    return NULL;
  self = g_new0 (NomoSearchText, 1);
  self->rank = rank_of (record);
  self->words = g_string_free (g_steal_pointer (&words), FALSE);
  return self;
}

/**
 * nomo_search_text_free:
 * @self: (transfer full): a text
 */
void
nomo_search_text_free (NomoSearchText *self)
{
  g_free (self->words);
  g_free (self);
}

static guint
change_hash (gconstpointer data)
{
  const Change *self = data;

  return g_int64_hash (&self->ref) ^ g_direct_hash (self->entity);
}

static gboolean
change_equal (gconstpointer a, gconstpointer b)
{
  const Change *left = a;
  const Change *right = b;

  return left->ref == right->ref && left->entity == right->entity;
}

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_pointer (&self->before, nomo_search_text_free);
  g_clear_pointer (&self->after, nomo_search_text_free);
  g_free (self);
}

/**
 * nomo_search_batch_new:
 *
 * Begins a batch of changes. They are written together because the index takes rows that come in their own order many times
 * faster than others, and records rarely come so.
 *
 * Returns: (transfer full): an empty batch
 */
NomoSearchBatch *
nomo_search_batch_new (void)
{
  NomoSearchBatch *self = g_new0 (NomoSearchBatch, 1);

  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->known = g_hash_table_new (change_hash, change_equal);
  return self;
}

/**
 * nomo_search_batch_free:
 * @self: (transfer full): a batch
 */
void
nomo_search_batch_free (NomoSearchBatch *self)
{
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

/**
 * nomo_search_batch_replace:
 * @self: a batch
 * @old: (nullable): the record as it was before
 * @record: the record as it is now
 *
 * Makes search find @record by what it says now, and no longer by what it said, once the batch is written.
 */
void
nomo_search_batch_replace (NomoSearchBatch *self, const NomoRecord *old, const NomoRecord *record)
{
  Change key = { .entity = nomo_record_get_entity (record), .ref = nomo_record_get_id (record) };
  Change *change = g_hash_table_lookup (self->known, &key);

  if (change == NULL) {
    change = g_memdup2 (&key, sizeof key);
    change->before = old != NULL ? nomo_search_text_new (old) : NULL;
    g_ptr_array_add (self->changes, change);
    g_hash_table_add (self->known, change);
  }
  g_clear_pointer (&change->after, nomo_search_text_free);
  change->after = nomo_search_text_new (record);
}

static gboolean
read_row (NomoConnection *connection, const Change *change, gint64 *row, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT id FROM search WHERE entity = ?1 AND ref = ?2", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_text (statement, 1, change->entity->name);
  nomo_statement_bind_int (statement, 2, change->ref);
  step = nomo_connection_step (connection, statement, error);
  *row = step == NOMO_STEP_ROW ? nomo_statement_get_int (statement, 0) : -1;
  return step != NOMO_STEP_ERROR;
}

static gboolean
is_taken (NomoConnection *connection, gint64 row, gboolean *taken, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT 1 FROM search WHERE id = ?1", error);
  NomoStep step;

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, row);
  step = nomo_connection_step (connection, statement, error);
  *taken = step == NOMO_STEP_ROW;
  return step != NOMO_STEP_ERROR;
}

/* Row numbers run against the time, so that "newest first" is the order in which the index gives its rows at the least
 * cost, and they lie close together, so that the index is small. Several records of one second are spread over its numbers,
 * and where these are taken over ever more seconds behind it. */
static gboolean
choose_row (NomoConnection *connection, gint64 rank, gint64 ref, gint64 *row, GError **error)
{
  guint64 spread = ROWS_PER_SECOND;
  guint64 mixed = (guint64) ref * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  gboolean taken = TRUE;

  for (guint i = 0; taken && i < MAX_TRIES; i++) {
    *row = OLDEST_ROW - rank - (gint64) ((mixed >> 16) % spread);
    if (!is_taken (connection, *row, &taken, error))
      return FALSE;
    mixed = (mixed ^ (mixed >> 29)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9) + 1;
    spread *= i % 2 == 0 ? 4 : 1;
  }
  return TRUE;
}

static gboolean
remove_row (NomoConnection *connection, gint64 row, GError **error)
{
  NomoStatement *statement = nomo_connection_prepare (connection, "DELETE FROM search WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  nomo_statement_bind_int (statement, 1, row);
  return nomo_connection_run (connection, statement, error);
}

static gboolean
add_row (NomoConnection *connection, const Change *change, gint64 *row, GError **error)
{
  NomoStatement *statement =
      nomo_connection_prepare (connection, "INSERT INTO search (id, entity, ref) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL || !choose_row (connection, change->after->rank, change->ref, row, error))
    return FALSE;
  nomo_statement_bind_int (statement, 1, *row);
  nomo_statement_bind_text (statement, 2, change->entity->name);
  nomo_statement_bind_int (statement, 3, change->ref);
  return nomo_connection_run (connection, statement, error);
}

static void
add_step (GArray *steps, gint64 row, gboolean adds, const NomoSearchText *text)
{
  Step step = { row, adds, text->words };

  g_array_append_val (steps, step);
}

/* Writes the rows and notes what the index has to learn. */
static gboolean
write_row (NomoConnection *connection, const Change *change, GArray *steps, GError **error)
{
  const NomoSearchText *before = change->before;
  const NomoSearchText *after = change->after;
  gboolean stays = before != NULL && after != NULL && before->rank == after->rank;
  gint64 row = -1;

  if (stays && strcmp (before->words, after->words) == 0)
    return TRUE;
  if (before != NULL && !read_row (connection, change, &row, error))
    return FALSE;
  stays = stays && row >= 0;
  if (row >= 0) {
    add_step (steps, row, FALSE, before);
    if (!stays && !remove_row (connection, row, error))
      return FALSE;
  }
  if (after != NULL && !stays && !add_row (connection, change, &row, error))
    return FALSE;
  if (after != NULL)
    add_step (steps, row, TRUE, after);
  return TRUE;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *left = a;
  const Step *right = b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  return (int) left->adds - (int) right->adds;
}

static gboolean
write_index (NomoConnection *connection, const GArray *steps, GError **error)
{
  for (guint i = 0; i < steps->len; i++) {
    const Step *step = &g_array_index (steps, Step, i);
    NomoStatement *statement = nomo_connection_prepare (
        connection,
        step->adds ? "INSERT INTO search_index (rowid, words) VALUES (?1, ?2)"
                   : "INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', ?1, ?2)",
        error);

    if (statement == NULL)
      return FALSE;
    nomo_statement_bind_int (statement, 1, step->row);
    nomo_statement_bind_text (statement, 2, step->words);
    if (!nomo_connection_run (connection, statement, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * nomo_search_batch_write:
 * @self: a batch; empty afterwards
 * @connection: a connection in a transaction
 * @error: return location
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_search_batch_write (NomoSearchBatch *self, NomoConnection *connection, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint i = 0; i < self->changes->len; i++)
    if (!write_row (connection, g_ptr_array_index (self->changes, i), steps, error))
      return FALSE;
  g_array_sort (steps, compare_steps);
  if (!write_index (connection, steps, error))
    return FALSE;
  g_hash_table_remove_all (self->known);
  g_ptr_array_set_size (self->changes, 0);
  return TRUE;
}
