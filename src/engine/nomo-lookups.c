#include "config.h"

#include "nomo-lookups.h"

#include "nomo-lookup.h"
#include "nomo-salla-error.h"

#define ACTOR          "salla"
#define BATCH          60
#define AT_ONCE        4 /* so that a slow answer leaves no request of the budget unused */
#define GATHER         20
#define GATHER_MS      1000
#define MAX_UNREADABLE 20
#define MAX_ABSENT     20

struct _NomoLookups {
  GObject parent_instance;

  NomoLookup how;
  NomoStore *store;
  char *currency;
  NomoLookupsFind find;
  NomoLookupsClose close; /* nullable */
  gpointer user_data;
  GDestroyNotify free_user_data;

  GArray *batch; /* gint64: what is asked for now */
  guint next;    /* of batch */
  guint running; /* requests on their way */
  NomoCommit
      *gathered; /* what has come and is not written yet: neither the disk nor who looks at it is troubled for each */
  guint n_gathered;
  guint timer;
  gboolean writing;
  gboolean closed;   /* the batch has nothing to write any more */
  guint left;        /* how many may still be asked for */
  gboolean limited;  /* and there were more */
  GHashTable *stuck; /* gint64: was read and still is not known */
  guint unreadable;  /* in a row */
  gboolean wary;     /* of a Salla that finds nothing */
  gboolean repairs;  /* what is looked up should be known, and what differs is noted */
  GArray *absent;    /* gint64: were not found, in a row */
  gint64 before;     /* known before the batch */
  gint64 known;
  gint64 total;
  GError *error; /* the first; nothing is begun behind it */
};

G_DEFINE_FINAL_TYPE (NomoLookups, nomo_lookups, G_TYPE_OBJECT)

enum { PROGRESS, N_SIGNALS };

static guint signals[N_SIGNALS];

/* One record on its way. */
typedef struct {
  GTask *run;
  gint64 id;
} Wanted;

static void go_on (GTask *task);

static void
lack_free (gpointer data)
{
  NomoLack *self = data;

  g_array_unref (self->ids);
  g_free (self);
}

static void
wanted_free (Wanted *self)
{
  g_object_unref (self->run);
  g_free (self);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoLookups *self = source;
  NomoLack *lack = g_new0 (NomoLack, 1);
  GError *error = NULL;

  lack->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (self->find (self->store, GPOINTER_TO_UINT (data), self->user_data, lack, &error)) {
    g_task_return_pointer (task, lack, lack_free);
    return;
  }
  lack_free (lack);
  g_task_return_error (task, error);
}

static gboolean
holds (const GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
add_to_batch (NomoLookups *self, gint64 id)
{
  self->limited = self->left == 0;
  if (self->limited)
    return;
  self->left--;
  g_array_append_val (self->batch, id);
}

/* What was asked for in the last batch and is lacking still would be asked for for ever. */
static void
take_batch (NomoLookups *self, const GArray *ids)
{
  g_autoptr (GArray) last = g_steal_pointer (&self->batch);

  self->batch = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->next = 0;
  self->closed = self->close == NULL;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);

    if (holds (last, id))
      g_hash_table_add (self->stuck, g_memdup2 (&id, sizeof id));
    else if (!g_hash_table_contains (self->stuck, &id) && !holds (self->batch, id) && self->batch->len < BATCH)
      add_to_batch (self, id);
  }
}

