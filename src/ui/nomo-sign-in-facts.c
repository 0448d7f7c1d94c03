#include "config.h"

#include "nomo-sign-in-facts.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-salla-error.h"
#include "nomo-shop.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

#define NO_BREAK_SPACE "\302\240"

/**
 * nomo_sign_in_read:
 * @shop: a shop
 *
 * Returns: what is known about its sign-in now; not to be kept beyond the next change of @shop
 */
NomoSignInReading
nomo_sign_in_read (NomoShop *shop)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);
  gboolean refused = nomo_shop_get_state (shop) == NOMO_SHOP_SIGNED_OUT &&
                     nomo_words_asks_to_reconnect (nomo_shop_get_last_error (shop));

  /* What Salla has refused does not work, whatever is known about it here. */
  return (NomoSignInReading) {
    .state = refused && nomo_token_keeper_get_state (tokens) != NOMO_TOKENS_NONE ? NOMO_TOKENS_ENDED
                                                                                 : nomo_token_keeper_get_state (tokens),
    .error = refused ? nomo_shop_get_last_error (shop) : nomo_token_keeper_get_error (tokens),
    .expires = nomo_token_keeper_get_expires (tokens),
    .renewed = nomo_token_keeper_get_renewed (tokens),
    .due = nomo_token_keeper_get_due (tokens),
    .renewals = nomo_token_keeper_get_renewals (tokens),
    .renewing = nomo_token_keeper_is_renewing (tokens),
    .lasting = nomo_token_keeper_is_lasting (tokens),
    .held_by = nomo_shop_get_held_by (shop),
    .relay = nomo_shop_get_relay (shop),
  };
}

/* What was restored has none either, where nothing of another copy is in the keyring. */
static gboolean
is_about_none (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NO_SIGN_IN) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_RESTORED);
}

/**
 * nomo_sign_in_is_forgotten:
 * @shop: a shop
 *
 * Returns: whether there is no sign-in because it was given up on this device, so that only the saved copy is left
 */
gboolean
nomo_sign_in_is_forgotten (NomoShop *shop)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);

  if (nomo_shop_get_relay (shop) != NULL)
    return TRUE;
  return nomo_token_keeper_get_state (tokens) == NOMO_TOKENS_NONE &&
         is_about_none (nomo_token_keeper_get_error (tokens));
}

/* The date in the other calendar wraps as a whole. */
static char *
dup_moment (gint64 ms, GTimeZone *zone)
{
  int day = nomo_day_of (ms, zone);
  g_autofree char *date = nomo_format_first_date (day, NOMO_DAY_DATE);
  g_autofree char *time = nomo_format_time (ms, zone);
  g_autofree char *other = nomo_format_other_date (day);
  g_auto (GStrv) words = g_strsplit (other, " ", -1);
  g_autofree char *whole = g_strjoinv (NO_BREAK_SPACE, words);
  /* Translators: a date and a time of day: 22 November 2026, 10:42 AM */
  g_autofree char *moment = g_strdup_printf (C_ ("date and time", "%1$s, %2$s"), date, time);

  return g_strdup_printf ("%s · %s", moment, whole);
}

static char *
dup_days_ahead (gulong days)
{
  g_autofree char *figure = nomo_format_int ((gint64) days);

  return g_strdup_printf (ngettext ("in %s day", "in %s days", days), figure);
}

static char *
dup_days_ago (gulong days)
{
  g_autofree char *figure = nomo_format_int ((gint64) days);

  return g_strdup_printf (ngettext ("%s day ago", "%s days ago", days), figure);
}

static char *
dup_distance (gint64 ms, GTimeZone *zone)
{
  int days = nomo_day_of (ms, zone) - nomo_day_of (nomo_clock_now (), zone);

  if (days > 0)
    return dup_days_ahead ((gulong) days);
  if (days < 0)
    return dup_days_ago ((gulong) -days);
  /* Translators: beside a date and a time */
  return g_strdup (C_ ("distance", "today"));
}

static void
word_state (NomoSignInFacts *self, const NomoSignInReading *reading)
{
  switch (reading->state) {
  case NOMO_TOKENS_GOOD:
    self->tone = reading->error == NULL ? NOMO_TONE_OK : NOMO_TONE_WARN;
    self->icon = reading->error == NULL ? "nomo-ok-symbolic" : "nomo-warn-symbolic";
    self->word = C_ ("sign-in", "Works");
    break;
  case NOMO_TOKENS_LAST:
    self->tone = NOMO_TONE_WARN;
    self->icon = "nomo-clock-symbolic";
    self->word = C_ ("sign-in", "Works until it ends");
    break;
  case NOMO_TOKENS_ENDED:
    self->tone = NOMO_TONE_ERR;
    self->icon = "nomo-fail-symbolic";
    self->word = C_ ("sign-in", "Ended");
    break;
  case NOMO_TOKENS_NONE:
  default:
    self->tone = NOMO_TONE_MUTE;
    self->icon = "nomo-end-symbolic";
    self->word = C_ ("sign-in", "None");
  }
}

