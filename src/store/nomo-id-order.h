#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoOrderChanged:
 * @position: where
 * @removed: how many ids went
 * @added: how many came
 * @data: for the function
 *
 * One step of a change; the ids are as after it.
 */
typedef void (*NomoOrderChanged) (guint position, guint removed, guint added, gpointer data);

void nomo_id_order_replace (GArray *ids, const GArray *wanted, const GArray *kept, GArray *came,
                            NomoOrderChanged changed, gpointer data);
void nomo_id_order_move (GArray *ids, const GArray *moved, const GArray *places, GArray *came, NomoOrderChanged changed,
                         gpointer data);
int nomo_id_order_find (const GArray *ids, gint64 id);

G_END_DECLS
