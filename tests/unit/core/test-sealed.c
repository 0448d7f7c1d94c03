#include "config.h"

#include "nomo-error.h"
#include "nomo-sealed-reader.h"
#include "nomo-sealed-writer.h"

#include <openssl/evp.h>
#include <string.h>

#define PASSPHRASE "نومو فلو 1448"
#define LABEL      "what it holds"
#define BLOCK      64
#define STRIDE     (BLOCK + NOMO_SEALED_TAG_SIZE)

/* Little, so that thousands of files can be opened. */
static const NomoSealedForm form = { { 4, 1, 1 }, BLOCK };

/* What of a file could be read. */
typedef struct {
  GByteArray *bytes;
  GString *damage; /* such as "header block:3 missing:4-6 tail" */
  char *label;
} Result;

static void
result_clear (Result *result)
{
  g_clear_pointer (&result->bytes, g_byte_array_unref);
  if (result->damage != NULL)
    g_string_free (g_steal_pointer (&result->damage), TRUE);
  g_clear_pointer (&result->label, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static guint8 *
make_data (gsize size)
{
  guint8 *data = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 31 + i / 251);
  return data;
}

static GByteArray *
seal_as (const NomoSealedForm *how, const char *passphrase, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree guint8 *data = make_data (size);
  g_autoptr (NomoSealedWriter) writer = nomo_sealed_writer_new (stream, passphrase, how, LABEL, size, NULL, &error);
  gsize at = 0;

  g_assert_no_error (error);
  /* In pieces that have nothing to do with the blocks. */
  for (gsize piece = 1; at < size; at += piece, piece = MIN (piece * 3, size - at))
    nomo_sealed_writer_write (writer, data + at, piece, NULL, &error);
  g_assert_no_error (error);
  nomo_sealed_writer_end (writer, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  at = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  return g_byte_array_new_take (g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream)), at);
}

static GByteArray *
seal (gsize size)
{
  return seal_as (&form, PASSPHRASE, size);
}

static NomoSealedReader *
begin (const guint8 *bytes, gsize size, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) size, NULL);

  return nomo_sealed_reader_new (stream, error);
}

static gboolean
take_block (guint64 number, const guint8 *data, gsize size, gboolean is_whole, gpointer user_data, GError **error)
{
  Result *result = user_data;

  g_assert_cmpuint (result->bytes->len, ==, (number - 1) * BLOCK);
  for (gsize i = 0; !is_whole && i < size; i++)
    g_assert_cmpuint (data[i], ==, 0);
  g_byte_array_append (result->bytes, data, size);
  return TRUE;
}

static void
tell_damage (Result *result, const NomoSealedDamage *damage)
{
  static const char *const parts[] = { "header", "block", "tail", "excess" };

  g_string_append_printf (result->damage, "%s%s", result->damage->len > 0 ? " " : "",
                          damage->is_missing ? "missing" : parts[damage->part]);
  if (damage->part == NOMO_SEALED_PART_BLOCK)
    g_string_append_printf (result->damage, ":%d", (int) damage->number);
  if (damage->last != damage->number)
    g_string_append_printf (result->damage, "-%d", (int) damage->last);
  if (damage->part == NOMO_SEALED_PART_BLOCK)
    g_assert_cmpuint (damage->from, ==, NOMO_SEALED_HEADER_SIZE + damage->number * STRIDE);
}

static void
open_whole (const guint8 *bytes, gsize size, Result *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSealedReader) reader = begin (bytes, size, &error);
  const GArray *damage;

  g_assert_no_error (error);
  nomo_sealed_reader_unlock (reader, PASSPHRASE, &error);
  g_assert_no_error (error);
  *result = (Result) { g_byte_array_new (), g_string_new (NULL), g_strdup (nomo_sealed_reader_get_label (reader)) };
  nomo_sealed_reader_read_all (reader, take_block, result, NULL, &error);
  g_assert_no_error (error);
  damage = nomo_sealed_reader_get_damage (reader);
  for (guint i = 0; i < damage->len; i++)
    tell_damage (result, &g_array_index (damage, NomoSealedDamage, i));
}

