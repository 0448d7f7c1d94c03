#include "config.h"

#include "nomo-outbox-look.h"

#include "nomo-json.h"
#include "nomo-outbox-send.h"
#include "nomo-outbox-settle.h"

static void
looked_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (nomo_outbox_lane_read_finish (data, result))
    nomo_outbox_send (data);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (nomo_outbox_lane_committed (data, result))
    nomo_outbox_lane_read_async (data, looked_read_cb);
}

/* What is to be said at Salla and may have been, NULL for nothing. */
static const char *
get_note (const NomoOutboxLane *lane)
{
  return lane->kind->note > 0 ? nomo_record_get_text (lane->waiting->record, lane->kind->note) : NULL;
}

static gboolean
is_there (const NomoOutboxLane *lane, const NomoRecord *found)
{
  return lane->kind->is_there != NULL && lane->kind->is_there (lane->waiting->record, found) &&
         (get_note (lane) == NULL || lane->said);
}

static void
take_look (NomoOutboxLane *lane, NomoRecord *record)
{
  NomoCommit *commit = nomo_commit_new (NOMO_OUTBOX_SALLA, NULL);
  g_autoptr (NomoRecord) found = record != NULL ? nomo_outbox_lane_dup_found (lane, record) : NULL;
  gboolean there = record != NULL && is_there (lane, record);

  lane->said = FALSE;
  if (record != NULL && nomo_outbox_lane_get_salla_id (lane) == 0) {
    nomo_commit_confirm (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record),
                         nomo_record_get_id (record));
    nomo_commit_put_answer (commit, record);
  } else if (there) {
    nomo_commit_put_answer (commit, found);
  } else if (record != NULL) {
    nomo_commit_put (commit, found);
  }
  nomo_outbox_lane_add_note (lane, commit, NOMO_OUTBOX_READY, NULL, NULL);
  nomo_outbox_lane_commit (lane, commit, looked_cb);
}

static gint64
sent_at (const NomoOutboxLane *lane)
{
  const char *at = lane->waiting->note.detail;

  return lane->waiting->note.state == NOMO_OUTBOX_SENT && at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0;
}

static void
look_for_note (NomoOutboxLane *lane, const NomoSallaAnswer *answer)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    g_autoptr (NomoRecord) event = nomo_outbox_kind_get_list (lane->kind)
                                       ->map_event (json_array_get_element (rows, i), lane->outbox->currency,
                                                    answer->as_of, nomo_outbox_lane_get_salla_id (lane), NULL);

    lane->said |= event != NULL && nomo_outbox_kind_is_said (lane->kind, lane->waiting->record, event, sent_at (lane));
  }
}

static void
found_events_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (answer != NULL) {
    look_for_note (lane, answer);
    take_look (lane, lane->found);
  } else {
    nomo_outbox_settle_unread (lane, error);
  }
}

/* The record does not tell what was said of it. */
static void
ask_events (NomoOutboxLane *lane)
{
  const NomoMirrorKind *list = nomo_outbox_kind_get_list (lane->kind);
  g_autofree char *path =
      g_strdup_printf ("%s%" G_GINT64_FORMAT "%s", list->one, nomo_outbox_lane_get_salla_id (lane), list->events);
  const char *query[] = { "per_page", "60", NULL };

  nomo_salla_client_get_in_background_async (lane->outbox->client, lane->outbox, path, query, lane->cancellable,
                                             found_events_cb, lane);
}

static void
found_one_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? nomo_outbox_lane_map (lane, answer->data, answer->as_of) : NULL;

  if (record != NULL && lane->waiting->note.state == NOMO_OUTBOX_SENT && get_note (lane) != NULL) {
    lane->found = g_steal_pointer (&record);
    ask_events (lane);
  } else if (record != NULL) {
    take_look (lane, record);
  } else if (nomo_outbox_is_missing (error)) {
    g_error_free (error);
    nomo_outbox_settle_gone (lane);
  } else {
    nomo_outbox_settle_unread (lane, error);
  }
}

static NomoRecord *
find_made (const NomoOutboxLane *lane, const NomoSallaAnswer *answer)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    g_autoptr (NomoRecord) record = nomo_outbox_lane_map (lane, json_array_get_element (rows, i), answer->as_of);

    if (record != NULL && nomo_outbox_kind_is_same (lane->kind, lane->waiting->record, record, sent_at (lane)))
      return g_steal_pointer (&record);
  }
  return NULL;
}

static void
found_many_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoOutboxLane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) made = answer != NULL ? find_made (lane, answer) : NULL;

  if (answer == NULL)
    nomo_outbox_settle_unread (lane, error);
  else
    take_look (lane, made);
}

/**
 * nomo_outbox_look:
 * @lane: (transfer full): an edit on its way
 *
 * Looks what Salla has, and sends what is missing there then. What was sent, and may be there or not, is looked for before it
 * is sent once more. What Salla has is looked at before it is changed: a change is the whole record, and must not undo what was
 * changed there.
 */
void
nomo_outbox_look (NomoOutboxLane *lane)
{
  const char *query[] = { "keyword", NULL, "per_page", "60", NULL };

  if (nomo_outbox_lane_get_salla_id (lane) != 0) {
    nomo_outbox_lane_ask_async (lane, nomo_outbox_lane_get_salla_id (lane), found_one_cb);
    return;
  }
  query[1] = lane->kind->find (lane->waiting->record);
  nomo_salla_client_get_in_background_async (lane->outbox->client, lane->outbox,
                                             nomo_outbox_kind_get_list (lane->kind)->path, query, lane->cancellable,
                                             found_many_cb, lane);
}
