#include "config.h"

#include "nomo-step-picture.h"

#include "nomo-style.h"

#define WIDTH  232
#define HEIGHT 96
#define BAR    14 /* the upper edge of a browser */

struct _NomoStepPicture {
  GtkWidget parent_instance;

  int step;
};

enum { PROP_0, PROP_STEP, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (NomoStepPicture, nomo_step_picture, GTK_TYPE_WIDGET)

typedef struct {
  GtkSnapshot *snapshot;
  GdkRGBA card;
  GdkRGBA line;
  GdkRGBA block;
  GdkRGBA dim;
  GdkRGBA accent;
  GdkRGBA soft;
} Pen;

static GskRoundedRect
round_rect (float x, float y, float width, float height, float radius)
{
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  return rect;
}

static void
fill (Pen *pen, GdkRGBA color, float x, float y, float width, float height, float radius)
{
  GskRoundedRect rect = round_rect (x, y, width, height, radius);

  gtk_snapshot_push_rounded_clip (pen->snapshot, &rect);
  gtk_snapshot_append_color (pen->snapshot, &color, &rect.bounds);
  gtk_snapshot_pop (pen->snapshot);
}

static void
outline (Pen *pen, GdkRGBA color, float x, float y, float width, float height, float radius, float thick)
{
  GskRoundedRect rect = round_rect (x, y, width, height, radius);

  gtk_snapshot_append_border (pen->snapshot, &rect, (float[]) { thick, thick, thick, thick },
                              (GdkRGBA[]) { color, color, color, color });
}

static void
draw_browser (Pen *pen, float width)
{
  fill (pen, pen->card, 0, 0, width, HEIGHT, 9);
  fill (pen, pen->block, 1, 1, width - 2, BAR, 8);
  for (int i = 0; i < 3; i++)
    fill (pen, pen->dim, 8 + 9 * (float) i, 5, 5, 5, 3);
  outline (pen, pen->line, 0, 0, width, HEIGHT, 9, 1);
}

/* A field with a square beside it that copies what is in it. */
static void
draw_field (Pen *pen, float y, gboolean secret)
{
  fill (pen, pen->dim, 14, y, 42, 4, 2);
  outline (pen, pen->line, 14, y + 8, 112, 18, 5, 1);
  if (secret)
    for (int i = 0; i < 8; i++)
      fill (pen, pen->dim, 22 + 9 * (float) i, y + 15, 5, 5, 3);
  else
    fill (pen, pen->dim, 22, y + 15, 74, 5, 2.5f);
  outline (pen, pen->accent, 132, y + 10, 11, 13, 3, 1.5f);
  outline (pen, pen->accent, 136, y + 13, 11, 13, 3, 1.5f);
}

/* An app is created in the portal: its list, and the tile that adds one. */
static void
draw_app (Pen *pen)
{
  draw_browser (pen, WIDTH);
  fill (pen, pen->block, 1, BAR, 46, HEIGHT - BAR - 1, 0);
  for (int i = 0; i < 3; i++)
    fill (pen, i == 0 ? pen->accent : pen->dim, 10, 26 + 15 * (float) i, 26, 4, 2);
  fill (pen, pen->soft, 62, 28, 52, 52, 11);
  outline (pen, pen->accent, 62, 28, 52, 52, 11, 2);
  fill (pen, pen->accent, 78, 52.5f, 20, 3, 1.5f);
  fill (pen, pen->accent, 86.5f, 44, 3, 20, 1.5f);
  for (int i = 0; i < 2; i++)
    fill (pen, pen->block, 124 + 50 * (float) i, 28, 42, 52, 11);
}

/* The redirect address is entered in the field for it. */
static void
draw_redirect (Pen *pen)
{
  draw_browser (pen, WIDTH);
  fill (pen, pen->dim, 16, 30, 70, 5, 2.5f);
  fill (pen, pen->soft, 16, 42, 200, 24, 6);
  outline (pen, pen->accent, 16, 42, 200, 24, 6, 2);
  fill (pen, pen->accent, 26, 51.5f, 118, 5, 2.5f);
  fill (pen, pen->accent, 149, 47, 1.5f, 14, 0);
  fill (pen, pen->block, 16, 76, 54, 10, 5);
}

/* What the app may read is switched on. */
static void
draw_permissions (Pen *pen)
{
  draw_browser (pen, WIDTH);
  for (int i = 0; i < 3; i++) {
    float y = 26 + 22 * (float) i;

    fill (pen, pen->dim, 16, y + 3, 96 - 18 * (float) i, 5, 2.5f);
    fill (pen, pen->accent, 190, y, 24, 12, 6);
    fill (pen, pen->card, 203, y + 2, 8, 8, 4);
    if (i < 2)
      fill (pen, pen->line, 16, y + 16, 200, 1, 0);
  }
}

/* Id and secret go from the page of the app to this program. */
static void
draw_keys (Pen *pen)
{
  draw_browser (pen, 160);
  draw_field (pen, 24, FALSE);
  draw_field (pen, 58, TRUE);
  fill (pen, pen->accent, 166, 46.5f, 18, 3, 1.5f);
  for (int i = 0; i < 5; i++)
    fill (pen, pen->accent, 178 + (float) i, 43 + (float) i, 2, 10 - 2 * (float) i, 0);
  fill (pen, pen->accent, 190, 27, 42, 42, 11);
  fill (pen, pen->card, 200, 39, 22, 4, 2);
  fill (pen, pen->card, 200, 47, 22, 4, 2);
  fill (pen, pen->card, 200, 55, 13, 4, 2);
}

static void
nomo_step_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static void (*const steps[]) (Pen *) = { draw_app, draw_redirect, draw_permissions, draw_keys };
  NomoStepPicture *self = NOMO_STEP_PICTURE (widget);
  Pen pen = {
    .snapshot = snapshot,
    .card = nomo_style_get_color (widget, NOMO_COLOR_CARD),
    .line = nomo_style_get_color (widget, NOMO_COLOR_LINE_STRONG),
    .block = nomo_style_get_color (widget, NOMO_COLOR_BLOCK),
    .dim = nomo_style_get_color (widget, NOMO_COLOR_DIM),
    .accent = nomo_style_get_color (widget, NOMO_COLOR_ACCENT),
    .soft = nomo_style_get_color (widget, NOMO_COLOR_ACCENT_SOFT),
  };

  gtk_snapshot_save (snapshot);
  if (nomo_style_is_rtl (widget)) {
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget), 0));
    gtk_snapshot_scale (snapshot, -1, 1);
  }
  steps[self->step - 1](&pen);
  gtk_snapshot_restore (snapshot);
}

static void
nomo_step_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
nomo_step_picture_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_STEP:
    NOMO_STEP_PICTURE (object)->step = g_value_get_int (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_step_picture_class_init (NomoStepPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = nomo_step_picture_set_property;
  widget_class->snapshot = nomo_step_picture_snapshot;
  widget_class->measure = nomo_step_picture_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  /**
   * NomoStepPicture:step:
   *
   * Which step of making an app at Salla the picture shows: 1 the app, 2 its redirect address, 3 its permissions, 4 its id and
   * secret. Drawn, not photographed: the pages of Salla change. Whoever places it says in words what it shows.
   */
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 1, 4, 1,
                                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
nomo_step_picture_init (NomoStepPicture *self)
{
}
