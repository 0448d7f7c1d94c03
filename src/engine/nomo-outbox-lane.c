#include "config.h"

#include "nomo-outbox-lane.h"

#include "nomo-clock.h"
#include "nomo-outbox-lane-private.h"
#include "nomo-outbox-look.h"
#include "nomo-outbox-send.h"
#include "nomo-outbox-settle.h"
#include "nomo-scopes.h"

#define AGAIN_MS (60 * G_GINT64_CONSTANT (1000))

/**
 * nomo_outbox_lane_end:
 * @lane: (transfer full): an edit on its way
 * @outcome: what came of it
 * @error: (transfer full) (nullable): what keeps all edits from being sent
 *
 * Ends the way of an edit, and says so.
 */
void
nomo_outbox_lane_end (NomoOutboxLane *lane, NomoOutboxOutcome outcome, GError *error)
{
  NomoOutboxLaneEnd end = lane->end;
  gpointer data = lane->data;

  g_clear_pointer (&lane->writes, g_ptr_array_unref);
  g_clear_pointer (&lane->found, nomo_record_unref);
  g_clear_error (&lane->failure);
  g_clear_error (&lane->reason);
  g_clear_object (&lane->cancellable);
  nomo_waiting_free (lane->waiting);
  g_free (lane);
  end (outcome, error, data);
}

/**
 * nomo_outbox_lane_doubt:
 * @lane: (transfer full): an edit on its way
 *
 * Leaves an edit as it is: what is noted as sent is looked for the next time.
 */
void
nomo_outbox_lane_doubt (NomoOutboxLane *lane)
{
  nomo_outbox_lane_end (lane, NOMO_OUTBOX_OPEN, NULL);
}

/**
 * nomo_outbox_lane_commit:
 * @lane: an edit on its way
 * @commit: (transfer full): what came of it so far
 * @callback: called with @lane, which asks nomo_outbox_lane_committed()
 */
void
nomo_outbox_lane_commit (NomoOutboxLane *lane, NomoCommit *commit, GAsyncReadyCallback callback)
{
  nomo_store_commit_async (lane->outbox->store, commit, NULL, callback, lane);
}

/**
 * nomo_outbox_lane_committed:
 * @lane: an edit on its way
 * @result: what the callback got
 *
 * Returns: whether it is on the disk; else the lane has ended
 */
gboolean
nomo_outbox_lane_committed (NomoOutboxLane *lane, GAsyncResult *result)
{
  GError *error = NULL;

  if (nomo_store_commit_finish (lane->outbox->store, result, NULL, &error))
    return TRUE;
  nomo_outbox_lane_end (lane, NOMO_OUTBOX_OPEN, error);
  return FALSE;
}

/**
 * nomo_outbox_lane_add_note:
 * @lane: an edit on its way
 * @commit: where the note goes
 * @state: how far the edit has come
 * @reason: (nullable): as #NomoOutboxNote has it
 * @detail: (nullable): likewise
 */
void
nomo_outbox_lane_add_note (const NomoOutboxLane *lane, NomoCommit *commit, NomoOutboxState state, const char *reason,
                           const char *detail)
{
  const NomoOutboxNote note = { .state = state, .reason = (char *) reason, .detail = (char *) detail };

  nomo_commit_note (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record), &note);
}

/**
 * nomo_outbox_lane_note:
 * @lane: an edit on its way
 * @state: how far the edit has come
 * @reason: (nullable): as #NomoOutboxNote has it
 * @detail: (nullable): likewise
 * @callback: called with @lane, which asks nomo_outbox_lane_committed()
 */
void
nomo_outbox_lane_note (NomoOutboxLane *lane, NomoOutboxState state, const char *reason, const char *detail,
                       GAsyncReadyCallback callback)
{
  NomoCommit *commit = nomo_commit_new (NOMO_OUTBOX_ACTOR, NULL);

  nomo_outbox_lane_add_note (lane, commit, state, reason, detail);
  nomo_outbox_lane_commit (lane, commit, callback);
}

/**
 * nomo_outbox_lane_get_salla_id:
 * @lane: an edit on its way
 *
 * Returns: the id of its record at Salla, 0 when Salla does not know it
 */
gint64
nomo_outbox_lane_get_salla_id (const NomoOutboxLane *lane)
{
  return nomo_outbox_kind_get_salla_id (lane->kind, lane->waiting->record);
}

/**
 * nomo_outbox_lane_map:
 * @lane: an edit on its way
 * @row: what Salla tells of a record of its kind
 * @as_of: when, by Salla's clock, UTC milliseconds
 *
 * Returns: (transfer full) (nullable): the record; %NULL when it cannot be read
 */
NomoRecord *
nomo_outbox_lane_map (const NomoOutboxLane *lane, JsonNode *row, gint64 as_of)
{
  return nomo_outbox_kind_get_list (lane->kind)->map (row, lane->outbox->currency, as_of, NULL);
}

