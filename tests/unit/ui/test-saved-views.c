#include "config.h"

#include "nomo-locale.h"
#include "nomo-saved-views.h"

#define VIEW "(('working', [('total', '100', '')], '', ''), 'date', true)"

static void
add (GPtrArray *views, const char *name)
{
  nomo_saved_views_add (views, name, g_variant_new_parsed (VIEW));
}

static NomoSavedView *
at (GPtrArray *views, guint i)
{
  return views->pdata[i];
}

static void
assert_names (GPtrArray *views, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", at (views, i)->name);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_round (void)
{
  g_autoptr (GPtrArray) views = nomo_saved_views_new ();
  g_autoptr (GPtrArray) again = nomo_saved_views_new ();
  g_autofree char *text = NULL;

  add (views, "طلبات الرياض 🌹 “x” \\ 'y'");
  add (views, "Second");
  at (views, 1)->removed = TRUE;
  add (views, "Third");
  text = nomo_saved_views_print (views);
  nomo_saved_views_read (again, text);
  assert_names (again, "طلبات الرياض 🌹 “x” \\ 'y'|Third");
  g_assert_true (g_variant_equal (at (again, 0)->view, at (views, 0)->view));
  nomo_saved_views_purge (views);
  g_assert_cmpuint (views->len, ==, 2);
}

static void
test_unreadable (void)
{
  static const char *const texts[] = { NULL, "", "[", "[('a', 1)]", "{}", "@a(ss) []" };
  g_autoptr (GPtrArray) views = nomo_saved_views_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    nomo_saved_views_read (views, texts[i]);
    g_assert_cmpuint (views->len, ==, 0);
  }
}

static void
assert_refused (GPtrArray *views, const char *name, const NomoSavedView *but, const char *expected)
{
  g_autofree char *wrong = nomo_saved_views_check_name (views, name, but);

  g_assert_cmpstr (wrong, ==, expected);
}

static void
test_names (void)
{
  g_autoptr (GPtrArray) views = nomo_saved_views_new ();
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *longest = g_strnfill (NOMO_VIEW_NAME, 'x');

  add (views, "الرياض");
  add (views, "🌹");
  assert_refused (views, "", NULL, "Give the view a name.");
  assert_refused (views, long_name, NULL, "The name is too long: 60 characters at most.");
  assert_refused (views, "الرّياض", NULL, "Another view has this name. Choose another one.");
  assert_refused (views, "🌹", NULL, "Another view has this name. Choose another one.");
  assert_refused (views, "🌷", NULL, NULL);
  assert_refused (views, longest, NULL, NULL);
  assert_refused (views, "الرياض", at (views, 0), NULL);
  nomo_saved_view_rename (at (views, 0), "جدة");
  assert_names (views, "جدة|🌹");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  nomo_locale_init ("en");
  g_test_add_func ("/saved-views/round", test_round);
  g_test_add_func ("/saved-views/unreadable", test_unreadable);
  g_test_add_func ("/saved-views/names", test_names);
  return g_test_run ();
}