static void
assert_damage (const guint8 *bytes, gsize size, const char *expected)
{
  g_auto (Result) result = { 0 };

  open_whole (bytes, size, &result);
  g_assert_cmpstr (result.damage->str, ==, expected);
}

static void
assert_refused (const guint8 *bytes, gsize size, NomoCoreError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSealedReader) reader = begin (bytes, size, &error);

  g_assert_null (reader);
  g_assert_error (error, NOMO_CORE_ERROR, (int) code);
}

/* Of every size around those of blocks. */
static void
test_sizes (void)
{
  const gsize sizes[] = { 0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 100 * BLOCK + 7 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GByteArray) sealed = seal (sizes[i]);
    g_autofree guint8 *data = make_data (sizes[i]);
    g_auto (Result) result = { 0 };

    open_whole (sealed->data, sealed->len, &result);
    g_assert_cmpstr (result.damage->str, ==, "");
    g_assert_cmpstr (result.label, ==, LABEL);
    g_assert_cmpmem (result.bytes->data, result.bytes->len, data, sizes[i]);
    g_assert_cmpuint (sealed->len, ==,
                      2 * NOMO_SEALED_HEADER_SIZE + STRIDE * nomo_sealed_count_blocks (BLOCK, sizes[i]));
  }
}

/* Nothing of the contents or of the label shows, and no two files are alike. */
static void
test_sealed (void)
{
  g_autoptr (GByteArray) one = seal (5 * BLOCK);
  g_autoptr (GByteArray) other = seal (5 * BLOCK);
  g_autofree guint8 *data = make_data (5 * BLOCK);

  g_assert_cmpuint (one->len, ==, other->len);
  g_assert_null (memmem (one->data, one->len, LABEL, 4));
  for (guint i = 0; i + 8 < 5 * BLOCK; i++)
    g_assert_null (memmem (one->data, one->len, data + i, 8));
  for (guint i = NOMO_SEALED_HEADER_SIZE; i + 8 < one->len - NOMO_SEALED_HEADER_SIZE; i += 8)
    g_assert_cmpint (memcmp (one->data + i, other->data + i, 8), !=, 0);
}

static char *
name_place (guint at, guint n_blocks)
{
  if (at < NOMO_SEALED_HEADER_SIZE)
    return g_strdup ("header");
  if (at < NOMO_SEALED_HEADER_SIZE + n_blocks * STRIDE)
    return g_strdup_printf ("block:%u", (at - NOMO_SEALED_HEADER_SIZE) / STRIDE);
  return g_strdup ("tail");
}

/* One bit at every byte: it is found, the right place is named, and all the rest is there. */
static void
test_flipped_bits (void)
{
  const gsize size = 3 * BLOCK + 5;
  g_autoptr (GByteArray) sealed = seal (size);
  g_autofree guint8 *data = make_data (size);

  for (guint i = 0; i < sealed->len; i++) {
    g_autofree char *expected = name_place (i, 6);
    g_auto (Result) result = { 0 };
    guint8 bit = (guint8) (1 << (i % 8));

    sealed->data[i] ^= bit;
    open_whole (sealed->data, sealed->len, &result);
    sealed->data[i] ^= bit;
    g_assert_cmpstr (result.damage->str, ==, expected);
    g_assert_cmpstr (result.label, ==, LABEL);
    g_assert_cmpuint (result.bytes->len, ==, size);
    for (guint block = 0; block < 4; block++) {
      g_autofree char *name = g_strdup_printf ("block:%u", block + 1);
      guint n = MIN (BLOCK, (guint) size - block * BLOCK);

      g_assert_cmpint (memcmp (result.bytes->data + block * BLOCK, data + block * BLOCK, n) == 0, !=,
                       g_str_equal (name, expected));
    }
  }
}

