#include "config.h"

#include "nomo-clock.h"
#include "nomo-relay-certificate.h"
#include "pair.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY (24 * 3600)

static char *folder;

static GTlsCertificate *
load (const char *certificate, const char *key, GError **error)
{
  const Pair pair = { (char *) certificate, (char *) key };
  g_autofree char *certificate_path = g_build_filename (folder, "tls.crt", NULL);
  g_autofree char *key_path = g_build_filename (folder, "tls.key", NULL);

  pair_write (&pair, folder);
  return nomo_relay_certificate_load (certificate_path, key_path, error);
}

static void
assert_refused (const char *certificate, const char *key, const char *named)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) loaded = load (certificate, key, &error);

  g_assert_null (loaded);
  g_assert_nonnull (strstr (error->message, named));
  g_assert_null (strstr (error->message, "PRIVATE"));
}

static void
test_good (void)
{
  g_autoptr (Pair) pair = pair_new (-DAY, 90 * DAY);
  g_autoptr (Pair) issuer = pair_new (-DAY, 900 * DAY);
  g_autofree char *chain = g_strconcat (pair->certificate, "\n", issuer->certificate, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) alone = load (pair->certificate, pair->key, &error);
  g_autoptr (GTlsCertificate) chained = load (chain, pair->key, &error);
  gint64 left;

  g_assert_no_error (error);
  left = nomo_relay_certificate_get_until (alone) - nomo_clock_now ();
  g_assert_cmpint (ABS (left - 90 * DAY * G_GINT64_CONSTANT (1000)), <, 60000);
  g_assert_cmpint (nomo_relay_certificate_get_from (alone), <, nomo_clock_now ());
  g_assert_true (g_tls_certificate_is_same (alone, chained));
  g_assert_nonnull (g_tls_certificate_get_issuer (chained));
}

/* Wherever the writing of a file was interrupted. */
static void
test_half_written (void)
{
  g_autoptr (Pair) pair = pair_new (-DAY, 90 * DAY);
  g_autofree char *chain = g_strconcat (pair->certificate, pair->certificate, NULL);
  gsize whole = strlen (pair->certificate);

  for (gsize n = 0; n + 5 < strlen (chain); n += 23) {
    g_autofree char *half = g_strndup (chain, n);

    /* A first certificate that is whole is one, as long as nothing of the next has come. */
    if (n < whole - 5 || n > whole + strlen ("-----BEGIN CERTIFICATE-----"))
      assert_refused (half, pair->key, "tls.crt");
  }
  for (gsize n = 0; n + 5 < strlen (pair->key); n += 23) {
    g_autofree char *half = g_strndup (pair->key, n);

    assert_refused (pair->certificate, half, "tls.key");
  }
}

static void
test_other (void)
{
  g_autoptr (Pair) pair = pair_new (-DAY, 90 * DAY);
  g_autoptr (Pair) other = pair_new (-DAY, 90 * DAY);
  g_autofree char *path = g_build_filename (folder, "tls.crt", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "nothing", NULL);
  g_autoptr (GError) error = NULL;

  assert_refused (pair->certificate, other->key, "tls.key");
  assert_refused (pair->key, pair->key, "tls.crt");
  assert_refused (pair->certificate, pair->certificate, "tls.key");
  assert_refused ("garbage", pair->key, "tls.crt");
  pair_write (pair, folder);
  g_assert_null (nomo_relay_certificate_load (path, nowhere, &error));
  g_assert_nonnull (strstr (error->message, "nothing"));
}

int
main (int argc, char **argv)
{
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("nomo-certificate-XXXXXX", NULL);
  g_test_add_func ("/relay/certificate/good", test_good);
  g_test_add_func ("/relay/certificate/half-written", test_half_written);
  g_test_add_func ("/relay/certificate/other", test_other);
  result = g_test_run ();
  certificate = g_build_filename (folder, "tls.crt", NULL);
  key = g_build_filename (folder, "tls.key", NULL);
  g_unlink (certificate);
  g_unlink (key);
  g_rmdir (folder);
  g_free (folder);
  return result;
}
