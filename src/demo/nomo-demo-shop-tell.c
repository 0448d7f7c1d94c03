#include "config.h"

#include "nomo-demo-price.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-shop-private.h"

/* No price is told later, so that a clock that races finds an end. */
#define LIFETIME (3650 * NOMO_DEMO_DAY_MS)

/**
 * nomo_demo_shop_tell:
 * @self: a shop
 * @news: what has just happened
 */
void
nomo_demo_shop_tell (NomoDemoShop *self, const NomoDemoNews *news)
{
  if (self->listener != NULL)
    self->listener (news, self->listener_data);
}

/**
 * nomo_demo_shop_set_listener:
 * @self: a shop
 * @listener: (nullable) (scope forever): is told what happens from now on
 * @data: for @listener
 */
void
nomo_demo_shop_set_listener (NomoDemoShop *self, NomoDemoNewsFunc listener, gpointer data)
{
  self->listener = listener;
  self->listener_data = data;
}

/**
 * nomo_demo_shop_tell_order:
 * @self: a shop
 * @order: index of a new order
 * @moment: when it was placed, UTC milliseconds
 * @cart: index of the cart that it was, or %NOMO_DEMO_NO_CART
 */
void
nomo_demo_shop_tell_order (NomoDemoShop *self, guint order, gint64 moment, guint cart)
{
  NomoDemoNews news = { .kind = NOMO_DEMO_NEWS_ORDER_PLACED, .index = order, .moment = moment, .cart = cart };

  nomo_demo_shop_tell (self, &news);
}

static void
expect_price (NomoDemoShop *self, guint product, gint64 moment)
{
  gint64 next = nomo_demo_price_next (product, moment);

  if (next < self->plan.born + LIFETIME)
    nomo_demo_dues_push (self->prices, next, product);
}

/**
 * nomo_demo_shop_init_told:
 * @self: a shop that was just born
 *
 * What was so before is not told.
 */
void
nomo_demo_shop_init_told (NomoDemoShop *self)
{
  self->n_left = nomo_demo_carts_count_before (self->carts, self->plan.born - NOMO_DEMO_HOUR_MS + 1);
  self->prices = nomo_demo_dues_new ();
  for (guint i = 0; i < nomo_demo_n_products; i++)
    expect_price (self, i, self->plan.born);
}

static gint64
peek_left (NomoDemoShop *self)
{
  if (self->n_left >= nomo_demo_carts_get_n (self->carts))
    return G_MAXINT64;
  return nomo_demo_carts_get (self->carts, self->n_left)->created + NOMO_DEMO_HOUR_MS;
}

static void
give_up_cart (NomoDemoShop *self)
{
  NomoDemoNews news = { .kind = NOMO_DEMO_NEWS_CART_LEFT, .index = self->n_left, .moment = peek_left (self) };

  self->n_left++;
  if (!nomo_demo_shop_has_lost (self, NOMO_DEMO_CARTS, news.index))
    nomo_demo_shop_tell (self, &news);
}

/* A price that a hand has set stays as it is. */
static void
change_price (NomoDemoShop *self)
{
  NomoDemoDue due = nomo_demo_dues_pop (self->prices);
  const NomoDemoProductEdit *edit = nomo_demo_hand_get_product (self->hand, due.order);
  NomoDemoNews news = {
    .kind = NOMO_DEMO_NEWS_PRODUCT_EDITED, .index = due.order, .moment = due.moment, .parts = NOMO_DEMO_PART_PRICE
  };

  expect_price (self, due.order, due.moment);
  if ((edit == NULL || edit->price < 0) && !nomo_demo_shop_has_lost (self, NOMO_DEMO_PRODUCTS, due.order))
    nomo_demo_shop_tell (self, &news);
}

/**
 * nomo_demo_shop_peek_told:
 * @self: a shop
 *
 * Returns: when something comes to pass by the clock alone that is only to be told, UTC milliseconds
 */
gint64
nomo_demo_shop_peek_told (NomoDemoShop *self)
{
  return MIN (peek_left (self), nomo_demo_dues_peek (self->prices));
}

/**
 * nomo_demo_shop_tell_next:
 * @self: a shop
 *
 * Tells what comes to pass at the moment of nomo_demo_shop_peek_told().
 */
void
nomo_demo_shop_tell_next (NomoDemoShop *self)
{
  if (peek_left (self) <= nomo_demo_dues_peek (self->prices))
    give_up_cart (self);
  else
    change_price (self);
}
