#include "config.h"

#include "nomo-outbox.h"

#include "nomo-clock.h"
#include "nomo-json.h"
#include "nomo-outbox-kind.h"
#include "nomo-salla-error.h"
#include "nomo-scopes.h"
#include "nomo-waiting.h"

/* So many edits are on their way at once that the budget, not an answer's way, sets the pace. */
#define LANES 6

/* One reading of the outbox; another follows as long as edits get through. */
#define MOST 200

/* What is refused waits for a person. */
#define UNSETTLED (1u << NOMO_OUTBOX_READY | 1u << NOMO_OUTBOX_SENT | 1u << NOMO_OUTBOX_LATER)

#define AGAIN_MS (60 * G_GINT64_CONSTANT (1000))

/* Known to everybody who is signed in: whoever answers tells the time. */
#define ANY_PATH "/oauth2/user/info"

#define ACTOR "outbox"
#define SALLA "salla"

typedef struct {
  NomoStore *store;
  NomoSallaClient *client;
  char *currency;
  char *scope;
  GPtrArray *entries; /* of NomoWaiting */
  gboolean more;      /* than these wait */
  gboolean going;
  guint busy;  /* lanes */
  guint moved; /* since they were read */
  GError *error;
  NomoOutboxSummary summary;
} Push;

/* One edit on its way. */
typedef struct {
  GTask *task; /* of the push, which lives as long as its lanes */
  NomoWaiting *waiting;
  const NomoOutboxKind *kind;
} Lane;

static void push_go_on (GTask *task);

static void
push_free (gpointer data)
{
  Push *self = data;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_object_unref (self->client);
  g_object_unref (self->store);
  g_free (self->currency);
  g_free (self->scope);
  g_free (self);
}

static Push *
push_of (const Lane *lane)
{
  return g_task_get_task_data (lane->task);
}

static void
lane_end (Lane *lane)
{
  GTask *task = lane->task;
  Push *push = push_of (lane);

  push->busy--;
  g_clear_pointer (&lane->waiting, nomo_waiting_free);
  g_free (lane);
  push_go_on (task);
}

/* What keeps one edit from being sent keeps all. */
static void
lane_fail (Lane *lane, GError *error)
{
  Push *push = push_of (lane);

  push->summary.open++;
  if (push->error == NULL)
    push->error = error;
  else
    g_error_free (error);
  lane_end (lane);
}

/* It stays noted as sent, and is looked for the next time. */
static void
lane_doubt (Lane *lane)
{
  push_of (lane)->summary.open++;
  lane_end (lane);
}

static void
lane_commit (Lane *lane, NomoCommit *commit, GAsyncReadyCallback callback)
{
  nomo_store_commit_async (push_of (lane)->store, commit, NULL, callback, lane);
}

/* Returns FALSE when the lane has ended. */
static gboolean
lane_committed (Lane *lane, GAsyncResult *result)
{
  GError *error = NULL;

  if (nomo_store_commit_finish (push_of (lane)->store, result, NULL, &error))
    return TRUE;
  lane_fail (lane, error);
  return FALSE;
}

static void
add_note (const Lane *lane, NomoCommit *commit, NomoOutboxState state, const char *reason, const char *detail)
{
  const NomoOutboxNote note = { .state = state, .reason = (char *) reason, .detail = (char *) detail };

  nomo_commit_note (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record), &note);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (lane_committed (data, result))
    lane_end (data);
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
  return nomo_outbox_kind_get_list (lane->kind)->map (row, push_of (lane)->currency, as_of, NULL);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  Push *push = push_of (lane);

  if (!lane_committed (lane, result))
    return;
  push->summary.done++;
  push->moved++;
  lane_end (lane);
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
                    nomo_salla_client_get_as_of (push_of (lane)->client));
  lane_commit (lane, commit, callback);
}

/* What Salla says of an edit that it does not take: its own sentences, one per line, and the field that the first is about. */
static void
lane_refused (Lane *lane, const GError *error)
{
  const char *const *fields = nomo_salla_error_get_fields (error);
  g_autoptr (GString) detail = g_string_new (NULL);

  for (guint i = 0; fields != NULL && fields[i] != NULL; i += 2)
    g_string_append_printf (detail, "%s%s", i > 0 ? "\n" : "", fields[i + 1]);
  push_of (lane)->summary.refused++;
  lane_note (lane, NOMO_OUTBOX_REFUSED, fields != NULL ? fields[0] : "refused", detail->len > 0 ? detail->str : NULL,
             ended_cb);
}

/* Nothing was done, and nothing is wrong with the edit. */
static void
put_off_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  Push *push = push_of (lane);

  if (!lane_committed (lane, result))
    return;
  push->summary.open++;
  lane_end (lane);
}

static void
lane_put_off (Lane *lane, GError *error)
{
  Push *push = push_of (lane);

  if (push->error == NULL)
    push->error = g_error_copy (error);
  lane_note (lane, NOMO_OUTBOX_LATER, NULL, NULL, put_off_cb);
  g_error_free (error);
}

