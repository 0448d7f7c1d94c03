#pragma once

#include "nomo-demo-hidden.h"
#include "nomo-demo-names.h"
#include "nomo-demo-status.h"

G_BEGIN_DECLS

/* What a record can be. */
typedef enum {
  NOMO_DEMO_ORDERS,
  NOMO_DEMO_CUSTOMERS,
  NOMO_DEMO_PRODUCTS,
  NOMO_DEMO_CATEGORY_LIST,
  NOMO_DEMO_BRANDS,
  NOMO_DEMO_COUPONS,
  NOMO_DEMO_OFFERS,
  NOMO_DEMO_REVIEWS,
  NOMO_DEMO_CARTS,
  NOMO_DEMO_N_ENTITIES,
} NomoDemoEntity;

/* What the seed gave an order that is another one now: its basket and its life go on from there. */
typedef struct {
  gint64 created;
  guint32 customer;
  const char *currency; /* that its amounts are told in now; NULL for the one of the basket */
  gboolean restated;    /* its total is not the one of the basket */
  GArray *steps;        /* NomoDemoStep: where it was put by hand */
  gboolean retagged;
  guint tags; /* one bit for each that it has, if it was retagged */
} NomoDemoOrderEdit;

typedef struct {
  char *name;     /* NULL for the name it had */
  char *picture;  /* its address, empty for none; NULL for the one it had */
  gint64 price;   /* halalas, -1 for the price it had */
  gint64 changed; /* UTC milliseconds, 0 when it was done quietly */
} NomoDemoProductEdit;

typedef struct {
  char *first;       /* NULL for the name that it had */
  NomoDemoCity city; /* its name is NULL for the city that it had */
  gint64 changed;    /* UTC milliseconds, 0 when it was done quietly */
} NomoDemoCustomerEdit;

/* What a hand did to a shop behind the back of its seed. Most shops meet no hand. */
typedef struct _NomoDemoHand NomoDemoHand;

NomoDemoHand *nomo_demo_hand_new (void);
void nomo_demo_hand_free (NomoDemoHand *self);
NomoDemoHidden *nomo_demo_hand_get_hidden (NomoDemoHand *self, NomoDemoEntity entity);

NomoDemoOrderEdit *nomo_demo_hand_get_order (NomoDemoHand *self, guint order);
NomoDemoOrderEdit *nomo_demo_hand_edit_order (NomoDemoHand *self, guint order, gint64 created, guint32 customer);
NomoDemoProductEdit *nomo_demo_hand_get_product (NomoDemoHand *self, guint product);
NomoDemoProductEdit *nomo_demo_hand_edit_product (NomoDemoHand *self, guint product);
NomoDemoCustomerEdit *nomo_demo_hand_get_customer (NomoDemoHand *self, guint customer);
NomoDemoCustomerEdit *nomo_demo_hand_edit_customer (NomoDemoHand *self, guint customer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoHand, nomo_demo_hand_free)

G_END_DECLS
