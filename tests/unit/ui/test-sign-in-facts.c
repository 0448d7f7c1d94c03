#include "config.h"

#include "nomo-calendar.h"
#include "nomo-error.h"
#include "nomo-locale.h"
#include "nomo-salla-error.h"
#include "nomo-sign-in-facts.h"
#include "nomo-sync-state.h"
#include "nomo-words.h"

#include <string.h>

/* Sunday 22 November 2026, 10:42 in Riyadh. */
#define NOW G_GINT64_CONSTANT (1795333320000)
#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static NomoSignInReading
reading_of (NomoTokenState state)
{
  return (NomoSignInReading) {
    .state = state,
    .expires = NOW + 9 * DAY,
    .renewed = NOW - 5 * DAY,
    .due = NOW + 2 * DAY,
    .lasting = TRUE,
  };
}

static NomoSignInFacts *
facts_of (const NomoSignInReading *reading)
{
  return nomo_sign_in_facts_new (reading, nomo_calendar_riyadh ());
}

static void
test_good (void)
{
  NomoSignInReading reading = reading_of (NOMO_TOKENS_GOOD);
  g_autoptr (NomoSignInFacts) facts = facts_of (&reading);

  g_assert_cmpint (facts->tone, ==, NOMO_TONE_OK);
  g_assert_cmpstr (facts->word, ==, "Works");
  g_assert_cmpstr (facts->owner, ==, "This device keeps the sign-in");
  g_assert_cmpstr (facts->until_name, ==, "Works until");
  g_assert_true (g_str_has_prefix (facts->until, "1 December 2026, 10:42 AM · 21"));
  g_assert_true (g_str_has_suffix (facts->until, "AH"));
  g_assert_cmpstr (facts->until_distance, ==, "in 9 days");
  g_assert_true (g_str_has_prefix (facts->next, "24 November 2026, 10:42 AM"));
  g_assert_cmpstr (facts->next_distance, ==, "in 2 days");
  g_assert_cmpstr (facts->since_name, ==, "Signed in on");
  g_assert_null (facts->sentence);
  g_assert_null (facts->action);
}

static void
test_renewed (void)
{
  NomoSignInReading reading = reading_of (NOMO_TOKENS_GOOD);
  g_autoptr (NomoSignInFacts) renewed = NULL;
  g_autoptr (NomoSignInFacts) renewing = NULL;
  g_autoptr (NomoSignInFacts) late = NULL;

  reading.renewals = 1;
  renewed = facts_of (&reading);
  g_assert_cmpstr (renewed->since_name, ==, "Last renewed");
  g_assert_true (g_str_has_prefix (renewed->since, "17 November 2026"));
  reading.renewing = TRUE;
  renewing = facts_of (&reading);
  g_assert_cmpstr (renewing->next, ==, "Being renewed now");
  g_assert_null (renewing->next_distance);
  reading.renewing = FALSE;
  reading.due = NOW - DAY;
  late = facts_of (&reading);
  g_assert_cmpstr (late->next, ==, "As soon as Salla can be reached");
}

static void
test_distances (void)
{
  static const struct {
    int days;
    const char *words;
  } cases[] = { { -2, "2 days ago" }, { -1, "1 day ago" }, { 0, "today" }, { 1, "in 1 day" }, { 11, "in 11 days" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    NomoSignInReading reading = reading_of (NOMO_TOKENS_GOOD);
    g_autoptr (NomoSignInFacts) facts = NULL;

    reading.expires = NOW + cases[i].days * DAY;
    facts = facts_of (&reading);
    g_assert_cmpstr (facts->until_distance, ==, cases[i].words);
  }
}

static void
test_last (void)
{
  g_autoptr (GError) error = g_error_new (NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT, "lost");
  g_autofree char *sentence = nomo_words_sentence (error, TRUE);
  NomoSignInReading reading = reading_of (NOMO_TOKENS_LAST);
  g_autoptr (NomoSignInFacts) facts = NULL;

  reading.error = error;
  facts = facts_of (&reading);
  g_assert_cmpint (facts->tone, ==, NOMO_TONE_WARN);
  g_assert_cmpstr (facts->sentence, ==, sentence);
  g_assert_cmpstr (facts->action, ==, "app.reconnect");
  g_assert_nonnull (facts->until);
  g_assert_null (facts->next);
}

static void
test_ended (void)
{
  NomoSignInReading reading = reading_of (NOMO_TOKENS_ENDED);
  g_autoptr (NomoSignInFacts) facts = NULL;

  reading.expires = NOW - 2 * DAY;
  facts = facts_of (&reading);
  g_assert_cmpint (facts->tone, ==, NOMO_TONE_ERR);
  g_assert_cmpstr (facts->until_name, ==, "Ended on");
  g_assert_nonnull (facts->sentence);
  g_assert_cmpstr (facts->action, ==, "app.reconnect");
  g_assert_null (facts->next);
}

/* Salla has ended it before its time: that time is of no interest any more. */
static void
test_ended_early (void)
{
  NomoSignInReading reading = reading_of (NOMO_TOKENS_ENDED);
  g_autoptr (NomoSignInFacts) facts = facts_of (&reading);

  g_assert_null (facts->until);
  g_assert_nonnull (facts->since);
}

/* It works, but the keyring has not taken it: trying again helps, a new sign-in is not needed. */
static void
test_unkept (void)
{
  g_autoptr (GError) unkept = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNKEPT, "locked");
  NomoSignInReading reading = reading_of (NOMO_TOKENS_GOOD);
  g_autoptr (NomoSignInFacts) facts = NULL;

  reading.error = unkept;
  facts = facts_of (&reading);
  g_assert_cmpint (facts->tone, ==, NOMO_TONE_WARN);
  g_assert_nonnull (facts->sentence);
  g_assert_cmpstr (facts->action, ==, "app.sync");
  g_assert_nonnull (facts->until);
}

