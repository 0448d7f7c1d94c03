#include "config.h"

#include "nomo-events.h"

#include "nomo-flags.h"
#include "nomo-format.h"
#include "nomo-style.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define LABEL_PERCENT 82
#define LABEL_MOST    150
#define LABEL_GAP     8
#define PILL_PADDING  8
#define ROW_PADDING   6
#define LINE          1
/* How high what is pressed is at least. */
#define TARGET 32
#define DASH   3

/* The least width of a band, so that a day is seen in a year. */
#define BAND_LEAST 4

/* Seasons and beginnings over and in a chart; the elements are of NomoEvent. */

static void
clear_event (gpointer event)
{
  g_free (((NomoEvent *) event)->name);
}

static const NomoEvent *
get (const GArray *self, guint index)
{
  return &g_array_index (self, NomoEvent, index);
}

/**
 * nomo_events_new:
 *
 * Returns: (transfer full) (element-type NomoEvent): no events yet; they are freed with it
 */
GArray *
nomo_events_new (void)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (NomoEvent));

  g_array_set_clear_func (self, clear_event);
  return self;
}

/**
 * nomo_events_cut:
 * @self: (element-type NomoEvent): events
 * @n: how many points there are
 *
 * Returns: (transfer full) (element-type NomoEvent): those that begin at one of the points, ended with the last of them
 */
GArray *
nomo_events_cut (const GArray *self, guint n)
{
  GArray *cut = nomo_events_new ();

  for (guint i = 0; i < self->len; i++) {
    const NomoEvent *event = get (self, i);
    NomoEvent copy = { event->first, MIN (event->last, n - 1), event->is_band, NULL };

    if (event->first >= n)
      continue;
    copy.name = g_strdup (event->name);
    g_array_append_val (cut, copy);
  }
  return cut;
}

/**
 * nomo_events_begin_at:
 * @self: (element-type NomoEvent): events
 * @index: a point
 *
 * Returns: whether something begins there that has a flag
 */
gboolean
nomo_events_begin_at (const GArray *self, guint index)
{
  for (guint i = 0; i < self->len; i++)
    if (!get (self, i)->is_band && get (self, i)->first == index)
      return TRUE;
  return FALSE;
}

/**
 * nomo_events_equal:
 * @a: (element-type NomoEvent): events
 * @b: (element-type NomoEvent): others
 *
 * Returns: whether a chart would show them alike
 */
gboolean
nomo_events_equal (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (get (a, i)->first != get (b, i)->first || get (a, i)->last != get (b, i)->last ||
        get (a, i)->is_band != get (b, i)->is_band || g_strcmp0 (get (a, i)->name, get (b, i)->name) != 0)
      return FALSE;
  return TRUE;
}

static PangoLayout *
create_label (GtkWidget *widget, const char *text, gboolean is_band)
{
  PangoLayout *layout =
      nomo_style_create_layout (widget, text, LABEL_PERCENT, is_band ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= LABEL_MOST)
    return layout;
  pango_layout_set_width (layout, LABEL_MOST * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

/**
 * nomo_events_get_height:
 * @self: (element-type NomoEvent): events
 * @widget: the chart
 *
 * Returns: how much room their labels need above the plot; 0 without events
 */
float
nomo_events_get_height (const GArray *self, GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  if (self->len == 0)
    return 0;
  layout = create_label (widget, get (self, 0)->name, TRUE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return (float) height + ROW_PADDING;
}

/* Between which places of a plot an event lies; a band reaches half a slot further on both sides. */
static void
find_extent (const NomoEvent *event, const NomoPlot *plot, float *from, float *to)
{
  float half = event->is_band && plot->n > 1 ? MAX (nomo_plot_slot (plot), BAND_LEAST) / 2 : 0;
  float first = nomo_plot_x (plot, event->first);
  float last = nomo_plot_x (plot, event->last);

  *from = MAX (MIN (first, last) - half, plot->x);
  *to = MIN (MAX (first, last) + half, plot->x + plot->width);
}

static void
draw_line (GtkSnapshot *snapshot, const NomoPlot *plot, float x, const GdkRGBA *color)
{
  for (float y = plot->y; y < plot->y + plot->height; y += 2 * DASH)
    gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x - LINE / 2.0f, y, LINE, DASH));
}

/**
 * nomo_events_draw_bands:
 * @self: (element-type NomoEvent): events, all at points of the plot
 * @widget: the chart
 * @snapshot: where to draw
 * @plot: where its points lie
 *
 * Draws what lies behind the series: a band for what lasts, a dashed line for what begins.
 */
void
nomo_events_draw_bands (const GArray *self, GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot)
{
  GdkRGBA ground = nomo_style_get_color (widget, NOMO_COLOR_WARN_SOFT);
  GdkRGBA line = nomo_style_get_color (widget, NOMO_COLOR_CHART_8);
  float from, to;

  for (guint i = 0; i < self->len; i++) {
    find_extent (get (self, i), plot, &from, &to);
    if (get (self, i)->is_band)
      gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (from, plot->y, to - from, plot->height));
    else
      draw_line (snapshot, plot, from, &line);
  }
}

