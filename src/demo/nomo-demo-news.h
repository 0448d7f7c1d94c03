#pragma once

#include "nomo-demo-hand.h"
#include "nomo-demo-status.h"

G_BEGIN_DECLS

#define NOMO_DEMO_NO_CART G_MAXUINT

/**
 * NomoDemoNewsKind:
 * @NOMO_DEMO_NEWS_ORDER_PLACED: there is a new order
 * @NOMO_DEMO_NEWS_ORDER_MOVED: an order has another status than before
 * @NOMO_DEMO_NEWS_ORDER_EDITED: a hand changed something else about an order
 * @NOMO_DEMO_NEWS_CUSTOMER_ADDED: somebody signed up
 * @NOMO_DEMO_NEWS_CUSTOMER_EDITED: a hand changed something about a customer
 * @NOMO_DEMO_NEWS_PRODUCT_EDITED: a hand or the calendar of prices changed something about a product
 * @NOMO_DEMO_NEWS_CART_FILLED: there is a new cart; nobody left it yet
 * @NOMO_DEMO_NEWS_CART_LEFT: a cart counts as abandoned from now on
 * @NOMO_DEMO_NEWS_CART_BOUGHT: somebody came back, changed the cart and bought it
 * @NOMO_DEMO_NEWS_REVIEW_WRITTEN: somebody wrote about an order
 * @NOMO_DEMO_NEWS_GONE: a record was deleted
 */
typedef enum {
  NOMO_DEMO_NEWS_ORDER_PLACED,
  NOMO_DEMO_NEWS_ORDER_MOVED,
  NOMO_DEMO_NEWS_ORDER_EDITED,
  NOMO_DEMO_NEWS_CUSTOMER_ADDED,
  NOMO_DEMO_NEWS_CUSTOMER_EDITED,
  NOMO_DEMO_NEWS_PRODUCT_EDITED,
  NOMO_DEMO_NEWS_CART_FILLED,
  NOMO_DEMO_NEWS_CART_LEFT,
  NOMO_DEMO_NEWS_CART_BOUGHT,
  NOMO_DEMO_NEWS_REVIEW_WRITTEN,
  NOMO_DEMO_NEWS_GONE,
} NomoDemoNewsKind;

/* What of a record was changed. */
typedef enum {
  NOMO_DEMO_PART_TOTAL = 1 << 0,
  NOMO_DEMO_PART_CUSTOMER = 1 << 1,
  NOMO_DEMO_PART_PRICE = 1 << 2,
  NOMO_DEMO_PART_PICTURE = 1 << 3,
  NOMO_DEMO_PART_NAME = 1 << 4,
} NomoDemoPart;

/* What happened in a shop. It is told in the moment in which it happens: the shop stands as it did then. */
typedef struct {
  NomoDemoNewsKind kind;
  guint index;           /* of the record; of a review, its order */
  gint64 moment;         /* UTC milliseconds */
  NomoDemoStatus before; /* of an order that moved */
  guint cart;            /* of a new order: the cart that it was, or NOMO_DEMO_NO_CART */
  guint parts;           /* of an edit: a set of NomoDemoPart; others have no event of their own */
  NomoDemoEntity entity; /* of what is gone */
} NomoDemoNews;

typedef void (*NomoDemoNewsFunc) (const NomoDemoNews *news, gpointer data);

G_END_DECLS
