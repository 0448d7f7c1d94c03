#include "config.h"

#include "nomo-outbox-lane.h"

#include "nomo-clock.h"
#include "nomo-json.h"
#include "nomo-outbox-kind.h"
#include "nomo-salla-error.h"
#include "nomo-scopes.h"

#define AGAIN_MS (60 * G_GINT64_CONSTANT (1000))

#define ACTOR "outbox"
#define SALLA "salla"

/* One edit on its way. */
typedef struct {
  const NomoOutbox *outbox;
  GCancellable *cancellable;
  NomoWaiting *waiting;
  const NomoOutboxKind *kind;
  GPtrArray *writes; /* of NomoSallaWrite */
  guint next;        /* of them */
  gboolean said;     /* what is said once */
  NomoRecord *found; /* nullable: what Salla has */
  GError *failure;   /* of a write, while Salla is asked what it has of the others */
  GError *reason;    /* why it is put off */
  NomoOutboxLaneEnd end;
  gpointer data;
} Lane;

static void
lane_end (Lane *lane, NomoOutboxOutcome outcome, GError *error)
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

/* It stays noted as sent, and is looked for the next time. */
static void
lane_doubt (Lane *lane)
{
  lane_end (lane, NOMO_OUTBOX_OPEN, NULL);
}

static void
lane_commit (Lane *lane, NomoCommit *commit, GAsyncReadyCallback callback)
{
  nomo_store_commit_async (lane->outbox->store, commit, NULL, callback, lane);
}

/* Returns FALSE when the lane has ended. */
static gboolean
lane_committed (Lane *lane, GAsyncResult *result)
{
  GError *error = NULL;

  if (nomo_store_commit_finish (lane->outbox->store, result, NULL, &error))
    return TRUE;
  lane_end (lane, NOMO_OUTBOX_OPEN, error);
  return FALSE;
}

static void
add_note (const Lane *lane, NomoCommit *commit, NomoOutboxState state, const char *reason, const char *detail)
{
  const NomoOutboxNote note = { .state = state, .reason = (char *) reason, .detail = (char *) detail };

  nomo_commit_note (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record), &note);
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (lane_committed (data, result))
    lane_end (data, NOMO_OUTBOX_NOT_TAKEN, NULL);
}

static void
lane_note (Lane *lane, NomoOutboxState state, const char *reason, const char *detail, GAsyncReadyCallback callback)
{
  NomoCommit *commit = nomo_commit_new (ACTOR, NULL);

  add_note (lane, commit, state, reason, detail);
  lane_commit (lane, commit, callback);
}

static gint64
salla_id_of (const Lane *lane)
{
  return nomo_outbox_kind_get_salla_id (lane->kind, lane->waiting->record);
}

static NomoRecord *
map_row (const Lane *lane, JsonNode *row, gint64 as_of)
{
  return nomo_outbox_kind_get_list (lane->kind)->map (row, lane->outbox->currency, as_of, NULL);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;

  if (lane_committed (lane, result))
    lane_end (lane, NOMO_OUTBOX_DONE, NULL);
}

/* What Salla made of it, in the same commit as its id. */
static void
lane_done (Lane *lane, NomoRecord *answer)
{
  NomoCommit *commit = nomo_commit_new (SALLA, NULL);

  if (salla_id_of (lane) == 0)
    nomo_commit_confirm (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record),
                         nomo_record_get_id (answer));
  nomo_commit_put_answer (commit, answer);
  lane_commit (lane, commit, done_cb);
}

static void
lane_gone (Lane *lane, GAsyncReadyCallback callback)
{
  NomoCommit *commit = nomo_commit_new (SALLA, NULL);

  nomo_commit_gone (commit, lane->kind->entity (), salla_id_of (lane),
                    nomo_salla_client_get_as_of (lane->outbox->client));
  lane_commit (lane, commit, callback);
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND);
}

