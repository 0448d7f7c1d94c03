#pragma once

#include "nomo-connection.h"
#include "nomo-record.h"

G_BEGIN_DECLS

typedef struct _NomoRollup NomoRollup;

/**
 * NomoRollupFunc:
 * @rollup: name of the rollup
 * @day: the day
 * @dim: the dimension
 * @measures: (array fixed-size=4): sums
 * @data: what the caller gave
 */
typedef void (*NomoRollupFunc) (const char *rollup, int day, const char *dim, const gint64 *measures, gpointer data);

NomoRollup *nomo_rollup_new (void);
void nomo_rollup_free (NomoRollup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRollup, nomo_rollup_free)
void nomo_rollup_add (NomoRollup *self, const NomoRecord *record);
void nomo_rollup_take_away (NomoRollup *self, const NomoRecord *record);
gboolean nomo_rollup_take_away_table (NomoRollup *self, NomoConnection *connection, GError **error);
void nomo_rollup_foreach (NomoRollup *self, NomoRollupFunc func, gpointer data);
gboolean nomo_rollup_write (NomoRollup *self, NomoConnection *connection, GError **error);

G_END_DECLS