/* A pair that a locked keyring still holds is not used either. */
static void
word_relay (NomoSignInFacts *self, const NomoSignInReading *reading)
{
  g_autofree char *host = nomo_text_isolate_ltr (reading->relay);

  self->tone = NOMO_TONE_INFO;
  self->icon = "nomo-link-symbolic";
  self->word = C_ ("sign-in", "At the relay");
  self->until_name = C_ ("sign-in", "Works until");
  self->since_name = _ ("Signed in on");
  /* Translators: %s is the name of a server */
  self->owner = g_strdup_printf (_ ("The relay %s keeps the sign-in"), host);
  self->owner_detail = _ ("Nothing is asked of Salla from this device.");
  self->sentence =
      g_strdup (_ ("A relay looks after this store. What is saved here stays readable, and what you change here waits. "
                   "You can sign in to Salla again and take the store back."));
  self->action_label = _ ("Take back…");
  self->action = "app.reconnect";
}

static void
word_owner (NomoSignInFacts *self, const NomoSignInReading *reading)
{
  if (reading->held_by != NULL) {
    g_autofree char *holder = nomo_text_isolate (reading->held_by);

    /* Translators: %s is a program and its number: nomo (1234) */
    self->owner = g_strdup_printf (_ ("%s runs the sync"), holder);
    self->owner_detail = _ ("You see here what it brings. This window takes over when it ends.");
  } else if (g_error_matches (reading->error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED)) {
    self->owner = g_strdup (_ ("The sign-in lies in a locked keyring"));
  } else if (reading->state == NOMO_TOKENS_NONE) {
    self->owner = g_strdup (_ ("There is no sign-in here"));
  } else if (reading->state == NOMO_TOKENS_ENDED) {
    self->owner = g_strdup (_ ("No sign-in works here any more"));
  } else if (!reading->lasting) {
    self->owner = g_strdup (_ ("Kept for this run only"));
    self->owner_detail = _ ("There is no keyring. Once Nomo Flow is closed, you sign in again.");
  } else {
    self->owner = g_strdup (_ ("This device keeps the sign-in"));
    self->owner_detail = _ ("No other device and no other program uses it.");
  }
}

static void
word_dates (NomoSignInFacts *self, const NomoSignInReading *reading, GTimeZone *zone)
{
  self->until_name = reading->state == NOMO_TOKENS_ENDED ? C_ ("sign-in", "Ended on") : C_ ("sign-in", "Works until");
  self->since_name = reading->renewals > 0 ? _ ("Last renewed") : _ ("Signed in on");
  if (reading->state == NOMO_TOKENS_NONE)
    return;
  /* What Salla has ended early did not end on the day that it would have. */
  if (reading->expires > 0 && (reading->state != NOMO_TOKENS_ENDED || reading->expires <= nomo_clock_now ())) {
    self->until = dup_moment (reading->expires, zone);
    self->until_distance = dup_distance (reading->expires, zone);
  }
  if (reading->renewed > 0)
    self->since = dup_moment (reading->renewed, zone);
}

static void
word_renewal (NomoSignInFacts *self, const NomoSignInReading *reading, GTimeZone *zone)
{
  self->renewing = reading->renewing;
  if (reading->renewing) {
    self->next = g_strdup (_ ("Being renewed now"));
  } else if (reading->state == NOMO_TOKENS_GOOD && reading->due > nomo_clock_now ()) {
    self->next = dup_moment (reading->due, zone);
    self->next_distance = dup_distance (reading->due, zone);
  } else if (reading->state == NOMO_TOKENS_GOOD && reading->due > 0) {
    self->next = g_strdup (_ ("As soon as Salla can be reached"));
  }
}

static const char *
sentence_without_reason (NomoTokenState state)
{
  if (state == NOMO_TOKENS_LAST)
    return _ ("The sign-in cannot be renewed. Everything works until it ends; reconnect before then.");
  return _ ("The sign-in to Salla has ended. Everything saved stays readable; reconnect to go on syncing.");
}

/* While another program has the engine, how it stands is known there, and a new sign-in would be refused here. */
static void
word_help (NomoSignInFacts *self, const NomoSignInReading *reading)
{
  if (reading->held_by != NULL || (reading->state == NOMO_TOKENS_GOOD && reading->error == NULL))
    return;
  self->sentence = reading->error != NULL ? nomo_words_sentence (reading->error, TRUE)
                                          : g_strdup (sentence_without_reason (reading->state));
  if (g_error_matches (reading->error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED)) {
    self->action_label = _ ("Try again");
    self->action = "app.reopen";
  } else if (reading->state == NOMO_TOKENS_GOOD) {
    self->action_label = _ ("Try again");
    self->action = "app.sync";
  } else {
    self->action_label = _ ("Reconnect");
    self->action = "app.reconnect";
  }
}

/**
 * nomo_sign_in_facts_new:
 * @reading: what is known about a sign-in
 * @zone: the shop's zone
 *
 * Returns: (transfer full): the same in words
 */
NomoSignInFacts *
nomo_sign_in_facts_new (const NomoSignInReading *reading, GTimeZone *zone)
{
  NomoSignInFacts *self = g_new0 (NomoSignInFacts, 1);

  if (reading->relay != NULL) {
    word_relay (self, reading);
    return self;
  }
  word_state (self, reading);
  word_owner (self, reading);
  word_dates (self, reading, zone);
  word_renewal (self, reading, zone);
  word_help (self, reading);
  return self;
}

/**
 * nomo_sign_in_facts_free:
 * @self: (transfer full): words
 */
void
nomo_sign_in_facts_free (NomoSignInFacts *self)
{
  g_free (self->owner);
  g_free (self->until);
  g_free (self->until_distance);
  g_free (self->since);
  g_free (self->next);
  g_free (self->next_distance);
  g_free (self->sentence);
  g_free (self);
}