/* What Salla says of an edit that it does not take: its own sentences, one per line, and the field that the first is about. */
static void
lane_refused (Lane *lane, const GError *error)
{
  const char *const *fields = nomo_salla_error_get_fields (error);
  g_autoptr (GString) detail = g_string_new (NULL);

  for (guint i = 0; fields != NULL && fields[i] != NULL; i += 2)
    g_string_append_printf (detail, "%s%s", i > 0 ? "\n" : "", fields[i + 1]);
  lane_note (lane, NOMO_OUTBOX_REFUSED, fields != NULL ? fields[0] : "refused", detail->len > 0 ? detail->str : NULL,
             refused_cb);
}

static void
put_off_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;

  if (lane_committed (lane, result))
    lane_end (lane, NOMO_OUTBOX_OPEN, g_steal_pointer (&lane->reason));
}

/* Nothing was done, and nothing is wrong with the edit. */
static void
lane_put_off (Lane *lane, GError *error)
{
  lane->reason = error;
  lane_note (lane, NOMO_OUTBOX_LATER, NULL, NULL, put_off_cb);
}

static void
lane_failed (Lane *lane, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED) || is_missing (error))
    lane_refused (lane, error);
  else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE))
    lane_note (lane, NOMO_OUTBOX_LATER, NOMO_OUTBOX_NO_SCOPE, NULL, put_off_cb);
  else
    lane_put_off (lane, g_steal_pointer (&owned));
}

/* Of what cannot be read nothing is known; that the network or the sign-in is gone holds for all. */
static void
lane_unread (Lane *lane, GError *error)
{
  if (error == NULL || g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
      g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER)) {
    g_clear_error (&error);
    lane_doubt (lane);
  } else {
    lane_end (lane, NOMO_OUTBOX_OPEN, error);
  }
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? map_row (lane, answer->data, answer->as_of) : NULL;

  if (record != NULL) {
    lane_done (lane, record);
  } else if (is_missing (error)) {
    g_error_free (error);
    lane_gone (lane, done_cb);
  } else {
    lane_unread (lane, error);
  }
}

static void
lane_ask_one (Lane *lane, gint64 id, GAsyncReadyCallback callback)
{
  g_autofree char *path = g_strdup_printf ("%s%" G_GINT64_FORMAT, nomo_outbox_kind_get_list (lane->kind)->one, id);

  nomo_salla_client_get_in_background_async (lane->outbox->client, lane->outbox, path, NULL, lane->cancellable,
                                             callback, lane);
}

/* What Salla tells of a record, and that it was told what is said once. */
static NomoRecord *
dup_found (const Lane *lane, const NomoRecord *record)
{
  NomoRecordBuilder *builder = nomo_record_rebuild (record);

  if (lane->said)
    nomo_builder_set_text (builder, lane->kind->note, nomo_record_get_text (lane->waiting->record, lane->kind->note));
  return nomo_builder_end (builder);
}

static void
partly_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;

  if (lane_committed (lane, result))
    lane_failed (lane, g_steal_pointer (&lane->failure));
}

static void
looked_after_failure_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? map_row (lane, answer->data, answer->as_of) : NULL;
  g_autoptr (NomoRecord) found = record != NULL ? dup_found (lane, record) : NULL;

  if (found != NULL) {
    NomoCommit *commit = nomo_commit_new (SALLA, NULL);

    nomo_commit_put (commit, found);
    lane_commit (lane, commit, partly_done_cb);
  } else if (is_missing (error)) {
    g_error_free (error);
    lane_gone (lane, done_cb);
  } else {
    lane_unread (lane, error);
  }
}

/* What was done before a write failed is done, and what is missing may be the record or only what the write is about. */
static void
lane_write_failed (Lane *lane, GError *error)
{
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNCERTAIN) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    lane_doubt (lane);
  } else if (salla_id_of (lane) != 0 && (lane->next > 0 || is_missing (error))) {
    lane->failure = error;
    lane_ask_one (lane, salla_id_of (lane), looked_after_failure_cb);
  } else {
    lane_failed (lane, error);
  }
}

/* Some answers are the record, others only say that it went well. */
static void
lane_answered (Lane *lane, NomoRecord *answer)
{
  gint64 id = salla_id_of (lane);

  if (nomo_record_is_deleted (lane->waiting->record))
    lane_gone (lane, done_cb);
  else if (answer != NULL && (id == 0 || nomo_record_get_id (answer) == id))
    lane_done (lane, answer);
  else if (id != 0)
    lane_ask_one (lane, id, read_back_cb);
  else
    lane_doubt (lane);
}