static void
test_none (void)
{
  g_autoptr (GError) locked = g_error_new (NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED, "locked");
  NomoSignInReading reading = reading_of (NOMO_TOKENS_NONE);
  g_autoptr (NomoSignInFacts) facts = facts_of (&reading);
  g_autoptr (NomoSignInFacts) shut = NULL;

  g_assert_null (facts->until);
  g_assert_null (facts->since);
  g_assert_null (facts->next);
  g_assert_cmpstr (facts->action, ==, "app.reconnect");
  reading.error = locked;
  shut = facts_of (&reading);
  g_assert_cmpstr (shut->action, ==, "app.reopen");
}

/* How it stands is known where it runs, and a new sign-in would be refused here. */
static void
test_held (void)
{
  NomoSignInReading reading = reading_of (NOMO_TOKENS_LAST);
  g_autoptr (NomoSignInFacts) facts = NULL;

  reading.held_by = "nomo (1234)";
  facts = facts_of (&reading);
  g_assert_nonnull (strstr (facts->owner, "nomo (1234)"));
  g_assert_null (facts->sentence);
  g_assert_null (facts->action);
}

/* Whatever a keyring that could not be opened still holds. */
static void
test_relay (void)
{
  const NomoTokenState states[] = { NOMO_TOKENS_NONE, NOMO_TOKENS_GOOD };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    NomoSignInReading reading = reading_of (states[i]);
    g_autoptr (NomoSignInFacts) facts = NULL;

    reading.relay = "relay.example.net";
    facts = facts_of (&reading);
    g_assert_nonnull (strstr (facts->owner, "relay.example.net"));
    g_assert_nonnull (facts->sentence);
    g_assert_cmpint (facts->tone, ==, NOMO_TONE_INFO);
    g_assert_null (facts->until);
    g_assert_null (facts->next);
    g_assert_cmpstr (facts->action, ==, "app.reconnect");
  }
}

static void
test_this_run (void)
{
  NomoSignInReading reading = reading_of (NOMO_TOKENS_GOOD);
  g_autoptr (NomoSignInFacts) facts = NULL;

  reading.lasting = FALSE;
  facts = facts_of (&reading);
  g_assert_cmpstr (facts->owner, ==, "Kept for this run only");
}

static NomoSyncState *
sync_state (NomoTone tone, const char *detail)
{
  NomoSyncState *self = g_new0 (NomoSyncState, 1);

  self->tone = tone;
  self->title = g_strdup ("In sync with Salla");
  self->detail = g_strdup (detail);
  return self;
}

static void
test_banner (void)
{
  g_autoptr (GError) error = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE, "lost");
  g_autoptr (NomoWords) words = nomo_words_for_error (error, FALSE);
  g_autoptr (NomoSyncState) idle = sync_state (NOMO_TONE_OK, "Updated just now");
  g_autoptr (NomoSyncState) syncing = sync_state (NOMO_TONE_INFO, "7 of 9");

  nomo_sync_state_add_last (idle, error, NOW + 9 * DAY, nomo_calendar_riyadh ());
  g_assert_true (g_str_has_prefix (idle->banner, words->happened));
  g_assert_nonnull (strstr (idle->banner, "Tue 1 Dec"));
  g_assert_cmpstr (idle->detail, ==, "Reconnect before Tue 1 Dec");
  g_assert_cmpint (idle->banner_tone, ==, NOMO_TONE_WARN);
  g_assert_cmpstr (idle->action, ==, "app.reconnect");
  nomo_sync_state_add_last (syncing, NULL, NOW + DAY / 24, nomo_calendar_riyadh ());
  g_assert_cmpstr (syncing->detail, ==, "7 of 9");
  g_assert_nonnull (strstr (syncing->banner, "11:42 AM"));
}

int
main (int argc, char *argv[])
{
  g_autofree char *clock =
      g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":1", g_get_real_time () / 1000, NOW);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/sign-in-facts/good", test_good);
  g_test_add_func ("/ui/sign-in-facts/renewed", test_renewed);
  g_test_add_func ("/ui/sign-in-facts/distances", test_distances);
  g_test_add_func ("/ui/sign-in-facts/last", test_last);
  g_test_add_func ("/ui/sign-in-facts/ended", test_ended);
  g_test_add_func ("/ui/sign-in-facts/ended-early", test_ended_early);
  g_test_add_func ("/ui/sign-in-facts/unkept", test_unkept);
  g_test_add_func ("/ui/sign-in-facts/none", test_none);
  g_test_add_func ("/ui/sign-in-facts/held", test_held);
  g_test_add_func ("/ui/sign-in-facts/relay", test_relay);
  g_test_add_func ("/ui/sign-in-facts/this-run", test_this_run);
  g_test_add_func ("/ui/sign-in-facts/banner", test_banner);
  return g_test_run ();
}
