#include "config.h"

#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-locale.h"
#include "nomo-salla-error.h"
#include "nomo-store-error.h"
#include "nomo-words.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>

static gboolean
is_arabic (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    if (g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_ARABIC)
      return TRUE;
  }
  return FALSE;
}

static void
check_text (const char *text, gboolean arabic)
{
  g_assert_cmpstr (text, !=, "");
  g_assert_null (strchr (text, '%'));
  g_assert_cmpint (is_arabic (text), ==, arabic);
}

static void
check_error (GQuark domain, int code, gboolean arabic)
{
  g_autoptr (GError) error = g_error_new (domain, code, "detail.");
  g_autoptr (NomoWords) words = nomo_words_for_error (error, TRUE);
  g_autofree char *name = nomo_words_dup_code (error);
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);

  g_test_message ("%s: %s", name, sentence);
  check_text (words->title, arabic);
  check_text (words->happened, arabic);
  g_assert_false (g_str_has_suffix (words->title, "."));
  g_assert_true (g_str_has_suffix (words->happened, "."));
  if (words->todo != NULL)
    check_text (words->todo, arabic);
  g_assert_true (strstr (sentence, words->happened) == sentence);
}

static void
check_domain (GQuark domain, int last, gboolean arabic)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = 0; code <= last; code++) {
    GError error = { domain, code, (char *) "" };
    char *name = nomo_words_dup_code (&error);

    check_error (domain, code, arabic);
    g_assert_cmpstr (name, !=, "other");
    g_assert_true (g_hash_table_add (names, name));
  }
}

static void
test_every_code (gconstpointer language)
{
  gboolean arabic = g_str_equal (language, "ar");

  nomo_locale_set_language (language);
  check_domain (NOMO_CORE_ERROR, NOMO_CORE_ERROR_FAILED, arabic);
  check_domain (NOMO_STORE_ERROR, NOMO_STORE_ERROR_FAILED, arabic);
  check_domain (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, arabic);
  check_domain (NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_FAILED, arabic);
  check_error (G_IO_ERROR, G_IO_ERROR_CANCELLED, arabic);
  check_error (G_IO_ERROR, G_IO_ERROR_FAILED, arabic);
}

static void
test_scope_is_named (void)
{
  g_autoptr (GError) error =
      g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE,
                   "HTTP 401: The access token should have access to one of those scopes: orders.read");
  g_autofree char *sentence = NULL;

  nomo_locale_set_language ("en");
  sentence = nomo_words_sentence (error, FALSE);
  g_assert_nonnull (strstr (sentence, "orders.read"));
  g_assert_null (strstr (sentence, "401"));
}

/* What Salla says is a slug of its own, or the other language; only the permissions that it names are told on. */
static void
test_salla_is_not_quoted (gconstpointer language)
{
  nomo_locale_set_language (language);
  for (int code = 0; code <= NOMO_SALLA_ERROR_UNREADABLE; code++) {
    GError error = { NOMO_SALLA_ERROR, code, (char *) "HTTP 422: alert.invalid_fields (كود الكوبون مطلوب)" };
    g_autoptr (NomoWords) words = nomo_words_for_error (&error, TRUE);
    g_autofree char *sentence = nomo_words_sentence (&error, TRUE);
    g_autofree char *said = g_strjoin ("\n", words->title, words->happened, sentence, NULL);

    if (code == NOMO_SALLA_ERROR_SCOPE)
      continue;
    g_assert_null (strstr (said, "422"));
    g_assert_null (strstr (said, "alert."));
    g_assert_null (strstr (said, "كود"));
  }
}

static void
check_reason (GQuark domain, int code, int failure, const char *reason)
{
  g_autofree char *said = g_strdup_printf ("Error writing to file: %s", g_strerror (failure));
  GError failed = { domain, code, said };
  g_autoptr (GError) output = nomo_engine_error_new_output (&failed);
  g_autoptr (GError) kept = nomo_engine_error_new_kept (&failed);

  g_assert_error (output, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_OUTPUT);
  g_assert_cmpstr (output->message, ==, reason);
  g_assert_true (
      g_error_matches (kept, NOMO_STORE_ERROR, failure == EROFS ? NOMO_STORE_ERROR_OPEN : NOMO_STORE_ERROR_FULL));
}

/* A quota that is used up is a full disk to a merchant, whatever the library calls it. */
static void
test_full_disk (void)
{
  static const int full[] = { ENOSPC, EDQUOT, EFBIG };

  nomo_locale_set_language ("en");
  for (guint i = 0; i < G_N_ELEMENTS (full); i++) {
    check_reason (G_IO_ERROR, (int) g_io_error_from_errno (full[i]), full[i], "the disk is full");
    check_reason (G_FILE_ERROR, (int) g_file_error_from_errno (full[i]), full[i], "the disk is full");
  }
  check_reason (G_IO_ERROR, (int) g_io_error_from_errno (EROFS), EROFS, "that place may not be written to");
  check_reason (G_FILE_ERROR, (int) g_file_error_from_errno (EROFS), EROFS, "that place may not be written to");
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/words/en", "en", test_every_code);
  g_test_add_data_func ("/words/ar", "ar", test_every_code);
  g_test_add_data_func ("/words/salla-is-not-quoted/en", "en", test_salla_is_not_quoted);
  g_test_add_data_func ("/words/salla-is-not-quoted/ar", "ar", test_salla_is_not_quoted);
  g_test_add_func ("/words/scope", test_scope_is_named);
  g_test_add_func ("/words/full-disk", test_full_disk);
  return g_test_run ();
}
