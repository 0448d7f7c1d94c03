#include "config.h"

#include "nomo-search.h"

#include <string.h>

static guint64
mix (guint64 value)
{
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static guint64
hash_word (const char *word, gsize length)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) word[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint64 left = *(const guint64 *) a;
  guint64 right = *(const guint64 *) b;

  return left < right ? -1 : left > right;
}

/**
 * nomo_search_text_sum:
 * @self: what a record is found by
 * @row: its row in the index
 *
 * Returns: what the record adds to the sum that nomo_search_read_sum() gives
 */
guint64
nomo_search_text_sum (const NomoSearchText *self, gint64 row)
{
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 sum = 0;

  for (const char *p = self->words; *p != '\0';) {
    gsize length = strcspn (p, " ");
    guint64 hash = hash_word (p, length);

    g_array_append_val (hashes, hash);
    p += length + (p[length] == ' ' ? 1 : 0);
  }
  g_array_sort (hashes, compare);
  for (guint i = 0; i < hashes->len; i++)
    if (i == 0 || g_array_index (hashes, guint64, i) != g_array_index (hashes, guint64, i - 1))
      sum += mix (g_array_index (hashes, guint64, i) ^ mix ((guint64) row));
  return sum;
}

/**
 * nomo_search_read_sum:
 * @connection: a connection
 * @sum: (out): a sum over every word of every row of the index, whatever their order
 * @error: return location
 *
 * Reads the whole index.
 *
 * Returns: %TRUE unless it failed
 */
gboolean
nomo_search_read_sum (NomoConnection *connection, guint64 *sum, GError **error)
{
  g_autoptr (NomoStatement) statement =
      nomo_connection_prepare (connection, "SELECT term, doc FROM search_words", error);
  g_autofree char *last = g_strdup ("");
  guint64 hash = hash_word ("", 0);
  NomoStep step;

  *sum = 0;
  if (statement == NULL)
    return FALSE;
  while ((step = nomo_connection_step (connection, statement, error)) == NOMO_STEP_ROW) {
    const char *word = nomo_statement_get_string (statement, 0);

    if (word != NULL && strcmp (word, last) != 0) {
      g_free (last);
      last = g_strdup (word);
      hash = hash_word (word, strlen (word));
    }
    *sum += mix (hash ^ mix ((guint64) nomo_statement_get_int (statement, 1)));
  }
  return step == NOMO_STEP_DONE;
}