static void lane_send_next (Lane *lane);

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  const NomoSallaWrite *write = lane->writes->pdata[lane->next];
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_send_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? map_row (lane, answer->data, answer->as_of) : NULL;

  if (answer == NULL && !(write->may_miss && is_missing (error))) {
    lane_write_failed (lane, error);
    return;
  }
  g_clear_error (&error);
  lane->said |= write->notes;
  lane->next++;
  if (lane->next < lane->writes->len)
    lane_send_next (lane);
  else
    lane_answered (lane, record);
}

static void
lane_send_next (Lane *lane)
{
  const NomoSallaWrite *write = lane->writes->pdata[lane->next];

  nomo_salla_client_send_async (lane->outbox->client, lane->outbox, write->method, write->path, write->body,
                                lane->cancellable, sent_cb, lane);
}

static void
lane_send (Lane *lane)
{
  lane->writes = lane->kind->write (lane->waiting->record);
  if (lane->writes->len > 0)
    lane_send_next (lane);
  else
    lane_answered (lane, NULL);
}

/* Somebody may have edited it, or given it up, since it was read. */
static gboolean
lane_read_again (Lane *lane, GAsyncResult *result)
{
  GError *error = NULL;
  NomoWaiting *waiting = nomo_store_find_waiting_finish (lane->outbox->store, result, &error);

  if (waiting != NULL) {
    nomo_waiting_free (lane->waiting);
    lane->waiting = waiting;
    return TRUE;
  }
  if (error != NULL) {
    lane_end (lane, NOMO_OUTBOX_OPEN, error);
  } else {
    lane_end (lane, NOMO_OUTBOX_DONE, NULL);
  }
  return FALSE;
}

static void
lane_read (Lane *lane, GAsyncReadyCallback callback)
{
  nomo_store_find_waiting_async (lane->outbox->store, lane->kind->entity (), nomo_record_get_id (lane->waiting->record),
                                 NULL, callback, lane);
}

static void
noted_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (lane_read_again (data, result))
    lane_send (data);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (lane_committed (data, result))
    lane_read (data, noted_read_cb);
}

/* Before anything leaves, the store knows what leaves and since when, by Salla's clock. */
static void
lane_prepare (Lane *lane)
{
  g_autofree char *as_of = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_salla_client_get_as_of (lane->outbox->client));

  lane_note (lane, NOMO_OUTBOX_SENT, NULL, as_of, noted_cb);
}

static void
looked_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (lane_read_again (data, result))
    lane_prepare (data);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (lane_committed (data, result))
    lane_read (data, looked_read_cb);
}

/* What is to be said at Salla and may have been, NULL for nothing. */
static const char *
get_note (const Lane *lane)
{
  return lane->kind->note > 0 ? nomo_record_get_text (lane->waiting->record, lane->kind->note) : NULL;
}

static gboolean
is_there (const Lane *lane, const NomoRecord *found)
{
  return lane->kind->is_there != NULL && lane->kind->is_there (lane->waiting->record, found) &&
         (get_note (lane) == NULL || lane->said);
}

static void
lane_take_look (Lane *lane, NomoRecord *record)
{
  NomoCommit *commit = nomo_commit_new (SALLA, NULL);
  g_autoptr (NomoRecord) found = record != NULL ? dup_found (lane, record) : NULL;
  gboolean there = record != NULL && is_there (lane, record);

  lane->said = FALSE;
  if (record != NULL && salla_id_of (lane) == 0) {
    nomo_commit_confirm (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record),
                         nomo_record_get_id (record));
    nomo_commit_put_answer (commit, record);
  } else if (there) {
    nomo_commit_put_answer (commit, found);
  } else if (record != NULL) {
    nomo_commit_put (commit, found);
  }
  add_note (lane, commit, NOMO_OUTBOX_READY, NULL, NULL);
  lane_commit (lane, commit, looked_cb);
}

static gint64
sent_at (const Lane *lane)
{
  const char *at = lane->waiting->note.detail;

  return lane->waiting->note.state == NOMO_OUTBOX_SENT && at != NULL ? g_ascii_strtoll (at, NULL, 10) : 0;
}

