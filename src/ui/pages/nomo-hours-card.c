#include "config.h"

#include "nomo-hours-card.h"

#include "nomo-empty.h"
#include "nomo-format.h"
#include "nomo-heat-map.h"
#include "nomo-legend.h"
#include "nomo-week.h"

#include <glib/gi18n.h>

struct _NomoHoursCard {
  AdwBin parent_instance;

  GtkStack *stack;
  NomoHeatMap *map;
  NomoEmpty *problem;
  NomoLegend *legend;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (NomoHoursCard, nomo_hours_card, ADW_TYPE_BIN)

static char *
word_orders (gint64 count, gpointer data)
{
  g_autofree char *number = nomo_format_int (count);

  return g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) count), number);
}

/* «متى تصل الطلبات: أكثرها الخميس، 9 م» */
static char *
summarise (const NomoBreakdown *breakdown)
{
  guint best = 0;
  g_autofree char *cell = NULL;

  for (guint i = 1; i < G_N_ELEMENTS (breakdown->hours); i++)
    if (breakdown->hours[i] > breakdown->hours[best])
      best = i;
  if (breakdown->hours[best] == 0)
    return g_strdup (_ ("No orders in this period"));
  cell = nomo_week_name_cell (best / NOMO_WEEK_HOURS, best % NOMO_WEEK_HOURS, NULL);
  /* Translators: read by screen readers: %s is a weekday and an hour */
  return g_strdup_printf (_ ("When orders come in: most of them %s"), cell);
}

static void
nomo_hours_card_dispose (GObject *object)
{
  /* The template would unparent its direct child behind the back of the bin. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NOMO_TYPE_HOURS_CARD);
  G_OBJECT_CLASS (nomo_hours_card_parent_class)->dispose (object);
}

static void
nomo_hours_card_class_init (NomoHoursCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_hours_card_dispose;
  g_type_ensure (NOMO_TYPE_EMPTY);
  g_type_ensure (NOMO_TYPE_HEAT_MAP);
  g_type_ensure (NOMO_TYPE_LEGEND);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-hours-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoHoursCard, map);
  gtk_widget_class_bind_template_child (widget_class, NomoHoursCard, legend);
  gtk_widget_class_bind_template_child (widget_class, NomoHoursCard, note);
  gtk_widget_class_bind_template_child (widget_class, NomoHoursCard, problem);
  gtk_widget_class_bind_template_child (widget_class, NomoHoursCard, stack);
}

static void
nomo_hours_card_init (NomoHoursCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_heat_map_set_words (
      self->map, &(NomoHeatWords) { nomo_week_name_day, nomo_week_name_hour, nomo_week_name_cell, word_orders }, NULL,
      NULL);
  nomo_legend_set_ramp (self->legend, NULL, NULL);
}

/**
 * nomo_hours_card_show:
 * @self: a card
 * @breakdown: what the sales are made of
 */
void
nomo_hours_card_show (NomoHoursCard *self, const NomoBreakdown *breakdown)
{
  g_autofree char *summary = summarise (breakdown);
  g_autofree char *range = nomo_format_range (breakdown->days.from, breakdown->days.to);

  g_return_if_fail (NOMO_IS_HOURS_CARD (self));
  nomo_heat_map_set_counts (self->map, breakdown->hours, NOMO_WEEK_DAYS, NOMO_WEEK_HOURS);
  nomo_graph_set_title (NOMO_GRAPH (self->map), _ ("When orders come in"), range);
  nomo_graph_set_summary (NOMO_GRAPH (self->map), summary);
  gtk_stack_set_visible_child_name (self->stack, "map");
}

/**
 * nomo_hours_card_show_error:
 * @self: a card that shows nothing yet
 * @error: why nothing could be read
 */
void
nomo_hours_card_show_error (NomoHoursCard *self, const GError *error)
{
  g_return_if_fail (NOMO_IS_HOURS_CARD (self));
  nomo_empty_set_error (self->problem, _ ("The orders could not be read"), error, "overview.retry");
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/**
 * nomo_hours_card_set_stamp:
 * @self: a card
 * @stamp: (nullable): until when it holds, when that is no longer now
 */
void
nomo_hours_card_set_stamp (NomoHoursCard *self, const char *stamp)
{
  g_return_if_fail (NOMO_IS_HOURS_CARD (self));
  gtk_label_set_text (self->note, stamp != NULL ? stamp : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), stamp != NULL);
}
