#include "config.h"

#include "nomo-sealed-header.h"

#include "nomo-error.h"
#include "nomo-random.h"
#include "nomo-secret.h"

#include <glib/gi18n.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

/* The header: mark, version, cost, block size, salt, a value by which a wrong passphrase is told from damage, zeros, and a sum by
 * which damage to the header is told from a wrong passphrase. Numbers have their highest byte first. Every version to come keeps
 * the mark, the version and the sum where they are. The mark has bytes that no text has, and that a transfer as text changes. */
static const guint8 mark[8] = { 0x89, 'N', 'O', 'M', 'O', '\r', '\n', 0x1a };
#define VERSION       1
#define AT_VERSION    8
#define AT_LOG_N      12
#define AT_R          16
#define AT_P          20
#define AT_BLOCK_SIZE 24
#define AT_SALT       28
#define SALT_SIZE     32
#define AT_CHECK      60
#define CHECK_SIZE    32
#define AT_SUM        96
#define SUM_SIZE      32
G_STATIC_ASSERT (AT_SUM + SUM_SIZE == NOMO_SEALED_HEADER_SIZE);

/* A file that somebody else made must not take the whole memory, nor minutes. */
#define MIN_LOG_N      4
#define MAX_LOG_N      20
#define MAX_R          32
#define MAX_P          16
#define MAX_MEMORY     (G_GUINT64_CONSTANT (1) << 30)
#define MAX_WORK       (G_GUINT64_CONSTANT (1) << 25) /* N · r · p, some ten seconds */
#define MIN_BLOCK_SIZE 64
#define MAX_BLOCK_SIZE (1 << 20)

static void
put_number (guint8 *bytes, guint32 number)
{
  number = GUINT32_TO_BE (number);
  memcpy (bytes, &number, sizeof number);
}

static guint32
get_number (const guint8 *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);
  return GUINT32_FROM_BE (number);
}

static void
sum_up (const guint8 *bytes, guint8 *sum)
{
  if (EVP_Digest (bytes, AT_SUM, sum, NULL, EVP_sha256 (), NULL) != 1)
    g_error ("SHA-256 is not to be had");
}

static guint64
memory_of (const NomoSealedCost *cost)
{
  return (G_GUINT64_CONSTANT (128) << cost->log_n) * cost->r;
}

static gboolean
is_within_limits (const NomoSealedCost *cost, guint32 block_size)
{
  if (cost->log_n < MIN_LOG_N || cost->log_n > MAX_LOG_N || cost->r < 1 || cost->r > MAX_R || cost->p < 1 ||
      cost->p > MAX_P)
    return FALSE;
  if (memory_of (cost) > MAX_MEMORY || ((guint64) cost->r << cost->log_n) * cost->p > MAX_WORK)
    return FALSE;
  return block_size >= MIN_BLOCK_SIZE && block_size <= MAX_BLOCK_SIZE && (block_size & (block_size - 1)) == 0;
}

/* Keyboards and systems put a letter and its marks together in different ways. */
static char *
normalize (const char *passphrase)
{
  char *normal = g_utf8_normalize (passphrase, -1, G_NORMALIZE_NFC);

  return normal != NULL ? normal : g_strdup (passphrase);
}

/* The halves of what scrypt gives do not tell of each other: one is the key, one may be read by everybody. */
static gboolean
derive (const NomoSealedHeader *self, const char *passphrase, guint8 *key, guint8 *check, GError **error)
{
  g_autoptr (NomoSecret) normal = normalize (passphrase);
  guint8 both[NOMO_SEALED_KEY_SIZE + CHECK_SIZE];
  int ok = EVP_PBE_scrypt (normal, strlen (normal), self->bytes + AT_SALT, SALT_SIZE,
                           G_GUINT64_CONSTANT (1) << self->cost.log_n, self->cost.r, self->cost.p, 2 * MAX_MEMORY, both,
                           sizeof both);

  if (ok == 1) {
    memcpy (key, both, NOMO_SEALED_KEY_SIZE);
    memcpy (check, both + NOMO_SEALED_KEY_SIZE, CHECK_SIZE);
    explicit_bzero (both, sizeof both);
    return TRUE;
  }
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED,
                       _ ("there is not enough memory to try the passphrase"));
  return FALSE;
}

/**
 * nomo_sealed_count_blocks:
 * @block_size: how many bytes of the contents a block holds
 * @size: how many bytes of contents there are
 *
 * Returns: how many blocks such a file has, with the first and the last, which say what it holds
 */
guint64
nomo_sealed_count_blocks (guint32 block_size, guint64 size)
{
  return size / block_size + (size % block_size != 0) + 2;
}