/**
 * nomo_outbox_lane_dup_found:
 * @lane: an edit on its way
 * @record: what Salla tells of its record
 *
 * Returns: (transfer full): that, and that Salla was told what is said once
 */
NomoRecord *
nomo_outbox_lane_dup_found (const NomoOutboxLane *lane, const NomoRecord *record)
{
  NomoRecordBuilder *builder = nomo_record_rebuild (record);

  if (lane->said)
    nomo_builder_set_text (builder, lane->kind->note, nomo_record_get_text (lane->waiting->record, lane->kind->note));
  return nomo_builder_end (builder);
}

/**
 * nomo_outbox_lane_ask_async:
 * @lane: an edit on its way
 * @id: the id of its record at Salla
 * @callback: called with @lane, for nomo_salla_client_get_finish()
 *
 * Asks what Salla has.
 */
void
nomo_outbox_lane_ask_async (NomoOutboxLane *lane, gint64 id, GAsyncReadyCallback callback)
{
  g_autofree char *path = g_strdup_printf ("%s%" G_GINT64_FORMAT, nomo_outbox_kind_get_list (lane->kind)->one, id);

  nomo_salla_client_get_in_background_async (lane->outbox->client, lane->outbox, path, NULL, lane->cancellable,
                                             callback, lane);
}

/**
 * nomo_outbox_lane_read_async:
 * @lane: an edit on its way
 * @callback: called with @lane, for nomo_outbox_lane_read_finish()
 *
 * Reads the edit once more: somebody may have edited the record, or given the edit up, since it was read.
 */
void
nomo_outbox_lane_read_async (NomoOutboxLane *lane, GAsyncReadyCallback callback)
{
  nomo_store_find_waiting_async (lane->outbox->store, lane->kind->entity (), nomo_record_get_id (lane->waiting->record),
                                 NULL, callback, lane);
}

/**
 * nomo_outbox_lane_read_finish:
 * @lane: an edit on its way
 * @result: what the callback got
 *
 * Returns: whether something waits still; else the lane has ended
 */
gboolean
nomo_outbox_lane_read_finish (NomoOutboxLane *lane, GAsyncResult *result)
{
  GError *error = NULL;
  NomoWaiting *waiting = nomo_store_find_waiting_finish (lane->outbox->store, result, &error);

  if (waiting != NULL) {
    nomo_waiting_free (lane->waiting);
    lane->waiting = waiting;
    return TRUE;
  }
  if (error != NULL) {
    nomo_outbox_lane_end (lane, NOMO_OUTBOX_OPEN, error);
  } else {
    nomo_outbox_lane_end (lane, NOMO_OUTBOX_DONE, NULL);
  }
  return FALSE;
}

static gboolean
is_to_rest (const NomoOutboxNote *note)
{
  gint64 since = nomo_clock_now () - note->at;

  return note->state == NOMO_OUTBOX_LATER && since >= 0 && since < AGAIN_MS;
}

static gboolean
is_forbidden (const NomoOutboxNote *note)
{
  return note->state == NOMO_OUTBOX_LATER && g_strcmp0 (note->reason, NOMO_OUTBOX_NO_SCOPE) == 0;
}

static gboolean
may_change (const NomoOutboxLane *lane)
{
  return lane->outbox->scope == NULL || nomo_scope_is_granted (lane->outbox->scope, lane->kind->scope);
}

/**
 * nomo_outbox_lane_begin:
 * @outbox: whose edit; lives until the end
 * @waiting: (transfer full): the edit
 * @cancellable: (nullable): a cancellable
 * @end: called at the end, perhaps before this returns
 * @data: for @end
 *
 * Takes one edit on its way to Salla.
 */
void
nomo_outbox_lane_begin (const NomoOutbox *outbox, NomoWaiting *waiting, GCancellable *cancellable,
                        NomoOutboxLaneEnd end, gpointer data)
{
  NomoOutboxLane *lane = g_new0 (NomoOutboxLane, 1);

  lane->outbox = outbox;
  lane->waiting = waiting;
  lane->kind = nomo_outbox_kind_find (nomo_record_get_entity (waiting->record));
  lane->end = end;
  lane->data = data;
  g_set_object (&lane->cancellable, cancellable);
  if (lane->kind == NULL || is_to_rest (&waiting->note))
    nomo_outbox_lane_doubt (lane);
  else if (!may_change (lane) && is_forbidden (&waiting->note))
    nomo_outbox_lane_doubt (lane);
  else if (!may_change (lane))
    nomo_outbox_settle_forbidden (lane);
  else if (waiting->note.state == NOMO_OUTBOX_SENT || nomo_outbox_lane_get_salla_id (lane) != 0)
    nomo_outbox_look (lane);
  else
    nomo_outbox_send (lane);
}
