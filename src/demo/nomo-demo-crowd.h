#pragma once

#include "nomo-demo-random.h"

G_BEGIN_DECLS

/* Who comes to a shop, by the index of a customer; only those whom the shop's seed brings. */
typedef struct _NomoDemoCrowd NomoDemoCrowd;

NomoDemoCrowd *nomo_demo_crowd_new (guint orders);
void nomo_demo_crowd_free (NomoDemoCrowd *self);
void nomo_demo_crowd_add_buyer (NomoDemoCrowd *self, guint customer, gboolean first);
void nomo_demo_crowd_add_visitor (NomoDemoCrowd *self, guint customer);
guint nomo_demo_crowd_get_n_buyers (const NomoDemoCrowd *self);
guint nomo_demo_crowd_pick_returning (const NomoDemoCrowd *self, NomoDemoRandom *random);
gboolean nomo_demo_crowd_pick_for_cart (const NomoDemoCrowd *self, guint64 seed, guint *customer, gboolean *lost);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoCrowd, nomo_demo_crowd_free)

G_END_DECLS
