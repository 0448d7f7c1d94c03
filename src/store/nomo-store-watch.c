#include "config.h"

#include "nomo-store-private.h"

#define PERIOD_MS   1000
#define INTERVAL_US 100000

static gboolean
has_listener (NomoStore *self)
{
  return g_signal_has_handler_pending (self, g_signal_lookup ("changed", NOMO_TYPE_STORE), 0, TRUE);
}

static gboolean
announce_now (gpointer data)
{
  g_autoptr (NomoStore) self = g_weak_ref_get (data);
  guint64 seq;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->pending, g_source_unref);
  self->announced_at = g_get_monotonic_time ();
  seq = self->announced_seq = self->seq;
  g_mutex_unlock (&self->mutex);
  g_signal_emit_by_name (self, "changed", seq);
  return G_SOURCE_REMOVE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GSource *
attach (NomoStore *self, GSource *source, GSourceFunc func)
{
  GWeakRef *reference = g_new (GWeakRef, 1);

  g_weak_ref_init (reference, self);
  g_source_set_callback (source, func, reference, weak_ref_free);
  g_source_attach (source, self->context);
  return source;
}

/*
 * _nomo_store_announce:
 * @self: a store
 *
 * Has the signal `changed` emitted soon; at most ten times a second. From any thread.
 */
void
_nomo_store_announce (NomoStore *self)
{
  g_mutex_lock (&self->mutex);
  if (self->pending == NULL && !self->closed) {
    gint64 wait = self->announced_at + INTERVAL_US - g_get_monotonic_time ();
    GSource *source = wait > 0 ? g_timeout_source_new ((guint) (wait / 1000) + 1) : g_idle_source_new ();

    g_source_set_priority (source, G_PRIORITY_DEFAULT);
    self->pending = attach (self, source, announce_now);
  }
  g_mutex_unlock (&self->mutex);
}

/*
 * _nomo_store_raise_seq:
 * @self: a store
 * @seq: a sequence number that is on the disk
 *
 * Notes it, and announces it when it is new.
 */
void
_nomo_store_raise_seq (NomoStore *self, guint64 seq)
{
  gboolean newer;

  g_mutex_lock (&self->mutex);
  newer = seq > self->seq;
  self->seq = MAX (self->seq, seq);
  g_mutex_unlock (&self->mutex);
  if (newer)
    _nomo_store_announce (self);
}

static void
look_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoRead *read = _nomo_read_begin (source, cancellable, NULL);

  if (read != NULL) {
    _nomo_store_raise_seq (source, read->seq);
    _nomo_read_end (read);
  }
  g_task_return_boolean (task, TRUE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NOMO_STORE (source)->looking = FALSE;
}

static gboolean
look (gpointer data)
{
  g_autoptr (NomoStore) self = g_weak_ref_get (data);
  g_autoptr (GTask) task = NULL;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  if (self->looking || !has_listener (self))
    return G_SOURCE_CONTINUE;
  self->looking = TRUE;
  task = g_task_new (self, NULL, looked_cb, NULL);
  g_task_set_source_tag (task, look);
  g_task_run_in_thread (task, look_worker);
  return G_SOURCE_CONTINUE;
}

/*
 * _nomo_store_watch:
 * @self: a store
 *
 * Looks once a second for changes of other processes, while anybody listens to `changed`.
 */
void
_nomo_store_watch (NomoStore *self)
{
  self->watch = attach (self, g_timeout_source_new (PERIOD_MS), look);
}

static void
drop (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/*
 * _nomo_store_unwatch:
 * @self: a store
 */
void
_nomo_store_unwatch (NomoStore *self)
{
  GSource *pending = NULL;
  GSource *watch = NULL;

  g_mutex_lock (&self->mutex);
  pending = g_steal_pointer (&self->pending);
  watch = g_steal_pointer (&self->watch);
  g_mutex_unlock (&self->mutex);
  drop (&pending);
  drop (&watch);
}
