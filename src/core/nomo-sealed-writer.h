#pragma once

#include "nomo-sealed-header.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoSealedWriter:
 *
 * Writes a file of sealed blocks, with as much memory as two of them take.
 */
typedef struct _NomoSealedWriter NomoSealedWriter;

/**
 * NomoSealedForm:
 * @cost: what it is to cost to try one passphrase
 * @block_size: how many bytes of the contents a block holds, a power of two from 64 to 1,048,576
 *
 * How a sealed file is to be written.
 */
typedef struct {
  NomoSealedCost cost;
  guint32 block_size;
} NomoSealedForm;

const NomoSealedForm *nomo_sealed_form_usual (void);

NomoSealedWriter *nomo_sealed_writer_new (GOutputStream *stream, const char *passphrase, const NomoSealedForm *form,
                                          const char *label, guint64 size, GCancellable *cancellable, GError **error);
gboolean nomo_sealed_writer_write (NomoSealedWriter *self, const guint8 *data, gsize size, GCancellable *cancellable,
                                   GError **error);
gboolean nomo_sealed_writer_end (NomoSealedWriter *self, GCancellable *cancellable, GError **error);
void nomo_sealed_writer_free (NomoSealedWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSealedWriter, nomo_sealed_writer_free)

G_END_DECLS