/* However much is missing, that it is missing is found, and what is there can be read. */
static void
test_truncated (void)
{
  const gsize size = 3 * BLOCK;
  g_autoptr (GByteArray) sealed = seal (size);

  for (guint i = 0; i < sealed->len; i++) {
    guint blocks = i < NOMO_SEALED_HEADER_SIZE ? 0 : (i - NOMO_SEALED_HEADER_SIZE) / STRIDE;
    g_auto (Result) result = { 0 };
    g_autoptr (GString) expected = g_string_new (NULL);

    if (i < NOMO_SEALED_HEADER_SIZE) {
      assert_refused (sealed->data, i,
                      i == 0  ? NOMO_CORE_ERROR_EMPTY
                      : i < 8 ? NOMO_CORE_ERROR_NOT_SEALED
                              : NOMO_CORE_ERROR_DAMAGED);
      continue;
    }
    open_whole (sealed->data, i, &result);
    g_assert_nonnull (strstr (result.damage->str, "missing"));
    /* Before the first block is there, it is not known how many there were. */
    if (blocks == 0)
      continue;
    g_assert_cmpuint (result.bytes->len, ==, MIN (blocks - 1, 3) * BLOCK);
    if (blocks <= 3)
      g_string_append_printf (expected, blocks < 3 ? "missing:%u-3 " : "missing:%u ", blocks);
    if (blocks <= 4)
      g_string_append (expected, "missing:4 ");
    g_string_append (expected, "missing");
    g_assert_cmpstr (result.damage->str, ==, expected->str);
  }
}

/* Puts a number into the header and makes its sum right again. */
static void
forge (GByteArray *sealed, guint at, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  memcpy (sealed->data + at, &big, sizeof big);
  g_assert_true (EVP_Digest (sealed->data, 96, sealed->data + 96, NULL, EVP_sha256 (), NULL));
}

static guint8 *
block_at (GByteArray *sealed, guint number)
{
  return sealed->data + NOMO_SEALED_HEADER_SIZE + number * STRIDE;
}

static void
test_moved (void)
{
  g_autoptr (GByteArray) sealed = seal (4 * BLOCK);
  g_autoptr (GByteArray) other = seal (4 * BLOCK);
  g_autofree guint8 *whole = g_memdup2 (sealed->data, sealed->len);
  guint8 kept[STRIDE];

  /* Swapped. */
  memcpy (kept, block_at (sealed, 2), STRIDE);
  memcpy (block_at (sealed, 2), block_at (sealed, 3), STRIDE);
  memcpy (block_at (sealed, 3), kept, STRIDE);
  assert_damage (sealed->data, sealed->len, "block:2 block:3");
  memcpy (sealed->data, whole, sealed->len);
  /* One in the place of another, the first and the last among them. */
  memcpy (block_at (sealed, 4), block_at (sealed, 1), STRIDE);
  assert_damage (sealed->data, sealed->len, "block:4");
  memcpy (sealed->data, whole, sealed->len);
  memcpy (block_at (sealed, 5), block_at (sealed, 0), STRIDE);
  assert_damage (sealed->data, sealed->len, "block:5");
  memcpy (sealed->data, whole, sealed->len);
  memcpy (block_at (sealed, 1), block_at (sealed, 0), STRIDE);
  assert_damage (sealed->data, sealed->len, "block:1");
  memcpy (sealed->data, whole, sealed->len);
  /* Of another file with the same passphrase, and the whole header of that. */
  memcpy (block_at (sealed, 3), block_at (other, 3), STRIDE);
  assert_damage (sealed->data, sealed->len, "block:3");
  memcpy (sealed->data, whole, sealed->len);
  memcpy (sealed->data, other->data, NOMO_SEALED_HEADER_SIZE);
  assert_damage (sealed->data, sealed->len, "block:0 block:1 block:2 block:3 block:4 block:5 tail");
  memcpy (sealed->data, whole, sealed->len);
  assert_damage (sealed->data, sealed->len, "");
  /* A header that somebody changed and summed up anew is not that of the blocks. */
  forge (sealed, 92, 1);
  assert_damage (sealed->data, sealed->len, "block:0 block:1 block:2 block:3 block:4 block:5 tail");
}