static void
lane_failed (Lane *lane, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED))
    lane_refused (lane, error);
  else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND) && salla_id_of (lane) != 0)
    lane_gone (lane, done_cb);
  else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE))
    lane_note (lane, NOMO_OUTBOX_LATER, NOMO_OUTBOX_NO_SCOPE, NULL, put_off_cb);
  else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNCERTAIN) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lane_doubt (lane);
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
    lane_fail (lane, error);
  }
}

static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? map_row (lane, answer->data, answer->as_of) : NULL;

  if (record != NULL)
    lane_done (lane, record);
  else
    lane_unread (lane, error);
}

static void
lane_ask_one (Lane *lane, gint64 id, GAsyncReadyCallback callback)
{
  Push *push = push_of (lane);
  g_autofree char *path = g_strdup_printf ("%s%" G_GINT64_FORMAT, nomo_outbox_kind_get_list (lane->kind)->one, id);

  nomo_salla_client_get_in_background_async (push->client, push, path, NULL, g_task_get_cancellable (lane->task),
                                             callback, lane);
}

/* Some answers are the record, others only say that it went well. */
static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_send_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? map_row (lane, answer->data, answer->as_of) : NULL;
  gint64 id = salla_id_of (lane);

  if (answer == NULL)
    lane_failed (lane, error);
  else if (nomo_record_is_deleted (lane->waiting->record))
    lane_gone (lane, done_cb);
  else if (record != NULL && (id == 0 || nomo_record_get_id (record) == id))
    lane_done (lane, record);
  else if (id != 0)
    lane_ask_one (lane, id, read_back_cb);
  else
    lane_doubt (lane);
}

static void
lane_send (Lane *lane)
{
  Push *push = push_of (lane);
  g_autoptr (NomoSallaWrite) write = lane->kind->write (lane->waiting->record);

  nomo_salla_client_send_async (push->client, push, write->method, write->path, write->body,
                                g_task_get_cancellable (lane->task), sent_cb, lane);
}

/* Somebody may have edited it, or given it up, since it was read. */
static gboolean
lane_read_again (Lane *lane, GAsyncResult *result)
{
  GError *error = NULL;
  NomoWaiting *waiting = nomo_store_find_waiting_finish (push_of (lane)->store, result, &error);

  if (waiting != NULL) {
    nomo_waiting_free (lane->waiting);
    lane->waiting = waiting;
    return TRUE;
  }
  if (error != NULL) {
    lane_fail (lane, error);
  } else {
    push_of (lane)->summary.done++;
    push_of (lane)->moved++;
    lane_end (lane);
  }
  return FALSE;
}

static void
lane_read (Lane *lane, GAsyncReadyCallback callback)
{
  nomo_store_find_waiting_async (push_of (lane)->store, lane->kind->entity (),
                                 nomo_record_get_id (lane->waiting->record), NULL, callback, lane);
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
  g_autofree char *as_of = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_salla_client_get_as_of (push_of (lane)->client));

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

static gboolean
is_there (const Lane *lane, const NomoRecord *found)
{
  return lane->kind->is_there != NULL && lane->kind->is_there (lane->waiting->record, found);
}

static void
lane_take_look (Lane *lane, NomoRecord *record)
{
  NomoCommit *commit = nomo_commit_new (SALLA, NULL);

  if (record != NULL && salla_id_of (lane) == 0) {
    nomo_commit_confirm (commit, lane->kind->entity (), nomo_record_get_id (lane->waiting->record),
                         nomo_record_get_id (record));
    nomo_commit_put_answer (commit, record);
  } else if (record != NULL && is_there (lane, record)) {
    nomo_commit_put_answer (commit, record);
  } else if (record != NULL) {
    nomo_commit_put (commit, record);
  }
  add_note (lane, commit, NOMO_OUTBOX_READY, NULL, NULL);
  lane_commit (lane, commit, looked_cb);
}

