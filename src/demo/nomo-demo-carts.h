#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NOMO_DEMO_NO_ORDER G_MAXUINT32

/* A cart that somebody left. */
typedef struct {
  gint64 created;
  guint32 customer; /* index */
  guint32 order;    /* index of the order that it became at last, or NOMO_DEMO_NO_ORDER */
  gboolean lost;    /* nobody ever comes back for it */
} NomoDemoCart;

typedef struct _NomoDemoCarts NomoDemoCarts;

NomoDemoCarts *nomo_demo_carts_new (guint64 seed, gint64 opened, gint64 born, guint orders, double trade);
void nomo_demo_carts_free (NomoDemoCarts *self);
void nomo_demo_carts_end (NomoDemoCarts *self, gint64 now);
gint64 nomo_demo_carts_peek (const NomoDemoCarts *self);
void nomo_demo_carts_skip (NomoDemoCarts *self);
void nomo_demo_carts_add (NomoDemoCarts *self, guint customer, gboolean lost);
gboolean nomo_demo_carts_pick_open (NomoDemoCarts *self, guint64 seed, gint64 now, guint *cart);
void nomo_demo_carts_set_order (NomoDemoCarts *self, guint cart, guint order);

guint nomo_demo_carts_get_n (const NomoDemoCarts *self);
guint nomo_demo_carts_count_before (const NomoDemoCarts *self, gint64 moment);
const NomoDemoCart *nomo_demo_carts_get (const NomoDemoCarts *self, guint cart);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoCarts, nomo_demo_carts_free)

G_END_DECLS
