#include "config.h"

#include "nomo-relay-certificate.h"

#include "nomo-secret.h"

#include <glib/gi18n.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

static char *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &failure))
    /* Translators: 1 is a file, 2 says why not, in the language of the system. */
    g_set_error (error, failure->domain, failure->code, _ ("The file %1$s cannot be read: %2$s"), path,
                 failure->message);
  return text;
}

/* Whether nothing but whole certificates was in it. */
static gboolean
is_at_end (BIO *bio)
{
  unsigned long failure = ERR_peek_last_error ();

  ERR_clear_error ();
  return BIO_eof (bio) && ERR_GET_LIB (failure) == ERR_LIB_PEM && ERR_GET_REASON (failure) == PEM_R_NO_START_LINE;
}

/* The first of them; the others lead to somebody whom Salla trusts. */
static X509 *
read_certificates (const char *text)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (text, -1);
  g_autoptr (X509) first = PEM_read_bio_X509 (bio, NULL, NULL, NULL);
  X509 *next;

  while (first != NULL && (next = PEM_read_bio_X509 (bio, NULL, NULL, NULL)) != NULL)
    X509_free (next);
  return is_at_end (bio) ? g_steal_pointer (&first) : NULL;
}

/* Without it OpenSSL would ask at the terminal. */
static int
no_password (char *buffer, int size, int writing, void *data)
{
  return -1;
}

static EVP_PKEY *
read_key (const char *text)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (text, -1);
  EVP_PKEY *key = PEM_read_bio_PrivateKey (bio, NULL, no_password, NULL);

  ERR_clear_error ();
  return key;
}

static gboolean
refuse (GError **error, const char *format, const char *one, const char *two)
{
  g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, format, one, two);
  return FALSE;
}

static gboolean
check_pair (const char *certificate, const char *certificate_text, const char *key, const char *key_text,
            GError **error)
{
  g_autoptr (X509) first = read_certificates (certificate_text);
  g_autoptr (EVP_PKEY) secret = read_key (key_text);
  gboolean fits;

  if (first == NULL)
    /* Translators: %s is a file. */
    return refuse (error, _ ("There is no whole certificate in %s. It has to be in PEM form."), certificate, "");
  if (secret == NULL)
    return refuse (error,
                   /* Translators: %s is a file. */
                   _ ("There is no whole private key in %s. It has to be in PEM form and without a password."), key,
                   "");
  fits = X509_check_private_key (first, secret) == 1;
  ERR_clear_error ();
  /* Translators: both are files. */
  return fits || refuse (error, _ ("The key in %1$s does not belong to the certificate in %2$s."), key, certificate);
}

/**
 * nomo_relay_certificate_load:
 * @certificate: a file with a certificate in PEM form, and those that lead to a known one
 * @key: a file with its private key
 * @error: return location
 *
 * A file that is only half written, or that belongs to another than the one beside it, is refused. Whether the certificate is valid
 * now is not looked at. Blocks.
 *
 * Returns: (transfer full): the certificate with its key, or %NULL
 */
GTlsCertificate *
nomo_relay_certificate_load (const char *certificate, const char *key, GError **error)
{
  g_autofree char *text = read_file (certificate, error);
  g_autoptr (NomoSecret) secret = text != NULL ? read_file (key, error) : NULL;
  g_autoptr (NomoSecret) both = NULL;

  if (secret == NULL || !check_pair (certificate, text, key, secret, error))
    return NULL;
  both = g_strconcat (text, "\n", secret, NULL);
  return g_tls_certificate_new_from_pem (both, -1, error);
}

static gint64
take_ms (GDateTime *time)
{
  gint64 ms = time != NULL ? g_date_time_to_unix (time) * 1000 : 0;

  g_clear_pointer (&time, g_date_time_unref);
  return ms;
}

/**
 * nomo_relay_certificate_get_from:
 * @self: a certificate
 *
 * Returns: since when it is valid, UTC milliseconds
 */
gint64
nomo_relay_certificate_get_from (GTlsCertificate *self)
{
  return take_ms (g_tls_certificate_get_not_valid_before (self));
}

/**
 * nomo_relay_certificate_get_until:
 * @self: a certificate
 *
 * Returns: until when it is valid, UTC milliseconds
 */
gint64
nomo_relay_certificate_get_until (GTlsCertificate *self)
{
  return take_ms (g_tls_certificate_get_not_valid_after (self));
}
