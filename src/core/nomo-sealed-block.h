#pragma once

#include "nomo-sealed-header.h"

G_BEGIN_DECLS

/**
 * NomoSealedKind:
 * @NOMO_SEALED_FIRST: says what the file holds
 * @NOMO_SEALED_DATA: holds some of it
 * @NOMO_SEALED_END: says that the file ends here, and what it holds once more
 *
 * What a block of a sealed file is.
 */
typedef enum {
  NOMO_SEALED_FIRST,
  NOMO_SEALED_DATA,
  NOMO_SEALED_END,
} NomoSealedKind;

/**
 * NomoSealedCipher:
 *
 * Seals and opens the blocks of one file.
 */
typedef struct _NomoSealedCipher NomoSealedCipher;

guint32 nomo_sealed_label_get_room (guint32 block_size);
guint8 *nomo_sealed_label_make (guint32 block_size, const char *label, guint64 size);
char *nomo_sealed_label_read (const guint8 *block, guint32 block_size, guint64 *size);

NomoSealedCipher *nomo_sealed_cipher_new (const NomoSealedHeader *header, const guint8 *key);
void nomo_sealed_cipher_seal (NomoSealedCipher *self, NomoSealedKind kind, guint64 number, const guint8 *data,
                              guint8 *sealed);
gboolean nomo_sealed_cipher_open (NomoSealedCipher *self, NomoSealedKind kind, guint64 number, const guint8 *sealed,
                                  guint8 *data);
void nomo_sealed_cipher_free (NomoSealedCipher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSealedCipher, nomo_sealed_cipher_free)

G_END_DECLS
