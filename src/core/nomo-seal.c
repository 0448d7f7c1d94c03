#include "config.h"

#include "nomo-seal.h"

#include "nomo-error.h"
#include "nomo-random.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_SIZE   32
#define NONCE_SIZE 12
#define TAG_SIZE   16

/* What a sealed text begins with, so that another way of sealing can come beside this one. */
#define FORM "a256gcm:"

static void
wipe_key (gpointer key)
{
  explicit_bzero (key, KEY_SIZE);
  g_free (key);
}

static GBytes *
take_key (guint8 *key)
{
  return g_bytes_new_with_free_func (key, KEY_SIZE, wipe_key, key);
}

static void
set_system_error (GError **error, const char *path, const char *format)
{
  int failure = errno;

  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED, format, path, g_strerror (failure));
}

static gboolean
write_key (int file, const guint8 *key)
{
  gboolean ok = write (file, key, KEY_SIZE) == KEY_SIZE && fsync (file) == 0;
  int failure = errno;

  close (file);
  errno = failure;
  return ok;
}

/**
 * nomo_seal_create_key:
 * @path: where the key is to be kept; no file may be there
 * @error: return location
 *
 * Makes a random key of 256 bits and keeps it in a file that only its owner may read.
 *
 * Returns: (transfer full) (nullable): the key, wiped with its last reference
 */
GBytes *
nomo_seal_create_key (const char *path, GError **error)
{
  int file = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  guint8 *key = NULL;

  if (file < 0) {
    set_system_error (error, path, _ ("The key cannot be kept in %s: %s"));
    return NULL;
  }
  key = g_malloc (KEY_SIZE);
  nomo_random_bytes (key, KEY_SIZE);
  if (write_key (file, key))
    return take_key (key);
  set_system_error (error, path, _ ("The key cannot be kept in %s: %s"));
  g_unlink (path);
  wipe_key (key);
  return NULL;
}

static gboolean
check_key_file (int file, const char *path, GError **error)
{
  struct stat status;

  if (fstat (file, &status) != 0) {
    set_system_error (error, path, _ ("The key in %s cannot be read: %s"));
    return FALSE;
  }
  if ((status.st_mode & 077) != 0) {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                 _ ("Others than its owner may read the key in %s. Take that away (chmod 600), then start again."),
                 path);
    return FALSE;
  }
  if (S_ISREG (status.st_mode) && status.st_size == KEY_SIZE)
    return TRUE;
  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, _ ("There is no key of 32 bytes in %s."), path);
  return FALSE;
}

/**
 * nomo_seal_read_key:
 * @path: where the key is kept
 * @error: return location
 *
 * Returns: (transfer full): the key, wiped with its last reference; %NULL when there is none, or when others may read it
 */
GBytes *
nomo_seal_read_key (const char *path, GError **error)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  guint8 *key = NULL;

  if (file < 0) {
    set_system_error (error, path, _ ("The key in %s cannot be read: %s"));
    return NULL;
  }
  if (check_key_file (file, path, error)) {
    key = g_malloc (KEY_SIZE);
    if (read (file, key, KEY_SIZE) != KEY_SIZE) {
      set_system_error (error, path, _ ("The key in %s cannot be read: %s"));
      g_clear_pointer (&key, wipe_key);
    }
  }
  close (file);
  return key != NULL ? take_key (key) : NULL;
}

static EVP_CIPHER_CTX *
begin (GBytes *key, const guint8 *nonce, const char *purpose, gboolean seals)
{
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new ();
  int n;

  g_assert (g_bytes_get_size (key) == KEY_SIZE);
  if (EVP_CipherInit_ex (context, EVP_aes_256_gcm (), NULL, g_bytes_get_data (key, NULL), nonce, seals) != 1 ||
      EVP_CipherUpdate (context, NULL, &n, (const guint8 *) purpose, (int) strlen (purpose)) != 1)
    g_error ("AES-256-GCM is not to be had");
  return context;
}

/**
 * nomo_seal:
 * @key: a key
 * @purpose: what the secret is for; it opens only for the same
 * @secret: a text
 *
 * Seals a secret so that it may lie on a disk: AES-256-GCM with a random nonce, @purpose as associated data.
 *
 * Returns: (transfer full): the sealed text, ASCII
 */
char *
nomo_seal (GBytes *key, const char *purpose, const char *secret)
{
  gsize size = strlen (secret);
  gsize whole = NONCE_SIZE + size + TAG_SIZE;
  g_autofree guint8 *bytes = g_malloc (whole);
  g_autofree char *text = NULL;
  EVP_CIPHER_CTX *context = NULL;
  int n = 0;
  int last = 0;

  nomo_random_bytes (bytes, NONCE_SIZE);
  context = begin (key, bytes, purpose, TRUE);
  if (EVP_CipherUpdate (context, bytes + NONCE_SIZE, &n, (const guint8 *) secret, (int) size) != 1 ||
      EVP_CipherFinal_ex (context, bytes + NONCE_SIZE + n, &last) != 1 ||
      EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_GCM_GET_TAG, TAG_SIZE, bytes + NONCE_SIZE + size) != 1)
    g_error ("A secret could not be sealed");
  EVP_CIPHER_CTX_free (context);
  text = g_base64_encode (bytes, whole);
  return g_strconcat (FORM, text, NULL);
}

static gboolean
open_bytes (GBytes *key, const char *purpose, guint8 *bytes, gsize size, char *secret)
{
  EVP_CIPHER_CTX *context = begin (key, bytes, purpose, FALSE);
  gboolean ok;
  int n = 0;
  int last = 0;

  ok = EVP_CipherUpdate (context, (guint8 *) secret, &n, bytes + NONCE_SIZE, (int) size) == 1 &&
       EVP_CIPHER_CTX_ctrl (context, EVP_CTRL_GCM_SET_TAG, TAG_SIZE, bytes + NONCE_SIZE + size) == 1 &&
       EVP_CipherFinal_ex (context, (guint8 *) secret + n, &last) == 1;
  EVP_CIPHER_CTX_free (context);
  return ok;
}

/* Several texts stand for the same bytes; only the one that was written is taken. */
static guint8 *
read_text (const char *text, gsize *size)
{
  g_autofree guint8 *bytes = g_base64_decode (text, size);
  g_autofree char *again = g_base64_encode (bytes, *size);

  return g_str_equal (again, text) ? g_steal_pointer (&bytes) : NULL;
}

/**
 * nomo_seal_open:
 * @key: the key that it was sealed with
 * @purpose: what it was sealed for
 * @sealed: what nomo_seal() gave
 * @error: return location
 *
 * Returns: (transfer full): the secret, to be freed by nomo_secret_free(); %NULL with %NOMO_CORE_ERROR_INVALID when it was sealed
 *   with another key, for something else, or changed since
 */
char *
nomo_seal_open (GBytes *key, const char *purpose, const char *sealed, GError **error)
{
  gsize whole = 0;
  g_autofree guint8 *bytes = g_str_has_prefix (sealed, FORM) ? read_text (sealed + strlen (FORM), &whole) : NULL;
  g_autoptr (NomoSecret) secret = NULL;

  if (bytes != NULL && whole >= NONCE_SIZE + TAG_SIZE) {
    gsize size = whole - NONCE_SIZE - TAG_SIZE;

    secret = g_malloc0 (size + 1);
    if (open_bytes (key, purpose, bytes, size, secret))
      return g_steal_pointer (&secret);
    explicit_bzero (secret, size);
  }
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID,
                       _ ("A sealed secret does not open: it was sealed with another key, or changed since."));
  return NULL;
}
