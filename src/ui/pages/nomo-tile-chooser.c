#include "config.h"

#include "nomo-tile-chooser.h"

#include "nomo-tile-look.h"

#include <glib/gi18n.h>

#define CELL_GAP 6

typedef struct {
  GtkWidget *check;
  GtkWidget *up;
  GtkWidget *down;
  NomoTileKind kind;
} Row;

struct _NomoTileChooser {
  GtkPopover parent_instance;

  GtkBox *rows;
  GtkWidget *reset;

  NomoSession *session;
  NomoTileOrder order;
  Row shown[NOMO_N_TILES]; /* in the order of reading */
};

G_DEFINE_FINAL_TYPE (NomoTileChooser, nomo_tile_chooser, GTK_TYPE_POPOVER)

static guint
find_place (NomoTileChooser *self, NomoTileKind kind)
{
  guint place = 0;

  while (self->order.kinds[place] != kind)
    place++;
  return place;
}

static void
keep (NomoTileChooser *self)
{
  g_autofree char *text = nomo_tile_order_to_text (&self->order);

  nomo_session_set_tiles (self->session, text);
  gtk_widget_set_sensitive (self->reset, !nomo_tile_order_is_usual (&self->order));
}

static NomoTileKind
kind_of (GtkWidget *widget)
{
  return (NomoTileKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (widget), "kind"));
}

static void
toggled_cb (GtkCheckButton *check, NomoTileChooser *self)
{
  self->order.hidden[kind_of (GTK_WIDGET (check))] = !gtk_check_button_get_active (check);
  keep (self);
}

static void show_rows (NomoTileChooser *self);

/* The focus goes along; where a tile can go no further, to the other button. */
static void
move (NomoTileChooser *self, NomoTileKind kind, int by)
{
  guint place = find_place (self, kind);
  Row *row;

  if (!nomo_tile_order_move (&self->order, place, by))
    return;
  keep (self);
  show_rows (self);
  row = &self->shown[place + (guint) by];
  gtk_widget_grab_focus (gtk_widget_is_sensitive (by < 0 ? row->up : row->down) == (by < 0) ? row->up : row->down);
}

static void
up_cb (GtkWidget *button, NomoTileChooser *self)
{
  move (self, kind_of (button), -1);
}

static void
down_cb (GtkWidget *button, NomoTileChooser *self)
{
  move (self, kind_of (button), 1);
}

static void
reset_cb (NomoTileChooser *self)
{
  nomo_tile_order_parse (&self->order, NULL);
  keep (self);
  show_rows (self);
  gtk_widget_grab_focus (self->shown[0].check);
}

static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, NomoTileChooser *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  if ((state & GDK_CONTROL_MASK) == 0 || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  move (self, kind_of (row), key == GDK_KEY_Up ? -1 : 1);
  return GDK_EVENT_STOP;
}

static void
give_kind (GtkWidget *widget, NomoTileKind kind)
{
  g_object_set_data (G_OBJECT (widget), "kind", GINT_TO_POINTER (kind));
}

static GtkWidget *
create_arrow (NomoTileChooser *self, NomoTileKind kind, const char *icon, const char *words, GCallback pressed)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *spoken = g_strdup_printf (words, _ (nomo_tile_look_get (kind)->name));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  give_kind (button, kind);
  g_signal_connect_object (button, "clicked", pressed, self, 0);
  return button;
}

static GtkWidget *
create_check (NomoTileChooser *self, NomoTileKind kind)
{
  GtkWidget *check = gtk_check_button_new_with_label (_ (nomo_tile_look_get (kind)->name));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !self->order.hidden[kind]);
  gtk_widget_set_hexpand (check, TRUE);
  give_kind (check, kind);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  return check;
}

static void
append_row (NomoTileChooser *self, guint place)
{
  NomoTileKind kind = self->order.kinds[place];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, CELL_GAP);
  GtkEventController *keys = gtk_event_controller_key_new ();
  Row *row = &self->shown[place];

  *row = (Row) {
    create_check (self, kind),
    /* Translators: moves a tile in the list of tiles; %s is its name */
    create_arrow (self, kind, "go-up-symbolic", _ ("Move up: %s"), G_CALLBACK (up_cb)),
    /* Translators: moves a tile in the list of tiles; %s is its name */
    create_arrow (self, kind, "go-down-symbolic", _ ("Move down: %s"), G_CALLBACK (down_cb)),
    kind,
  };
  gtk_widget_set_sensitive (row->up, place > 0);
  gtk_widget_set_sensitive (row->down, place + 1 < NOMO_N_TILES);
  gtk_box_append (GTK_BOX (box), row->check);
  gtk_box_append (GTK_BOX (box), row->up);
  gtk_box_append (GTK_BOX (box), row->down);
  give_kind (box, kind);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (box, keys);
  gtk_box_append (self->rows, box);
}

static void
show_rows (NomoTileChooser *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, row);
  for (guint place = 0; place < NOMO_N_TILES; place++)
    append_row (self, place);
}

static void
nomo_tile_chooser_dispose (GObject *object)
{
  g_clear_object (&NOMO_TILE_CHOOSER (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_TILE_CHOOSER);
  G_OBJECT_CLASS (nomo_tile_chooser_parent_class)->dispose (object);
}

static void
nomo_tile_chooser_class_init (NomoTileChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_tile_chooser_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-tile-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoTileChooser, rows);
  gtk_widget_class_bind_template_child (widget_class, NomoTileChooser, reset);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
nomo_tile_chooser_init (NomoTileChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nomo_tile_chooser_new:
 * @session: whose tiles are chosen
 *
 * Which tiles Overview shows, and in what order: a check and two arrows each; Ctrl and an arrow key move a tile too. What is
 * chosen holds at once.
 *
 * Returns: (transfer floating): the list
 */
GtkWidget *
nomo_tile_chooser_new (NomoSession *session)
{
  NomoTileChooser *self = g_object_new (NOMO_TYPE_TILE_CHOOSER, NULL);

  self->session = g_object_ref (session);
  nomo_tile_order_parse (&self->order, nomo_session_get_tiles (session));
  show_rows (self);
  gtk_widget_set_sensitive (self->reset, !nomo_tile_order_is_usual (&self->order));
  return GTK_WIDGET (self);
}
