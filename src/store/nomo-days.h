#pragma once

#include "nomo-entity.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define NOMO_TYPE_DAYS (nomo_days_get_type ())
GType nomo_days_get_type (void);

/**
 * NomoDim:
 * @day: days since 1970-01-01, 0 for the sum of many
 * @name: the dimension
 * @sums: (array fixed-size=4): the rollup's measures
 *
 * What a rollup holds of one dimension.
 */
typedef struct {
  int day;
  char *name;
  gint64 sums[NOMO_MEASURES];
} NomoDim;

NomoDays *nomo_days_new (int from_day, int to_day);
NomoDays *nomo_days_ref (NomoDays *self);
void nomo_days_unref (NomoDays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDays, nomo_days_unref)

void nomo_days_add (NomoDays *self, int day, const gint64 *measures);
int nomo_days_get_from (const NomoDays *self);
int nomo_days_get_to (const NomoDays *self);
gint64 nomo_days_get (const NomoDays *self, int day, guint measure);
gint64 nomo_days_sum (const NomoDays *self, int from_day, int to_day, guint measure);
guint64 nomo_days_get_seq (const NomoDays *self);
void nomo_days_set_seq (NomoDays *self, guint64 seq);

G_END_DECLS
