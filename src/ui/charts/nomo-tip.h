#pragma once

#include <gtk/gtk.h>

#include "nomo-plot.h"

G_BEGIN_DECLS

/**
 * NomoTip:
 * @title: the first line
 * @names: (array zero-terminated=1): what each row is
 * @figures: (array zero-terminated=1): its figure
 *
 * What a chart says about one point.
 */
typedef struct {
  char *title;
  char **names;
  char **figures;
} NomoTip;

void nomo_tip_clear (NomoTip *tip);
char *nomo_tip_to_sentence (const NomoTip *tip);
/* The y below which a chart has no lines between @from and @to. */
typedef float (*NomoTipLowest) (float from, float to, gpointer data);

void nomo_tip_snapshot (const NomoTip *tip, GtkWidget *widget, GtkSnapshot *snapshot, const NomoPlot *plot, float line,
                        NomoTipLowest lowest, gpointer data);
void nomo_tip_snapshot_over (const NomoTip *tip, GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *what);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NomoTip, nomo_tip_clear)

G_END_DECLS
