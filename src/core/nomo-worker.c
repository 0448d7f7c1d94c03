#include "config.h"

#include "nomo-worker.h"

typedef struct {
  GTask *task;
  GTaskThreadFunc func;
  int priority;
} Work;

/* What the thread and the object share; it outlives the object when the thread itself drops the last reference. */
typedef struct {
  GMutex mutex;
  GCond cond;
  GQueue works;
  gboolean closed;
} Queue;

struct _NomoWorker {
  GObject parent_instance;

  GThread *thread;
  Queue *queue;
};

G_DEFINE_FINAL_TYPE (NomoWorker, nomo_worker, G_TYPE_OBJECT)

static void
queue_clear (Queue *queue)
{
  g_assert (g_queue_is_empty (&queue->works));

  g_mutex_clear (&queue->mutex);
  g_cond_clear (&queue->cond);
}

static void
queue_release (Queue *queue)
{
  g_atomic_rc_box_release_full (queue, (GDestroyNotify) queue_clear);
}

/* Behind all of the same priority, looked for from the end, where it mostly belongs. */
static void
queue_insert (Queue *queue, Work *work)
{
  GList *link = queue->works.tail;

  while (link != NULL && ((Work *) link->data)->priority > work->priority)
    link = link->prev;
  if (link == NULL)
    g_queue_push_head (&queue->works, work);
  else
    g_queue_insert_after (&queue->works, link, work);
}

static Work *
queue_wait (Queue *queue)
{
  g_mutex_lock (&queue->mutex);
  while (g_queue_is_empty (&queue->works) && !queue->closed)
    g_cond_wait (&queue->cond, &queue->mutex);
  Work *work = g_queue_pop_head (&queue->works);
  g_mutex_unlock (&queue->mutex);
  return work;
}

static gboolean
stop (gpointer data)
{
  return G_SOURCE_REMOVE;
}

/* The task is let go in the context it belongs to, so that its source object and its data never end in this thread. */
static void
let_go (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, stop, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
work_run (Work *work)
{
  GTask *task = work->task;

  if (!g_task_return_error_if_cancelled (task))
    work->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
  let_go (task);
  g_free (work);
}

static gpointer
thread_run (gpointer data)
{
  Queue *queue = data;
  Work *work;

  while ((work = queue_wait (queue)) != NULL)
    work_run (work);
  queue_release (queue);
  return NULL;
}

static void
nomo_worker_finalize (GObject *object)
{
  NomoWorker *self = NOMO_WORKER (object);

  g_mutex_lock (&self->queue->mutex);
  self->queue->closed = TRUE;
  g_cond_signal (&self->queue->cond);
  g_mutex_unlock (&self->queue->mutex);
  if (nomo_worker_is_current (self))
    g_thread_unref (self->thread);
  else
    g_thread_join (self->thread);
  queue_release (self->queue);
  G_OBJECT_CLASS (nomo_worker_parent_class)->finalize (object);
}

static void
nomo_worker_class_init (NomoWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_worker_finalize;
}

static void
nomo_worker_init (NomoWorker *self)
{
  self->queue = g_atomic_rc_box_new0 (Queue);
  g_mutex_init (&self->queue->mutex);
  g_cond_init (&self->queue->cond);
  g_queue_init (&self->queue->works);
}

/**
 * nomo_worker_new:
 * @name: the name of the thread, at most 15 bytes of it are shown by the system
 *
 * Starts a thread that does one thing after the other.
 *
 * The last reference to it should be dropped in the main thread: that waits until everything that was pushed has run.
 *
 * Returns: (transfer full): the worker
 */
NomoWorker *
nomo_worker_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  NomoWorker *self = g_object_new (NOMO_TYPE_WORKER, NULL);
  self->thread = g_thread_new (name, thread_run, g_atomic_rc_box_acquire (self->queue));
  return self;
}

/**
 * nomo_worker_push:
 * @self: a worker
 * @priority: lower runs earlier, as in GLib (%G_PRIORITY_DEFAULT is 0); equal ones run in the order they were pushed
 * @task: (transfer none): the task; a reference is held until it has run
 * @func: what to run in the worker's thread; it ends by returning something to the task
 *
 * Has @func run in the worker's thread. The answer arrives in the context @task was made in. A task that was cancelled before
 * its turn answers with %G_IO_ERROR_CANCELLED and @func does not run; later cancelling is @func's business.
 *
 * May be called from any thread.
 */
void
nomo_worker_push (NomoWorker *self, int priority, GTask *task, GTaskThreadFunc func)
{
  g_return_if_fail (NOMO_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  Work *work = g_new (Work, 1);
  *work = (Work) { .task = g_object_ref (task), .func = func, .priority = priority };
  g_mutex_lock (&self->queue->mutex);
  queue_insert (self->queue, work);
  g_cond_signal (&self->queue->cond);
  g_mutex_unlock (&self->queue->mutex);
}

/**
 * nomo_worker_is_current:
 * @self: a worker
 *
 * For asserting that code which must run in the worker's thread does.
 *
 * Returns: whether the calling thread is the worker's
 */
gboolean
nomo_worker_is_current (NomoWorker *self)
{
  g_return_val_if_fail (NOMO_IS_WORKER (self), FALSE);

  return g_thread_self () == self->thread;
}
