#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_SEALED_HEADER_SIZE 128
#define NOMO_SEALED_TAG_SIZE    16
#define NOMO_SEALED_KEY_SIZE    32

/**
 * NomoSealedCost:
 * @log_n: base-2 logarithm of scrypt's N, by which its memory and its time grow
 * @r: scrypt's block size; the memory is 128 · N · r bytes
 * @p: how often that work is done
 *
 * What it costs to try one passphrase.
 */
typedef struct {
  guint32 log_n;
  guint32 r;
  guint32 p;
} NomoSealedCost;

/**
 * NomoSealedHeader:
 * @bytes: as it stands in the file
 * @cost: what it costs to try one passphrase
 * @block_size: how many bytes of the contents a block holds
 *
 * What a sealed file begins with, and what it ends with once more.
 */
typedef struct {
  guint8 bytes[NOMO_SEALED_HEADER_SIZE];
  NomoSealedCost cost;
  guint32 block_size;
} NomoSealedHeader;

guint64 nomo_sealed_count_blocks (guint32 block_size, guint64 size);
gboolean nomo_sealed_header_make (NomoSealedHeader *self, const char *passphrase, const NomoSealedCost *cost,
                                  guint32 block_size, guint8 *key, GError **error);
gboolean nomo_sealed_header_read (NomoSealedHeader *self, const guint8 *bytes, GError **error);
gboolean nomo_sealed_header_open (const NomoSealedHeader *self, const char *passphrase, guint8 *key, GError **error);

G_END_DECLS
