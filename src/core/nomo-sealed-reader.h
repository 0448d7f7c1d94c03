#pragma once

#include "nomo-sealed-block.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoSealedPart:
 * @NOMO_SEALED_PART_HEADER: the header
 * @NOMO_SEALED_PART_BLOCK: a block
 * @NOMO_SEALED_PART_TAIL: the header once more, at the end
 * @NOMO_SEALED_PART_EXCESS: what follows the end and does not belong there
 *
 * What of a sealed file something is said of.
 */
typedef enum {
  NOMO_SEALED_PART_HEADER,
  NOMO_SEALED_PART_BLOCK,
  NOMO_SEALED_PART_TAIL,
  NOMO_SEALED_PART_EXCESS,
} NomoSealedPart;

/**
 * NomoSealedDamage:
 * @part: what is damaged
 * @number: of a block, its number from 0, which is the first block of the file; those that hold contents begin at 1
 * @last: of blocks that are missing at the end, the number of the last one; else @number
 * @from: the first byte of it in the file
 * @to: the byte after it, were it whole
 * @is_missing: whether the file ends before @to
 *
 * What is wrong with a sealed file at one place: it is not what was written there. Changed, taken from another place or from
 * another file, or not readable at all.
 */
typedef struct {
  NomoSealedPart part;
  guint64 number;
  guint64 last;
  guint64 from;
  guint64 to;
  gboolean is_missing;
} NomoSealedDamage;

/**
 * NomoSealedFunc:
 * @number: of a block that holds contents, from 1
 * @data: what it holds, zeros when it is damaged
 * @size: how many bytes that is
 * @is_whole: whether it is what was written there
 * @user_data: what nomo_sealed_reader_read_all() was given
 * @error: return location
 *
 * Returns: whether to go on
 */
typedef gboolean (*NomoSealedFunc) (guint64 number, const guint8 *data, gsize size, gboolean is_whole,
                                    gpointer user_data, GError **error);

/**
 * NomoSealedReader:
 *
 * Reads a file of sealed blocks, one at a time, and goes on behind those that are damaged.
 */
typedef struct _NomoSealedReader NomoSealedReader;

NomoSealedReader *nomo_sealed_reader_new (GInputStream *stream, GError **error);
const NomoSealedCost *nomo_sealed_reader_get_cost (NomoSealedReader *self);
gboolean nomo_sealed_reader_unlock (NomoSealedReader *self, const char *passphrase, GError **error);
const char *nomo_sealed_reader_get_label (NomoSealedReader *self);
guint64 nomo_sealed_reader_get_size (NomoSealedReader *self);
guint32 nomo_sealed_reader_get_block_size (NomoSealedReader *self);
guint64 nomo_sealed_reader_count_data (NomoSealedReader *self);
gboolean nomo_sealed_reader_read_all (NomoSealedReader *self, NomoSealedFunc func, gpointer data,
                                      GCancellable *cancellable, GError **error);
const GArray *nomo_sealed_reader_get_damage (NomoSealedReader *self);
void nomo_sealed_reader_free (NomoSealedReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSealedReader, nomo_sealed_reader_free)

G_END_DECLS