static void
advance (NomoLookups *self, gint64 known, gint64 total)
{
  self->known = known;
  self->total = total;
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoLookups *self = g_task_get_source_object (task);
  GError *error = NULL;
  NomoLack *lack = g_task_propagate_pointer (G_TASK (result), &error);

  if (lack == NULL) {
    g_task_return_error (task, error);
    return;
  }
  self->before = lack->known;
  advance (self, lack->known, lack->total);
  take_batch (self, lack->ids);
  lack_free (lack);
  if (self->batch->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    go_on (task);
}

static void
look (GTask *task)
{
  NomoLookups *self = g_task_get_source_object (task);
  g_autoptr (GTask) finding = g_task_new (self, g_task_get_cancellable (task), found_cb, g_object_ref (task));
  guint limit = BATCH + self->batch->len + g_hash_table_size (self->stuck);

  g_task_set_task_data (finding, GUINT_TO_POINTER (limit), NULL);
  g_task_run_in_thread (finding, find_thread);
}

static void
take_error (NomoLookups *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  NomoLookups *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->writing = FALSE;
  if (nomo_store_commit_finish (NOMO_STORE (source), result, NULL, &error))
    advance (self, MIN (self->before + self->next - self->running, self->total), self->total);
  else
    take_error (self, error);
  go_on (task);
}

static NomoCommit *
get_gathered (NomoLookups *self)
{
  if (self->gathered == NULL) {
    self->gathered = nomo_commit_new (ACTOR, NULL);
    nomo_commit_set_untold (self->gathered, self->how.kind->entity (), self->how.kind->tells_changes);
    if (self->repairs)
      nomo_commit_set_repairs (self->gathered, self->how.kind->entity ());
  }
  return self->gathered;
}

static void
take_out (NomoLookups *self, gint64 id)
{
  nomo_commit_gone (get_gathered (self), self->how.kind->entity (), id, nomo_salla_client_get_as_of (self->how.client));
  self->n_gathered++;
}

static void
release_absent (NomoLookups *self)
{
  for (guint i = 0; i < self->absent->len; i++)
    take_out (self, g_array_index (self->absent, gint64, i));
  g_array_set_size (self->absent, 0);
}

static void
end_batch (NomoLookups *self)
{
  release_absent (self);
  if (!self->closed)
    self->close (get_gathered (self), self->batch, self->user_data);
  self->closed = TRUE;
}

/* What has come is written even when the run is given up meanwhile. */
static void
write_gathered (GTask *task)
{
  NomoLookups *self = g_task_get_source_object (task);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->writing = TRUE;
  if (self->running == 0 && self->error == NULL)
    end_batch (self);
  self->n_gathered = 0;
  nomo_store_commit_async (self->store, g_steal_pointer (&self->gathered), NULL, committed_cb, g_object_ref (task));
}

static gboolean
timer_cb (gpointer data)
{
  NomoLookups *self = g_task_get_source_object (data);

  self->timer = 0;
  if (!self->writing)
    write_gathered (data);
  return G_SOURCE_REMOVE;
}

/* A single record that Salla cannot give must not hold up the others; all of them are an outage. */
static gboolean
pass_over (NomoLookups *self, const GError *error)
{
  return (g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_UNREADABLE) ||
          g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REFUSED) ||
          g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SERVER)) &&
         ++self->unreadable < MAX_UNREADABLE;
}

/* A Salla that finds nothing at all is out of order, so one that is found has to come between, or the end. */
static gboolean
take_absent (NomoLookups *self, gint64 id, const GError *error)
{
  if (!self->wary || !g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND))
    return FALSE;
  g_array_append_val (self->absent, id);
  if (self->absent->len >= MAX_ABSENT)
    take_error (self, g_error_copy (error));
  return TRUE;
}

/* Returns FALSE when the run has to end with @error. */
static gboolean
take_refusal (NomoLookups *self, gint64 id, const GError *error)
{
  if (take_absent (self, id, error))
    return TRUE;
  if (!g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_NOT_FOUND))
    return pass_over (self, error);
  take_out (self, id);
  self->unreadable = 0;
  return TRUE;
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Wanted *wanted = data;
  NomoLookups *self = g_task_get_source_object (wanted->run);
  GError *error = NULL;

  self->running--;
  if (nomo_lookup_finish (NOMO_SALLA_CLIENT (source), result, get_gathered (self), &error)) {
    release_absent (self);
    self->n_gathered++;
    self->unreadable = 0;
  } else if (take_refusal (self, wanted->id, error)) {
    g_error_free (error);
  } else {
    take_error (self, error);
  }
  go_on (wanted->run);
  wanted_free (wanted);
}

static void
ask (GTask *task, gint64 id)
{
  NomoLookups *self = g_task_get_source_object (task);
  Wanted *wanted = g_new (Wanted, 1);

  *wanted = (Wanted) { g_object_ref (task), id };
  self->running++;
  nomo_lookup_async (&self->how, id, g_task_get_cancellable (task), answer_cb, wanted);
}

/* What has come waits in memory for a slow disk, and a kill loses it: nothing more is asked for meanwhile. */
static gboolean
may_ask (NomoLookups *self)
{
  return self->error == NULL && self->next < self->batch->len && self->running < AT_ONCE && !self->writing;
}

/* Asks for as much as may be on its way, writes what has come, and ends or looks again when nothing is on its way. */
static void
go_on (GTask *task)
{
  NomoLookups *self = g_task_get_source_object (task);

  while (may_ask (self))
    ask (task, g_array_index (self->batch, gint64, self->next++));
  if (self->writing)
    return;
  if (self->n_gathered >= GATHER || (self->running == 0 && self->n_gathered > 0))
    write_gathered (task);
  else if (self->n_gathered > 0 && self->timer == 0)
    self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, GATHER_MS, timer_cb, g_object_ref (task), g_object_unref);
  else if (self->running == 0 && self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (self->running == 0 && (self->absent->len > 0 || !self->closed))
    write_gathered (task);
  else if (self->running == 0)
    look (task);
}

