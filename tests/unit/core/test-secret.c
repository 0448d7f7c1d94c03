#include "nomo-passphrase.h"
#include "nomo-random.h"
#include "nomo-secret.h"

#include <string.h>

static void
test_random_bytes (void)
{
  guint8 bytes[4096] = { 0 };
  guint seen[256] = { 0 };
  guint kinds = 0;

  nomo_random_bytes (bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    kinds += seen[bytes[i]]++ == 0;
  /* 4096 draws miss a given byte once in nine million; twenty missing ones do not happen. */
  g_assert_cmpuint (kinds, >, 236);
}

static void
test_random_alnum (void)
{
  g_autofree char *empty = nomo_random_alnum (0);
  g_autofree char *text = nomo_random_alnum (6200);
  g_autofree char *other = nomo_random_alnum (6200);
  guint seen[256] = { 0 };
  guint kinds = 0;

  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpuint (strlen (text), ==, 6200);
  g_assert_cmpstr (text, !=, other);
  for (const char *at = text; *at != '\0'; at++) {
    g_assert_true (g_ascii_isalnum (*at));
    kinds += seen[(guint8) *at]++ == 0;
  }
  g_assert_cmpuint (kinds, ==, 62);
  for (guint i = 0; i < 256; i++)
    g_assert_cmpuint (seen[i], <, 200);
}

static void
test_equal (void)
{
  g_assert_true (nomo_secret_equal ("abc", "abc"));
  g_assert_true (nomo_secret_equal ("a", "a"));
  g_assert_true (nomo_secret_equal ("سر", "سر"));
  g_assert_false (nomo_secret_equal ("abc", "abd"));
  g_assert_false (nomo_secret_equal ("abc", "xbc"));
  g_assert_false (nomo_secret_equal ("abc", "ab"));
  g_assert_false (nomo_secret_equal ("abc", "abcd"));
  g_assert_false (nomo_secret_equal ("abc", ""));
  g_assert_false (nomo_secret_equal ("ab", "abab"));
  g_assert_false (nomo_secret_equal ("a", "aaaaaaaaaaaaaaaaa"));
}

static void
test_nothing_equals_nothing (void)
{
  g_assert_false (nomo_secret_equal (NULL, NULL));
  g_assert_false (nomo_secret_equal (NULL, ""));
  g_assert_false (nomo_secret_equal ("", ""));
  g_assert_false (nomo_secret_equal ("", "a"));
  g_assert_false (nomo_secret_equal ("a", NULL));
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) bytes = nomo_secret_to_bytes (g_strdup ("token"));
  g_autoptr (NomoSecret) secret = g_strdup ("wiped");

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "token", 5);
  g_assert_cmpstr (secret, ==, "wiped");
  nomo_secret_free (NULL);
}

/* Letters are counted, and not bytes. */
static void
test_strength (void)
{
  g_assert_cmpint (nomo_passphrase_judge (""), ==, NOMO_PASSPHRASE_SHORT);
  g_assert_cmpint (nomo_passphrase_judge ("نخلةنخل"), ==, NOMO_PASSPHRASE_SHORT);
  g_assert_cmpint (nomo_passphrase_judge ("نخلة نخل"), ==, NOMO_PASSPHRASE_WEAK);
  g_assert_cmpint (nomo_passphrase_judge ("aaaaaaaaaaaaaaaaaaaaaaaa"), ==, NOMO_PASSPHRASE_WEAK);
  g_assert_cmpint (nomo_passphrase_judge ("٠٥٠١٢٣٤٥٦٧٨٩"), ==, NOMO_PASSPHRASE_WEAK);
  g_assert_cmpint (nomo_passphrase_judge ("red door 1448"), ==, NOMO_PASSPHRASE_FAIR);
  g_assert_cmpint (nomo_passphrase_judge ("نخلة في ساحة الدار القديمة"), ==, NOMO_PASSPHRASE_STRONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/random-bytes", test_random_bytes);
  g_test_add_func ("/secret/random-alnum", test_random_alnum);
  g_test_add_func ("/secret/equal", test_equal);
  g_test_add_func ("/secret/nothing-equals-nothing", test_nothing_equals_nothing);
  g_test_add_func ("/secret/bytes", test_bytes);
  g_test_add_func ("/secret/strength", test_strength);
  return g_test_run ();
}
