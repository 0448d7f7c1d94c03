#include "config.h"

#include "nomo-demo-person.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-search.h"
#include "nomo-demo-shop-private.h"

static NomoDemoOrder *
order_at (NomoDemoShop *self, guint index)
{
  return &g_array_index (self->orders, NomoDemoOrder, index);
}

static guint
index_of_order (NomoDemoShop *self, const NomoDemoOrder *order)
{
  return (guint) (order - order_at (self, 0));
}

static guint
index_of_customer (NomoDemoShop *self, const NomoDemoCustomer *customer)
{
  return (guint) (customer - nomo_demo_shop_get_customer (self, 0));
}

/* What the seed put into the order, before any hand was on it. Returns the customer of that time. */
static const NomoDemoCustomer *
fill_first_basket (NomoDemoShop *self, guint index, NomoDemoBasket *basket)
{
  const NomoDemoOrder *order = order_at (self, index);
  const NomoDemoOrderEdit *edit = nomo_demo_hand_get_order (self->hand, index);
  const NomoDemoVoucher *voucher = nomo_demo_vouchers_get (self->vouchers, index);
  const NomoDemoCustomer *customer =
      nomo_demo_shop_get_customer (self, edit != NULL ? edit->customer : order->customer);

  nomo_demo_basket_fill_with (basket, order->seed, edit != NULL ? edit->created : order->created,
                              nomo_demo_person_country (customer->seed)->currency,
                              voucher != NULL ? voucher->discount : NOMO_DEMO_NO_DISCOUNT,
                              voucher != NULL ? voucher->code : NULL);
  return customer;
}

/**
 * nomo_demo_shop_plan_by_seed:
 * @self: a shop
 * @order: index of one of its orders
 * @basket: (out caller-allocates): what is in it
 * @steps: (out caller-allocates) (array fixed-size=40): the life that its seed gives it
 *
 * Returns: how many steps there are
 */
guint
nomo_demo_shop_plan_by_seed (NomoDemoShop *self, guint order, NomoDemoBasket *basket, NomoDemoStep *steps)
{
  const NomoDemoCustomer *customer = fill_first_basket (self, order, basket);
  const NomoDemoOrderEdit *edit = nomo_demo_hand_get_order (self->hand, order);
  const NomoDemoOrder *it = order_at (self, order);

  return nomo_demo_status_plan (it->seed, edit != NULL ? edit->created : it->created, basket->payment_method,
                                nomo_demo_person_is_near (customer->seed), steps);
}

gboolean
nomo_demo_shop_was_put_by_hand (NomoDemoShop *self, guint order)
{
  const NomoDemoOrderEdit *edit = nomo_demo_hand_get_order (self->hand, order);

  return edit != NULL && edit->steps->len > 0;
}

/**
 * nomo_demo_shop_read_steps:
 * @self: a shop
 * @order: one of its orders
 * @steps: (out caller-allocates) (array fixed-size=40): where the order stood so far, ascending; the last is where it is
 *
 * Returns: how many steps there are
 */
guint
nomo_demo_shop_read_steps (NomoDemoShop *self, const NomoDemoOrder *order, NomoDemoStep *steps)
{
  guint index = index_of_order (self, order), n = order->step + 1;
  const NomoDemoOrderEdit *edit = nomo_demo_hand_get_order (self->hand, index);
  NomoDemoBasket basket;

  nomo_demo_shop_plan_by_seed (self, index, &basket, steps);
  for (guint i = 0; edit != NULL && i < edit->steps->len; i++, n++)
    steps[n] = g_array_index (edit->steps, NomoDemoStep, i);
  return n;
}

/**
 * nomo_demo_shop_fill_basket:
 * @self: a shop
 * @order: one of its orders
 * @basket: (out caller-allocates): what is in it
 *
 * Returns: (transfer none): its customer
 */
const NomoDemoCustomer *
nomo_demo_shop_fill_basket (NomoDemoShop *self, const NomoDemoOrder *order, NomoDemoBasket *basket)
{
  guint index = index_of_order (self, order);
  const NomoDemoOrderEdit *edit = nomo_demo_hand_get_order (self->hand, index);

  fill_first_basket (self, index, basket);
  if (edit != NULL && edit->restated)
    nomo_demo_basket_restate (basket, edit->currency != NULL ? edit->currency : basket->currency, order->total);
  return nomo_demo_shop_get_customer (self, order->customer);
}

/**
 * nomo_demo_shop_fill_person:
 * @self: a shop
 * @customer: one of its customers
 * @person: (out caller-allocates): who that is; clear it with nomo_demo_person_clear()
 */
