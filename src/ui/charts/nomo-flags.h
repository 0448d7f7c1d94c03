#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoFlag:
 * @at: where it points, in pixels along time
 * @width: how wide its label is
 * @weight: which of two labels stays that would touch: the one that weighs more, else the first
 * @start: where the label begins
 * @first: the first flag that it stands for
 * @last: the last one
 * @joined: how many other flags stand behind this label, because theirs would not have fitted
 * @shown: whether it has a label of its own
 *
 * A label above a chart. The first three are given, the others found.
 */
typedef struct {
  float at;
  float width;
  guint weight;
  float start;
  guint first;
  guint last;
  guint joined;
  gboolean shown;
} NomoFlag;

void nomo_flags_lay_out (NomoFlag *flags, guint n_flags, float room, float gap, float more);

G_END_DECLS
