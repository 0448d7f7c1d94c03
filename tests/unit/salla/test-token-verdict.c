#include "config.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"
#include "nomo-token-verdict.h"

#include <string.h>

#define MACHINE   "this machine"
#define DIRECTORY "this directory"
#define FILE_ID   "42"
#define REST      NOMO_TOKEN_STAGE_REST
#define ADOPTING  NOMO_TOKEN_STAGE_ADOPTING
#define PROVING   NOMO_TOKEN_STAGE_PROVING
#define SENT      NOMO_TOKEN_STAGE_SENT
#define LAST      NOMO_TOKEN_STAGE_LAST

typedef struct {
  gint64 noted;
  gint64 to;
  NomoTokenStage stage;
  gint64 kept;
  gint64 attempt;
  NomoTokenState state;
  int code;
  gint64 settled;
} Case;

/* Every point that a change of the pair can be interrupted at, and every way in which the two halves can be of different
 * times. */
static const Case cases[] = {
  /* at rest */
  { 5, 0, REST, 5, 0, NOMO_TOKENS_GOOD, 0, 0 },
  /* a renewal from 5 to 6, interrupted after each of its steps */
  { 5, 6, PROVING, 5, 0, NOMO_TOKENS_GOOD, 0, 0 },
  { 5, 6, PROVING, 5, 6, NOMO_TOKENS_GOOD, 0, 0 },
  { 5, 6, SENT, 5, 6, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER, 0 },
  { 5, 6, SENT, 6, 0, NOMO_TOKENS_GOOD, 0, 6 },
  { 6, 0, REST, 6, 0, NOMO_TOKENS_GOOD, 0, 0 },
  /* called off, interrupted */
  { 5, 0, REST, 5, 6, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER, 0 },
  /* the one more try, interrupted */
  { 5, 6, LAST, 5, 6, NOMO_TOKENS_ENDED, NOMO_SALLA_ERROR_LOST_ANSWER, 0 },
  { 5, 6, LAST, 6, 0, NOMO_TOKENS_GOOD, 0, 6 },
  /* a new consent on its way, interrupted */
  { 5, 6, ADOPTING, 5, 0, NOMO_TOKENS_GOOD, 0, 0 },
  { 5, 6, ADOPTING, 6, 0, NOMO_TOKENS_GOOD, 0, 6 },
  { 0, 1, ADOPTING, 1, 0, NOMO_TOKENS_GOOD, 0, 1 },
  /* a new consent on its way to where a renewal got lost, interrupted */
  { 5, 7, ADOPTING, 5, 6, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER, 0 },
  { 5, 7, SENT, 5, 6, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER, 0 },
  { 5, 7, LAST, 5, 6, NOMO_TOKENS_ENDED, NOMO_SALLA_ERROR_LOST_ANSWER, 0 },
  { 5, 7, SENT, 7, 0, NOMO_TOKENS_GOOD, 0, 7 },
  /* the keyring of an older time */
  { 6, 0, REST, 5, 0, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_OLDER_COPY, 0 },
  { 6, 0, REST, 5, 6, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_OLDER_COPY, 0 },
  { 6, 7, SENT, 5, 0, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_OLDER_COPY, 0 },
  { 5, 6, SENT, 5, 0, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_LOST_ANSWER, 0 },
  /* the data directory of an older time */
  { 5, 0, REST, 6, 0, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_OLDER_COPY, 0 },
  { 5, 6, PROVING, 6, 0, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_OLDER_COPY, 0 },
  { 5, 6, SENT, 7, 0, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_OLDER_COPY, 0 },
  { 5, 6, SENT, 6, 7, NOMO_TOKENS_LAST, NOMO_SALLA_ERROR_OLDER_COPY, 0 },
};

static NomoSallaTokens *
make_tokens (gboolean renewable)
{
  const char *text = renewable ? "{\"access_token\":\"a\",\"refresh_token\":\"r\"}" : "{\"access_token\":\"a\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = nomo_json_parse (bytes, 0, NULL, NULL);

  return nomo_salla_tokens_parse (node, 1, NULL);
}

static NomoKeptSignIn *
make_kept (gint64 generation, gint64 attempt, gboolean renewable)
{
  g_autoptr (NomoSallaTokens) tokens = make_tokens (renewable);
  const NomoSallaApp app = { "app", "secret", "https://accounts.example" };
  NomoKeptSignIn *kept = nomo_kept_sign_in_new (tokens, &app, generation, MACHINE, DIRECTORY);

  kept->attempt = attempt;
  return kept;
}

