#include "config.h"

#include "nomo-deadline.h"

struct _NomoDeadline {
  GCancellable *outer;
  gulong outer_id;
  GCancellable *inner;
  GSource *source;
  gint64 idle_us;
  gint64 end_us;
  gboolean passed;
};

static gboolean
on_passed_cb (gpointer data)
{
  NomoDeadline *self = data;

  self->passed = TRUE;
  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

/* g_cancellable_disconnect() would wait for a handler that is just running, which may be the one that led here. The handler
 * holds its own reference to all that it touches, so it may as well be late. */
static void
follow (NomoDeadline *self, GCancellable *outer)
{
  self->outer = g_object_ref (outer);
  self->outer_id =
      g_signal_connect_data (outer, "cancelled", G_CALLBACK (on_outer_cancelled_cb), g_object_ref (self->inner),
                             (GClosureNotify) (void (*) (void)) g_object_unref, G_CONNECT_DEFAULT);
  if (g_cancellable_is_cancelled (outer))
    g_cancellable_cancel (self->inner);
}

/**
 * nomo_deadline_new:
 * @outer: (nullable): what the caller may cancel
 * @idle_ms: how long nothing may happen, milliseconds; 0 for as long as it takes
 * @total_ms: how long all of it may take, milliseconds; 0 for as long as it takes
 *
 * A cancellable of its own for one asynchronous call. It is cancelled together with @outer, or when the time has passed. The
 * clock runs in the thread-default main context.
 *
 * Returns: (transfer full): the deadline, to be freed when the call has ended
 */
NomoDeadline *
nomo_deadline_new (GCancellable *outer, guint idle_ms, guint total_ms)
{
  NomoDeadline *self = g_new0 (NomoDeadline, 1);

  self->inner = g_cancellable_new ();
  self->idle_us = idle_ms == 0 ? G_MAXINT64 / 4 : (gint64) idle_ms * 1000;
  self->end_us = total_ms == 0 ? G_MAXINT64 : g_get_monotonic_time () + (gint64) total_ms * 1000;
  if (outer != NULL)
    follow (self, outer);

  self->source = g_timeout_source_new (G_MAXUINT);
  g_source_set_callback (self->source, on_passed_cb, self, NULL);
  nomo_deadline_touch (self);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

/**
 * nomo_deadline_get_cancellable:
 * @self: a deadline
 *
 * Returns: (transfer none): what the call is to be given
 */
GCancellable *
nomo_deadline_get_cancellable (NomoDeadline *self)
{
  return self->inner;
}

/**
 * nomo_deadline_touch:
 * @self: a deadline
 *
 * Something happened: the idle time begins anew.
 */
void
nomo_deadline_touch (NomoDeadline *self)
{
  g_source_set_ready_time (self->source, MIN (g_get_monotonic_time () + self->idle_us, self->end_us));
}

/**
 * nomo_deadline_has_passed:
 * @self: a deadline
 *
 * Returns: whether the call was cancelled because of the time, and not by its caller
 */
gboolean
nomo_deadline_has_passed (NomoDeadline *self)
{
  return self->passed;
}

/**
 * nomo_deadline_free:
 * @self: a deadline
 *
 * Stops the clock. The cancellable stays as it is.
 */
void
nomo_deadline_free (NomoDeadline *self)
{
  if (self == NULL)
    return;
  if (self->outer != NULL)
    g_signal_handler_disconnect (self->outer, self->outer_id);
  g_clear_object (&self->outer);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_object_unref (self->inner);
  g_free (self);
}
