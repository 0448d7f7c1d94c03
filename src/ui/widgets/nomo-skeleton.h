#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * NomoSkeletonShape:
 * @NOMO_SKELETON_FIGURE: a figure and a line under it
 * @NOMO_SKELETON_CHART: hairlines and a band
 * @NOMO_SKELETON_ROWS: rows with two lines and an amount
 * @NOMO_SKELETON_BARS: names with an amount, and a bar under each
 */
typedef enum {
  NOMO_SKELETON_FIGURE,
  NOMO_SKELETON_CHART,
  NOMO_SKELETON_ROWS,
  NOMO_SKELETON_BARS,
} NomoSkeletonShape;

#define NOMO_TYPE_SKELETON (nomo_skeleton_get_type ())
G_DECLARE_FINAL_TYPE (NomoSkeleton, nomo_skeleton, NOMO, SKELETON, GtkWidget)

GtkWidget *nomo_skeleton_new (NomoSkeletonShape shape);

G_END_DECLS
