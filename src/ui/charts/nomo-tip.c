#include "config.h"

#include "nomo-tip.h"

#include "nomo-style.h"

#define TIP_PADDING 12
#define TIP_GAP     14
#define TIP_LEADING 4
#define TIP_RADIUS  9
#define TIP_AWAY    14
#define TIP_NEAR    5

typedef struct {
  PangoLayout *name;
  PangoLayout *figure;
} Row;

typedef struct {
  PangoLayout *title;
  Row *rows;
  guint n;
  float width;
  float height;
} Layout;

void
nomo_tip_clear (NomoTip *tip)
{
  g_clear_pointer (&tip->title, g_free);
  g_clear_pointer (&tip->names, g_strfreev);
  g_clear_pointer (&tip->figures, g_strfreev);
}

/**
 * nomo_tip_to_sentence:
 * @tip: a tip
 *
 * Returns: (transfer full): all of it in one line, for screen readers
 */
char *
nomo_tip_to_sentence (const NomoTip *tip)
{
  GString *text = g_string_new (tip->title);

  for (guint i = 0; tip->names[i] != NULL; i++)
    g_string_append_printf (text, " · %s: %s", tip->names[i], tip->figures[i]);
  return g_string_free (text, FALSE);
}

static void
grow (Layout *layout, PangoLayout *line, float *width)
{
  int w;
  int h;

  pango_layout_get_pixel_size (line, &w, &h);
  *width += (float) w;
  layout->height = MAX (layout->height, (float) h);
}

static void
layout_init (Layout *layout, const NomoTip *tip, GtkWidget *widget)
{
  float line_height;

  *layout = (Layout) { .n = g_strv_length (tip->names) };
  layout->rows = g_new0 (Row, layout->n);
  layout->title = nomo_style_create_layout (widget, tip->title, 90, PANGO_WEIGHT_SEMIBOLD);
  grow (layout, layout->title, &layout->width);
  for (guint i = 0; i < layout->n; i++) {
    PangoWeight weight = i == 0 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM;
    float width = TIP_GAP;

    layout->rows[i].name = nomo_style_create_layout (widget, tip->names[i], 90, PANGO_WEIGHT_NORMAL);
    layout->rows[i].figure = nomo_style_create_layout (widget, tip->figures[i], 90, weight);
    grow (layout, layout->rows[i].name, &width);
    grow (layout, layout->rows[i].figure, &width);
    layout->width = MAX (layout->width, width);
  }
  line_height = layout->height + TIP_LEADING;
  layout->width += 2 * TIP_PADDING;
  layout->height = (float) (layout->n + 1) * line_height + TIP_PADDING;
}

static void
layout_clear (Layout *layout)
{
  for (guint i = 0; i < layout->n; i++) {
    g_object_unref (layout->rows[i].name);
    g_object_unref (layout->rows[i].figure);
  }
  g_object_unref (layout->title);
  g_free (layout->rows);
}

static void
append_text (GtkSnapshot *snapshot, PangoLayout *text, float x, float y, gboolean to_right, const GdkRGBA *color)
{
  int width;

  pango_layout_get_pixel_size (text, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (to_right ? x : x - (float) width, y));
  gtk_snapshot_append_layout (snapshot, text, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_lines (const Layout *layout, GtkWidget *widget, GtkSnapshot *snapshot, float x, float y)
{
  GdkRGBA ink = nomo_style_get_color (widget, NOMO_COLOR_TIP_TEXT);
  GdkRGBA dim = nomo_style_get_color (widget, NOMO_COLOR_TIP_DIM);
  gboolean rtl = nomo_style_is_rtl (widget);
  float line_height = (layout->height - TIP_PADDING) / (float) (layout->n + 1);
  float start = rtl ? x + layout->width - TIP_PADDING : x + TIP_PADDING;
  float end = rtl ? x + TIP_PADDING : x + layout->width - TIP_PADDING;

  y += TIP_PADDING / 2.0f + TIP_LEADING / 2.0f;
  append_text (snapshot, layout->title, start, y, !rtl, &ink);
  for (guint i = 0; i < layout->n; i++) {
    y += line_height;
    append_text (snapshot, layout->rows[i].name, start, y, !rtl, &dim);
    append_text (snapshot, layout->rows[i].figure, end, y, rtl, &ink);
  }
}

/* The past side of the line, unless the tip would leave the plot there. */
static float
find_x (const NomoPlot *plot, const Layout *layout, float line)
{
  float right = line + TIP_AWAY;
  float left = line - TIP_AWAY - layout->width;
  gboolean fits_right = right + layout->width <= plot->x + plot->width;
  gboolean fits_left = left >= plot->x;
  float x = (plot->rtl ? fits_right || !fits_left : fits_right && !fits_left) ? right : left;

  return MAX (MIN (x, plot->x + plot->width - layout->width), 0);
}

static void
append_tip (const Layout *layout, GtkWidget *widget, GtkSnapshot *snapshot, float x, float y)
{
  GdkRGBA ground = nomo_style_get_color (widget, NOMO_COLOR_TIP);
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &GRAPHENE_RECT_INIT (x, y, layout->width, layout->height), TIP_RADIUS);
  gtk_snapshot_append_outset_shadow (snapshot, &rounded, &(GdkRGBA) { 0, 0, 0, .13f }, 0, 4, 0, 14);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &ground, &rounded.bounds);
  gtk_snapshot_pop (snapshot);
  append_lines (layout, widget, snapshot, x, y);
}

/**
 * nomo_tip_snapshot:
 * @tip: what to say
 * @widget: the chart
 * @snapshot: where to draw
 * @plot: where its points lie
 * @line: x of the cursor line
 * @lowest: tells how far down the lines reach
 * @data: for @lowest
 *
 * Draws the tip in inverted colours: on the past side of the cursor line, and below the chart's lines if there is room,
 * else at the head.
 */
void
nomo_tip_snapshot (const NomoTip *tip, GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot, float line,
                   NomoTipLowest lowest, gpointer data)
{
  Layout layout;
  float x;
  float y;

  layout_init (&layout, tip, widget);
  x = find_x (plot, &layout, line);
  y = plot->y + plot->height - layout.height - 6;
  if (y < lowest (x, x + layout.width, data) + 4)
    y = MAX (plot->y + 4, 0);
  append_tip (&layout, widget, snapshot, x, y);
  layout_clear (&layout);
}

/**
 * nomo_tip_snapshot_over:
 * @tip: what to say
 * @widget: the chart
 * @snapshot: where to draw
 * @what: what it tells of
 *
 * Draws the tip in inverted colours above @what if there is room, else below it.
 */
void
nomo_tip_snapshot_over (const NomoTip *tip, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *what)
{
  Layout layout;
  float x;
  float y;

  layout_init (&layout, tip, widget);
  x = what->origin.x + (what->size.width - layout.width) / 2;
  x = MAX (MIN (x, (float) gtk_widget_get_width (widget) - layout.width), 0);
  y = what->origin.y - layout.height - TIP_NEAR;
  if (y < 0)
    y = what->origin.y + what->size.height + TIP_NEAR;
  append_tip (&layout, widget, snapshot, x, y);
  layout_clear (&layout);
}
