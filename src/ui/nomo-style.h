#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  NOMO_COLOR_TEXT,
  NOMO_COLOR_DIM,
  NOMO_COLOR_LINE,
  NOMO_COLOR_LINE_STRONG,
  NOMO_COLOR_CARD,
  NOMO_COLOR_ACCENT,
  NOMO_COLOR_ACCENT_SOFT,
  NOMO_COLOR_BLOCK,
  NOMO_COLOR_WARN,
  NOMO_COLOR_WARN_SOFT,
  NOMO_COLOR_TIP,
  NOMO_COLOR_TIP_TEXT,
  NOMO_COLOR_TIP_DIM,
  NOMO_COLOR_CHART_1,
  NOMO_COLOR_CHART_2,
  NOMO_COLOR_CHART_3,
  NOMO_COLOR_CHART_4,
  NOMO_COLOR_CHART_5,
  NOMO_COLOR_CHART_6,
  NOMO_COLOR_CHART_7,
  NOMO_COLOR_CHART_8,
  NOMO_COLOR_HEAT_1,
  NOMO_COLOR_HEAT_2,
  NOMO_COLOR_HEAT_3,
} NomoColor;

/* What a colour means. Each has a soft ground and ink that is legible on it. */
typedef enum {
  NOMO_TONE_PLAIN,
  NOMO_TONE_OK,
  NOMO_TONE_WARN,
  NOMO_TONE_ERR,
  NOMO_TONE_INFO,
  NOMO_TONE_MUTE,
  NOMO_TONE_TEAL,
  NOMO_TONE_ROSE,
  NOMO_TONE_VIOLET,
  NOMO_TONE_AMBER,
  NOMO_TONE_ACCENT,
} NomoTone;

GdkRGBA nomo_style_get_color (GtkWidget *widget, NomoColor color);
GdkRGBA nomo_style_get_text_color (GtkWidget *widget);
void nomo_style_get_ramp (GtkWidget *widget, GdkRGBA ramp[3]);
GdkRGBA nomo_style_fade (GdkRGBA color, float alpha);
void nomo_style_set_paper (GtkWidget *widget, gboolean paper);
gboolean nomo_style_is_rtl (GtkWidget *widget);
int nomo_style_at_default_text (GtkWidget *widget, int width);
PangoLayout *nomo_style_create_layout (GtkWidget *widget, const char *text, int percent, PangoWeight weight);
void nomo_style_set_tone (GtkWidget *widget, NomoTone tone);
void nomo_style_set_class (GtkWidget *widget, const char *css_class, gboolean on);
void nomo_style_set_tooltip (GtkWidget *widget, const char *text);

G_END_DECLS