static NomoTokenNotes
make_notes (const Case *each)
{
  return (NomoTokenNotes) {
    .generation = each->noted,
    .attempt = each->to,
    .stage = each->stage,
    .machine = (char *) MACHINE,
    .directory = (char *) DIRECTORY,
    .file = (char *) FILE_ID,
  };
}

static void
test_interrupted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoTokenNotes notes = make_notes (&cases[i]);
    g_autoptr (NomoKeptSignIn) kept = make_kept (cases[i].kept, cases[i].attempt, TRUE);
    NomoTokenVerdict verdict = nomo_token_judge (&notes, kept, MACHINE, FILE_ID);

    g_test_message ("case %u", i);
    g_assert_cmpint (verdict.state, ==, cases[i].state);
    if (verdict.state != NOMO_TOKENS_GOOD)
      g_assert_cmpint (verdict.code, ==, cases[i].code);
    g_assert_cmpint (verdict.settled, ==, cases[i].settled);
  }
}

/* Whatever the stages say, a pair of somebody else is not touched. */
static void
test_not_ours (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoTokenNotes notes = make_notes (&cases[i]);
    NomoTokenNotes unclaimed = notes;
    g_autoptr (NomoKeptSignIn) kept = make_kept (cases[i].kept, cases[i].attempt, TRUE);
    NomoTokenVerdict other_machine = nomo_token_judge (&notes, kept, "another machine", FILE_ID);
    NomoTokenVerdict copied_file = nomo_token_judge (&notes, kept, MACHINE, "43");
    NomoTokenVerdict none = nomo_token_judge (&notes, NULL, MACHINE, FILE_ID);
    NomoTokenVerdict other_directory;
    NomoTokenVerdict fresh;

    unclaimed.machine = unclaimed.directory = unclaimed.file = NULL;
    fresh = nomo_token_judge (&unclaimed, kept, MACHINE, FILE_ID);
    g_free (kept->directory);
    kept->directory = g_strdup ("another directory");
    other_directory = nomo_token_judge (&notes, kept, MACHINE, FILE_ID);

    g_assert_cmpint (other_machine.state, ==, NOMO_TOKENS_ENDED);
    g_assert_cmpint (other_machine.code, ==, NOMO_SALLA_ERROR_OTHER_MACHINE);
    g_assert_cmpint (copied_file.state, ==, NOMO_TOKENS_ENDED);
    g_assert_cmpint (copied_file.code, ==, NOMO_SALLA_ERROR_OTHER_COPY);
    g_assert_cmpint (other_directory.state, ==, NOMO_TOKENS_ENDED);
    g_assert_cmpint (other_directory.code, ==, NOMO_SALLA_ERROR_OTHER_COPY);
    g_assert_cmpint (fresh.state, ==, NOMO_TOKENS_ENDED);
    g_assert_cmpint (fresh.code, ==, NOMO_SALLA_ERROR_OTHER_COPY);
    g_assert_cmpint (none.state, ==, NOMO_TOKENS_NONE);
    g_assert_cmpint (none.code, ==, NOMO_SALLA_ERROR_NO_SIGN_IN);
  }
}

/* It has no sign-in until a new consent has come, whatever the keyring holds of before, which may be of another copy. */
static void
test_restored (void)
{
  NomoTokenNotes notes = { .ended = (char *) "restored" };
  g_autoptr (NomoKeptSignIn) kept = make_kept (5, 0, TRUE);
  g_autoptr (NomoKeptSignIn) adopted = make_kept (6, 0, TRUE);
  NomoTokenVerdict none = nomo_token_judge (&notes, NULL, MACHINE, FILE_ID);
  NomoTokenVerdict before = nomo_token_judge (&notes, kept, MACHINE, FILE_ID);
  NomoTokenVerdict claimed;
  NomoTokenVerdict arrived;

  notes.machine = (char *) MACHINE;
  notes.file = (char *) FILE_ID;
  notes.directory = (char *) "a new directory";
  nomo_token_notes_move (&notes, ADOPTING, 6);
  claimed = nomo_token_judge (&notes, kept, MACHINE, FILE_ID);
  notes.directory = (char *) DIRECTORY;
  arrived = nomo_token_judge (&notes, adopted, MACHINE, FILE_ID);

  g_assert_cmpint (none.state, ==, NOMO_TOKENS_NONE);
  g_assert_cmpint (none.code, ==, NOMO_SALLA_ERROR_RESTORED);
  g_assert_cmpint (before.state, ==, NOMO_TOKENS_ENDED);
  g_assert_cmpint (before.code, ==, NOMO_SALLA_ERROR_RESTORED);
  g_assert_cmpint (claimed.state, ==, NOMO_TOKENS_ENDED);
  g_assert_cmpint (claimed.code, ==, NOMO_SALLA_ERROR_RESTORED);
  g_assert_cmpint (arrived.state, ==, NOMO_TOKENS_GOOD);
  g_assert_cmpint (arrived.settled, ==, 6);
}

