#include "config.h"

#include "nomo-sealed-reader.h"

#include "nomo-error.h"

#include <glib/gi18n.h>
#include <string.h>

struct _NomoSealedReader {
  GInputStream *stream;
  guint64 file_size;
  NomoSealedHeader header;
  NomoSealedCipher *cipher;
  char *label;
  guint64 size;     /* of the contents */
  guint64 n_blocks; /* with the first and the last */
  guint8 *sealed;
  guint8 *block;
  GArray *damage; /* NomoSealedDamage */
};

static guint64
stride (NomoSealedReader *self)
{
  return self->header.block_size + NOMO_SEALED_TAG_SIZE;
}

/* A disk that cannot give the bytes back is as good as one that changed them. */
static gboolean
read_at (NomoSealedReader *self, guint64 from, guint8 *bytes, gsize size)
{
  gsize n = 0;

  return from + size <= self->file_size &&
         g_seekable_seek (G_SEEKABLE (self->stream), (goffset) from, G_SEEK_SET, NULL, NULL) &&
         g_input_stream_read_all (self->stream, bytes, size, &n, NULL, NULL) && n == size;
}

static void
note (NomoSealedReader *self, NomoSealedPart part, guint64 number, guint64 from, guint64 size)
{
  NomoSealedDamage damage = { part, number, number, from, from + size, from + size > self->file_size };

  g_array_append_val (self->damage, damage);
}

