#include "config.h"

#include "nomo-sealed-writer.h"

#include "nomo-sealed-block.h"

#include <string.h>

struct _NomoSealedWriter {
  GOutputStream *stream;
  NomoSealedHeader header;
  NomoSealedCipher *cipher;
  guint8 *label;  /* the block that says what the file holds */
  guint8 *block;  /* what is not sealed yet */
  guint8 *sealed; /* and once it is */
  guint32 n;      /* how many bytes of the block are there */
  guint64 number; /* of the next block */
  guint64 left;   /* how much of the contents is still to come */
};

/**
 * nomo_sealed_form_usual:
 *
 * Returns: (transfer none): how files are sealed outside of tests: a try takes 128 MiB and about half a second of today
 */
const NomoSealedForm *
nomo_sealed_form_usual (void)
{
  static const NomoSealedForm usual = { { 17, 8, 1 }, 64 * 1024 };

  return &usual;
}

static gboolean
put_block (NomoSealedWriter *self, NomoSealedKind kind, const guint8 *block, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  nomo_sealed_cipher_seal (self->cipher, kind, self->number++, block, self->sealed);
  return g_output_stream_write_all (self->stream, self->sealed, self->header.block_size + NOMO_SEALED_TAG_SIZE, NULL,
                                    cancellable, error);
}

static gboolean
put_header (NomoSealedWriter *self, GCancellable *cancellable, GError **error)
{
  return g_output_stream_write_all (self->stream, self->header.bytes, sizeof self->header.bytes, NULL, cancellable,
                                    error);
}

/**
 * nomo_sealed_writer_new:
 * @stream: where to write
 * @passphrase: what will open the file
 * @form: how to write it
 * @label: what it holds, a text as long as nomo_sealed_label_get_room() lets it be
 * @size: how many bytes of contents will come
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Begins a file. Blocks.
 *
 * Returns: (transfer full) (nullable): what the contents go to
 */
NomoSealedWriter *
nomo_sealed_writer_new (GOutputStream *stream, const char *passphrase, const NomoSealedForm *form, const char *label,
                        guint64 size, GCancellable *cancellable, GError **error)
{
  g_autoptr (NomoSealedWriter) self = g_new0 (NomoSealedWriter, 1);
  guint8 key[NOMO_SEALED_KEY_SIZE];

  g_return_val_if_fail (strlen (label) <= nomo_sealed_label_get_room (form->block_size), NULL);

  self->stream = g_object_ref (stream);
  self->label = nomo_sealed_label_make (form->block_size, label, size);
  self->block = g_malloc0 (form->block_size);
  self->sealed = g_malloc (form->block_size + NOMO_SEALED_TAG_SIZE);
  self->left = size;
  if (!nomo_sealed_header_make (&self->header, passphrase, &form->cost, form->block_size, key, error))
    return NULL;
  self->cipher = nomo_sealed_cipher_new (&self->header, key);
  explicit_bzero (key, sizeof key);
  if (!put_header (self, cancellable, error) || !put_block (self, NOMO_SEALED_FIRST, self->label, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
put_data (NomoSealedWriter *self, GCancellable *cancellable, GError **error)
{
  gboolean ok = put_block (self, NOMO_SEALED_DATA, self->block, cancellable, error);

  memset (self->block, 0, self->header.block_size);
  self->n = 0;
  return ok;
}

/**
 * nomo_sealed_writer_write:
 * @self: a writer
 * @data: what comes next of the contents
 * @size: how many bytes that is
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Blocks.
 *
 * Returns: whether it could be written; if not, the file is of no use
 */
gboolean
nomo_sealed_writer_write (NomoSealedWriter *self, const guint8 *data, gsize size, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (size <= self->left, FALSE);

  self->left -= size;
  while (size > 0) {
    gsize more = MIN (size, self->header.block_size - self->n);

    memcpy (self->block + self->n, data, more);
    self->n += more;
    data += more;
    size -= more;
    if (self->n == self->header.block_size && !put_data (self, cancellable, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * nomo_sealed_writer_end:
 * @self: a writer to which all of the contents went
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Says that the file ends here. Blocks.
 *
 * Returns: whether it could be written
 */
gboolean
nomo_sealed_writer_end (NomoSealedWriter *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self->left == 0, FALSE);

  return (self->n == 0 || put_data (self, cancellable, error)) &&
         put_block (self, NOMO_SEALED_END, self->label, cancellable, error) && put_header (self, cancellable, error);
}

/**
 * nomo_sealed_writer_free:
 * @self: (transfer full): a writer
 */
void
nomo_sealed_writer_free (NomoSealedWriter *self)
{
  g_clear_pointer (&self->cipher, nomo_sealed_cipher_free);
  g_free (self->label);
  g_free (self->block);
  g_free (self->sealed);
  g_object_unref (self->stream);
  g_free (self);
}
