#include "config.h"

#include "nomo-history.h"
#include "nomo-locale.h"
#include "nomo-undo-words.h"

static void
add (NomoUndone *undone, const char *field, const char *reason)
{
  NomoConflict *conflict = g_new0 (NomoConflict, 1);

  conflict->field = g_strdup (field);
  conflict->reason = g_strdup (reason);
  g_ptr_array_add (undone->conflicts, conflict);
}

static NomoUndone *
undone_new (guint written, guint deleted, guint waiting)
{
  NomoUndone *undone = g_new0 (NomoUndone, 1);

  *undone = (NomoUndone) { 1, written, deleted, waiting,
                           g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_conflict_free) };
  return undone;
}

static void
assert_said (NomoUndone *undone, const char *english, const char *arabic)
{
  g_autofree char *said = nomo_undo_words (undone);

  g_assert_cmpstr (said, ==, english);
  g_free (said);
  nomo_locale_set_language ("ar");
  said = nomo_undo_words (undone);
  g_assert_cmpstr (said, ==, arabic);
  nomo_locale_set_language ("en");
  nomo_undone_free (undone);
}

static void
test_whole (void)
{
  assert_said (undone_new (0, 501, 0), "Undone: all is as it was before.", "عاد كل شيء كما كان.");
  assert_said (undone_new (0, 501, 3), "Undone here. Salla was told of 3 before, and is told that they are undone.",
               "تراجعت عنه هنا. منه 3 أُبلِغت بها سلة من قبل، وستُبلَّغ بالتراجع.");
}

/* The batch that stays with its codes is not counted among them. */
static void
test_sent (void)
{
  NomoUndone *some = undone_new (0, 498, 2);
  NomoUndone *none = undone_new (0, 0, 0);

  add (some, NOMO_HISTORY_CREATED, "sent");
  add (some, NOMO_HISTORY_CREATED, "sent");
  add (some, NOMO_HISTORY_CREATED, "needed");
  add (none, NOMO_HISTORY_CREATED, "sent");
  add (none, NOMO_HISTORY_CREATED, "needed");
  assert_said (
      some, "Undone, but for 2 that Salla has already. Salla was told of 2 before, and is told that they are undone.",
      "تراجعت عنه، وبقي منه اثنان لأنهما عند سلة. منه اثنان أُبلِغت بهما سلة من قبل، وستُبلَّغ بالتراجع.");
  assert_said (none, "Nothing was undone: Salla has it already.", "لم يعد شيء كما كان، فهو عند سلة.");
}

static void
test_changed (void)
{
  NomoUndone *some = undone_new (0, 498, 0);
  NomoUndone *one = undone_new (0, 1, 0);
  NomoUndone *none = undone_new (0, 0, 0);
  NomoUndone *values = undone_new (1, 0, 0);

  add (some, NOMO_HISTORY_CREATED, "sent");
  add (some, NOMO_HISTORY_CREATED, "changed");
  add (one, NOMO_HISTORY_CREATED, "changed");
  add (none, NOMO_HISTORY_CREATED, "changed");
  add (values, "status", "changed");
  assert_said (some, "Undone, but for 2 that have changed since.", "تراجعت عنه، وبقي منه اثنان لأنهما تغيّرا بعده.");
  assert_said (one, "Undone, but for 1 that has changed since.", "تراجعت عنه، وبقي منه واحد لأنه تغيّر بعده.");
  assert_said (none, "Nothing was undone: it has changed since.", "لم يعد شيء كما كان، فقد تغيّر بعد ذلك.");
  assert_said (values, "Undone, but for what has changed since.", "تراجعت عنه، وبقي ما تغيّر بعده كما هو.");
}

int
main (int argc, char *argv[])
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/undo-words/whole", test_whole);
  g_test_add_func ("/ui/undo-words/sent", test_sent);
  g_test_add_func ("/ui/undo-words/changed", test_changed);
  return g_test_run ();
}
