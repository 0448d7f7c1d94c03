#include "config.h"

#include "nomo-outbox-settle.h"

#include "nomo-salla-error.h"

/**
 * nomo_outbox_is_missing:
 * @error: (nullable): why Salla did not do something
 *
 * Returns: whether Salla has not what that was about
 */
gboolean
nomo_outbox_is_missing (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;

  if (nomo_outbox_lane_committed (lane, result))
    nomo_outbox_lane_end (lane, NOMO_OUTBOX_DONE, NULL);
}

/**
 * nomo_outbox_settle_done:
 * @lane: (transfer full): an edit on its way
 * @answer: what Salla made of it
 *
 * Ends the way of an edit that Salla has: what it made of it goes into the same commit as its id.
 */
void
nomo_outbox_settle_done (NomoOutboxLane *lane, NomoRecord *answer)
{
  NomoCommit *commit = nomo_commit_new (NOMO_OUTBOX_SALLA, NULL);

  if (nomo_outbox_lane_get_salla_id (lane) == 0)
    nomo_commit_confirm (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record),
                         nomo_record_get_id (answer));
  nomo_commit_put_answer (commit, answer);
  nomo_outbox_lane_commit (lane, commit, done_cb);
}

/**
 * nomo_outbox_settle_gone:
 * @lane: (transfer full): an edit on its way
 *
 * Ends the way of an edit whose record Salla has no more.
 */
void
nomo_outbox_settle_gone (NomoOutboxLane *lane)
{
  NomoCommit *commit = nomo_commit_new (NOMO_OUTBOX_SALLA, NULL);

  nomo_commit_gone (commit, lane->kind->entity (), nomo_outbox_lane_get_salla_id (lane),
                    nomo_salla_client_get_as_of (lane->outbox->client));
  nomo_outbox_lane_commit (lane, commit, done_cb);
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (nomo_outbox_lane_committed (data, result))
    nomo_outbox_lane_end (data, NOMO_OUTBOX_NOT_TAKEN, NULL);
}

/* What Salla says of an edit that it does not take: its own sentences, one per line, and the field that the first is about. */
static void
refuse (NomoOutboxLane *lane, const GError *error)
{
  const char *const *fields = nomo_salla_error_get_fields (error);
  g_autoptr (GString) detail = g_string_new (NULL);

  for (guint i = 0; fields != NULL && fields[i] != NULL; i += 2)
    g_string_append_printf (detail, "%s%s", i > 0 ? "\n" : "", fields[i + 1]);
  nomo_outbox_lane_note (lane, NOMO_OUTBOX_REFUSED, fields != NULL ? fields[0] : "refused",
                         detail->len > 0 ? detail->str : NULL, refused_cb);
}

static void
put_off_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;

  if (nomo_outbox_lane_committed (lane, result))
    nomo_outbox_lane_end (lane, NOMO_OUTBOX_OPEN, g_steal_pointer (&lane->reason));
}

/* Nothing was done, and nothing is wrong with the edit. */
static void
put_off (NomoOutboxLane *lane, GError *error)
{
  lane->reason = error;
  nomo_outbox_lane_note (lane, NOMO_OUTBOX_LATER, NULL, NULL, put_off_cb);
}

/**
 * nomo_outbox_settle_forbidden:
 * @lane: (transfer full): an edit on its way
 *
 * Ends the way of an edit that the merchant has not allowed Nomo Flow to make.
 */
void
nomo_outbox_settle_forbidden (NomoOutboxLane *lane)
{
  nomo_outbox_lane_note (lane, NOMO_OUTBOX_LATER, NOMO_OUTBOX_NO_SCOPE, NULL, put_off_cb);
}

/**
 * nomo_outbox_settle_failed:
 * @lane: (transfer full): an edit on its way
 * @error: (transfer full): why Salla did not do it
 *
 * Ends the way of an edit that Salla has not done: what it refuses waits for a person, all else is tried again.
 */
void
nomo_outbox_settle_failed (NomoOutboxLane *lane, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED) || nomo_outbox_is_missing (error))
    refuse (lane, error);
  else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE))
    nomo_outbox_settle_forbidden (lane);
  else
    put_off (lane, g_steal_pointer (&owned));
}

/**
 * nomo_outbox_settle_unread:
 * @lane: (transfer full): an edit on its way
 * @error: (transfer full) (nullable): why it is not known what Salla has; %NULL when its answer says nothing
 *
 * Ends the way of an edit that could not be looked up. Of what cannot be read nothing is known; that the network or the sign-in
 * is gone holds for all.
 */
void
nomo_outbox_settle_unread (NomoOutboxLane *lane, GError *error)
{
  if (error == NULL || g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
      g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER)) {
    g_clear_error (&error);
    nomo_outbox_lane_doubt (lane);
  } else {
    nomo_outbox_lane_end (lane, NOMO_OUTBOX_OPEN, error);
  }
}
