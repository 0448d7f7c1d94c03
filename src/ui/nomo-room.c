#include "config.h"

#include "nomo-room.h"

#include "nomo-style.h"

struct _NomoRoom {
  GtkDrawingArea parent_instance;

  int width;
  guint telling;
};

G_DEFINE_FINAL_TYPE (NomoRoom, nomo_room, GTK_TYPE_DRAWING_AREA)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
tell_cb (gpointer data)
{
  NomoRoom *self = data;

  self->telling = 0;
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
nomo_room_resize (GtkDrawingArea *area, int width, int height)
{
  NomoRoom *self = NOMO_ROOM (area);

  if (width == self->width)
    return;
  self->width = width;
  if (self->telling == 0)
    self->telling = g_idle_add (tell_cb, self);
}

static void
nomo_room_dispose (GObject *object)
{
  g_clear_handle_id (&NOMO_ROOM (object)->telling, g_source_remove);
  G_OBJECT_CLASS (nomo_room_parent_class)->dispose (object);
}

static void
nomo_room_class_init (NomoRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_room_dispose;
  GTK_DRAWING_AREA_CLASS (klass)->resize = nomo_room_resize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_room_init (NomoRoom *self)
{
}

/**
 * nomo_room_get_width:
 * @self: a room
 * @unknown: what to go by as long as no sizes were given out
 *
 * Returns: how wide it is, in pixels at the default size of text
 */
int
nomo_room_get_width (NomoRoom *self, int unknown)
{
  g_return_val_if_fail (NOMO_IS_ROOM (self), unknown);

  return nomo_style_at_default_text (GTK_WIDGET (self), self->width > 0 ? self->width : unknown);
}
