#include "config.h"

#include "nomo-kpi-tile.h"

#include "nomo-amount.h"
#include "nomo-figure-row.h"
#include "nomo-skeleton.h"
#include "nomo-sparkline.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

struct _NomoKpiTile {
  AdwBin parent_instance;

  GtkWidget *button;
  GtkImage *icon;
  GtkLabel *name;
  GtkStack *stack;
  NomoFigureRow *row;
  GtkStack *under;
  GtkBox *change;
  GtkImage *arrow;
  GtkLabel *delta;
  GtkLabel *against;
  GtkLabel *stamp;
  AdwBin *loading;
  GtkLabel *why;
  GtkImage *problem_icon;
  GtkLabel *problem;
  GtkLabel *who;
  GtkWidget *retry;

  NomoAmount *amount;
  NomoSparkline *course;
  NomoChange last_change;
  char *opens;
  char *retry_action;
  gboolean has_change;
  gboolean has_course;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (NomoKpiTile, nomo_kpi_tile, ADW_TYPE_BIN)

enum { OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
clicked_cb (NomoKpiTile *self)
{
  if (self->retry_action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->retry_action, NULL);
  else
    g_signal_emit (self, signals[OPENED], 0);
}

/* The whole tile is one button, which opens what is behind the figure, or tries again where there is none. */
static void
set_pressable (NomoKpiTile *self, const char *what)
{
  gtk_widget_set_can_target (self->button, what != NULL);
  gtk_widget_set_focusable (self->button, what != NULL);
  nomo_style_set_tooltip (self->button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  what != NULL ? what : gtk_label_get_text (self->name), -1);
}

static void
nomo_kpi_tile_dispose (GObject *object)
{
  NomoKpiTile *self = NOMO_KPI_TILE (object);

  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_KPI_TILE);
  G_OBJECT_CLASS (nomo_kpi_tile_parent_class)->dispose (object);
}

static void
nomo_kpi_tile_finalize (GObject *object)
{
  g_free (NOMO_KPI_TILE (object)->opens);
  g_free (NOMO_KPI_TILE (object)->retry_action);
  G_OBJECT_CLASS (nomo_kpi_tile_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, button);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, icon);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, name);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, stack);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, row);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, under);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, change);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, arrow);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, delta);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, against);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, stamp);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, loading);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, why);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, problem_icon);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, problem);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, who);
  gtk_widget_class_bind_template_child (widget_class, NomoKpiTile, retry);
}

static void
nomo_kpi_tile_class_init (NomoKpiTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_kpi_tile_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_kpi_tile_finalize;
  g_type_ensure (NOMO_TYPE_FIGURE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-kpi-tile.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * NomoKpiTile::opened:
   * @self: a tile that was told what it opens
   *
   * It was pressed: show what is behind the figure.
   */
  signals[OPENED] = g_signal_new ("opened", NOMO_TYPE_KPI_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_kpi_tile_init (NomoKpiTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->amount = NOMO_AMOUNT (nomo_amount_new ());
  self->course = NOMO_SPARKLINE (nomo_sparkline_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->amount), "kpi");
  nomo_figure_row_set_children (self->row, GTK_WIDGET (self->amount), GTK_WIDGET (self->course));
  adw_bin_set_child (self->loading, nomo_skeleton_new (NOMO_SKELETON_FIGURE));
}

/**
 * nomo_kpi_tile_new:
 * @icon_name: an icon
 * @name: what is counted, translated
 *
 * A figure with its name, its course and its change against the period before. It starts loading.
 *
 * Returns: (transfer floating): a tile
 */
GtkWidget *
nomo_kpi_tile_new (const char *icon_name, const char *name)
{
  NomoKpiTile *self = g_object_new (NOMO_TYPE_KPI_TILE, NULL);

  nomo_kpi_tile_set_identity (self, icon_name, name);
  return GTK_WIDGET (self);
}

/**
 * nomo_kpi_tile_set_identity:
 * @self: a tile
 * @icon_name: an icon
 * @name: what is counted, translated
 */
void
nomo_kpi_tile_set_identity (NomoKpiTile *self, const char *icon_name, const char *name)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * nomo_kpi_tile_set_money:
 * @self: a tile
 * @minor: minor units
 * @currency: ISO 4217 code
 */
void
nomo_kpi_tile_set_money (NomoKpiTile *self, gint64 minor, const char *currency)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));
  nomo_amount_set_money (self->amount, minor, currency, FALSE);
}

/**
 * nomo_kpi_tile_set_number:
 * @self: a tile
 * @number: a count
 */
void
nomo_kpi_tile_set_number (NomoKpiTile *self, gint64 number)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));
  nomo_amount_set_number (self->amount, number);
}

/**
 * nomo_kpi_tile_set_change:
 * @self: a tile
 * @change: the figure against the same of other days
 * @more_is_good: whether a rise is good news; the colour says so, the arrow only says up or down
 */
void
nomo_kpi_tile_set_change (NomoKpiTile *self, const NomoChange *change, gboolean more_is_good)
{
  gboolean up = change->tenths > 0;
  gboolean moved = change->known && change->tenths != 0;
  g_autofree char *size = nomo_change_format (change);
  g_autofree char *words = nomo_change_describe (change);

  g_return_if_fail (NOMO_IS_KPI_TILE (self));
  self->last_change = *change;
  self->has_change = TRUE;
  gtk_image_set_from_icon_name (self->arrow, up ? "nomo-up-symbolic" : "nomo-down-symbolic");
  gtk_label_set_text (self->delta, size);
  gtk_label_set_text (self->against, nomo_change_get_words (&self->last_change, self->narrow));
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), moved);
  gtk_widget_set_visible (GTK_WIDGET (self->delta), moved);
  nomo_style_set_tone (GTK_WIDGET (self->arrow), up == !!more_is_good ? NOMO_TONE_OK : NOMO_TONE_ERR);
  nomo_style_set_tone (GTK_WIDGET (self->delta), up == !!more_is_good ? NOMO_TONE_OK : NOMO_TONE_ERR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->change), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * nomo_kpi_tile_set_under:
 * @self: a tile
 * @words: what stands under the figure in place of a change, until there is one again
 */
