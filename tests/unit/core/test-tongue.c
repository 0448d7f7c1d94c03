#include "config.h"

#include "nomo-calendar.h"
#include "nomo-format.h"
#include "nomo-locale.h"
#include "nomo-tongue.h"

#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

/* A Sunday afternoon in Riyadh. */
#define NOW G_GINT64_CONSTANT (1793534400000)

typedef char *(*Writer) (gint64 n);

static char *
write_days (gint64 n)
{
  return nomo_format_days (n);
}

static char *
write_ago (gint64 n)
{
  return nomo_format_recent (NOW - n * MINUTE_MS, NOW, nomo_calendar_riyadh ());
}

static char *
write_moment (gint64 n)
{
  return nomo_format_moment (NOW - n * MINUTE_MS, nomo_calendar_riyadh ());
}

/* What a thread says in a language is what a process says that speaks it, in every form of the plural. */
static void
test_same_as_process (void)
{
  static const Writer writers[] = { write_days, write_ago, write_moment };
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    for (guint j = 0; j < G_N_ELEMENTS (writers); j++)
      for (gint64 n = 0; n < 230; n++) {
        g_autofree char *expected = NULL;
        g_autofree char *said = NULL;

        nomo_locale_set_language (languages[i]);
        expected = writers[j](n);
        nomo_locale_set_language (languages[1 - i]);
        nomo_tongue_set (languages[i]);
        said = writers[j](n);
        nomo_tongue_set (NULL);
        g_assert_cmpstr (said, ==, expected);
      }
}

static gpointer
speak_thread (gpointer unused)
{
  g_assert_null (nomo_tongue_get ());
  g_assert_false (nomo_locale_is_rtl ());
  nomo_tongue_set ("ar");
  g_assert_cmpstr (_ ("just now"), ==, "الآن");
  return NULL;
}

static void
test_own_of_a_thread (void)
{
  nomo_locale_set_language ("en");
  nomo_tongue_set ("ar");
  g_thread_join (g_thread_new ("other", speak_thread, NULL));
  g_assert_true (nomo_locale_is_rtl ());
  g_assert_cmpstr (nomo_locale_get_language (), ==, "ar");
  nomo_tongue_set (NULL);
  g_assert_false (nomo_locale_is_rtl ());
  g_assert_cmpstr (_ ("just now"), ==, "just now");
}

/* What nobody has translated is said as it is written. */
static void
test_untranslated (void)
{
  const char *nobody = "Nobody says that";

  nomo_tongue_set ("ar");
  g_assert_cmpstr (nomo_tongue_say (nobody), ==, nobody);
  g_assert_cmpstr (nomo_tongue_say_in ("repair", nobody), ==, nobody);
  g_assert_cmpstr (nomo_tongue_say_in ("repair", "Missed, now fetched"), !=, "Missed, now fetched");
  g_assert_cmpstr (nomo_tongue_say_number (nobody, "Many do", 1), ==, nobody);
  g_assert_cmpstr (nomo_tongue_say_number (nobody, "Many do", 2), ==, "Many do");
  nomo_tongue_set ("en");
  g_assert_cmpstr (nomo_tongue_say_in ("repair", "Missed, now fetched"), ==, "Missed, now fetched");
  nomo_tongue_set (NULL);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/tongue/same-as-process", test_same_as_process);
  g_test_add_func ("/core/tongue/own-of-a-thread", test_own_of_a_thread);
  g_test_add_func ("/core/tongue/untranslated", test_untranslated);
  return g_test_run ();
}