static void
test_inserted (void)
{
  g_autoptr (GByteArray) doubled = seal (4 * BLOCK);
  g_autoptr (GByteArray) longer = seal (BLOCK);
  g_autofree guint8 *copy = g_memdup2 (block_at (doubled, 2), doubled->len - NOMO_SEALED_HEADER_SIZE - 2 * STRIDE);
  guint rest = doubled->len - NOMO_SEALED_HEADER_SIZE - 2 * STRIDE;

  /* A block that stands there twice pushes all that follows it away. */
  g_byte_array_set_size (doubled, doubled->len - rest + STRIDE);
  g_byte_array_append (doubled, copy, rest);
  assert_damage (doubled->data, doubled->len, "block:3 block:4 block:5 tail excess");
  /* What follows the end. */
  g_byte_array_append (longer, (const guint8 *) "x", 1);
  assert_damage (longer->data, longer->len, "excess");
}

/* Both places that say what the file holds. */
static void
test_no_label (void)
{
  g_autoptr (GByteArray) sealed = seal (2 * BLOCK);
  g_auto (Result) result = { 0 };

  *block_at (sealed, 0) ^= 1;
  *block_at (sealed, 3) ^= 1;
  open_whole (sealed->data, sealed->len, &result);
  g_assert_null (result.label);
  g_assert_cmpstr (result.damage->str, ==, "block:0 block:3");
  g_assert_cmpuint (result.bytes->len, ==, 2 * BLOCK);
}

/* A block of contents is not taken for the end because it stands there. */
static void
test_false_end (void)
{
  g_autoptr (GByteArray) sealed = seal (4 * BLOCK);
  g_auto (Result) result = { 0 };

  *block_at (sealed, 0) ^= 1;
  g_byte_array_set_size (sealed, NOMO_SEALED_HEADER_SIZE + 3 * STRIDE);
  g_byte_array_append (sealed, sealed->data, NOMO_SEALED_HEADER_SIZE);
  open_whole (sealed->data, sealed->len, &result);
  g_assert_null (result.label);
  g_assert_cmpstr (result.damage->str, ==, "block:0 block:2");
}

static void
assert_opens (GByteArray *sealed, const char *passphrase, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSealedReader) reader = begin (sealed->data, sealed->len, &error);

  g_assert_no_error (error);
  g_assert_cmpint (nomo_sealed_reader_unlock (reader, passphrase, &error), ==, expected);
  if (expected)
    g_assert_no_error (error);
  else
    g_assert_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_PASSPHRASE);
}

static void
test_passphrase (void)
{
  g_autoptr (GByteArray) sealed = seal (10);
  g_autoptr (GByteArray) composed = seal_as (&form, "\xd8\xa3", 10);
  g_autoptr (GByteArray) no_text = seal_as (&form, "\xff\xfe", 10);

  assert_opens (sealed, PASSPHRASE, TRUE);
  assert_opens (sealed, "", FALSE);
  assert_opens (sealed, PASSPHRASE " ", FALSE);
  /* However the keyboard puts alef and hamza together. */
  assert_opens (composed, "\xd8\xa7\xd9\x94", TRUE);
  assert_opens (composed, "\xd8\xa7", FALSE);
  assert_opens (no_text, "\xff\xfe", TRUE);
  /* A damaged file still tells a wrong passphrase from damage. */
  *block_at (sealed, 1) ^= 1;
  sealed->data[60] ^= 1;
  assert_opens (sealed, PASSPHRASE, TRUE);
  assert_opens (sealed, "wrong", FALSE);
}