void
nomo_demo_shop_fill_person (NomoDemoShop *self, const NomoDemoCustomer *customer, NomoDemoPerson *person)
{
  const NomoDemoCustomerEdit *edit = nomo_demo_hand_get_customer (self->hand, index_of_customer (self, customer));

  nomo_demo_person_fill (person, customer->seed, customer->serial);
  if (edit != NULL && edit->first != NULL)
    person->first = edit->first;
  if (edit != NULL && edit->city.name != NULL)
    person->city = &edit->city;
}

/**
 * nomo_demo_shop_get_n_orders:
 * @self: a shop
 *
 * Returns: how many orders were ever placed, those that are gone included
 */
guint
nomo_demo_shop_get_n_orders (NomoDemoShop *self)
{
  return self->orders->len;
}

/**
 * nomo_demo_shop_count_left:
 * @self: a shop
 * @entity: what kind of records
 * @n: how many of them there ever were
 *
 * Returns: how many are left
 */
guint
nomo_demo_shop_count_left (NomoDemoShop *self, NomoDemoEntity entity, guint n)
{
  return nomo_demo_hidden_count_left (nomo_demo_hand_get_hidden (self->hand, entity), n);
}

/**
 * nomo_demo_shop_nth_left:
 * @self: a shop
 * @entity: what kind of records
 * @place: a place among those that are left
 *
 * Returns: the index of the record there
 */
guint
nomo_demo_shop_nth_left (NomoDemoShop *self, NomoDemoEntity entity, guint place)
{
  return nomo_demo_hidden_nth_left (nomo_demo_hand_get_hidden (self->hand, entity), place);
}

gboolean
nomo_demo_shop_has_lost (NomoDemoShop *self, NomoDemoEntity entity, guint index)
{
  return nomo_demo_hidden_has (nomo_demo_hand_get_hidden (self->hand, entity), index);
}

/**
 * nomo_demo_shop_get_order:
 * @self: a shop
 * @index: place by time, oldest first
 *
 * Returns: (transfer none): the order, valid until the shop lives on
 */
const NomoDemoOrder *
nomo_demo_shop_get_order (NomoDemoShop *self, guint index)
{
  return order_at (self, index);
}

/**
 * nomo_demo_shop_get_by_update:
 * @self: a shop
 *
 * Returns: (transfer none): the indices of the orders that are left by their last change, the earliest first
 */
const guint32 *
nomo_demo_shop_get_by_update (NomoDemoShop *self)
{
  return nomo_demo_sorted_by_update (self->sorted);
}

/**
 * nomo_demo_shop_get_by_total:
 * @self: a shop
 *
 * Returns: (transfer none): the indices of the orders that are left by total, the smallest first; made when asked for, kept
 *     until an order comes
 */
const guint32 *
nomo_demo_shop_get_by_total (NomoDemoShop *self)
{
  return nomo_demo_sorted_by_total (self->sorted);
}

/**
 * nomo_demo_shop_get_by_time:
 * @self: a shop
 *
 * Returns: (transfer none) (nullable): the indices of the orders that are left by time; %NULL when the place of an order is
 *     its index
 */
const guint32 *
nomo_demo_shop_get_by_time (NomoDemoShop *self)
{
  return nomo_demo_sorted_by_time (self->sorted);
}

/**
 * nomo_demo_shop_find_ever:
 * @self: a shop
 * @entity: orders or customers
 * @id: an id
 * @index: (out): which record that is
 *
 * Returns: whether there is or was such a record
 */
gboolean
nomo_demo_shop_find_ever (NomoDemoShop *self, NomoDemoEntity entity, gint64 id, guint *index)
{
  return entity == NOMO_DEMO_ORDERS
             ? nomo_demo_search_find (self->orders, G_STRUCT_OFFSET (NomoDemoOrder, id), id, index)
             : nomo_demo_search_find (self->customers, G_STRUCT_OFFSET (NomoDemoCustomer, id), id, index);
}

/**
 * nomo_demo_shop_find:
 * @self: a shop
 * @entity: orders or customers
 * @id: an id
 * @index: (out): which record that is
 *
 * Returns: whether there is such a record
 */
gboolean
nomo_demo_shop_find (NomoDemoShop *self, NomoDemoEntity entity, gint64 id, guint *index)
{
  return nomo_demo_shop_find_ever (self, entity, id, index) && !nomo_demo_shop_has_lost (self, entity, *index);
}