/**
 * nomo_lookups_run_async:
 * @self: lookups, good for one run, that know how to find what the store lacks
 * @cancellable: (nullable): ends the run; what has come stays
 * @callback: called at the end
 * @data: for @callback
 *
 * Runs until nothing is lacking that Salla can tell. What is not at Salla any more becomes a tombstone.
 */
void
nomo_lookups_run_async (NomoLookups *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, nomo_lookups_run_async);
  look (task);
}

/**
 * nomo_lookups_run_finish:
 * @self: the lookups
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether all that Salla can tell is known; else an error of any layer, or %G_IO_ERROR_CANCELLED
 */
gboolean
nomo_lookups_run_finish (NomoLookups *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * nomo_lookups_get_known:
 * @self: lookups
 *
 * Returns: how many records needed no looking up when the store was last looked at, and those that came since
 */
gint64
nomo_lookups_get_known (NomoLookups *self)
{
  return self->known;
}

/**
 * nomo_lookups_get_total:
 * @self: lookups
 *
 * Returns: of how many
 */
gint64
nomo_lookups_get_total (NomoLookups *self)
{
  return self->total;
}

/**
 * nomo_lookups_set_find:
 * @self: lookups
 * @find: tells what the store lacks
 * @close: (nullable): is called when all of what was found has been looked up
 * @data: for @find and @close
 * @free_data: (nullable): frees @data
 */
void
nomo_lookups_set_find (NomoLookups *self, NomoLookupsFind find, NomoLookupsClose close, gpointer data,
                       GDestroyNotify free_data)
{
  self->find = find;
  self->close = close;
  self->user_data = data;
  self->free_user_data = free_data;
}

/**
 * nomo_lookups_set_limit:
 * @self: lookups
 * @limit: after how many the run ends
 */
void
nomo_lookups_set_limit (NomoLookups *self, guint limit)
{
  self->left = limit;
}

/**
 * nomo_lookups_set_wary:
 * @self: lookups
 *
 * Says that all of what is looked up should be at Salla: when a good deal of it in a row is not, the run ends with that error,
 * and nothing of it is deleted.
 */
void
nomo_lookups_set_wary (NomoLookups *self)
{
  self->wary = TRUE;
}

/**
 * nomo_lookups_set_recheck:
 * @self: lookups
 *
 * Says that all of what is looked up is known already: what differs although it has not changed is noted as a repair, and what
 * happened to the records is asked for as well.
 */
void
nomo_lookups_set_recheck (NomoLookups *self)
{
  self->repairs = TRUE;
  self->how.with_events = TRUE;
}

/**
 * nomo_lookups_is_limited:
 * @self: lookups whose run has ended well
 *
 * Returns: whether it ended because of its limit and something is lacking still
 */
gboolean
nomo_lookups_is_limited (NomoLookups *self)
{
  return self->limited;
}

/**
 * nomo_lookups_new:
 * @kind: a list whose records can be looked up
 * @store: where they go
 * @client: Salla
 * @owner: (nullable): whose share of the request budget it uses
 * @currency: the shop's currency
 *
 * Returns: (transfer full): lookups that do not know yet what to look up
 */
NomoLookups *
nomo_lookups_new (const NomoMirrorKind *kind, NomoStore *store, NomoSallaClient *client, gconstpointer owner,
                  const char *currency)
{
  NomoLookups *self = g_object_new (NOMO_TYPE_LOOKUPS, NULL);

  self->store = g_object_ref (store);
  self->currency = g_strdup (currency);
  self->how = (NomoLookup) {
    .kind = kind, .client = g_object_ref (client), .currency = self->currency, .in_background = TRUE, .owner = owner
  };
  return self;
}

static void
nomo_lookups_finalize (GObject *object)
{
  NomoLookups *self = NOMO_LOOKUPS (object);

  g_clear_pointer (&self->gathered, nomo_commit_free);
  if (self->free_user_data != NULL)
    self->free_user_data (self->user_data);
  g_clear_object (&self->store);
  g_clear_object (&self->how.client);
  g_free (self->currency);
  g_array_unref (self->batch);
  g_array_unref (self->absent);
  g_hash_table_unref (self->stuck);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (nomo_lookups_parent_class)->finalize (object);
}

static void
nomo_lookups_class_init (NomoLookupsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = nomo_lookups_finalize;
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_lookups_init (NomoLookups *self)
{
  self->left = G_MAXUINT;
  self->batch = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->absent = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stuck = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}
