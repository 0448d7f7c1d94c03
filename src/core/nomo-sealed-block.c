#include "config.h"

#include "nomo-sealed-block.h"

#include <openssl/evp.h>
#include <string.h>

#define NONCE_SIZE 12

/* In the blocks that say what a file holds: the size of the contents, that of the label, the label, zeros. */
#define AT_LENGTH 8
#define AT_LABEL  12

struct _NomoSealedCipher {
  NomoSealedHeader header;
  guint8 key[NOMO_SEALED_KEY_SIZE];
  EVP_CIPHER_CTX *context;
};

/**
 * nomo_sealed_label_get_room:
 * @block_size: how many bytes of the contents a block holds
 *
 * Returns: how many bytes a label may have
 */
guint32
nomo_sealed_label_get_room (guint32 block_size)
{
  return block_size - AT_LABEL;
}

/**
 * nomo_sealed_label_make:
 * @block_size: how many bytes of the contents a block holds
 * @label: what a file holds
 * @size: how many bytes of contents that is
 *
 * Returns: (transfer full): a block that says so, to be sealed
 */
guint8 *
nomo_sealed_label_make (guint32 block_size, const char *label, guint64 size)
{
  guint8 *block = g_malloc0 (block_size);
  guint64 big_size = GUINT64_TO_BE (size);
  guint32 big_length = GUINT32_TO_BE ((guint32) strlen (label));

  memcpy (block, &big_size, sizeof big_size);
  memcpy (block + AT_LENGTH, &big_length, sizeof big_length);
  memcpy (block + AT_LABEL, label, strlen (label));
  return block;
}

/**
 * nomo_sealed_label_read:
 * @block: a block that was opened
 * @block_size: how many bytes of the contents a block holds
 * @size: (out): how many bytes of contents there are
 *
 * Returns: (transfer full) (nullable): the label; %NULL when no such thing is in @block
 */
char *
nomo_sealed_label_read (const guint8 *block, guint32 block_size, guint64 *size)
{
  guint32 length;

  memcpy (size, block, sizeof *size);
  memcpy (&length, block + AT_LENGTH, sizeof length);
  *size = GUINT64_FROM_BE (*size);
  length = GUINT32_FROM_BE (length);
  if (*size > G_MAXINT64 || length > nomo_sealed_label_get_room (block_size))
    return NULL;
  return g_strndup ((const char *) block + AT_LABEL, length);
}

/**
 * nomo_sealed_cipher_new:
 * @header: the header of the file
 * @key: its key, which is copied
 *
 * Returns: (transfer full): what seals and opens the file's blocks, AES-256-GCM
 */
NomoSealedCipher *
nomo_sealed_cipher_new (const NomoSealedHeader *header, const guint8 *key)
{
  NomoSealedCipher *self = g_new0 (NomoSealedCipher, 1);

  self->header = *header;
  memcpy (self->key, key, sizeof self->key);
  self->context = EVP_CIPHER_CTX_new ();
  return self;
}

/**
 * nomo_sealed_cipher_free:
 * @self: (transfer full): what sealed the blocks of a file; the key is wiped
 */
void
nomo_sealed_cipher_free (NomoSealedCipher *self)
{
  EVP_CIPHER_CTX_free (self->context);
  explicit_bzero (self->key, sizeof self->key);
  g_free (self);
}

/* The key is of this file alone, so what a block is and its number are a nonce that never comes twice; the header, of which the
 * key is, makes a block of another file another one whatever its key. */
static void
begin (NomoSealedCipher *self, NomoSealedKind kind, guint64 number, gboolean seals)
{
  guint8 nonce[NONCE_SIZE] = { 0, 0, 0, (guint8) kind };
  guint64 big = GUINT64_TO_BE (number);
  int n;

  memcpy (nonce + 4, &big, sizeof big);
  if (EVP_CipherInit_ex (self->context, EVP_aes_256_gcm (), NULL, self->key, nonce, seals) != 1 ||
      EVP_CipherUpdate (self->context, NULL, &n, nonce, sizeof nonce) != 1 ||
      EVP_CipherUpdate (self->context, NULL, &n, self->header.bytes, sizeof self->header.bytes) != 1)
    g_error ("AES-256-GCM is not to be had");
}

/**
 * nomo_sealed_cipher_seal:
 * @self: a cipher
 * @kind: what the block is
 * @number: its number in the file; no two blocks of a file are of one kind and number
 * @data: as many bytes as a block of the file holds
 * @sealed: (out caller-allocates): so many bytes and %NOMO_SEALED_TAG_SIZE more
 */
void
nomo_sealed_cipher_seal (NomoSealedCipher *self, NomoSealedKind kind, guint64 number, const guint8 *data,
                         guint8 *sealed)
{
  int size = (int) self->header.block_size;
  int n = 0;
  int last = 0;

  begin (self, kind, number, TRUE);
  if (EVP_CipherUpdate (self->context, sealed, &n, data, size) != 1 ||
      EVP_CipherFinal_ex (self->context, sealed + n, &last) != 1 ||
      EVP_CIPHER_CTX_ctrl (self->context, EVP_CTRL_GCM_GET_TAG, NOMO_SEALED_TAG_SIZE, sealed + size) != 1)
    g_error ("A block could not be sealed");
}

/**
 * nomo_sealed_cipher_open:
 * @self: a cipher
 * @kind: what the block ought to be
 * @number: what its number ought to be
 * @sealed: what nomo_sealed_cipher_seal() gave
 * @data: (out caller-allocates): as many bytes as a block of the file holds, of no use when it does not open
 *
 * Returns: whether it is that block of that file, unchanged
 */
gboolean
nomo_sealed_cipher_open (NomoSealedCipher *self, NomoSealedKind kind, guint64 number, const guint8 *sealed,
                         guint8 *data)
{
  int size = (int) self->header.block_size;
  int n = 0;
  int last = 0;
  guint8 tag[NOMO_SEALED_TAG_SIZE];

  memcpy (tag, sealed + size, sizeof tag);
  begin (self, kind, number, FALSE);
  return EVP_CipherUpdate (self->context, data, &n, sealed, size) == 1 &&
         EVP_CIPHER_CTX_ctrl (self->context, EVP_CTRL_GCM_SET_TAG, sizeof tag, tag) == 1 &&
         EVP_CipherFinal_ex (self->context, data + n, &last) == 1;
}
