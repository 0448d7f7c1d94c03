#include "config.h"

#include "nomo-outbox.h"

#include "nomo-outbox-lane.h"

/* So many edits are on their way at once that the budget, not an answer's way, sets the pace. */
#define LANES 6

/* One reading of the outbox. */
#define MOST 200

/* What is refused waits for a person. */
#define UNSETTLED (1u << NOMO_OUTBOX_READY | 1u << NOMO_OUTBOX_SENT | 1u << NOMO_OUTBOX_LATER)

/* Known to everybody who is signed in: whoever answers tells the time. */
#define ANY_PATH "/oauth2/user/info"

typedef struct {
  NomoOutbox outbox;
  GPtrArray *entries; /* of NomoWaiting */
  gboolean more;      /* than these wait */
  gboolean going;
  guint busy;   /* lanes */
  guint passed; /* of those that wait: they stay where they are */
  GError *error;
  NomoOutboxSummary summary;
} Push;

static void
push_free (gpointer data)
{
  Push *self = data;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_object_unref (self->outbox.client);
  g_object_unref (self->outbox.store);
  g_free ((char *) self->outbox.currency);
  g_free ((char *) self->outbox.scope);
  g_free (self);
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
static void push_go_on (GTask *task);

/* What keeps one edit from being sent keeps all. */
static void
lane_ended_cb (NomoOutboxOutcome outcome, GError *error, gpointer data)
{
  Push *push = g_task_get_task_data (data);

  push->busy--;
  push->summary.done += outcome == NOMO_OUTBOX_DONE;
  push->summary.refused += outcome == NOMO_OUTBOX_NOT_TAKEN;
  push->summary.open += outcome == NOMO_OUTBOX_OPEN;
  push->passed += outcome == NOMO_OUTBOX_OPEN;
  if (push->error == NULL)
    push->error = error;
  else
    g_clear_error (&error);
  push_go_on (data);
}

static void
push_begin_next (GTask *task, Push *push)
{
  push->busy++;
  nomo_outbox_lane_begin (&push->outbox, g_ptr_array_steal_index (push->entries, 0), g_task_get_cancellable (task),
                          lane_ended_cb, task);
}

/* Lanes that end at once come back here, into the loop that began them. */
static void
push_go_on (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  if (push->going)
    return;
  push->going = TRUE;
  while (push->busy < LANES && push->entries->len > 0 && !is_stopped (task, push))
    push_begin_next (task, push);
  push->going = FALSE;
  if (push->busy > 0)
    return;
  if (push->more && !is_stopped (task, push))
    push_read (task);
  else
    push_end (task);
}

/* The order of what is left stays. */
static void
leave_out_others (Push *push)
{
  for (guint i = push->entries->len; push->outbox.only != NULL && i-- > 0;) {
    if (nomo_record_get_entity (((NomoWaiting *) push->entries->pdata[i])->record) == push->outbox.only)
      continue;
    g_ptr_array_remove_index (push->entries, i);
    push->passed++;
  }
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
  leave_out_others (push);
  push_go_on (task);
}

static void
push_read (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  g_clear_pointer (&push->entries, g_ptr_array_unref);
  nomo_store_read_waiting_async (push->outbox.store, UNSETTLED, push->passed, MOST, NULL, read_cb, task);
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
  else if (nomo_salla_client_get_as_of (push->outbox.client) > 0)
    push_read (task);
  else
    nomo_salla_client_get_in_background_async (push->outbox.client, &push->outbox, ANY_PATH, NULL,
                                               g_task_get_cancellable (task), time_cb, task);
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

  push->outbox = (NomoOutbox) { g_object_ref (self->store), g_object_ref (self->client), g_strdup (self->currency),
                                g_strdup (self->scope), self->only };
  g_task_set_source_tag (task, nomo_outbox_push_async);
  g_task_set_task_data (task, push, push_free);
  nomo_store_read_waiting_async (self->store, UNSETTLED, 0, 1, NULL, counted_cb, task);
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
