#include "config.h"

#include "nomo-sync-state.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-job.h"
#include "nomo-owner-words.h"
#include "nomo-salla-error.h"
#include "nomo-token-keeper.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

/* A catch-up that runs every minute is no news; one after a longer silence is. */
#define QUIET_MS (G_GINT64_CONSTANT (10) * 60 * 1000)

/**
 * nomo_sync_state_as_of:
 * @as_of: UTC milliseconds
 * @zone: the shop's zone
 *
 * A moment the way a stamp says it: the time alone when it is of today, else date and time.
 *
 * Returns: (transfer full): the words
 */
char *
nomo_sync_state_as_of (gint64 as_of, GTimeZone *zone)
{
  if (nomo_day_of (as_of, zone) == nomo_day_of (nomo_clock_now (), zone))
    return nomo_format_time (as_of, zone);
  return nomo_format_moment (as_of, zone);
}

/**
 * nomo_sync_state_progress:
 * @job: (nullable): a running job
 *
 * Returns: (transfer full): how far it is and how long it still takes, as far as known
 */
char *
nomo_sync_state_progress (NomoJob *job)
{
  g_autofree char *done = NULL, *total = NULL, *left = NULL;

  if (job == NULL || nomo_job_get_total (job) <= 0)
    return g_strdup (_ ("Looking for changes"));
  done = nomo_job_format_amount (job, nomo_job_get_done (job));
  total = nomo_job_format_amount (job, nomo_job_get_total (job));
  if (nomo_job_get_seconds_left (job) < 0)
    /* Translators: 1,940 of 3,128 */
    return g_strdup_printf (C_ ("progress", "%1$s of %2$s"), done, total);
  left = nomo_format_left (nomo_job_get_seconds_left (job));
  /* Translators: 1,940 of 3,128 · 2 minutes left */
  return g_strdup_printf (C_ ("progress", "%1$s of %2$s · %3$s"), done, total, left);
}

/**
 * nomo_sync_state_outbox:
 * @shop: a shop
 *
 * Returns: (transfer full) (nullable): how many edits Salla does not accept, else how many wait for it; %NULL when there is none
 */
char *
nomo_sync_state_outbox (NomoShop *shop)
{
  gint64 refused = nomo_shop_get_refused (shop), unsent = nomo_shop_get_unsent (shop);
  g_autofree char *number = nomo_format_int (refused > 0 ? refused : unsent);

  if (refused > 0)
    /* Translators: %s is a number. */
    return g_strdup_printf (
        ngettext ("%s change was not accepted by Salla", "%s changes were not accepted by Salla", (gulong) refused),
        number);
  if (unsent > 0)
    /* Translators: %s is a number. */
    return g_strdup_printf (ngettext ("%s change waits for Salla", "%s changes wait for Salla", (gulong) unsent),
                            number);
  return NULL;
}

static void
state_synced (NomoSyncState *self, NomoShop *shop)
{
  gint64 as_of = nomo_shop_get_as_of (shop);

  self->icon = "nomo-ok-symbolic";
  self->tone = NOMO_TONE_OK;
  if (as_of == 0) {
    self->title = g_strdup (_ ("Connected to Salla"));
    self->detail = g_strdup (_ ("Nothing has arrived yet"));
    return;
  }
  g_autofree char *when = nomo_format_recent (as_of, nomo_clock_now (), nomo_shop_get_zone (shop));

  self->title = g_strdup (_ ("In sync with Salla"));
  self->detail = nomo_sync_state_outbox (shop);
  if (self->detail == NULL)
    /* Translators: %s is like "2 min ago" */
    self->detail = g_strdup_printf (_ ("Updated %s"), when);
  if (nomo_shop_get_refused (shop) > 0) {
    self->icon = "nomo-warn-symbolic";
    self->tone = NOMO_TONE_WARN;
  }
}

static void
state_syncing (NomoSyncState *self, NomoShop *shop)
{
  if (nomo_shop_get_as_of (shop) > nomo_clock_now () - QUIET_MS) {
    state_synced (self, shop);
    return;
  }
  self->icon = "nomo-sync-symbolic";
  self->tone = NOMO_TONE_INFO;
  self->title = g_strdup (_ ("Syncing with Salla"));
  self->detail = nomo_sync_state_progress (nomo_shop_get_job (shop));
}

static char *
dup_stamp (NomoShop *shop)
{
  gint64 as_of = nomo_shop_get_as_of (shop);

  return as_of > 0 ? nomo_sync_state_as_of (as_of, nomo_shop_get_zone (shop)) : NULL;
}

