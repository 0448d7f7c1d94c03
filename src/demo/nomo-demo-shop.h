#pragma once

#include "nomo-demo-carts.h"
#include "nomo-demo-hand.h"
#include "nomo-demo-news.h"
#include "nomo-demo-person.h"
#include "nomo-demo-reviews.h"
#include "nomo-demo-status.h"
#include "nomo-demo-tally.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  gint64 created;
  gint64 updated;
  gint64 total; /* minor units of the customer's currency */
  guint64 seed;
  guint32 customer; /* index */
  guint32 reference;
  guint8 status;
  guint8 step; /* how far it has come in its plan */
} NomoDemoOrder;

typedef struct {
  gint64 id;
  gint64 registered;
  gint64 serial;
  guint64 seed;
  gint64 spent; /* halalas, every order */
  guint32 n_orders;
  guint8 used; /* one bit for each coupon */
} NomoDemoCustomer;

typedef struct {
  guint64 seed;
  gint64 born; /* UTC milliseconds */
  guint orders;
  guint customers;
  double trade; /* orders per hour after birth, 0 for none */
} NomoDemoShopPlan;

typedef struct _NomoDemoShop NomoDemoShop;
typedef struct _NomoDemoWritten NomoDemoWritten; /* see nomo-demo-written.h */

NomoDemoShop *nomo_demo_shop_new (const NomoDemoShopPlan *plan);
void nomo_demo_shop_free (NomoDemoShop *self);
void nomo_demo_shop_close (NomoDemoShop *self, gint64 now);
void nomo_demo_shop_advance (NomoDemoShop *self, gint64 now);
void nomo_demo_shop_set_listener (NomoDemoShop *self, NomoDemoNewsFunc listener, gpointer data);
void nomo_demo_shop_place_orders (NomoDemoShop *self, gint64 now, guint n);

guint nomo_demo_shop_get_n_orders (NomoDemoShop *self);
const NomoDemoOrder *nomo_demo_shop_get_order (NomoDemoShop *self, guint index);
const guint32 *nomo_demo_shop_get_by_update (NomoDemoShop *self);
const guint32 *nomo_demo_shop_get_by_total (NomoDemoShop *self);
const guint32 *nomo_demo_shop_get_by_time (NomoDemoShop *self);
gboolean nomo_demo_shop_find_ever (NomoDemoShop *self, NomoDemoEntity entity, gint64 id, guint *index);
gboolean nomo_demo_shop_find (NomoDemoShop *self, NomoDemoEntity entity, gint64 id, guint *index);
const NomoDemoOrder *nomo_demo_shop_find_order (NomoDemoShop *self, gint64 id);
guint nomo_demo_shop_count_before (NomoDemoShop *self, gint64 moment);
guint nomo_demo_shop_get_n_customers (NomoDemoShop *self);
const NomoDemoCustomer *nomo_demo_shop_get_customer (NomoDemoShop *self, guint index);
const NomoDemoCustomer *nomo_demo_shop_find_customer (NomoDemoShop *self, gint64 id);
gint64 nomo_demo_shop_get_customer_updated (NomoDemoShop *self, const NomoDemoCustomer *customer, gint64 now);
guint nomo_demo_shop_read_steps (NomoDemoShop *self, const NomoDemoOrder *order, NomoDemoStep *steps);
const NomoDemoCustomer *nomo_demo_shop_fill_basket (NomoDemoShop *self, const NomoDemoOrder *order,
                                                    NomoDemoBasket *basket);
void nomo_demo_shop_fill_person (NomoDemoShop *self, const NomoDemoCustomer *customer, NomoDemoPerson *person);
const NomoDemoTally *nomo_demo_shop_get_tally (NomoDemoShop *self);
const NomoDemoCarts *nomo_demo_shop_get_carts (NomoDemoShop *self);
const NomoDemoReviews *nomo_demo_shop_get_reviews (NomoDemoShop *self);
gboolean nomo_demo_shop_find_review (NomoDemoShop *self, guint order, guint *index);
const NomoDemoProductEdit *nomo_demo_shop_get_product_edit (NomoDemoShop *self, guint product);
NomoDemoWritten *nomo_demo_shop_get_written (NomoDemoShop *self);
guint64 nomo_demo_shop_get_seed (NomoDemoShop *self);
gint64 nomo_demo_shop_get_born (NomoDemoShop *self);
gint64 nomo_demo_shop_get_opened (NomoDemoShop *self);

guint nomo_demo_shop_count_left (NomoDemoShop *self, NomoDemoEntity entity, guint n);
guint nomo_demo_shop_nth_left (NomoDemoShop *self, NomoDemoEntity entity, guint place);
gboolean nomo_demo_shop_has_lost (NomoDemoShop *self, NomoDemoEntity entity, guint index);
void nomo_demo_shop_hide (NomoDemoShop *self, NomoDemoEntity entity, guint index);

/* What to change about an order; NULL and -1 leave it. */
typedef struct {
  gint64 created;
  gint64 customer; /* index */
  const char *currency;
  gint64 total; /* minor units */
  int status;
  const char *note; /* nullable: what is said beside the status, or alone */
  gboolean retag;
  guint tags;       /* one bit for each, with retag */
  gboolean quietly; /* without a trace in the moment of the last change */
} NomoDemoOrderChange;

void nomo_demo_shop_change_order (NomoDemoShop *self, guint order, const NomoDemoOrderChange *change, gint64 now);
gboolean nomo_demo_shop_read_tags (NomoDemoShop *self, const NomoDemoOrder *order, guint *tags);
void nomo_demo_shop_change_product (NomoDemoShop *self, guint product, const char *name, const char *picture,
                                    gint64 price, gint64 changed);
void nomo_demo_shop_change_customer (NomoDemoShop *self, guint customer, const char *first, const char *city,
                                     gint64 changed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoShop, nomo_demo_shop_free)

G_END_DECLS
