#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoCosts:
 *
 * What the products of a shop cost it, each looked up once: a shop has far fewer products than orders.
 */
typedef struct _NomoCosts NomoCosts;

NomoCosts *nomo_costs_new (NomoStore *store, const char *currency);
gboolean nomo_costs_find (gint64 product, gpointer costs, gint64 *amount);
gboolean nomo_costs_check (NomoCosts *self, GError **error);
void nomo_costs_free (NomoCosts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCosts, nomo_costs_free)

G_END_DECLS
