#include "fuzz-target.h"

#include "nomo-sealed-reader.h"

#include <string.h>

/* A try of a passphrase that costs more than this is left to those who wait for it. */
#define CHEAP_LOG_N 6

static gboolean
count_block (guint64 number, const guint8 *data, gsize size, gboolean is_whole, gpointer user_data, GError **error)
{
  guint64 *n_whole = user_data;
  guint sum = 0;

  for (gsize i = 0; i < size; i++)
    sum |= data[i];
  g_assert_true (is_whole || sum == 0);
  *n_whole += is_whole;
  return TRUE;
}

/* Each block is either whole or told of, and what is told of lies where a block can be. */
static void
check (NomoSealedReader *reader)
{
  guint64 n_whole = 0;
  guint64 n_damaged = 0;
  const GArray *damage;

  g_assert_true (nomo_sealed_reader_read_all (reader, count_block, &n_whole, NULL, NULL));
  damage = nomo_sealed_reader_get_damage (reader);
  for (guint i = 0; i < damage->len; i++) {
    const NomoSealedDamage *each = &g_array_index (damage, NomoSealedDamage, i);

    g_assert_cmpuint (each->from, <, each->to);
    g_assert_cmpuint (each->number, <=, each->last);
    if (each->part == NOMO_SEALED_PART_BLOCK)
      n_damaged += each->last - each->number + 1;
  }
  g_assert_cmpuint (n_whole + n_damaged, <=, nomo_sealed_reader_count_data (reader) + 2);
  g_assert_cmpuint (n_whole + n_damaged, >=, nomo_sealed_reader_count_data (reader));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (NomoSealedReader) reader = nomo_sealed_reader_new (stream, NULL);
  const NomoSealedCost *cost;

  if (reader == NULL)
    return 0;
  cost = nomo_sealed_reader_get_cost (reader);
  if (cost->log_n <= CHEAP_LOG_N && cost->r * cost->p <= 8 && nomo_sealed_reader_unlock (reader, "fuzz", NULL))
    check (reader);
  return 0;
}
