#include "nomo-worker.h"

typedef struct {
  GMutex mutex;
  GCond cond;
  GString *order;
  gboolean open;
  guint answers;
  GThread *main_thread;
  NomoWorker *worker;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->cond);
  fixture->order = g_string_new (NULL);
  fixture->main_thread = g_thread_self ();
  fixture->worker = nomo_worker_new ("test-worker");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE)) {
  }
  g_clear_object (&fixture->worker);
  g_string_free (fixture->order, TRUE);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->cond);
}

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (g_thread_self () == fixture->main_thread);
  fixture->answers++;
}

/* Holds the thread until the gate opens, so that the rest piles up behind it. */
static void
wait_for_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  while (!fixture->open)
    g_cond_wait (&fixture->cond, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
}

static void
wait_at_gate (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  wait_for_gate (data);
  g_task_return_boolean (task, TRUE);
}

static void
open_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  fixture->open = TRUE;
  g_cond_signal (&fixture->cond);
  g_mutex_unlock (&fixture->mutex);
}

static void
note (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fixture *fixture = data;

  g_assert_true (nomo_worker_is_current (fixture->worker));
  g_string_append (fixture->order, g_task_get_name (task));
  g_task_return_boolean (task, TRUE);
}

static void
push (Fixture *fixture, int priority, const char *name, GCancellable *cancellable, GTaskThreadFunc func)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, on_answered_cb, fixture);

  g_task_set_name (task, name);
  g_task_set_task_data (task, fixture, NULL);
  nomo_worker_push (fixture->worker, priority, task, func);
}

static void
wait_for_answers (Fixture *fixture, guint answers)
{
  while (fixture->answers < answers)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  push (fixture, 0, "gate", NULL, wait_at_gate);
  push (fixture, 10, "e", NULL, note);
  push (fixture, 0, "b", NULL, note);
  push (fixture, -10, "a", NULL, note);
  push (fixture, 0, "c", NULL, note);
  push (fixture, 10, "f", NULL, note);
  push (fixture, 0, "d", NULL, note);
  open_gate (fixture);
  wait_for_answers (fixture, 7);
  g_assert_cmpstr (fixture->order->str, ==, "abcdef");
  g_assert_false (nomo_worker_is_current (fixture->worker));
}

static void
test_cancelled_before_its_turn (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  push (fixture, 0, "gate", NULL, wait_at_gate);
  push (fixture, 0, "never", cancellable, note);
  push (fixture, 0, "x", NULL, note);
  g_cancellable_cancel (cancellable);
  open_gate (fixture);
  wait_for_answers (fixture, 3);
  g_assert_cmpstr (fixture->order->str, ==, "x");
}

/* Everything that was pushed has run when the last reference is gone. */
static void
test_drains (Fixture *fixture, gconstpointer data)
{
  push (fixture, 0, "gate", NULL, wait_at_gate);
  for (int i = 0; i < 100; i++)
    push (fixture, 0, "x", NULL, wait_at_gate);
  open_gate (fixture);
  g_clear_object (&fixture->worker);
  g_assert_cmpuint (fixture->answers, ==, 0);
  wait_for_answers (fixture, 101);
}

static void
count_end (gpointer data)
{
  Fixture *fixture = data;

  g_assert_true (g_thread_self () == fixture->main_thread);
  fixture->answers++;
}

static void
return_before_gate (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
  wait_for_gate (data);
}

/* The data of a task ends in the main thread, even when the main thread has long let go of the task. */
static void
test_data_ends_in_main_thread (Fixture *fixture, gconstpointer data)
{
  GTask *task = g_task_new (NULL, NULL, on_answered_cb, fixture);

  g_task_set_task_data (task, fixture, count_end);
  nomo_worker_push (fixture->worker, 0, task, return_before_gate);
  g_object_unref (task);
  wait_for_answers (fixture, 1);
  open_gate (fixture);
  wait_for_answers (fixture, 2);
}

/* A task whose source owns the worker: the worker ends by what its own work lets go. */
static void
test_owned_by_source (Fixture *fixture, gconstpointer data)
{
  GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
  NomoWorker *worker = nomo_worker_new ("owned");

  g_object_set_data_full (source, "worker", worker, g_object_unref);
  GTask *task = g_task_new (source, NULL, on_answered_cb, fixture);
  g_task_set_task_data (task, fixture, NULL);
  open_gate (fixture);
  nomo_worker_push (worker, 0, task, wait_at_gate);
  g_object_add_weak_pointer (source, (gpointer *) &source);
  g_object_unref (task);
  g_object_unref (source);
  while (source != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->answers, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/worker/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/worker/cancelled-before-its-turn", Fixture, NULL, set_up, test_cancelled_before_its_turn, tear_down);
  g_test_add ("/worker/drains", Fixture, NULL, set_up, test_drains, tear_down);
  g_test_add ("/worker/data-ends-in-main-thread", Fixture, NULL, set_up, test_data_ends_in_main_thread, tear_down);
  g_test_add ("/worker/owned-by-source", Fixture, NULL, set_up, test_owned_by_source, tear_down);
  return g_test_run ();
}
