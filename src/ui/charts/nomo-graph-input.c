#include "config.h"

#include "nomo-graph-private.h"

static gboolean
is_all_of_choice (NomoGraph *self, int index)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);

  return priv->anchor == index && priv->head == index;
}

static void
pointed_cb (NomoGraph *self, double x, double y)
{
  if (!nomo_graph_is_table (self))
    nomo_graph_select (self, NOMO_GRAPH_GET_CLASS (self)->find (self, (float) x, (float) y));
}

static void
left_cb (NomoGraph *self)
{
  nomo_graph_select (self, -1);
}

static void
pressed_cb (NomoGraph *self, double x, double y, GtkGesture *gesture)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  int index = -1;

  if (!nomo_graph_is_table (self) && _nomo_graph_can_choose (self) && priv->n_points > 0)
    index = NOMO_GRAPH_GET_CLASS (self)->find (self, (float) x, (float) y);
  priv->pressed = index >= 0;
  if (!priv->pressed) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  priv->pressed_x = x;
  priv->pressed_y = y;
  priv->takes_back = is_all_of_choice (self, index);
  _nomo_graph_set_choice (self, index, index);
}

static void
dragged_cb (NomoGraph *self, double dx, double dy)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  int index = NOMO_GRAPH_GET_CLASS (self)->find (self, (float) (priv->pressed_x + dx), (float) (priv->pressed_y + dy));

  if (priv->pressed && index >= 0 && index != priv->head)
    _nomo_graph_set_choice (self, priv->anchor, index);
}

static void
released_cb (NomoGraph *self)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);

  if (!priv->pressed)
    return;
  priv->pressed = FALSE;
  if (priv->takes_back && priv->anchor == priv->head)
    _nomo_graph_set_choice (self, -1, -1);
  _nomo_graph_announce_choice (self);
}

/* A finger that scrolls the page, say: what was chosen before is still chosen. */
static void
cancelled_cb (NomoGraph *self)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);

  if (!priv->pressed)
    return;
  priv->pressed = FALSE;
  _nomo_graph_set_choice (self, priv->said_first, priv->said_last);
}

static gboolean
find_step (guint key, NomoGraphStep *step)
{
  static const struct {
    guint keys[2];
    NomoGraphStep step;
  } steps[] = {
    { { GDK_KEY_Left, GDK_KEY_KP_Left }, NOMO_STEP_LEFT }, { { GDK_KEY_Right, GDK_KEY_KP_Right }, NOMO_STEP_RIGHT },
    { { GDK_KEY_Up, GDK_KEY_KP_Up }, NOMO_STEP_UP },       { { GDK_KEY_Down, GDK_KEY_KP_Down }, NOMO_STEP_DOWN },
    { { GDK_KEY_Home, GDK_KEY_KP_Home }, NOMO_STEP_HOME }, { { GDK_KEY_End, GDK_KEY_KP_End }, NOMO_STEP_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (key == steps[i].keys[0] || key == steps[i].keys[1]) {
      *step = steps[i].step;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
take_step (NomoGraph *self, NomoGraphStep step, gboolean extends)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  int from = priv->cursor;
  int to = priv->n_points > 0 ? NOMO_GRAPH_GET_CLASS (self)->walk (self, from, step) : -1;

  if (to < 0)
    return GDK_EVENT_PROPAGATE;
  nomo_graph_select (self, to);
  if (extends && _nomo_graph_can_choose (self)) {
    _nomo_graph_set_choice (self, priv->anchor >= 0 ? priv->anchor : (from >= 0 ? from : to), to);
    _nomo_graph_announce_choice (self);
  }
  return GDK_EVENT_STOP;
}

static gboolean
open_or_choose (NomoGraph *self)
{
  NomoGraphPrivate *priv = _nomo_graph_private (self);
  NomoGraphClass *klass = NOMO_GRAPH_GET_CLASS (self);
  int index = priv->cursor;

  if (index >= 0 && klass->open != NULL && klass->open (self, (guint) index))
    return GDK_EVENT_STOP;
  if (index < 0 || !_nomo_graph_can_choose (self))
    return GDK_EVENT_PROPAGATE;
  if (is_all_of_choice (self, index))
    index = -1;
  nomo_graph_choose (self, index, index);
  return GDK_EVENT_STOP;
}

static gboolean
step_back (NomoGraph *self)
{
  if (nomo_graph_is_table (self))
    nomo_graph_show_table (self, FALSE);
  else if (nomo_graph_get_chosen (self, NULL, NULL))
    nomo_graph_choose (self, -1, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (NomoGraph *self, guint key, guint code, GdkModifierType state)
{
  NomoGraphStep step;

  if (key == GDK_KEY_Escape)
    return step_back (self);
  if (nomo_graph_is_table (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    return open_or_choose (self);
  return find_step (key, &step) ? take_step (self, step, (state & GDK_SHIFT_MASK) != 0) : GDK_EVENT_PROPAGATE;
}

static void
menu_pressed_cb (NomoGraph *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  _nomo_graph_show_menu (self, x, y);
}

static void
held_cb (NomoGraph *self, double x, double y)
{
  _nomo_graph_show_menu (self, x, y);
}

static GtkEventController *
add_controller (NomoGraph *self, GtkEventController *controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  return controller;
}

/* Sets up what reacts to the pointer and to keys. */
void
_nomo_graph_input_init (NomoGraph *self)
{
  GtkEventController *motion = add_controller (self, gtk_event_controller_motion_new ());
  GtkEventController *keys = add_controller (self, gtk_event_controller_key_new ());
  GtkEventController *focus = add_controller (self, gtk_event_controller_focus_new ());
  GtkEventController *drag = add_controller (self, GTK_EVENT_CONTROLLER (gtk_gesture_drag_new ()));
  GtkEventController *click = add_controller (self, GTK_EVENT_CONTROLLER (gtk_gesture_click_new ()));
  GtkEventController *hold = add_controller (self, GTK_EVENT_CONTROLLER (gtk_gesture_long_press_new ()));

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointed_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (cancelled_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (held_cb), self);
}
