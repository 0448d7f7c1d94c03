#pragma once

#include "nomo-series.h"

G_BEGIN_DECLS

/* How many slices a stack may have beside "other". */
#define NOMO_STACK_MOST 5

GPtrArray *nomo_stack_fold (NomoSeries *const *series, guint n_series);
gint64 nomo_stack_base (const GPtrArray *series, guint which, guint index);
gint64 nomo_stack_top (const GPtrArray *series, guint index);

G_END_DECLS