/**
 * nomo_demo_shop_find_order:
 * @self: a shop
 * @id: an order's id
 *
 * Returns: (transfer none) (nullable): the order
 */
const NomoDemoOrder *
nomo_demo_shop_find_order (NomoDemoShop *self, gint64 id)
{
  guint index;

  return nomo_demo_shop_find (self, NOMO_DEMO_ORDERS, id, &index) ? order_at (self, index) : NULL;
}

/**
 * nomo_demo_shop_count_before:
 * @self: a shop
 * @moment: UTC milliseconds
 *
 * Returns: how many of the orders that are left were placed before @moment
 */
guint
nomo_demo_shop_count_before (NomoDemoShop *self, gint64 moment)
{
  return nomo_demo_sorted_count_before (self->sorted, moment);
}

guint
nomo_demo_shop_get_n_customers (NomoDemoShop *self)
{
  return self->customers->len;
}

const NomoDemoCustomer *
nomo_demo_shop_get_customer (NomoDemoShop *self, guint index)
{
  return &g_array_index (self->customers, NomoDemoCustomer, index);
}

const NomoDemoCustomer *
nomo_demo_shop_find_customer (NomoDemoShop *self, gint64 id)
{
  guint index;

  return nomo_demo_shop_find (self, NOMO_DEMO_CUSTOMERS, id, &index) ? nomo_demo_shop_get_customer (self, index) : NULL;
}

/**
 * nomo_demo_shop_get_customer_updated:
 * @self: a shop
 * @customer: one of its customers
 * @now: the present moment, UTC milliseconds
 *
 * Most customers never touch their data after they have registered; one in eight does, some weeks later, while the shop is open.
 *
 * Returns: UTC milliseconds
 */
gint64
nomo_demo_shop_get_customer_updated (NomoDemoShop *self, const NomoDemoCustomer *customer, gint64 now)
{
  gint64 edited = customer->registered + (gint64) (customer->seed >> 8) % (90 * NOMO_DEMO_DAY_MS);
  const NomoDemoCustomerEdit *edit = nomo_demo_hand_get_customer (self->hand, index_of_customer (self, customer));

  if (edit != NULL && edit->changed != 0)
    return edit->changed;
  return customer->seed % 8 == 0 && edited <= MIN (now, self->closed) ? edited : customer->registered;
}

/**
 * nomo_demo_shop_get_tally:
 * @self: a shop
 *
 * Returns: (transfer none): what its orders add up to
 */
const NomoDemoTally *
nomo_demo_shop_get_tally (NomoDemoShop *self)
{
  return &self->tally;
}

/**
 * nomo_demo_shop_get_carts:
 * @self: a shop
 *
 * Returns: (transfer none): the carts that were left in it
 */
const NomoDemoCarts *
nomo_demo_shop_get_carts (NomoDemoShop *self)
{
  return self->carts;
}

/**
 * nomo_demo_shop_get_reviews:
 * @self: a shop
 *
 * Returns: (transfer none): what was written about its orders
 */
const NomoDemoReviews *
nomo_demo_shop_get_reviews (NomoDemoShop *self)
{
  return self->reviews;
}

/**
 * nomo_demo_shop_find_review:
 * @self: a shop
 * @order: index of an order
 * @index: (out): which review is about it
 *
 * Returns: whether there is one
 */
gboolean
nomo_demo_shop_find_review (NomoDemoShop *self, guint order, guint *index)
{
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  NomoDemoBasket basket;
  NomoDemoReview review;
  guint n = nomo_demo_shop_plan_by_seed (self, order, &basket, steps);

  return nomo_demo_review_plan (&review, order_at (self, order)->seed, &basket, steps, n) &&
         nomo_demo_reviews_find (self->reviews, order, review.created, index) &&
         !nomo_demo_shop_has_lost (self, NOMO_DEMO_REVIEWS, *index);
}

/**
 * nomo_demo_shop_get_product_edit:
 * @self: a shop
 * @product: index of a product
 *
 * Returns: (transfer none) (nullable): what a hand changed about it
 */
const NomoDemoProductEdit *
nomo_demo_shop_get_product_edit (NomoDemoShop *self, guint product)
{
  return nomo_demo_hand_get_product (self->hand, product);
}

guint64
nomo_demo_shop_get_seed (NomoDemoShop *self)
{
  return self->plan.seed;
}

gint64
nomo_demo_shop_get_born (NomoDemoShop *self)
{
  return self->plan.born;
}

gint64
nomo_demo_shop_get_opened (NomoDemoShop *self)
{
  return self->opened;
}
