#include "config.h"

#include "nomo-first-frame.h"

#include <adwaita.h>

/* What can wait until a window is painted: it comes after it, though not for ever. */

typedef struct {
  GtkWidget *window;
  gint64 painted_at;
  gint64 done_at;
  guint n_done;
} World;

static World world;

static void
done_cb (GObject *object)
{
  world.done_at = g_get_monotonic_time ();
  world.n_done++;
}

static void
painted_cb (GdkFrameClock *clock)
{
  if (world.painted_at == 0)
    world.painted_at = g_get_monotonic_time ();
}

static void
realized_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
set_up (void)
{
  world = (World) { .window = gtk_window_new () };
  g_signal_connect (world.window, "realize", G_CALLBACK (realized_cb), NULL);
}

static void
wait_until_done (void)
{
  while (world.n_done == 0)
    g_main_context_iteration (NULL, TRUE);
}

/* No window is awaited. */
static void
test_at_once (void)
{
  set_up ();
  nomo_first_frame_do_after (done_cb, G_OBJECT (world.window));
  g_assert_cmpuint (world.n_done, ==, 1);
  gtk_window_destroy (GTK_WINDOW (world.window));
}

/* Nobody says that there is something to see: it is shown all the same, and what waited for that is done after it. */
static void
test_after_the_frame (void)
{
  set_up ();
  nomo_first_frame_present (GTK_WINDOW (world.window), TRUE);
  nomo_first_frame_do_after (done_cb, G_OBJECT (world.window));
  g_assert_cmpuint (world.n_done, ==, 0);
  g_assert_false (gtk_widget_get_visible (world.window));
  wait_until_done ();
  g_assert_cmpint (world.painted_at, >, 0);
  g_assert_cmpint (world.done_at, >=, world.painted_at);
  gtk_window_destroy (GTK_WINDOW (world.window));
}

/* What somebody waits for is not held up by a window that is never painted. */
static void
test_without_a_frame (void)
{
  gint64 since = g_get_monotonic_time ();
  g_autoptr (GObject) gone = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) there = g_object_new (G_TYPE_OBJECT, NULL);

  set_up ();
  nomo_first_frame_present (GTK_WINDOW (world.window), TRUE);
  nomo_first_frame_do_after (done_cb, gone);
  nomo_first_frame_do_after (done_cb, there);
  g_clear_object (&gone);
  gtk_window_destroy (GTK_WINDOW (world.window));
  wait_until_done ();
  g_assert_cmpint (world.painted_at, ==, 0);
  g_assert_cmpint (world.done_at - since, >=, G_USEC_PER_SEC);
  g_assert_cmpuint (world.n_done, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  g_test_add_func ("/ui/first-frame/at-once", test_at_once);
  g_test_add_func ("/ui/first-frame/without-a-frame", test_without_a_frame);
  g_test_add_func ("/ui/first-frame/after-the-frame", test_after_the_frame);
  return g_test_run ();
}
