#include "config.h"

#include "nomo-first-frame.h"

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, data);
  g_debug ("first frame with figures");
}

/**
 * nomo_first_frame_tell:
 * @widget: what shows the figures, on the screen
 *
 * Says in the debugging messages, once in a process, when the figures that @widget was just given are painted: how long a start
 * takes can be measured from outside.
 */
void
nomo_first_frame_tell (GtkWidget *widget)
{
  static gboolean told;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  if (told || clock == NULL)
    return;
  told = TRUE;
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), NULL);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}