static void
test_not_renewable (void)
{
  NomoTokenNotes notes = make_notes (&cases[0]);
  g_autoptr (NomoKeptSignIn) kept = make_kept (5, 0, FALSE);
  NomoTokenVerdict verdict = nomo_token_judge (&notes, kept, MACHINE, FILE_ID);

  g_assert_cmpint (verdict.state, ==, NOMO_TOKENS_LAST);
  g_assert_cmpint (verdict.code, ==, NOMO_SALLA_ERROR_NOT_RENEWABLE);
}

/* That it ended is remembered, with its reason, until a new consent has come. */
static void
test_ended (void)
{
  static const int codes[] = { NOMO_SALLA_ERROR_REVOKED, NOMO_SALLA_ERROR_LOST_ANSWER, NOMO_SALLA_ERROR_NOT_RENEWABLE,
                               NOMO_SALLA_ERROR_OLDER_COPY };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    NomoTokenNotes notes = make_notes (&cases[0]);
    g_autoptr (NomoKeptSignIn) kept = make_kept (5, 6, TRUE);
    g_autoptr (NomoKeptSignIn) adopted = make_kept (6, 0, TRUE);
    NomoTokenVerdict verdict;

    notes.ended = (char *) nomo_token_word_of (codes[i]);
    verdict = nomo_token_judge (&notes, kept, MACHINE, FILE_ID);
    g_assert_cmpint (verdict.state, ==, NOMO_TOKENS_ENDED);
    g_assert_cmpint (verdict.code, ==, codes[i]);
    nomo_token_notes_move (&notes, ADOPTING, 6);
    verdict = nomo_token_judge (&notes, adopted, MACHINE, FILE_ID);
    g_assert_cmpint (verdict.state, ==, NOMO_TOKENS_GOOD);
    g_assert_cmpint (verdict.settled, ==, 6);
  }
}

static void
test_notes_are_written_and_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoTokenNotes notes = make_notes (&cases[i]);
    g_autoptr (GHashTable) facts = nomo_token_notes_to_facts (&notes);
    g_autoptr (NomoTokenNotes) read = nomo_token_notes_read (facts);

    g_assert_cmpint (read->generation, ==, notes.generation);
    g_assert_cmpint (read->attempt, ==, notes.attempt);
    g_assert_cmpint (read->stage, ==, notes.stage);
    g_assert_cmpstr (read->machine, ==, notes.machine);
    g_assert_cmpstr (read->directory, ==, notes.directory);
    g_assert_cmpstr (read->file, ==, notes.file);
    g_assert_null (read->ended);
  }
}

static void
test_notes_that_cannot_be_read (void)
{
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (NomoTokenNotes) none = nomo_token_notes_read (facts);
  g_autoptr (NomoTokenNotes) read = NULL;

  g_assert_cmpint (none->stage, ==, REST);
  g_assert_cmpint (none->generation, ==, 0);
  g_hash_table_insert (facts, (gpointer) "token-stage", (gpointer) "what a later version writes");
  g_hash_table_insert (facts, (gpointer) "token-generation", (gpointer) "-1");
  read = nomo_token_notes_read (facts);
  g_assert_cmpint (read->stage, ==, LAST);
  g_assert_cmpint (read->generation, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token-verdict/interrupted", test_interrupted);
  g_test_add_func ("/token-verdict/not-ours", test_not_ours);
  g_test_add_func ("/token-verdict/restored", test_restored);
  g_test_add_func ("/token-verdict/not-renewable", test_not_renewable);
  g_test_add_func ("/token-verdict/ended", test_ended);
  g_test_add_func ("/token-notes/written-and-read", test_notes_are_written_and_read);
  g_test_add_func ("/token-notes/cannot-be-read", test_notes_that_cannot_be_read);
  return g_test_run ();
}