static char *
word_flag (const NomoEvent *event, const NomoFlag *flag)
{
  g_autofree char *number = NULL;
  g_autofree char *plus = NULL;
  g_autofree char *more = NULL;

  if (flag->joined == 0)
    return g_strdup (event->name);
  number = nomo_format_int (flag->joined);
  plus = g_strdup_printf ("+%s", number);
  more = nomo_text_isolate (plus);
  /* Translators: a label over a chart: 1 is what happened, 2 how much else did about then, as in "Ramadan +2" */
  return g_strdup_printf (C_ ("chart", "%1$s %2$s"), event->name, more);
}

static void
draw_pill (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  GdkRGBA card = nomo_style_get_color (widget, NOMO_COLOR_CARD);
  GdkRGBA edge = nomo_style_get_color (widget, NOMO_COLOR_LINE_STRONG);
  GskRoundedRect pill;

  gsk_rounded_rect_init_from_rect (&pill, area, area->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &card, area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &pill, (const float[]) { LINE, LINE, LINE, LINE },
                              (const GdkRGBA[]) { edge, edge, edge, edge });
}

static void
draw_label (const NomoEvent *event, const NomoFlag *flag, GtkWidget *widget, GtkSnapshot *snapshot,
            const NomoPlot *plot)
{
  GdkRGBA color = nomo_style_get_color (widget, event->is_band ? NOMO_COLOR_WARN : NOMO_COLOR_DIM);
  g_autofree char *text = word_flag (event, flag);
  g_autoptr (PangoLayout) layout = create_label (widget, text, event->is_band);
  float start = plot->rtl ? plot->x + plot->width - flag->start - flag->width : plot->x + flag->start;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (!event->is_band)
    draw_pill (widget, snapshot,
               &GRAPHENE_RECT_INIT (start + (flag->width - (float) width) / 2 - PILL_PADDING, 0,
                                    (float) width + 2 * PILL_PADDING, (float) height + 2));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (start + (flag->width - (float) width) / 2, 1));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static float
measure (GtkWidget *widget, const char *text, gboolean is_band)
{
  g_autoptr (PangoLayout) layout = create_label (widget, text, is_band);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return (float) width + (is_band ? 0 : 2 * PILL_PADDING);
}

static NomoFlag *
create_flags (const GArray *self, GtkWidget *widget, const NomoPlot *plot)
{
  NomoFlag *flags = g_new0 (NomoFlag, self->len);
  float from, to;

  for (guint i = 0; i < self->len; i++) {
    find_extent (get (self, i), plot, &from, &to);
    flags[i].at = plot->rtl ? plot->x + plot->width - (from + to) / 2 : (from + to) / 2 - plot->x;
    flags[i].weight = get (self, i)->is_band ? 1 : 0;
    flags[i].width = measure (widget, get (self, i)->name, get (self, i)->is_band);
  }
  return flags;
}

static NomoFlag *
lay_out (const GArray *self, GtkWidget *widget, const NomoPlot *plot)
{
  NomoFlag *flags = create_flags (self, widget, plot);

  nomo_flags_lay_out (flags, self->len, plot->width, LABEL_GAP, measure (widget, " +99", TRUE));
  return flags;
}

/* The points of what begins among the events that one label stands for; a season has nothing behind it. */
static gboolean
find_beginnings (const GArray *self, const NomoFlag *flag, guint *first, guint *last)
{
  gboolean any = FALSE;

  for (guint i = flag->first; i <= flag->last; i++) {
    const NomoEvent *event = get (self, i);

    if (event->is_band)
      continue;
    *first = any ? MIN (*first, event->first) : event->first;
    *last = any ? MAX (*last, event->first) : event->first;
    any = TRUE;
  }
  return any;
}

/**
 * nomo_events_find:
 * @self: (element-type NomoEvent): events, all at points of the plot
 * @widget: the chart
 * @plot: where its points lie, below the room that nomo_events_get_height() tells
 * @x: a place in the chart
 * @y: a place in the chart
 * @first: (out): the first point at which something begins that the label there tells
 * @last: (out): the last one
 *
 * Returns: whether there is such a label
 */
gboolean
nomo_events_find (const GArray *self, GtkWidget *widget, const NomoPlot *plot, float x, float y, guint *first,
                  guint *last)
{
  g_autofree NomoFlag *flags = lay_out (self, widget, plot);
  float along = plot->rtl ? plot->x + plot->width - x : x - plot->x;

  for (guint i = 0; i < self->len; i++)
    if (flags[i].shown && y >= 0 && y <= TARGET && along >= flags[i].start && along <= flags[i].start + flags[i].width)
      return find_beginnings (self, &flags[i], first, last);
  return FALSE;
}

/**
 * nomo_events_draw_labels:
 * @self: (element-type NomoEvent): events, all at points of the plot
 * @widget: the chart
 * @snapshot: where to draw
 * @plot: where its points lie, below the room that nomo_events_get_height() tells
 *
 * Draws their names above the plot. Where there is no room for all, some say how many others there are.
 */
void
nomo_events_draw_labels (const GArray *self, GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot)
{
  g_autofree NomoFlag *flags = lay_out (self, widget, plot);

  for (guint i = 0; i < self->len; i++)
    if (flags[i].shown)
      draw_label (get (self, i), &flags[i], widget, snapshot, plot);
}