static void
state_offline (NomoSyncState *self, NomoShop *shop)
{
  g_autofree char *stamp = dup_stamp (shop);

  self->icon = "nomo-offline-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_WARN;
  self->title = g_strdup (_ ("No connection"));
  if (stamp != NULL) {
    /* Translators: the moment the figures are of: "As of 10:42 AM" */
    self->detail = g_strdup_printf (_ ("As of %s"), stamp);
    self->banner = g_strdup_printf (_ ("No connection. You are working on the copy saved at %s."), stamp);
  } else {
    self->detail = g_strdup (_ ("Tried again by itself"));
    self->banner =
        g_strdup (_ ("No connection. What has arrived is kept, and the rest follows once you are back online."));
  }
  self->action_label = g_strdup (_ ("Try again"));
  self->action = "app.sync";
}

/* What only this device knows of: where else the sign-in is, or that the store is of a backup. */
static gboolean
is_of_device (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_OTHER_MACHINE) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_OTHER_COPY) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_RESTORED);
}

static void
word_signed_out (NomoSyncState *self, NomoShop *shop)
{
  const GError *error = nomo_shop_get_last_error (shop);

  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED)) {
    self->banner = g_strdup (_ ("The keyring is locked, so the sign-in to Salla cannot be read. Everything saved stays "
                                "readable; unlock the keyring to go on syncing."));
    self->action_label = g_strdup (_ ("Try again"));
    self->action = "app.reopen";
    return;
  }
  if (g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING))
    self->banner = g_strdup (_ ("This session has no keyring, so there is no sign-in to Salla. Everything saved stays "
                                "readable; reconnect to go on syncing."));
  else if (is_of_device (error))
    self->banner = nomo_words_sentence (error, nomo_shop_get_as_of (shop) > 0);
  else
    self->banner =
        g_strdup (_ ("The sign-in to Salla has ended. Everything saved stays readable; reconnect to go on syncing."));
  self->action_label = g_strdup (_ ("Reconnect"));
  self->action = "app.reconnect";
}

/* Nothing is wrong: the store is in other hands. */
static void
state_relay (NomoSyncState *self, NomoShop *shop)
{
  g_autofree char *stamp = dup_stamp (shop);

  self->icon = "nomo-link-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_INFO;
  self->title = g_strdup (_ ("Looked after by a relay"));
  self->detail = nomo_sync_state_outbox (shop);
  if (self->detail == NULL)
    self->detail = stamp != NULL ? g_strdup_printf (_ ("As of %s"), stamp) : g_strdup (_ ("Nothing has arrived yet"));
  self->banner = nomo_owner_words_dup (shop);
  self->action_label = g_strdup (_ ("Take back…"));
  self->action = "app.reconnect";
}

static void
state_signed_out (NomoSyncState *self, NomoShop *shop)
{
  g_autofree char *stamp = dup_stamp (shop);

  if (nomo_shop_get_relay (shop) != NULL) {
    state_relay (self, shop);
    return;
  }
  self->icon = "nomo-warn-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_WARN;
  self->title = g_strdup (_ ("Signed out of Salla"));
  self->detail = stamp != NULL ? g_strdup_printf (_ ("As of %s"), stamp) : g_strdup (_ ("Nothing has arrived yet"));
  word_signed_out (self, shop);
}

static void
state_held (NomoSyncState *self, NomoShop *shop)
{
  const char *holder = nomo_shop_get_held_by (shop);

  self->icon = "nomo-lock-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_INFO;
  self->title = g_strdup (_ ("Synced by another program"));
  self->detail = g_strdup (holder != NULL ? holder : _ ("You see what it brings"));
  if (holder != NULL)
    self->banner =
        g_strdup_printf (_ ("Another program syncs this store: %s. You see what it brings, and this window takes "
                            "over when it ends."),
                         holder);
  else
    self->banner = g_strdup (
        _ ("Another program syncs this store. You see what it brings, and this window takes over when it ends."));
}

/* One list has no permission; the others are up to date. */
static void
word_in_part (NomoSyncState *self)
{
  g_free (self->title);
  self->icon = "nomo-warn-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_WARN;
  self->title = g_strdup (_ ("Synced in part"));
  g_free (self->action_label);
  self->action_label = g_strdup (_ ("Reconnect"));
  self->action = "app.reconnect";
}