/* What would take all of the memory, or minutes, is refused before any of it is taken. */
static void
test_costs (void)
{
  static const struct {
    guint32 log_n, r, p, block_size;
  } wrong[] = {
    { 3, 8, 1, 64 },        { 21, 8, 1, 64 },          { 63, 8, 1, 64 }, { G_MAXUINT32, 8, 1, 64 },
    { 20, 9, 1, 64 },       { 17, 0, 1, 64 },          { 4, 33, 1, 64 }, { 4, G_MAXUINT32, 1, 64 },
    { 17, 8, 0, 64 },       { 4, 1, 17, 64 },          { 20, 8, 5, 64 }, { 4, 1, G_MAXUINT32, 64 },
    { 17, 8, 1, 32 },       { 17, 8, 1, 96 },          { 17, 8, 1, 0 },  { 17, 8, 1, 2 << 20 },
    { 17, 8, 1, 1u << 31 }, { 17, 8, 1, G_MAXUINT32 },
  };
  g_autoptr (GByteArray) sealed = seal (10);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    forge (sealed, 12, wrong[i].log_n);
    forge (sealed, 16, wrong[i].r);
    forge (sealed, 20, wrong[i].p);
    forge (sealed, 24, wrong[i].block_size);
    assert_refused (sealed->data, sealed->len, NOMO_CORE_ERROR_COST);
  }
}

/* What it costs is in the file, and not less than it ought to be. */
static void
test_usual_cost (void)
{
  gint64 before = g_get_monotonic_time ();
  g_autoptr (GByteArray) sealed = seal_as (nomo_sealed_form_usual (), PASSPHRASE, 10);
  g_autoptr (NomoSealedReader) reader = begin (sealed->data, sealed->len, NULL);
  const NomoSealedCost *cost = nomo_sealed_reader_get_cost (reader);

  g_test_message ("one try: %d ms", (int) ((g_get_monotonic_time () - before) / 1000));
  g_assert_cmpuint (cost->log_n, >=, 17);
  g_assert_cmpuint (cost->r, >=, 8);
  g_assert_cmpuint (cost->p, >=, 1);
}

static void
test_other_files (void)
{
  g_autoptr (GByteArray) sealed = seal (10);
  const char *text = "merchant,name\n1180227410,متجر الورد\n";
  guint8 zeros[4096] = { 0 };

  assert_refused ((const guint8 *) "", 0, NOMO_CORE_ERROR_EMPTY);
  assert_refused ((const guint8 *) text, strlen (text), NOMO_CORE_ERROR_NOT_SEALED);
  assert_refused (zeros, sizeof zeros, NOMO_CORE_ERROR_NOT_SEALED);
  forge (sealed, 8, 2);
  assert_refused (sealed->data, sealed->len, NOMO_CORE_ERROR_OTHER_VERSION);
  forge (sealed, 8, 1);
  /* Damaged at both ends: nothing says any more how to read it. */
  sealed->data[30] ^= 1;
  sealed->data[sealed->len - 1] ^= 1;
  assert_refused (sealed->data, sealed->len, NOMO_CORE_ERROR_DAMAGED);
}

static gboolean
cancel_at_two (guint64 number, const guint8 *data, gsize size, gboolean is_whole, gpointer cancellable, GError **error)
{
  g_assert_cmpuint (number, <=, 2);
  if (number == 2)
    g_cancellable_cancel (cancellable);
  return TRUE;
}

static void
test_cancelled (void)
{
  g_autoptr (GByteArray) sealed = seal (5 * BLOCK);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NomoSealedReader) reader = begin (sealed->data, sealed->len, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (nomo_sealed_reader_unlock (reader, PASSPHRASE, NULL));
  g_assert_false (nomo_sealed_reader_read_all (reader, cancel_at_two, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (nomo_sealed_writer_new (stream, PASSPHRASE, &form, LABEL, 5, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sealed/sizes", test_sizes);
  g_test_add_func ("/sealed/sealed", test_sealed);
  g_test_add_func ("/sealed/flipped-bits", test_flipped_bits);
  g_test_add_func ("/sealed/truncated", test_truncated);
  g_test_add_func ("/sealed/moved", test_moved);
  g_test_add_func ("/sealed/inserted", test_inserted);
  g_test_add_func ("/sealed/no-label", test_no_label);
  g_test_add_func ("/sealed/false-end", test_false_end);
  g_test_add_func ("/sealed/passphrase", test_passphrase);
  g_test_add_func ("/sealed/costs", test_costs);
  g_test_add_func ("/sealed/usual-cost", test_usual_cost);
  g_test_add_func ("/sealed/other-files", test_other_files);
  g_test_add_func ("/sealed/cancelled", test_cancelled);
  return g_test_run ();
}
