#include "config.h"

#include "nomo-first-frame.h"

/* Set while a window waits; holds the source that ends its waiting. */
#define HELD_KEY "nomo-first-frame-held"
/* Longer than this nobody should look at nothing after they started a program. */
#define PATIENCE_MS 250
/* A window that is never painted, on another workspace for instance, keeps nothing waiting for longer than this. */
#define LATEST_MS 2000

typedef struct {
  NomoFirstFrameFunc func;
  GWeakRef object;
} After;

/* What waits for the first frame; NULL while no first frame is awaited. */
static GPtrArray *afters;

static void
let_go (GtkWindow *window)
{
  guint patience = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (window), HELD_KEY));

  if (patience == 0)
    return;
  g_source_remove (patience);
  gtk_window_present (window);
}

static gboolean
patience_cb (gpointer data)
{
  g_object_steal_data (G_OBJECT (data), HELD_KEY);
  gtk_window_present (GTK_WINDOW (data));
  return G_SOURCE_REMOVE;
}

static void
forget (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

static void
after_free (gpointer data)
{
  After *after = data;

  g_weak_ref_clear (&after->object);
  g_free (after);
}

static void
run_afters (void)
{
  g_autoptr (GPtrArray) due = g_steal_pointer (&afters);

  for (guint i = 0; due != NULL && i < due->len; i++) {
    After *after = due->pdata[i];
    g_autoptr (GObject) object = g_weak_ref_get (&after->object);

    if (object != NULL)
      after->func (object);
  }
}

static gboolean
latest_cb (gpointer data)
{
  run_afters ();
  return G_SOURCE_REMOVE;
}

/* An icon of the window is drawn in every size that a task bar may ask for; that can wait until there is a window to see. */
static gboolean
after_frame_cb (gpointer data)
{
  gtk_window_set_default_icon_name (NOMO_APPLICATION_ID);
  run_afters ();
  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, data);
  g_idle_add (after_frame_cb, NULL);
}

static void
figures_painted_cb (GdkFrameClock *clock, gpointer data)
{
  g_signal_handlers_disconnect_by_func (clock, figures_painted_cb, data);
  g_debug ("first frame with figures");
}

static void
realized_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

/**
 * nomo_first_frame_present:
 * @window: a window that was not presented yet
 * @wait: whether something worth looking at is about to come
 *
 * Presents @window; with @wait as soon as [func@first_frame_show] says that there is something in it, and after a quarter of
 * a second in any case. It is laid out and painted once then, and nothing flashes by.
 */
void
nomo_first_frame_present (GtkWindow *window, gboolean wait)
{
  g_return_if_fail (GTK_IS_WINDOW (window));
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
  if (afters == NULL) {
    afters = g_ptr_array_new_with_free_func (after_free);
    g_timeout_add (LATEST_MS, latest_cb, NULL);
  }
  if (wait)
    g_object_set_data_full (G_OBJECT (window), HELD_KEY,
                            GUINT_TO_POINTER (g_timeout_add (PATIENCE_MS, patience_cb, window)), forget);
  else
    gtk_window_present (window);
}

/**
 * nomo_first_frame_show:
 * @widget: a window, or what is in it
 *
 * Presents the window if it waits.
 */
void
nomo_first_frame_show (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    let_go (GTK_WINDOW (root));
}

/**
 * nomo_first_frame_tell:
 * @widget: what shows the figures
 *
 * Presents the window if it waits, and says in the debugging messages, once in a process, when the figures that @widget was
 * just given are painted: how long a start takes can be measured from outside.
 */
void
nomo_first_frame_tell (GtkWidget *widget)
{
  static gboolean told;
  GdkFrameClock *clock;

  nomo_first_frame_show (widget);
  clock = gtk_widget_get_frame_clock (widget);
  if (told || clock == NULL)
    return;
  told = TRUE;
  g_signal_connect (clock, "after-paint", G_CALLBACK (figures_painted_cb), NULL);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

/**
 * nomo_first_frame_do_after:
 * @func: what can wait until there is something to see
 * @object: what it is called with; when it is gone by then, it is not called
 *
 * Calls @func once the window that is about to come has been painted, after two seconds in any case, and at once when no
 * window is awaited.
 */
void
nomo_first_frame_do_after (NomoFirstFrameFunc func, GObject *object)
{
  After *after;

  g_return_if_fail (G_IS_OBJECT (object));
  if (afters == NULL) {
    func (object);
    return;
  }
  after = g_new0 (After, 1);
  after->func = func;
  g_weak_ref_init (&after->object, object);
  g_ptr_array_add (afters, after);
}