static void
state_error (NomoSyncState *self, NomoShop *shop)
{
  const GError *error = nomo_shop_get_last_error (shop);
  g_autofree char *stamp = dup_stamp (shop);

  self->icon = "nomo-fail-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_ERR;
  self->title = g_strdup (_ ("Syncing stopped"));
  self->detail = stamp != NULL ? g_strdup_printf (_ ("As of %s"), stamp) : g_strdup (_ ("Tried again by itself"));
  self->banner = error != NULL ? nomo_words_sentence (error, nomo_shop_get_as_of (shop) > 0)
                               : g_strdup (_ ("The last sync ended early. What has arrived is kept."));
  self->action_label = g_strdup (_ ("Try again"));
  self->action = "app.sync";
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE))
    word_in_part (self);
}

static char *
dup_last_day (gint64 expires, GTimeZone *zone)
{
  int day = nomo_day_of (expires, zone);

  return day == nomo_day_of (nomo_clock_now (), zone) ? nomo_format_time (expires, zone)
                                                      : nomo_format_day (day, NOMO_DAY_WEEKDAY_SHORT);
}

/* The keyring has not taken a sign-in that works. */
static void
add_unkept (NomoSyncState *self, const GError *error)
{
  g_free (self->banner);
  self->icon = "nomo-warn-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_WARN;
  self->banner = nomo_words_sentence (error, FALSE);
  self->action_label = g_strdup (_ ("Try again"));
  self->action = "app.sync";
}

/**
 * nomo_sync_state_add_last:
 * @self: the state of a shop that can sync
 * @error: (nullable): why its sign-in is not renewed
 * @expires: until when it works, UTC milliseconds
 * @zone: the shop's zone
 *
 * Adds that the sign-in works only until it ends. The long form of @error stands in the preferences.
 */
void
nomo_sync_state_add_last (NomoSyncState *self, const GError *error, gint64 expires, GTimeZone *zone)
{
  g_autoptr (NomoWords) words = error != NULL ? nomo_words_for_error (error, FALSE) : NULL;
  g_autofree char *until = dup_last_day (expires, zone);

  if (self->tone == NOMO_TONE_OK) {
    g_free (self->detail);
    /* Translators: %s is a day, or a time of today */
    self->detail = g_strdup_printf (_ ("Reconnect before %s"), until);
  }
  self->icon = "nomo-warn-symbolic";
  self->tone = self->banner_tone = NOMO_TONE_WARN;
  /* Translators: 1 is a sentence that says why, 2 a day, or a time of today */
  self->banner =
      g_strdup_printf (_ ("%1$s Everything works until %2$s; reconnect before then."),
                       words != NULL ? words->happened : _ ("The sign-in to Salla cannot be renewed."), until);
  self->action_label = g_strdup (_ ("Reconnect"));
  self->action = "app.reconnect";
}

static void
warn_of_last (NomoSyncState *self, NomoShop *shop)
{
  NomoTokenKeeper *tokens = nomo_shop_get_tokens (shop);

  if (nomo_token_keeper_get_state (tokens) == NOMO_TOKENS_LAST)
    nomo_sync_state_add_last (self, nomo_token_keeper_get_error (tokens), nomo_token_keeper_get_expires (tokens),
                              nomo_shop_get_zone (shop));
  else if (nomo_token_keeper_get_state (tokens) == NOMO_TOKENS_GOOD && nomo_token_keeper_get_error (tokens) != NULL)
    add_unkept (self, nomo_token_keeper_get_error (tokens));
}

/**
 * nomo_sync_state_read:
 * @shop: a shop
 *
 * Words how @shop stands now.
 *
 * Returns: (transfer full): the state; free with nomo_sync_state_free()
 */
NomoSyncState *
nomo_sync_state_read (NomoShop *shop)
{
  NomoSyncState *self = g_new0 (NomoSyncState, 1);

  switch (nomo_shop_get_state (shop)) {
  case NOMO_SHOP_SYNCING:
    state_syncing (self, shop);
    warn_of_last (self, shop);
    break;
  case NOMO_SHOP_OFFLINE:
    state_offline (self, shop);
    break;
  case NOMO_SHOP_SIGNED_OUT:
    state_signed_out (self, shop);
    break;
  case NOMO_SHOP_HELD:
    state_held (self, shop);
    break;
  case NOMO_SHOP_ERROR:
    state_error (self, shop);
    break;
  case NOMO_SHOP_IDLE:
  default:
    state_synced (self, shop);
    warn_of_last (self, shop);
  }
  return self;
}

/**
 * nomo_sync_state_free:
 * @self: (transfer full): a state
 */
void
nomo_sync_state_free (NomoSyncState *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_free (self->banner);
  g_free (self->action_label);
  g_free (self);
}
