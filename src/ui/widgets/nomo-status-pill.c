#include "config.h"

#include "nomo-status-pill.h"

#define ICON 13
#define GAP  5

/* Draws its icon and its word itself: a list keeps two hundred rows at hand, and each widget of each costs every frame. */
struct _NomoStatusPill {
  GtkWidget parent_instance;

  char *icon_name;
  char *label;
  gboolean whole;

  GdkPaintable *icon;
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (NomoStatusPill, nomo_status_pill, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (NomoStatusPill *self)
{
  if (self->layout == NULL) {
    self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->label);
    pango_layout_set_ellipsize (self->layout, self->whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  }
  return self->layout;
}

static GdkPaintable *
get_icon (NomoStatusPill *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  if (self->icon == NULL && self->icon_name != NULL)
    self->icon = GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, self->icon_name, NULL, ICON,
                                                            gtk_widget_get_scale_factor (widget),
                                                            gtk_widget_get_direction (widget), 0));
  return self->icon;
}

static int
icon_room (NomoStatusPill *self)
{
  return self->icon_name != NULL ? ICON + GAP : 0;
}

static void
forget_drawing (NomoStatusPill *self)
{
  g_clear_object (&self->layout);
  g_clear_object (&self->icon);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
nomo_status_pill_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  NomoStatusPill *self = NOMO_STATUS_PILL (widget);
  PangoLayout *layout = get_layout (self);
  int width, height;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *natural = icon_room (self) + width;
    *minimum = self->whole ? *natural : icon_room (self) + MIN (width, 2 * height);
  } else {
    *minimum = *natural = MAX (height, self->icon_name != NULL ? ICON : 0);
    *minimum_baseline = *natural_baseline = (*natural - height) / 2 + PANGO_PIXELS (pango_layout_get_baseline (layout));
  }
}

static void
draw_icon (NomoStatusPill *self, GtkSnapshot *snapshot, int x, int height)
{
  GdkPaintable *icon = get_icon (self);
  GdkRGBA color = nomo_style_get_text_color (GTK_WIDGET (self));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) ((height - ICON) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON, ICON, &color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
nomo_status_pill_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NomoStatusPill *self = NOMO_STATUS_PILL (widget);
  PangoLayout *layout = get_layout (self);
  GdkRGBA color = nomo_style_get_text_color (widget);
  gboolean is_rtl = nomo_style_is_rtl (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int text_height;

  if (self->icon_name != NULL)
    draw_icon (self, snapshot, is_rtl ? width - ICON : 0, height);
  pango_layout_set_width (layout, (width - icon_room (self)) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) (is_rtl ? 0 : icon_room (self)), (float) ((height - text_height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
nomo_status_pill_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (nomo_status_pill_parent_class)->css_changed (widget, change);
  forget_drawing (NOMO_STATUS_PILL (widget));
}

static void
nomo_status_pill_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (nomo_status_pill_parent_class)->direction_changed (widget, previous);
  forget_drawing (NOMO_STATUS_PILL (widget));
}

static void
nomo_status_pill_dispose (GObject *object)
{
  NomoStatusPill *self = NOMO_STATUS_PILL (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->icon);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (nomo_status_pill_parent_class)->dispose (object);
}

static void
nomo_status_pill_class_init (NomoStatusPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_status_pill_dispose;
  widget_class->measure = nomo_status_pill_measure;
  widget_class->snapshot = nomo_status_pill_snapshot;
  widget_class->css_changed = nomo_status_pill_css_changed;
  widget_class->direction_changed = nomo_status_pill_direction_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
nomo_status_pill_init (NomoStatusPill *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "n-pill");
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (forget_drawing), NULL);
}

/**
 * nomo_status_pill_new:
 * @tone: what the state means
 * @icon_name: (nullable): its icon
 * @label: its word, translated
 *
 * A state as icon, word and soft colour.
 *
 * Returns: (transfer floating): a pill
 */
GtkWidget *
nomo_status_pill_new (NomoTone tone, const char *icon_name, const char *label)
{
  NomoStatusPill *self = g_object_new (NOMO_TYPE_STATUS_PILL, NULL);

  nomo_status_pill_set (self, tone, icon_name, label);
  return GTK_WIDGET (self);
}

/**
 * nomo_status_pill_set:
 * @self: a pill
 * @tone: what the state means
 * @icon_name: (nullable): its icon
 * @label: (nullable): its word, translated; plain text
 */
void
nomo_status_pill_set (NomoStatusPill *self, NomoTone tone, const char *icon_name, const char *label)
{
  g_return_if_fail (NOMO_IS_STATUS_PILL (self));

  nomo_style_set_tone (GTK_WIDGET (self), tone);
  if (g_strcmp0 (icon_name, self->icon_name) == 0 && g_strcmp0 (label, self->label) == 0)
    return;
  g_free (self->icon_name);
  self->icon_name = g_strdup (icon_name);
  g_free (self->label);
  self->label = g_strdup (label);
  forget_drawing (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label != NULL ? label : "", -1);
}

/**
 * nomo_status_pill_keep_whole:
 * @self: a pill
 *
 * Lets what stands beside the pill give way, never the pill's own word.
 */
void
nomo_status_pill_keep_whole (NomoStatusPill *self)
{
  g_return_if_fail (NOMO_IS_STATUS_PILL (self));
  self->whole = TRUE;
  forget_drawing (self);
}

/**
 * nomo_status_pill_get_label:
 * @self: a pill
 *
 * Returns: its word
 */
const char *
nomo_status_pill_get_label (NomoStatusPill *self)
{
  g_return_val_if_fail (NOMO_IS_STATUS_PILL (self), NULL);
  return self->label != NULL ? self->label : "";
}