static void
found_one_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lane *lane = data;
  GError *error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  g_autoptr (NomoRecord) record = answer != NULL ? map_row (lane, answer->data, answer->as_of) : NULL;

  if (record != NULL) {
    lane_take_look (lane, record);
  } else if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND)) {
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
  const char *sent_at = lane->waiting->note.detail;

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    g_autoptr (NomoRecord) record = map_row (lane, json_array_get_element (rows, i), answer->as_of);

    if (record != NULL && nomo_outbox_kind_is_same (lane->kind, lane->waiting->record, record,
                                                    sent_at != NULL ? g_ascii_strtoll (sent_at, NULL, 10) : 0))
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
  Push *push = push_of (lane);
  const char *query[] = { "keyword", NULL, "per_page", "60", NULL };

  if (salla_id_of (lane) != 0) {
    lane_ask_one (lane, salla_id_of (lane), found_one_cb);
    return;
  }
  query[1] = lane->kind->find (lane->waiting->record);
  nomo_salla_client_get_in_background_async (push->client, push, nomo_outbox_kind_get_list (lane->kind)->path, query,
                                             g_task_get_cancellable (lane->task), found_many_cb, lane);
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
may_change (const Push *push, const NomoOutboxKind *kind)
{
  return push->scope == NULL || nomo_scope_is_granted (push->scope, kind->scope);
}

static void
lane_begin (GTask *task, NomoWaiting *waiting)
{
  Push *push = g_task_get_task_data (task);
  Lane *lane = g_new0 (Lane, 1);

  push->busy++;
  lane->task = task;
  lane->waiting = waiting;
  lane->kind = nomo_outbox_kind_find (nomo_record_get_entity (waiting->record));
  if (lane->kind == NULL || is_to_rest (&waiting->note)) {
    lane_doubt (lane);
  } else if (!may_change (push, lane->kind) && is_forbidden (&waiting->note)) {
    lane_doubt (lane);
  } else if (!may_change (push, lane->kind)) {
    lane_note (lane, NOMO_OUTBOX_LATER, NOMO_OUTBOX_NO_SCOPE, NULL, put_off_cb);
  } else if (waiting->note.state == NOMO_OUTBOX_SENT || salla_id_of (lane) != 0) {
    lane_look (lane);
  } else {
    lane_prepare (lane);
  }
}

static void
push_end (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  if (push->error != NULL)
    g_task_return_error (task, g_steal_pointer (&push->error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
is_stopped (GTask *task, Push *push)
{
  if (push->error == NULL)
    g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &push->error);
  return push->error != NULL;
}

static void push_read (GTask *task);

/* Lanes that end at once come back here, into the loop that began them. */
static void
push_go_on (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  if (push->going)
    return;
  push->going = TRUE;
  while (push->busy < LANES && push->entries->len > 0 && !is_stopped (task, push))
    lane_begin (task, g_ptr_array_steal_index (push->entries, 0));
  push->going = FALSE;
  if (push->busy > 0)
    return;
  if (push->more && push->moved > 0 && !is_stopped (task, push))
    push_read (task);
  else
    push_end (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Push *push = g_task_get_task_data (task);

  push->entries = nomo_store_read_waiting_finish (NOMO_STORE (source), result, &push->error);
  if (push->entries == NULL) {
    push_end (task);
    return;
  }
  push->more = push->entries->len == MOST;
  push_go_on (task);
}

static void
push_read (GTask *task)
{
  Push *push = g_task_get_task_data (task);
  g_clear_pointer (&push->entries, g_ptr_array_unref);
  push->moved = 0;
  nomo_store_read_waiting_async (push->store, UNSETTLED, MOST, NULL, read_cb, task);
}

static void
time_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Push *push = g_task_get_task_data (task);
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &push->error);

  if (answer != NULL)
    push_read (task);
  else
    push_end (task);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Push *push = g_task_get_task_data (task);
  g_autoptr (GPtrArray) first = nomo_store_read_waiting_finish (NOMO_STORE (source), result, &push->error);

  if (first == NULL || first->len == 0)
    push_end (task);
  else if (nomo_salla_client_get_as_of (push->client) > 0)
    push_read (task);
  else
    nomo_salla_client_get_in_background_async (push->client, push, ANY_PATH, NULL, g_task_get_cancellable (task),
                                               time_cb, task);
}

/**
 * nomo_outbox_push_async:
 * @self: what to push; only used during the call, but for its objects
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Tells Salla of the edits that wait, the longest untouched first. The store notes what is sent before it is sent; what was
 * sent and not answered is looked for at Salla before it is sent once more, so that nothing is done twice, whenever this
 * program or the network ends. An edit that Salla refuses waits with the reason until somebody edits it, tries it again or
 * gives it up.
 */
void
nomo_outbox_push_async (const NomoOutbox *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self->store, cancellable, callback, data);
  Push *push = g_new0 (Push, 1);

  push->store = g_object_ref (self->store);
  push->client = g_object_ref (self->client);
  push->currency = g_strdup (self->currency);
  push->scope = g_strdup (self->scope);
  g_task_set_source_tag (task, nomo_outbox_push_async);
  g_task_set_task_data (task, push, push_free);
  nomo_store_read_waiting_async (self->store, UNSETTLED, 1, NULL, counted_cb, task);
}

/**
 * nomo_outbox_push_finish:
 * @store: the store
 * @result: what the callback got
 * @summary: (out) (optional): what came of it, also when it failed halfway
 * @error: return location
 *
 * Returns: %FALSE when nothing more could be sent: offline, not signed in, the disk full, or cancelled
 */
gboolean
nomo_outbox_push_finish (NomoStore *store, GAsyncResult *result, NomoOutboxSummary *summary, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (summary != NULL)
    *summary = ((const Push *) g_task_get_task_data (G_TASK (result)))->summary;
  return g_task_propagate_boolean (G_TASK (result), error);
}
