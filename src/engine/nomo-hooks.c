#include "config.h"

#include "nomo-hooks.h"

#include "nomo-clock.h"
#include "nomo-hooks-list.h"
#include "nomo-hooks-plan.h"
#include "nomo-salla-error.h"
#include "nomo-scopes.h"

#include <string.h>

/* What was done shows in the list; what does not show then is not done again and again. */
#define MAX_PASSES 3

/* A Salla that leaves it open whether it has done something, so often in a row, is out of order. */
#define MAX_DOUBTS 3

#define MAX_SENTENCE 300

/* A round. */
typedef struct {
  NomoSallaClient *client;
  NomoHooksAim *aim;
  char *granted; /* nullable */
  NomoHooksState *state;
  GPtrArray *found; /* NomoSallaHook */
  GArray *tasks;    /* NomoHooksTask */
  guint next;
  GPtrArray *refused;   /* events */
  gboolean url_refused; /* and nothing else could be done */
  gboolean changed;     /* something, perhaps, since the list was read */
  guint doubts;         /* in a row */
  guint passes;
  GError *error;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->client);
  nomo_hooks_aim_free (self->aim);
  g_free (self->granted);
  g_clear_pointer (&self->state, nomo_hooks_state_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_array_unref);
  g_ptr_array_unref (self->refused);
  g_clear_error (&self->error);
  g_free (self);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!nomo_hooks_write_state_finish (NOMO_STORE (source), result, &error))
    g_task_return_error (task, error);
  else if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->state), (GDestroyNotify) nomo_hooks_state_free);
}

static gboolean
finds (const Run *self, const char *url, gint64 id)
{
  for (guint i = 0; i < self->found->len; i++) {
    const NomoSallaHook *hook = self->found->pdata[i];

    if (url != NULL ? g_str_equal (hook->url, url) : hook->id == id)
      return TRUE;
  }
  return FALSE;
}

/* What is not in the list any more need not be known. */
static void
forget_missing (Run *self)
{
  NomoHooksState *state = self->state;
  GHashTableIter iter;
  gpointer id;

  for (guint i = state->former->len; i > 0; i--)
    if (!finds (self, state->former->pdata[i - 1], 0))
      g_ptr_array_remove_index (state->former, i - 1);
  g_hash_table_iter_init (&iter, state->secured);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!finds (self, NULL, *(const gint64 *) id))
      g_hash_table_iter_remove (&iter);
}

static void
end (GTask *task, NomoHooksKind kind)
{
  Run *self = g_task_get_task_data (task);

  self->state->kind = kind;
  self->state->at = nomo_clock_now ();
  if (kind == NOMO_HOOKS_SEEN)
    forget_missing (self);
  g_strfreev (self->state->refused);
  g_ptr_array_add (self->refused, NULL);
  self->state->refused = g_strdupv ((char **) self->refused->pdata);
  nomo_hooks_write_state_async (g_task_get_source_object (task), self->state, kept_cb, task);
}

static void
fail (GTask *task, GError *error)
{
  Run *self = g_task_get_task_data (task);

  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SCOPE)) {
    g_error_free (error);
    end (task, NOMO_HOOKS_NO_SCOPE);
  } else {
    self->error = error;
    end (task, NOMO_HOOKS_UNFINISHED);
  }
}

static void read_list (GTask *task);
static void go_on (GTask *task);

static gboolean
is_refused (const Run *self, const NomoHooksTask *wish)
{
  return self->url_refused || g_ptr_array_find_with_equal_func (self->refused, wish->event, g_str_equal, NULL);
}

/* Whatever Salla repeats of what it was sent, the secret is not kept. */
static char *
dup_sentence (const Run *self, const GError *error)
{
  const char *const *fields = nomo_salla_error_get_fields (error);
  const char *text = fields != NULL && fields[0] != NULL && fields[1] != NULL ? fields[1] : error->message;

  if (strstr (text, self->aim->secret) != NULL)
    return NULL;
  return g_utf8_strlen (text, -1) > MAX_SENTENCE ? g_utf8_substring (text, 0, MAX_SENTENCE) : g_strdup (text);
}