/**
 * nomo_sealed_header_make:
 * @self: (out caller-allocates): the header
 * @passphrase: what opens the file
 * @cost: what it is to cost to try one passphrase
 * @block_size: how many bytes of the contents a block holds, a power of two from 64 to 1,048,576
 * @key: (out caller-allocates): %NOMO_SEALED_KEY_SIZE bytes, to be wiped by the caller
 * @error: return location
 *
 * Makes the header of a new file, whose key is of this file alone. Blocks for as long as one try costs.
 *
 * Returns: %FALSE when there is not enough memory
 */
gboolean
nomo_sealed_header_make (NomoSealedHeader *self, const char *passphrase, const NomoSealedCost *cost, guint32 block_size,
                         guint8 *key, GError **error)
{
  g_return_val_if_fail (is_within_limits (cost, block_size), FALSE);

  memset (self->bytes, 0, sizeof self->bytes);
  self->cost = *cost;
  self->block_size = block_size;
  memcpy (self->bytes, mark, sizeof mark);
  put_number (self->bytes + AT_VERSION, VERSION);
  put_number (self->bytes + AT_LOG_N, cost->log_n);
  put_number (self->bytes + AT_R, cost->r);
  put_number (self->bytes + AT_P, cost->p);
  put_number (self->bytes + AT_BLOCK_SIZE, block_size);
  nomo_random_bytes (self->bytes + AT_SALT, SALT_SIZE);
  if (!derive (self, passphrase, key, self->bytes + AT_CHECK, error))
    return FALSE;
  sum_up (self->bytes, self->bytes + AT_SUM);
  return TRUE;
}

static gboolean
refuse (GError **error, NomoCoreError code, const char *why)
{
  g_set_error_literal (error, NOMO_CORE_ERROR, (int) code, why);
  return FALSE;
}

/**
 * nomo_sealed_header_read:
 * @self: (out caller-allocates): the header
 * @bytes: %NOMO_SEALED_HEADER_SIZE bytes of a file
 * @error: return location
 *
 * Returns: whether it is a header of ours; else %NOMO_CORE_ERROR_NOT_SEALED, %NOMO_CORE_ERROR_OTHER_VERSION,
 *   %NOMO_CORE_ERROR_DAMAGED, or %NOMO_CORE_ERROR_COST when to try a passphrase would cost more than it may
 */
gboolean
nomo_sealed_header_read (NomoSealedHeader *self, const guint8 *bytes, GError **error)
{
  guint8 sum[SUM_SIZE];

  memcpy (self->bytes, bytes, sizeof self->bytes);
  self->cost.log_n = get_number (bytes + AT_LOG_N);
  self->cost.r = get_number (bytes + AT_R);
  self->cost.p = get_number (bytes + AT_P);
  self->block_size = get_number (bytes + AT_BLOCK_SIZE);
  sum_up (bytes, sum);
  if (memcmp (bytes, mark, sizeof mark) != 0)
    return refuse (error, NOMO_CORE_ERROR_NOT_SEALED, "the file does not begin as a sealed file does");
  if (memcmp (bytes + AT_SUM, sum, sizeof sum) != 0)
    return refuse (error, NOMO_CORE_ERROR_DAMAGED, _ ("its first part is damaged"));
  if (get_number (bytes + AT_VERSION) != VERSION)
    return refuse (error, NOMO_CORE_ERROR_OTHER_VERSION, "the file is of another version");
  if (!is_within_limits (&self->cost, self->block_size))
    return refuse (error, NOMO_CORE_ERROR_COST, "the file asks for more memory or time than it may");
  return TRUE;
}

/**
 * nomo_sealed_header_open:
 * @self: a header that was read
 * @passphrase: what was typed
 * @key: (out caller-allocates): %NOMO_SEALED_KEY_SIZE bytes, to be wiped by the caller
 * @error: return location
 *
 * Blocks for as long as one try costs.
 *
 * Returns: whether @passphrase is that of the file; else %NOMO_CORE_ERROR_PASSPHRASE
 */
gboolean
nomo_sealed_header_open (const NomoSealedHeader *self, const char *passphrase, guint8 *key, GError **error)
{
  guint8 check[CHECK_SIZE];

  if (!derive (self, passphrase, key, check, error))
    return FALSE;
  if (CRYPTO_memcmp (check, self->bytes + AT_CHECK, CHECK_SIZE) == 0)
    return TRUE;
  explicit_bzero (key, NOMO_SEALED_KEY_SIZE);
  return refuse (error, NOMO_CORE_ERROR_PASSPHRASE, "the passphrase is another one");
}
