#pragma once

#include "nomo-demo-hidden.h"

G_BEGIN_DECLS

/* A shop's orders in the orders that a list can have, without those that are gone. */
typedef struct _NomoDemoSorted NomoDemoSorted;

NomoDemoSorted *nomo_demo_sorted_new (GArray *orders, const NomoDemoHidden *hidden);
void nomo_demo_sorted_free (NomoDemoSorted *self);
void nomo_demo_sorted_fill (NomoDemoSorted *self);
void nomo_demo_sorted_add (NomoDemoSorted *self, guint32 index);
void nomo_demo_sorted_take (NomoDemoSorted *self, guint32 index);
void nomo_demo_sorted_put (NomoDemoSorted *self, guint32 index);
void nomo_demo_sorted_forget (NomoDemoSorted *self);

guint nomo_demo_sorted_count_before (NomoDemoSorted *self, gint64 moment);
const guint32 *nomo_demo_sorted_by_update (NomoDemoSorted *self);
const guint32 *nomo_demo_sorted_by_total (NomoDemoSorted *self);
const guint32 *nomo_demo_sorted_by_time (NomoDemoSorted *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoSorted, nomo_demo_sorted_free)

G_END_DECLS