static gboolean
is_of_url (const GError *error)
{
  const char *const *fields = nomo_salla_error_get_fields (error);

  for (guint i = 0; fields != NULL && fields[i] != NULL && fields[i + 1] != NULL; i += 2)
    if (g_str_equal (fields[i], "url"))
      return TRUE;
  return FALSE;
}

static void
note_refusal (Run *self, const NomoHooksTask *wish, const GError *error)
{
  g_ptr_array_add (self->refused, (gpointer) wish->event);
  self->url_refused = self->url_refused || is_of_url (error);
  if (self->state->refusal == NULL)
    self->state->refusal = dup_sentence (self, error);
}

/* Returns whether the round goes on all the same: what came of it shows when the list is read again. */
static gboolean
pass_over (Run *self, const NomoHooksTask *wish, const GError *error)
{
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED)) {
    note_refusal (self, wish, error);
    return TRUE;
  }
  self->changed = TRUE;
  if (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNCERTAIN))
    return ++self->doubts < MAX_DOUBTS;
  return g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND) && wish->step != NOMO_HOOKS_REGISTER;
}

/* How its deliveries are known has to be said of a new one as well, and at once: until then they are not taken. */
static void
take_new (Run *self, const NomoSallaAnswer *answer, const NomoHooksTask *wish)
{
  g_autoptr (NomoSallaHook) hook = nomo_salla_hook_read (answer->data);
  NomoHooksTask securing = { NOMO_HOOKS_CORRECT, wish->event, hook != NULL ? hook->id : 0, TRUE };

  self->state->registered++;
  if (hook != NULL)
    g_array_insert_val (self->tasks, self->next, securing);
}

/* An answer that shows another secret than the one that was sent says that it was not taken. */
static void
take_corrected (Run *self, const NomoSallaAnswer *answer, const NomoHooksTask *wish)
{
  g_autoptr (NomoSallaHook) hook = nomo_salla_hook_read (answer->data);

  if (!wish->is_new)
    self->state->corrected++;
  if (hook == NULL || hook->secret == NULL || nomo_secret_equal (self->aim->secret, hook->secret))
    g_hash_table_add (self->state->secured, g_memdup2 (&wish->id, sizeof wish->id));
}

static void
take (Run *self, const NomoSallaAnswer *answer, const NomoHooksTask *wish)
{
  self->changed = TRUE;
  self->doubts = 0;
  if (wish->step == NOMO_HOOKS_REGISTER)
    take_new (self, answer, wish);
  else if (wish->step == NOMO_HOOKS_CORRECT)
    take_corrected (self, answer, wish);
  else
    self->state->removed++;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *self = g_task_get_task_data (task);
  const NomoHooksTask wish = g_array_index (self->tasks, NomoHooksTask, self->next);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSallaAnswer) answer = nomo_salla_client_send_finish (NOMO_SALLA_CLIENT (source), result, &error);

  self->next++;
  if (answer != NULL)
    take (self, answer, &wish);
  if (answer != NULL || pass_over (self, &wish, error))
    go_on (task);
  else
    fail (task, g_steal_pointer (&error));
}

/* An address would end every subscription that leads there, so it is never said what is to go by that. */
static void
send_wish (GTask *task, const NomoHooksTask *wish)
{
  Run *self = g_task_get_task_data (task);
  const NomoHooksAim *aim = self->aim;
  const char *method = "POST";
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = NULL;

  if (wish->step == NOMO_HOOKS_REGISTER) {
    path = g_strdup ("/webhooks/subscribe");
    body = nomo_salla_hook_write_new (wish->event, NOMO_HOOKS_NAME, aim->url);
  } else if (wish->step == NOMO_HOOKS_CORRECT) {
    method = "PUT";
    path = g_strdup_printf ("/webhooks/%" G_GINT64_FORMAT, wish->id);
    body = nomo_salla_hook_write_whole (NOMO_HOOKS_NAME, aim->url, aim->strategy, aim->secret);
  } else {
    method = "DELETE";
    path = g_strdup_printf ("/webhooks/unsubscribe?id=%" G_GINT64_FORMAT, wish->id);
  }
  nomo_salla_client_send_async (self->client, self, method, path, body, g_task_get_cancellable (task), sent_cb, task);
}