void
nomo_kpi_tile_set_under (NomoKpiTile *self, const char *words)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  self->has_change = FALSE;
  gtk_label_set_text (self->against, words);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->delta), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->change), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * nomo_kpi_tile_set_opens:
 * @self: a tile
 * @what: (nullable): what its press shows, as a button says it; %NULL when it shows nothing
 */
void
nomo_kpi_tile_set_opens (NomoKpiTile *self, const char *what)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  g_free (self->opens);
  self->opens = g_strdup (what);
}

/**
 * nomo_kpi_tile_set_course:
 * @self: a tile
 * @values: (array length=length) (nullable): the figure of each part of the period, oldest first
 * @length: how many
 */
void
nomo_kpi_tile_set_course (NomoKpiTile *self, const gint64 *values, guint length)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  self->has_course = values != NULL;
  nomo_sparkline_set_values (self->course, values, values != NULL ? length : 0);
}

/**
 * nomo_kpi_tile_set_narrow:
 * @self: a tile
 * @narrow: whether the window is narrow: then there is no sparkline
 */
void
nomo_kpi_tile_set_narrow (NomoKpiTile *self, gboolean narrow)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  self->narrow = narrow;
  gtk_widget_set_visible (GTK_WIDGET (self->course), !narrow && self->has_course);
  if (self->has_change)
    gtk_label_set_text (self->against, nomo_change_get_words (&self->last_change, self->narrow));
}

static void
show (NomoKpiTile *self, const char *page)
{
  gboolean figure = g_str_equal (page, "figure") || g_str_equal (page, "empty");

  if (!g_str_equal (page, "problem"))
    g_clear_pointer (&self->retry_action, g_free);
  set_pressable (self, self->retry_action != NULL ? _ ("Try again") : figure ? self->opens : NULL);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/**
 * nomo_kpi_tile_show_loading:
 * @self: a tile
 *
 * Nothing is known yet.
 */
void
nomo_kpi_tile_show_loading (NomoKpiTile *self)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));
  show (self, "loading");
}

/**
 * nomo_kpi_tile_show_figure:
 * @self: a tile that was given its figure and its change
 */
void
nomo_kpi_tile_show_figure (NomoKpiTile *self)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->course), !self->narrow && self->has_course);
  gtk_stack_set_visible_child_name (self->under, "change");
  show (self, "figure");
}

/**
 * nomo_kpi_tile_show_stale:
 * @self: a tile that was given its figure
 * @stamp: until when the figure holds, such as "as of 10:42 AM"
 *
 * The last figure stays, with its stamp.
 */
void
nomo_kpi_tile_show_stale (NomoKpiTile *self, const char *stamp)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->course), FALSE);
  gtk_label_set_text (self->stamp, stamp);
  gtk_stack_set_visible_child_name (self->under, "stamp");
  show (self, "figure");
}

/**
 * nomo_kpi_tile_show_empty:
 * @self: a tile
 * @why: why there is no figure, such as "No orders in this period"
 */
void
nomo_kpi_tile_show_empty (NomoKpiTile *self, const char *why)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  gtk_label_set_text (self->why, why);
  show (self, "empty");
}

static void
show_problem (NomoKpiTile *self, NomoTone tone, const char *icon_name, const char *problem, const char *who)
{
  nomo_style_set_tone (GTK_WIDGET (self->problem_icon), tone);
  gtk_image_set_from_icon_name (self->problem_icon, icon_name);
  gtk_label_set_text (self->problem, problem);
  gtk_label_set_text (self->who, who != NULL ? who : "");
  gtk_widget_set_visible (GTK_WIDGET (self->who), who != NULL);
  show (self, "problem");
}

/**
 * nomo_kpi_tile_show_error:
 * @self: a tile
 * @what: what happened, in two or three words
 * @action_name: (nullable): the action that tries again
 */
void
nomo_kpi_tile_show_error (NomoKpiTile *self, const char *what, const char *action_name)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  g_free (self->retry_action);
  self->retry_action = g_strdup (action_name);
  show_problem (self, NOMO_TONE_ERR, "nomo-warn-symbolic", what, NULL);
  nomo_style_set_class (GTK_WIDGET (self->problem), "n-dim", FALSE);
  gtk_widget_set_visible (self->retry, action_name != NULL);
}

/**
 * nomo_kpi_tile_show_denied:
 * @self: a tile
 * @who_grants: who can give the permission, in a sentence
 */
void
nomo_kpi_tile_show_denied (NomoKpiTile *self, const char *who_grants)
{
  g_return_if_fail (NOMO_IS_KPI_TILE (self));

  g_clear_pointer (&self->retry_action, g_free);
  show_problem (self, NOMO_TONE_MUTE, "nomo-lock-symbolic", _ ("Not part of your permissions"), who_grants);
  nomo_style_set_class (GTK_WIDGET (self->problem), "n-dim", TRUE);
  gtk_widget_set_visible (self->retry, FALSE);
}
