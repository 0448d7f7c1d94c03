#include "config.h"

#include "nomo-lookup.h"

#include "nomo-json.h"
#include "nomo-salla-error.h"

/* What Salla tells of one record, in up to three answers. */
typedef struct {
  NomoLookup how; /* its client and currency are kept by the task and by us */
  char *currency;
  gint64 id;
  NomoSallaAnswer *one;
  NomoSallaAnswer *rest;   /* NULL when it was all in the first */
  NomoSallaAnswer *events; /* NULL when they were not asked for */
} Looking;

static void
looking_free (gpointer data)
{
  Looking *self = data;

  g_clear_pointer (&self->one, nomo_salla_answer_free);
  g_clear_pointer (&self->rest, nomo_salla_answer_free);
  g_clear_pointer (&self->events, nomo_salla_answer_free);
  g_free (self->currency);
  g_free (self);
}

static void
ask (GTask *task, const char *path, const char *const *query, GAsyncReadyCallback callback)
{
  Looking *self = g_task_get_task_data (task);
  NomoSallaClient *client = self->how.client;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->how.in_background)
    nomo_salla_client_get_in_background_async (client, self->how.owner, path, query, cancellable, callback, task);
  else
    nomo_salla_client_get_async (client, path, query, cancellable, callback, task);
}

/* What is told beside a record must not keep the record itself away. */
static gboolean
is_no_matter (const GError *error)
{
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER) ||
         g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND);
}

/* Returns FALSE when the task has ended with the error. */
static gboolean
take (GTask *task, GObject *client, GAsyncResult *result, NomoSallaAnswer **answer)
{
  GError *error = NULL;

  *answer = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (client), result, &error);
  if (*answer != NULL || is_no_matter (error)) {
    g_clear_error (&error);
    return TRUE;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
  return FALSE;
}

static void
end (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
events_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Looking *self = g_task_get_task_data (data);

  if (take (data, source, result, &self->events))
    end (data);
}

static void
ask_events (GTask *task)
{
  Looking *self = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  if (!self->how.with_events || self->how.kind->events == NULL) {
    end (task);
    return;
  }
  path = g_strdup_printf ("%s%" G_GINT64_FORMAT "%s", self->how.kind->one, self->id, self->how.kind->events);
  ask (task, path, NULL, events_cb);
}

static void
rest_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Looking *self = g_task_get_task_data (data);

  if (take (data, source, result, &self->rest))
    ask_events (data);
}

static NomoRecord *
map_one (const Looking *self)
{
  const NomoMirrorKind *kind = self->how.kind;

  return kind->map != NULL ? kind->map (self->one->data, self->currency, self->one->as_of, NULL) : NULL;
}

static gboolean
lacks_rest (const Looking *self)
{
  g_autoptr (NomoRecord) record = self->how.kind->rest != NULL ? map_one (self) : NULL;

  return record != NULL && self->how.kind->lacks_rest (record);
}

static void
one_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Looking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);
  const char *query[] = { self->how.kind->rest_key, id, NULL };

  self->one = nomo_salla_client_get_finish (NOMO_SALLA_CLIENT (source), result, &error);
  if (self->one == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (lacks_rest (self)) {
    ask (task, self->how.kind->rest, query, rest_cb);
  } else {
    ask_events (task);
  }
}

/**
 * nomo_lookup_async:
 * @self: how; only used during the call, but for its client
 * @id: id of a record at Salla
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @data: for @callback
 *
 * Asks Salla what it knows of one record: in one request, with another one for what that leaves out, and one for what happened
 * to it. That these two fail in a way of their own does not matter.
 */
void
nomo_lookup_async (const NomoLookup *self, gint64 id, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer data)
{
  GTask *task = g_task_new (self->client, cancellable, callback, data);
  g_autofree char *path = g_strdup_printf ("%s%" G_GINT64_FORMAT, self->kind->one, id);
  Looking *looking = g_new0 (Looking, 1);

  looking->how = *self;
  looking->currency = g_strdup (self->currency);
  looking->id = id;
  g_task_set_source_tag (task, nomo_lookup_async);
  g_task_set_task_data (task, looking, looking_free);
  ask (task, path, NULL, one_cb);
}

static gboolean
says_id (JsonNode *row, const char *id)
{
  g_autofree char *ref = nomo_salla_map_dup_ref (row);

  return g_str_equal (ref, id);
}

static void
put_one (const Looking *self, NomoCommit *commit)
{
  const NomoMirrorWords words = { self->currency, self->one->as_of };
  g_autoptr (NomoRecord) record = self->rest != NULL ? map_one (self) : NULL;
  g_autoptr (NomoRecord) whole =
      record != NULL ? self->how.kind->add_rest (record, self->rest->data, self->rest->as_of, NULL) : NULL;

  if (whole != NULL)
    nomo_commit_put (commit, whole);
  else
    nomo_mirror_kind_put (self->how.kind, commit, self->one->data, &words);
}

static void
put_event (const Looking *self, NomoCommit *commit, JsonNode *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) event = self->how.kind->map_event (row, self->currency, self->events->as_of, self->id, &error);
  g_autofree char *own = NULL;
  g_autofree char *ref = NULL;
  g_autofree char *body = NULL;

  if (event != NULL) {
    nomo_commit_put (commit, event);
    return;
  }
  own = nomo_salla_map_dup_ref (row);
  ref = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", self->id, own);
  body = nomo_json_write (row);
  nomo_commit_keep_raw (commit, self->how.kind->event_entity ()->name, ref, error->message, body);
}

/**
 * nomo_lookup_get_id:
 * @result: what the callback got
 *
 * Returns: id of the record that was looked up
 */
gint64
nomo_lookup_get_id (GAsyncResult *result)
{
  Looking *self = g_task_get_task_data (G_TASK (result));

  return self->id;
}

/**
 * nomo_lookup_finish:
 * @client: Salla
 * @result: what the callback got
 * @commit: where what Salla says is put; what is not understood is kept raw
 * @error: return location
 *
 * Returns: whether Salla said something of the record; else %NOMO_SALLA_ERROR_NOT_FOUND when it has none, or another error
 */
gboolean
nomo_lookup_finish (NomoSallaClient *client, GAsyncResult *result, NomoCommit *commit, GError **error)
{
  Looking *self;
  g_autofree char *id = NULL;
  JsonArray *events;

  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, self->id);
  if (!says_id (self->one->data, id)) {
    nomo_mirror_kind_keep_raw (self->how.kind, commit, self->one->data, id, "it is another record");
    return TRUE;
  }
  put_one (self, commit);
  events = self->events != NULL ? nomo_json_get_array (self->events->data, "") : NULL;
  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++)
    put_event (self, commit, json_array_get_element (events, i));
  return TRUE;
}