static void
go_on (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  while (self->next < self->tasks->len && is_refused (self, &g_array_index (self->tasks, NomoHooksTask, self->next)))
    self->next++;
  if (self->next < self->tasks->len)
    send_wish (task, &g_array_index (self->tasks, NomoHooksTask, self->next));
  else if (self->changed && self->passes < MAX_PASSES)
    read_list (task);
  else
    end (task, NOMO_HOOKS_SEEN);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *found = nomo_hooks_list_finish (NOMO_SALLA_CLIENT (source), result, &error);

  if (found == NULL) {
    fail (task, error);
    return;
  }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->tasks, g_array_unref);
  self->found = found;
  self->tasks = nomo_hooks_plan (found, self->aim, self->state, &self->state->standing);
  self->changed = FALSE;
  self->passes++;
  self->next = self->passes < MAX_PASSES ? 0 : self->tasks->len;
  go_on (task);
}

static void
read_list (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  nomo_hooks_list_async (self->client, self, g_task_get_cancellable (task), listed_cb, task);
}

/* Where the relay was before, and which secret it had, is known until nothing of it is left. */
static void
take_aim (NomoHooksState *state, const NomoHooksAim *aim)
{
  guint at;

  if (state->url != NULL && !g_str_equal (state->url, aim->url))
    g_ptr_array_add (state->former, g_strdup (state->url));
  while (g_ptr_array_find_with_equal_func (state->former, aim->url, g_str_equal, &at))
    g_ptr_array_remove_index (state->former, at);
  g_free (state->url);
  state->url = g_strdup (aim->url);
  if (g_strcmp0 (state->mark, aim->mark) == 0)
    return;
  g_hash_table_remove_all (state->secured);
  g_free (state->mark);
  state->mark = g_strdup (aim->mark);
}

static void
begin (GTask *task)
{
  Run *self = g_task_get_task_data (task);
  NomoHooksState *state = self->state;

  state->wanted = nomo_hooks_count_wanted ();
  state->registered = state->corrected = state->removed = 0;
  g_clear_pointer (&state->refusal, g_free);
  if (self->aim->by_portal) {
    end (task, NOMO_HOOKS_BY_PORTAL);
  } else if (self->aim->url == NULL || self->aim->secret == NULL) {
    end (task, NOMO_HOOKS_NO_ADDRESS);
  } else if (self->granted != NULL && !nomo_scope_is_granted (self->granted, NOMO_HOOKS_SCOPE)) {
    end (task, NOMO_HOOKS_NO_SCOPE);
  } else {
    take_aim (state, self->aim);
    read_list (task);
  }
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->state = nomo_hooks_read_state_finish (NOMO_STORE (source), result, &error);
  if (self->state != NULL)
    begin (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * nomo_hooks_run_async:
 * @store: a store, which gets to know what came of it
 * @client: Salla
 * @granted: (nullable): what the merchant has granted, %NULL when that is not known
 * @aim: what the store's webhook subscriptions are to be like
 * @cancellable: (nullable): ends the round; what was done is done
 * @callback: called at the end
 * @data: for @callback
 *
 * Reads the subscriptions that there are, registers what is missing, corrects what differs, takes away what is there twice, and
 * reads them again. What Salla refuses is told, and not asked for again in this round.
 */
void
nomo_hooks_run_async (NomoStore *store, NomoSallaClient *client, const char *granted, const NomoHooksAim *aim,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (store, cancellable, callback, data);
  Run *self = g_new0 (Run, 1);

  self->client = g_object_ref (client);
  self->aim = nomo_hooks_aim_copy (aim);
  self->granted = g_strdup (granted);
  self->refused = g_ptr_array_new ();
  g_task_set_source_tag (task, nomo_hooks_run_async);
  g_task_set_task_data (task, self, run_free);
  /* A round that is ended tells what it has done. */
  g_task_set_check_cancellable (task, FALSE);
  nomo_hooks_read_state_async (store, NULL, known_cb, task);
}

/**
 * nomo_hooks_run_finish:
 * @store: the store
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): how the subscriptions stand; %NULL with an error of Salla or of the store when that is not known
 *   to the end, which nomo_hooks_read_state() tells too
 */
NomoHooksState *
nomo_hooks_run_finish (NomoStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
