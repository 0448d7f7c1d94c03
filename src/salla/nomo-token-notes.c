#include "config.h"

#include "nomo-token-notes.h"

static const char *const stages[] = { "rest", "adopting", "proving", "sent", "last" };

static gint64
read_number (GHashTable *meta, const char *key)
{
  const char *text = g_hash_table_lookup (meta, key);
  gint64 value;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &value, NULL) ? value : 0;
}

/* What cannot be read is the stage that allows least. */
static NomoTokenStage
read_stage (GHashTable *meta)
{
  const char *text = g_hash_table_lookup (meta, "token-stage");

  if (text == NULL)
    return NOMO_TOKEN_STAGE_REST;
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    if (g_str_equal (text, stages[i]))
      return i;
  }
  return NOMO_TOKEN_STAGE_LAST;
}

/**
 * nomo_token_notes_read:
 * @meta: (element-type utf8 utf8): facts about the connection
 *
 * Returns: (transfer full): the notes among them
 */
NomoTokenNotes *
nomo_token_notes_read (GHashTable *meta)
{
  NomoTokenNotes *self = g_new0 (NomoTokenNotes, 1);

  self->generation = read_number (meta, "token-generation");
  self->attempt = read_number (meta, "token-attempt");
  self->stage = read_stage (meta);
  self->machine = g_strdup (g_hash_table_lookup (meta, "token-machine"));
  self->directory = g_strdup (g_hash_table_lookup (meta, "token-directory"));
  self->file = g_strdup (g_hash_table_lookup (meta, "token-file"));
  self->ended = g_strdup (g_hash_table_lookup (meta, "token-ended"));
  return self;
}

NomoTokenNotes *
nomo_token_notes_copy (const NomoTokenNotes *self)
{
  NomoTokenNotes *copy = g_new (NomoTokenNotes, 1);

  *copy = *self;
  copy->machine = g_strdup (self->machine);
  copy->directory = g_strdup (self->directory);
  copy->file = g_strdup (self->file);
  copy->ended = g_strdup (self->ended);
  return copy;
}

void
nomo_token_notes_free (NomoTokenNotes *self)
{
  g_free (self->machine);
  g_free (self->directory);
  g_free (self->file);
  g_free (self->ended);
  g_free (self);
}

static void
put (GHashTable *facts, const char *key, char *value)
{
  g_hash_table_insert (facts, (gpointer) key, value);
}

static char *
number (gint64 value)
{
  return value > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;
}

/**
 * nomo_token_notes_to_facts:
 * @self: notes
 *
 * Returns: (transfer full) (element-type utf8 utf8): all of them, for nomo_store_write_meta_async()
 */
GHashTable *
nomo_token_notes_to_facts (const NomoTokenNotes *self)
{
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  put (facts, "token-generation", number (self->generation));
  put (facts, "token-attempt", number (self->attempt));
  put (facts, "token-stage", g_strdup (stages[self->stage]));
  put (facts, "token-machine", g_strdup (self->machine));
  put (facts, "token-directory", g_strdup (self->directory));
  put (facts, "token-file", g_strdup (self->file));
  put (facts, "token-ended", g_strdup (self->ended));
  return facts;
}

/**
 * nomo_token_notes_move:
 * @self: notes
 * @stage: how far it has come
 * @attempt: the pair that it is on its way to; 0 at rest
 */
void
nomo_token_notes_move (NomoTokenNotes *self, NomoTokenStage stage, gint64 attempt)
{
  self->stage = stage;
  self->attempt = attempt;
}

/**
 * nomo_token_notes_settle:
 * @self: notes
 * @generation: the pair that is used from now on
 */
void
nomo_token_notes_settle (NomoTokenNotes *self, gint64 generation)
{
  self->generation = generation;
  g_clear_pointer (&self->ended, g_free);
  nomo_token_notes_move (self, NOMO_TOKEN_STAGE_REST, 0);
}
