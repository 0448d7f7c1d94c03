#include "config.h"

#include "nomo-style.h"

/* Pixels of text at 11 points, of which the interface takes 95 %. */
#define DEFAULT_TEXT 13.93

static const char *const color_names[] = {
  [NOMO_COLOR_TEXT] = "window_fg_color",
  [NOMO_COLOR_DIM] = "n_dim",
  [NOMO_COLOR_LINE] = "n_line",
  [NOMO_COLOR_LINE_STRONG] = "n_line_strong",
  [NOMO_COLOR_CARD] = "card_bg_color",
  [NOMO_COLOR_ACCENT] = "accent_bg_color",
  [NOMO_COLOR_ACCENT_SOFT] = "n_accent_soft",
  [NOMO_COLOR_BLOCK] = "n_block",
  [NOMO_COLOR_WARN] = "n_warn",
  [NOMO_COLOR_WARN_SOFT] = "n_warn_soft",
  [NOMO_COLOR_TIP] = "n_tip",
  [NOMO_COLOR_TIP_TEXT] = "n_tip_fg",
  [NOMO_COLOR_TIP_DIM] = "n_tip_dim",
  [NOMO_COLOR_CHART_1] = "n_chart_1",
  [NOMO_COLOR_CHART_2] = "n_chart_2",
  [NOMO_COLOR_CHART_3] = "n_chart_3",
  [NOMO_COLOR_CHART_4] = "n_chart_4",
  [NOMO_COLOR_CHART_5] = "n_chart_5",
  [NOMO_COLOR_CHART_6] = "n_chart_6",
  [NOMO_COLOR_CHART_7] = "n_chart_7",
  [NOMO_COLOR_CHART_8] = "n_chart_8",
  [NOMO_COLOR_HEAT_1] = "n_heat_1",
  [NOMO_COLOR_HEAT_2] = "n_heat_2",
  [NOMO_COLOR_HEAT_3] = "n_heat_3",
};

static const char *const tone_classes[] = {
  [NOMO_TONE_PLAIN] = NULL,      [NOMO_TONE_OK] = "n-ok",         [NOMO_TONE_WARN] = "n-warn",
  [NOMO_TONE_ERR] = "n-err",     [NOMO_TONE_INFO] = "n-info",     [NOMO_TONE_MUTE] = "n-mute",
  [NOMO_TONE_TEAL] = "n-teal",   [NOMO_TONE_ROSE] = "n-rose",     [NOMO_TONE_VIOLET] = "n-violet",
  [NOMO_TONE_AMBER] = "n-amber", [NOMO_TONE_ACCENT] = "n-accent",
};

/**
 * nomo_style_get_color:
 * @widget: the widget that draws
 * @color: which colour
 *
 * A named colour of the style sheet in the present theme. The only place of the program that reads colours, because the way
 * to read them changes with the next floor of libadwaita. A widget that draws with it redraws in its `css_changed`.
 *
 * Returns: the colour; the widget's text colour when the style sheet is not loaded
 */
GdkRGBA
nomo_style_get_color (GtkWidget *widget, NomoColor color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA rgba;

  if (!gtk_style_context_lookup_color (context, color_names[color], &rgba))
    return nomo_style_get_text_color (widget);
  return rgba;
}

/**
 * nomo_style_get_text_color:
 * @widget: the widget that draws
 *
 * Returns: the colour that the style sheet gives the text of @widget
 */
GdkRGBA
nomo_style_get_text_color (GtkWidget *widget)
{
  GdkRGBA rgba;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &rgba);
  return rgba;
}

/**
 * nomo_style_get_ramp:
 * @widget: the widget that draws
 * @ramp: (out caller-allocates) (array fixed-size=3): the colours of a heat map: of nothing, of half, of the most
 */
void
nomo_style_get_ramp (GtkWidget *widget, GdkRGBA ramp[3])
{
  for (guint i = 0; i < 3; i++)
    ramp[i] = nomo_style_get_color (widget, NOMO_COLOR_HEAT_1 + i);
}

/**
 * nomo_style_fade:
 * @color: a colour
 * @alpha: 0 … 1
 *
 * Returns: @color with its opacity multiplied by @alpha
 */
GdkRGBA
nomo_style_fade (GdkRGBA color, float alpha)
{
  color.alpha *= alpha;
  return color;
}

/**
 * nomo_style_set_paper:
 * @widget: the widget that draws
 * @paper: whether it draws on paper for now
 *
 * On paper nomo_style_get_color() answers with the light theme, whatever the theme of the window.
 */
void
nomo_style_set_paper (GtkWidget *widget, gboolean paper)
{
  static GtkCssProvider *light;
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (light == NULL) {
    light = gtk_css_provider_new ();
    gtk_css_provider_load_from_resource (light, "/io/github/nomoflow/NomoFlow/style.css");
  }
  if (paper)
    gtk_style_context_add_provider (context, GTK_STYLE_PROVIDER (light), GTK_STYLE_PROVIDER_PRIORITY_USER + 1);
  else
    gtk_style_context_remove_provider (context, GTK_STYLE_PROVIDER (light));
}

/**
 * nomo_style_is_rtl:
 * @widget: the widget that draws
 *
 * The one question own drawing asks about direction: whether the start is at the right, so that time and bars grow to the left.
 *
 * Returns: whether the widget runs from right to left
 */
gboolean
nomo_style_is_rtl (GtkWidget *widget)
{
  return gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
}

/**
 * nomo_style_at_default_text:
 * @widget: a widget
 * @width: logical pixels
 *
 * Returns: as many pixels as would have as much room for text if that had its default size
 */
int
nomo_style_at_default_text (GtkWidget *widget, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  int size = pango_font_description_get_size (pango_context_get_font_description (context));

  return size > 0 ? (int) (width * DEFAULT_TEXT * PANGO_SCALE / size) : width;
}

/**
 * nomo_style_create_layout:
 * @widget: the widget that draws
 * @text: what to write
 * @percent: size in percent of the widget's own text
 * @weight: weight
 *
 * A line of text for own drawing, in the widget's font with figures of equal width.
 *
 * Returns: (transfer full): the layout
 */
PangoLayout *
nomo_style_create_layout (GtkWidget *widget, const char *text, int percent, PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attrs = pango_attr_list_new ();

  pango_attr_list_insert (attrs, pango_attr_font_features_new ("tnum"));
  pango_attr_list_insert (attrs, pango_attr_scale_new (percent / 100.0));
  pango_attr_list_insert (attrs, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attrs);
  pango_attr_list_unref (attrs);
  return layout;
}

/**
 * nomo_style_set_tone:
 * @widget: a pill, a tile, a banner, a label
 * @tone: the meaning
 *
 * Gives @widget the colours of @tone instead of those it had.
 */
void
nomo_style_set_tone (GtkWidget *widget, NomoTone tone)
{
  for (guint i = NOMO_TONE_OK; i < G_N_ELEMENTS (tone_classes); i++)
    nomo_style_set_class (widget, tone_classes[i], i == tone);
}

/**
 * nomo_style_set_class:
 * @widget: a widget
 * @css_class: a class of the style sheet
 * @on: whether it is to have it
 *
 * Adds or removes a class.
 */
void
nomo_style_set_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/**
 * nomo_style_set_tooltip:
 * @widget: a widget
 * @text: (nullable): what its tooltip says
 *
 * Sets the tooltip unless it says that already: each time it is set, GTK waits for the display to tell where the pointer is.
 */
void
nomo_style_set_tooltip (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}
