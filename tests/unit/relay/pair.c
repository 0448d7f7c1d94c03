#include "config.h"

#include "pair.h"

#include <gio/gio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

static char *
take_text (BIO *bio)
{
  char *data;
  long size = BIO_get_mem_data (bio, &data);
  char *text = g_strndup (data, (gsize) size);

  BIO_free (bio);
  return text;
}

/* From and until are seconds from now. */
Pair *
pair_new (gint64 from, gint64 until)
{
  Pair *self = g_new0 (Pair, 1);
  EVP_PKEY *key = EVP_EC_gen ("P-256");
  X509 *certificate = X509_new ();
  BIO *certificate_bio = BIO_new (BIO_s_mem ());
  BIO *key_bio = BIO_new (BIO_s_mem ());

  ASN1_INTEGER_set (X509_get_serialNumber (certificate), g_random_int_range (1, G_MAXINT));
  X509_gmtime_adj (X509_getm_notBefore (certificate), (long) from);
  X509_gmtime_adj (X509_getm_notAfter (certificate), (long) until);
  X509_set_pubkey (certificate, key);
  X509_NAME_add_entry_by_txt (X509_get_subject_name (certificate), "CN", MBSTRING_ASC, (const guchar *) "relay", -1, -1,
                              0);
  X509_set_issuer_name (certificate, X509_get_subject_name (certificate));
  g_assert_cmpint (X509_sign (certificate, key, EVP_sha256 ()), >, 0);
  PEM_write_bio_X509 (certificate_bio, certificate);
  PEM_write_bio_PrivateKey (key_bio, key, NULL, NULL, 0, NULL, NULL);
  self->certificate = take_text (certificate_bio);
  self->key = take_text (key_bio);
  X509_free (certificate);
  EVP_PKEY_free (key);
  return self;
}

/* As tls.crt and tls.key. */
void
pair_write (const Pair *self, const char *folder)
{
  g_autofree char *certificate = g_build_filename (folder, "tls.crt", NULL);
  g_autofree char *key = g_build_filename (folder, "tls.key", NULL);

  g_assert_true (
      g_file_set_contents_full (certificate, self->certificate, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  g_assert_true (g_file_set_contents_full (key, self->key, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

void
pair_free (Pair *self)
{
  g_free (self->certificate);
  g_free (self->key);
  g_free (self);
}