static guint64
place_of (NomoSealedReader *self, guint64 number)
{
  return NOMO_SEALED_HEADER_SIZE + number * stride (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const NomoSealedDamage *one = a;
  const NomoSealedDamage *other = b;

  return one->from < other->from ? -1 : one->from > other->from;
}

static gboolean
fail (GError **error, NomoCoreError code, const char *why)
{
  g_set_error_literal (error, NOMO_CORE_ERROR, (int) code, why);
  return FALSE;
}

/* What is at the end takes the place of what is at the beginning when that is damaged. */
static gboolean
read_header (NomoSealedReader *self, GError **error)
{
  guint8 bytes[NOMO_SEALED_HEADER_SIZE] = { 0 };
  g_autoptr (GError) failure = NULL;

  if (self->file_size == 0)
    return fail (error, NOMO_CORE_ERROR_EMPTY, "the file is empty");
  read_at (self, 0, bytes, (gsize) MIN (self->file_size, sizeof bytes));
  if (nomo_sealed_header_read (&self->header, bytes, &failure))
    return TRUE;
  if (!g_error_matches (failure, NOMO_CORE_ERROR, NOMO_CORE_ERROR_COST) &&
      !g_error_matches (failure, NOMO_CORE_ERROR, NOMO_CORE_ERROR_OTHER_VERSION) &&
      read_at (self, self->file_size - sizeof bytes, bytes, sizeof bytes) &&
      nomo_sealed_header_read (&self->header, bytes, NULL)) {
    note (self, NOMO_SEALED_PART_HEADER, 0, 0, sizeof bytes);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
measure (NomoSealedReader *self, GError **error)
{
  if (!g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_END, NULL, error))
    return FALSE;
  self->file_size = (guint64) g_seekable_tell (G_SEEKABLE (self->stream));
  return TRUE;
}

/**
 * nomo_sealed_reader_new:
 * @stream: a file, of which any place can be read
 * @error: return location
 *
 * Looks at the header, which costs nothing. Blocks.
 *
 * Returns: (transfer full) (nullable): what reads the file; %NULL with %NOMO_CORE_ERROR_EMPTY, %NOMO_CORE_ERROR_NOT_SEALED,
 *   %NOMO_CORE_ERROR_OTHER_VERSION, %NOMO_CORE_ERROR_COST or %NOMO_CORE_ERROR_DAMAGED
 */
NomoSealedReader *
nomo_sealed_reader_new (GInputStream *stream, GError **error)
{
  g_autoptr (NomoSealedReader) self = g_new0 (NomoSealedReader, 1);

  g_return_val_if_fail (G_IS_SEEKABLE (stream), NULL);

  self->stream = g_object_ref (stream);
  self->damage = g_array_new (FALSE, FALSE, sizeof (NomoSealedDamage));
  if (!measure (self, error) || !read_header (self, error))
    return NULL;
  self->sealed = g_malloc (stride (self));
  self->block = g_malloc0 (self->header.block_size);
  return g_steal_pointer (&self);
}

/**
 * nomo_sealed_reader_get_cost:
 * @self: a reader
 *
 * Returns: (transfer none): what it costs to try a passphrase
 */
const NomoSealedCost *
nomo_sealed_reader_get_cost (NomoSealedReader *self)
{
  return &self->header.cost;
}

static gboolean
open_block (NomoSealedReader *self, NomoSealedKind kind, guint64 number)
{
  guint64 from = place_of (self, number);

  if (read_at (self, from, self->sealed, stride (self)) &&
      nomo_sealed_cipher_open (self->cipher, kind, number, self->sealed, self->block))
    return TRUE;
  note (self, NOMO_SEALED_PART_BLOCK, number, from, stride (self));
  memset (self->block, 0, self->header.block_size);
  return FALSE;
}

static gboolean
take_label (NomoSealedReader *self)
{
  guint64 size;

  self->label = nomo_sealed_label_read (self->block, self->header.block_size, &size);
  if (self->label == NULL)
    return FALSE;
  self->size = size;
  self->n_blocks = nomo_sealed_count_blocks (self->header.block_size, size);
  return TRUE;
}

/* Without a label it is the size of the file that says how many blocks there are. */
static void
guess (NomoSealedReader *self)
{
  guint64 around = 2 * NOMO_SEALED_HEADER_SIZE;
  guint64 blocks = self->file_size > around ? self->file_size - around : 0;

  self->n_blocks = MAX (2, blocks / stride (self) + (blocks % stride (self) != 0));
  self->size = (self->n_blocks - 2) * self->header.block_size;
}

static void
read_labels (NomoSealedReader *self)
{
  gboolean known = open_block (self, NOMO_SEALED_FIRST, 0) && take_label (self);

  if (!known)
    guess (self);
  if (open_block (self, NOMO_SEALED_END, self->n_blocks - 1) && !known)
    take_label (self);
}

/* What is behind the last block: the header once more, and nothing else. */
static void
read_tail (NomoSealedReader *self)
{
  guint8 bytes[NOMO_SEALED_HEADER_SIZE];
  guint64 from = place_of (self, self->n_blocks);
  guint64 end = from + sizeof bytes;

  if (!read_at (self, from, bytes, sizeof bytes) || memcmp (bytes, self->header.bytes, sizeof bytes) != 0)
    note (self, NOMO_SEALED_PART_TAIL, 0, from, sizeof bytes);
  if (self->file_size > end)
    note (self, NOMO_SEALED_PART_EXCESS, 0, end, self->file_size - end);
}

/**
 * nomo_sealed_reader_unlock:
 * @self: a reader that was not unlocked before
 * @passphrase: what was typed
 * @error: return location
 *
 * Blocks for as long as one try of a passphrase costs.
 *
 * Returns: whether @passphrase is that of the file, damaged or not; else %NOMO_CORE_ERROR_PASSPHRASE
 */
gboolean
nomo_sealed_reader_unlock (NomoSealedReader *self, const char *passphrase, GError **error)
{
  guint8 key[NOMO_SEALED_KEY_SIZE];

  g_return_val_if_fail (self->cipher == NULL, FALSE);

  if (!nomo_sealed_header_open (&self->header, passphrase, key, error))
    return FALSE;
  self->cipher = nomo_sealed_cipher_new (&self->header, key);
  explicit_bzero (key, sizeof key);
  read_labels (self);
  read_tail (self);
  return TRUE;
}

/**
 * nomo_sealed_reader_get_label:
 * @self: a reader that was unlocked
 *
 * Returns: (nullable): what the file holds, as whoever wrote it said; %NULL when both places that say it are damaged
 */
const char *
nomo_sealed_reader_get_label (NomoSealedReader *self)
{
  return self->label;
}

/**
 * nomo_sealed_reader_get_size:
 * @self: a reader that was unlocked
 *
 * Returns: how many bytes of contents there are; at most so many when there is no label
 */
guint64
nomo_sealed_reader_get_size (NomoSealedReader *self)
{
  return self->size;
}

/**
 * nomo_sealed_reader_get_block_size:
 * @self: a reader
 *
 * Returns: how many bytes of contents a block holds
 */
guint32
nomo_sealed_reader_get_block_size (NomoSealedReader *self)
{
  return self->header.block_size;
}

/**
 * nomo_sealed_reader_count_data:
 * @self: a reader that was unlocked
 *
 * Returns: how many blocks hold contents; their numbers are 1 to so many
 */
guint64
nomo_sealed_reader_count_data (NomoSealedReader *self)
{
  return self->n_blocks - 2;
}

/* From a block on that the file does not hold as a whole, all are missing. */
static void
note_missing (NomoSealedReader *self, guint64 number)
{
  NomoSealedDamage damage = { NOMO_SEALED_PART_BLOCK,
                              number,
                              self->n_blocks - 2,
                              place_of (self, number),
                              place_of (self, self->n_blocks - 1),
                              TRUE };

  g_array_append_val (self->damage, damage);
}

/**
 * nomo_sealed_reader_read_all:
 * @self: a reader that was unlocked
 * @func: gets each block that holds contents and that the file has, in their order
 * @data: for @func
 * @cancellable: (nullable): gives up between two blocks
 * @error: return location
 *
 * Reads all of the contents, once; what is damaged stands in nomo_sealed_reader_get_damage() afterwards. Blocks.
 *
 * Returns: whether it came to the end of the file, damaged or not
 */
gboolean
nomo_sealed_reader_read_all (NomoSealedReader *self, NomoSealedFunc func, gpointer data, GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (self->cipher != NULL, FALSE);

  for (guint64 number = 1; number <= nomo_sealed_reader_count_data (self); number++) {
    guint64 before = (number - 1) * self->header.block_size;
    gboolean is_whole;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (place_of (self, number + 1) > self->file_size) {
      note_missing (self, number);
      return TRUE;
    }
    is_whole = open_block (self, NOMO_SEALED_DATA, number);
    if (!func (number, self->block, (gsize) MIN (self->header.block_size, self->size - before), is_whole, data, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * nomo_sealed_reader_get_damage:
 * @self: a reader that was unlocked
 *
 * Returns: (transfer none) (element-type NomoSealedDamage): what was found to be damaged so far, in the order of the file
 */
const GArray *
nomo_sealed_reader_get_damage (NomoSealedReader *self)
{
  g_array_sort (self->damage, compare);
  return self->damage;
}

/**
 * nomo_sealed_reader_free:
 * @self: (transfer full): a reader
 */
void
nomo_sealed_reader_free (NomoSealedReader *self)
{
  g_clear_pointer (&self->cipher, nomo_sealed_cipher_free);
  g_array_unref (self->damage);
  g_object_unref (self->stream);
  g_free (self->label);
  g_free (self->sealed);
  g_free (self->block);
  g_free (self);
}