static void
look_for_note (Lane *lane, const NomoSallaAnswer *answer)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    g_autoptr (NomoRecord) event = nomo_outbox_kind_get_list (lane->kind)
                                       ->map_event (json_array_get_element (rows, i), lane->outbox->currency,
                                                    answer->as_of, salla_id_of (lane), NULL);

    lane->said |= event != NULL && nomo_outbox_kind_is_said (lane->kind, lane->waiting->record, event, sent_at (lane));
  }
}

static void
found_events_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (answer != NULL) {
    look_for_note (lane, answer);
    lane_take_look (lane, lane->found);
  } else {
    lane_unread (lane, error);
  }
}

/* The record does not tell what was said of it. */
static void
lane_ask_events (Lane *lane)
{
  const NomoMirrorKind *list = nomo_outbox_kind_get_list (lane->kind);
  g_autofree char *path = g_strdup_printf ("%s%" G_GINT64_FORMAT "%s", list->one, salla_id_of (lane), list->events);
  const char *query[] = { "per_page", "60", NULL };

  nomo_salla_client_get_in_background_async (lane->outbox->client, lane->outbox, path, query, lane->cancellable,
                                             found_events_cb, lane);
}

static void
found_one_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? map_row (lane, answer->data, answer->as_of) : NULL;

  if (record != NULL && lane->waiting->note.state == NOMO_OUTBOX_SENT && get_note (lane) != NULL) {
    lane->found = g_steal_pointer (&record);
    lane_ask_events (lane);
  } else if (record != NULL) {
    lane_take_look (lane, record);
  } else if (is_missing (error)) {
    g_error_free (error);
    lane_gone (lane, done_cb);
  } else {
    lane_unread (lane, error);
  }
}

static NomoRecord *
find_made (const Lane *lane, const NomoSallaAnswer *answer)
{
  JsonArray *rows = nomo_json_get_array (answer->data, "");

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    g_autoptr (NomoRecord) record = map_row (lane, json_array_get_element (rows, i), answer->as_of);

    if (record != NULL && nomo_outbox_kind_is_same (lane->kind, lane->waiting->record, record, sent_at (lane)))
      return g_steal_pointer (&record);
  }
  return NULL;
}

static void
found_many_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) made = answer != NULL ? find_made (lane, answer) : NULL;

  if (answer == NULL)
    lane_unread (lane, error);
  else
    lane_take_look (lane, made);
}

/* What was sent, and may be there or not, is looked for before it is sent once more. What Salla has is looked at before it is
 * changed: a change is the whole record, and must not undo what was changed there. */
static void
lane_look (Lane *lane)
{
  const char *query[] = { "keyword", NULL, "per_page", "60", NULL };

  if (salla_id_of (lane) != 0) {
    lane_ask_one (lane, salla_id_of (lane), found_one_cb);
    return;
  }
  query[1] = lane->kind->find (lane->waiting->record);
  nomo_salla_client_get_in_background_async (lane->outbox->client, lane->outbox,
                                             nomo_outbox_kind_get_list (lane->kind)->path, query, lane->cancellable,
                                             found_many_cb, lane);
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
may_change (const Lane *lane)
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
  Lane *lane = g_new0 (Lane, 1);

  lane->outbox = outbox;
  lane->waiting = waiting;
  lane->kind = nomo_outbox_kind_find (nomo_record_get_entity (waiting->record));
  lane->end = end;
  lane->data = data;
  g_set_object (&lane->cancellable, cancellable);
  if (lane->kind == NULL || is_to_rest (&waiting->note))
    lane_doubt (lane);
  else if (!may_change (lane) && is_forbidden (&waiting->note))
    lane_doubt (lane);
  else if (!may_change (lane))
    lane_note (lane, NOMO_OUTBOX_LATER, NOMO_OUTBOX_NO_SCOPE, NULL, put_off_cb);
  else if (waiting->note.state == NOMO_OUTBOX_SENT || salla_id_of (lane) != 0)
    lane_look (lane);
  else
    lane_prepare (lane);
}
