#include "config.h"

#include "nomo-token-verdict.h"

#include "nomo-copy.h"
#include "nomo-salla-error.h"

/* Why a sign-in ended, as the notes remember it over a restart. */
static const struct {
  int code;
  const char *word;
} endings[] = {
  { NOMO_SALLA_ERROR_REVOKED, "revoked" },
  { NOMO_SALLA_ERROR_LOST_ANSWER, "lost-answer" },
  { NOMO_SALLA_ERROR_NOT_RENEWABLE, "not-renewable" },
  { NOMO_SALLA_ERROR_OLDER_COPY, "older-copy" },
  { NOMO_SALLA_ERROR_RESTORED, NOMO_COPY_RESTORED },
};

/**
 * nomo_token_word_of:
 * @code: a #NomoSallaError
 *
 * Returns: (transfer none): the word by which the notes remember that a sign-in ended of it
 */
const char *
nomo_token_word_of (int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    if (endings[i].code == code)
      return endings[i].word;
  }
  return "revoked";
}

static int
code_of_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    if (g_str_equal (endings[i].word, word))
      return endings[i].code;
  }
  return NOMO_SALLA_ERROR_REVOKED;
}

static NomoTokenVerdict
ended (int code)
{
  return (NomoTokenVerdict) { NOMO_TOKENS_ENDED, code, 0 };
}

static NomoTokenVerdict
last (int code)
{
  return (NomoTokenVerdict) { NOMO_TOKENS_LAST, code, 0 };
}

static NomoTokenVerdict
good (const NomoKeptSignIn *kept, gint64 settled)
{
  NomoTokenVerdict verdict = { NOMO_TOKENS_GOOD, 0, settled };

  if (nomo_salla_tokens_get_refresh (kept->tokens) == NULL) {
    verdict.state = NOMO_TOKENS_LAST;
    verdict.code = NOMO_SALLA_ERROR_NOT_RENEWABLE;
  }
  return verdict;
}

/* The keyring holds the very pair that the notes name. */
static NomoTokenVerdict
judge_same (const NomoTokenNotes *notes, const NomoKeptSignIn *kept)
{
  switch (notes->stage) {
  case NOMO_TOKEN_STAGE_PROVING:
    return good (kept, 0);
  case NOMO_TOKEN_STAGE_SENT:
    return last (NOMO_SALLA_ERROR_LOST_ANSWER);
  case NOMO_TOKEN_STAGE_LAST:
    return ended (NOMO_SALLA_ERROR_LOST_ANSWER);
  case NOMO_TOKEN_STAGE_REST:
  case NOMO_TOKEN_STAGE_ADOPTING:
  default:
    /* The keyring knows of a renewal that the notes do not: they are of a time before it, or a new consent was on its way
     * to where that renewal got lost. */
    return kept->attempt == 0 ? good (kept, 0) : last (NOMO_SALLA_ERROR_LOST_ANSWER);
  }
}

/* The keyring holds the pair that was on its way, so it had arrived; what is missing is the note of it. */
static gboolean
has_arrived (const NomoTokenNotes *notes, const NomoKeptSignIn *kept)
{
  return notes->stage != NOMO_TOKEN_STAGE_REST && notes->stage != NOMO_TOKEN_STAGE_PROVING &&
         kept->generation == notes->attempt && kept->attempt == 0;
}

/* Until a new consent has come. What the keyring holds meanwhile may be of another data directory. */
static gboolean
is_restored (const NomoTokenNotes *notes)
{
  return g_strcmp0 (notes->ended, NOMO_COPY_RESTORED) == 0;
}

/**
 * nomo_token_judge:
 * @notes: what the data directory notes
 * @kept: (nullable): what the keyring holds
 * @machine: this machine
 * @file: the file that @notes were read from
 *
 * The one place that decides whether a pair may be used and renewed. In doubt it may not be renewed: a refresh token that
 * was shown before ends the whole sign-in, while an access token can be used as long as it lasts.
 *
 * Returns: the verdict
 */
NomoTokenVerdict
nomo_token_judge (const NomoTokenNotes *notes, const NomoKeptSignIn *kept, const char *machine, const char *file)
{
  int other = is_restored (notes) ? NOMO_SALLA_ERROR_RESTORED : NOMO_SALLA_ERROR_OTHER_COPY;

  if (kept == NULL)
    return (NomoTokenVerdict) { NOMO_TOKENS_NONE, is_restored (notes) ? other : NOMO_SALLA_ERROR_NO_SIGN_IN, 0 };
  if (g_strcmp0 (kept->machine, machine) != 0 || g_strcmp0 (notes->machine, machine) != 0)
    return ended (notes->machine == NULL ? other : NOMO_SALLA_ERROR_OTHER_MACHINE);
  if (g_strcmp0 (kept->directory, notes->directory) != 0 || g_strcmp0 (notes->file, file) != 0)
    return ended (other);
  if (has_arrived (notes, kept))
    return good (kept, kept->generation);
  if (notes->ended != NULL)
    return ended (code_of_word (notes->ended));
  if (kept->generation == notes->generation)
    return judge_same (notes, kept);
  return last (NOMO_SALLA_ERROR_OLDER_COPY);
}
