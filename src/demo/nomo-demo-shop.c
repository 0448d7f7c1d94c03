#include "config.h"

#include "nomo-demo-shop-private.h"

#include "nomo-demo-person.h"
#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"

/* Ids grow with time and pass 2^31 early. The wide stride leaves room between two generated records for those that a test
 * adds by hand, so that these do not move the others. */
#define ORDER_ID        G_GINT64_CONSTANT (1800000000)
#define ORDER_STRIDE    G_GINT64_CONSTANT (100000)
#define CUSTOMER_ID     G_GINT64_CONSTANT (225100000)
#define CUSTOMER_STRIDE G_GINT64_CONSTANT (10000)
#define REFERENCE       20000000
#define HAND_REFERENCE  90000000
#define MONTHS          25

enum {
  STREAM_ORDER = 1,
  STREAM_ORDER_TIMES,
  STREAM_VISITOR_TIMES,
  STREAM_CUSTOMER,
  STREAM_BUYER,
  STREAM_HAND,
  STREAM_CART,
  STREAM_BACK
};

static NomoDemoOrder *
order_at (NomoDemoShop *self, guint index)
{
  return &g_array_index (self->orders, NomoDemoOrder, index);
}

/* Moves an order to where it stands at @now and asks to be called again when that changes. */
static void
order_settle (NomoDemoShop *self, guint index, gint64 now)
{
  NomoDemoOrder *order = order_at (self, index);
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  NomoDemoBasket basket;
  guint n = nomo_demo_shop_plan_by_seed (self, index, &basket, steps);
  guint step = order->step;

  while (step + 1 < n && steps[step + 1].moment <= now)
    step++;
  order->step = (guint8) step;
  order->status = (guint8) steps[step].status;
  order->updated = steps[step].moment;
  if (step + 1 < n)
    nomo_demo_dues_push (self->dues, steps[step + 1].moment, index);
}

/* Lets the customer write about the order when the time has come. */
static void
expect_words (NomoDemoShop *self, guint index)
{
  NomoDemoOrder *order = order_at (self, index);
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  NomoDemoBasket basket;
  NomoDemoReview review;
  guint n;

  if (!nomo_demo_review_comes (order->seed))
    return;
  n = nomo_demo_shop_plan_by_seed (self, index, &basket, steps);
  if (nomo_demo_review_plan (&review, order->seed, &basket, steps, n))
    nomo_demo_dues_push (self->words, review.created, index);
}

/* Nobody writes about an order that is gone, or that a hand took out of its course. */
static void
hear_words (NomoDemoShop *self, gint64 now)
{
  const NomoDemoHidden *gone = nomo_demo_hand_get_hidden (self->hand, NOMO_DEMO_ORDERS);

  while (nomo_demo_dues_peek (self->words) <= now) {
    guint index = nomo_demo_dues_pop (self->words).order;
    NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
    NomoDemoBasket basket;
    NomoDemoReview review;
    guint n = nomo_demo_shop_plan_by_seed (self, index, &basket, steps);

    if (nomo_demo_hidden_has (gone, index) || nomo_demo_shop_was_put_by_hand (self, index) ||
        !nomo_demo_review_plan (&review, order_at (self, index)->seed, &basket, steps, n))
      continue;
    review.order = index;
    review.customer = order_at (self, index)->customer;
    nomo_demo_reviews_add (self->reviews, &review);
    nomo_demo_shop_tell (
        self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_REVIEW_WRITTEN, .index = index, .moment = review.created });
  }
}

static guint
add_customer (NomoDemoShop *self, gint64 id, gint64 serial, guint64 seed, gint64 registered)
{
  NomoDemoCustomer customer = { .id = id, .registered = registered, .serial = serial, .seed = seed };

  g_array_append_val (self->customers, customer);
  nomo_demo_shop_tell (self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_CUSTOMER_ADDED,
                                               .index = self->customers->len - 1,
                                               .moment = registered });
  return self->customers->len - 1;
}

static guint
generate_customer (NomoDemoShop *self, gint64 registered)
{
  guint serial = self->n_generated_customers++;
  guint64 seed = nomo_demo_random_mix (self->plan.seed, STREAM_CUSTOMER, serial);

  return add_customer (self, CUSTOMER_ID + serial * CUSTOMER_STRIDE + (gint64) (seed % 7000), 1000 + serial, seed,
                       registered);
}

/* Orders that are placed by hand leave the codes to those that come by themselves. */
static void
fill_new_basket (NomoDemoShop *self, NomoDemoBasket *basket, const NomoDemoOrder *order, const NomoDemoCustomer *buyer,
                 gboolean by_hand)
{
  const char *currency = nomo_demo_person_country (buyer->seed)->currency;
  const NomoDemoVoucher *voucher = NULL;

  nomo_demo_basket_fill (basket, order->seed, order->created, currency);
  if (basket->coupon == NOMO_DEMO_NO_DISCOUNT && !by_hand)
    voucher = nomo_demo_vouchers_give (self->vouchers, self, self->orders->len, order->seed, order->created,
                                       buyer->registered);
  if (voucher != NULL)
    nomo_demo_basket_fill_with (basket, order->seed, order->created, currency, voucher->discount, voucher->code);
}

static guint
append_order (NomoDemoShop *self, const NomoDemoOrder *wanted, gboolean by_hand)
{
  NomoDemoCustomer *buyer = &g_array_index (self->customers, NomoDemoCustomer, wanted->customer);
  NomoDemoOrder order = *wanted;
  NomoDemoBasket basket;

  fill_new_basket (self, &basket, &order, buyer, by_hand);
  order.total = basket.total;
  nomo_demo_tally_add (&self->tally, &basket, &buyer->used);
  buyer->n_orders++;
  buyer->spent += nomo_demo_basket_to_riyals (basket.total, basket.currency);
  g_array_append_val (self->orders, order);
  return self->orders->len - 1;
}

static void
leave_cart (NomoDemoShop *self)
{
  gint64 moment = nomo_demo_carts_peek (self->carts);
  guint64 seed = nomo_demo_random_mix (self->plan.seed, STREAM_CART, (guint64) moment);
  gboolean lost;
  guint customer;

  if (!nomo_demo_crowd_pick_for_cart (self->crowd, seed, &customer, &lost)) {
    nomo_demo_carts_skip (self->carts);
    return;
  }
  nomo_demo_carts_add (self->carts, customer, lost);
  nomo_demo_shop_tell (self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_CART_FILLED,
                                               .index = nomo_demo_carts_count_before (self->carts, moment + 1) - 1,
                                               .moment = moment });
}

/* Some orders are a cart that was left and is bought after all. */
static gboolean
comes_back (NomoDemoShop *self, guint index, gint64 created, guint *cart)
{
  guint64 chance = nomo_demo_random_mix (self->plan.seed, STREAM_BACK, index);

  return chance % 1000 < 130 && nomo_demo_carts_pick_open (self->carts, chance, created, cart);
}

static guint
pick_customer (NomoDemoShop *self, guint index, gint64 created, gboolean first)
{
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (self->plan.seed, STREAM_BUYER, index));
  return first ? generate_customer (self, created) : nomo_demo_crowd_pick_returning (self->crowd, &random);
}

static guint
generate_order (NomoDemoShop *self, gint64 created, gboolean newcomer, guint *cart)
{
  guint index = nomo_demo_crowd_get_n_buyers (self->crowd), customer, order;
  guint64 seed = nomo_demo_random_mix (self->plan.seed, STREAM_ORDER, index);
  gboolean first = newcomer || index == 0, back = !first && comes_back (self, index, created, cart);

  customer = back ? nomo_demo_carts_get (self->carts, *cart)->customer : pick_customer (self, index, created, first);
  nomo_demo_crowd_add_buyer (self->crowd, customer, first);
  order = append_order (self,
                        &(NomoDemoOrder) { .id = ORDER_ID + index * ORDER_STRIDE + (gint64) (seed % 20000),
                                           .reference = REFERENCE + index * 97 + (guint32) (seed % 89),
                                           .seed = seed,
                                           .created = created,
                                           .customer = customer },
                        FALSE);
  if (back)
    nomo_demo_carts_set_order (self->carts, *cart, order);
  else
    *cart = NOMO_DEMO_NO_CART;
  return order;
}

/* Picks exactly @wanted of the @left orders to come as somebody's first (Knuth's selection sampling). */
static gboolean
is_first_order (NomoDemoShop *self, NomoDemoRandom *random, guint index, guint wanted)
{
  guint left = self->plan.orders - index;

  return wanted > 0 && (index == 0 || nomo_demo_random_below (random, left) < wanted);
}

/* About one customer in twelve signs up and never buys; at least a third of the orders are somebody's second or later. */
static guint
count_buyers (const NomoDemoShopPlan *plan)
{
  guint buyers = MIN (plan->customers - plan->customers / 12, plan->orders * 2 / 3);

  return plan->orders > 0 ? MAX (buyers, MIN (plan->customers, 1)) : 0;
}

static void
leave_carts (NomoDemoShop *self, gint64 until)
{
  while (nomo_demo_carts_peek (self->carts) <= until)
    leave_cart (self);
}

static void
generate_visitor (NomoDemoShop *self, gint64 registered)
{
  leave_carts (self, registered);
  nomo_demo_crowd_add_visitor (self->crowd, generate_customer (self, registered));
}

static void
generate_history (NomoDemoShop *self)
{
  const NomoDemoShopPlan *plan = &self->plan;
  guint buyers = count_buyers (plan), visitors = plan->customers - buyers, visitor = 0;
  g_autofree gint64 *times =
      nomo_demo_rhythm_moments (plan->seed, STREAM_ORDER_TIMES, self->opened, plan->born, plan->orders);
  g_autofree gint64 *visits =
      nomo_demo_rhythm_moments (plan->seed, STREAM_VISITOR_TIMES, self->opened, plan->born, visitors);
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (plan->seed, STREAM_BUYER, G_MAXUINT64));
  for (guint i = 0; i < plan->orders; i++) {
    gboolean newcomer = is_first_order (self, &random, i, buyers);
    guint cart;

    for (; visitor < visitors && visits[visitor] <= times[i]; visitor++)
      generate_visitor (self, visits[visitor]);
    leave_carts (self, times[i]);
    buyers -= newcomer ? 1 : 0;
    order_settle (self, generate_order (self, times[i], newcomer, &cart), plan->born);
    expect_words (self, i);
  }
  for (; visitor < visitors; visitor++)
    generate_visitor (self, visits[visitor]);
  leave_carts (self, plan->born);
  hear_words (self, plan->born);
}

static void
schedule_trade (NomoDemoShop *self, gint64 after)
{
  self->next_trade =
      self->plan.trade > 0
          ? nomo_demo_rhythm_next (self->plan.seed, nomo_demo_crowd_get_n_buyers (self->crowd), after, self->plan.trade)
          : G_MAXINT64;
}

/**
 * nomo_demo_shop_close:
 * @self: a shop
 * @now: UTC milliseconds
 *
 * Nobody orders any more, leaves a cart, writes a review or changes what is known of them. What is there moves on.
 */
void
nomo_demo_shop_close (NomoDemoShop *self, gint64 now)
{
  self->closed = now;
  self->next_trade = G_MAXINT64;
  nomo_demo_carts_end (self->carts, now);
  nomo_demo_dues_free (self->words);
  self->words = nomo_demo_dues_new ();
}

/**
 * nomo_demo_shop_new:
 * @plan: what to make
 *
 * Makes a shop with 25 months of trade up to `plan->born`: exactly `plan->orders` orders and `plan->customers` customers
 * (one customer at least when there are orders). It is a pure function of @plan.
 *
 * Returns: (transfer full): a shop as it stood at its birth
 */
NomoDemoShop *
nomo_demo_shop_new (const NomoDemoShopPlan *plan)
{
  NomoDemoShop *self = g_new0 (NomoDemoShop, 1);

  self->plan = *plan;
  if (self->plan.orders > 0)
    self->plan.customers = MAX (self->plan.customers, 1);
  self->opened = nomo_demo_rhythm_months_before (plan->born, MONTHS);
  self->orders = g_array_sized_new (FALSE, FALSE, sizeof (NomoDemoOrder), plan->orders);
  self->customers = g_array_sized_new (FALSE, FALSE, sizeof (NomoDemoCustomer), plan->customers);
  self->crowd = nomo_demo_crowd_new (plan->orders);
  self->carts = nomo_demo_carts_new (plan->seed, self->opened, plan->born, plan->orders, plan->trade);
  self->dues = nomo_demo_dues_new ();
  self->words = nomo_demo_dues_new ();
  self->reviews = nomo_demo_reviews_new ();
  self->vouchers = nomo_demo_vouchers_new ();
  self->hand = nomo_demo_hand_new ();
  self->written = nomo_demo_written_new ();
  self->sorted = nomo_demo_sorted_new (self->orders, nomo_demo_hand_get_hidden (self->hand, NOMO_DEMO_ORDERS));
  generate_history (self);
  nomo_demo_sorted_fill (self->sorted);
  schedule_trade (self, plan->born);
  self->now = plan->born;
  self->closed = G_MAXINT64;
  nomo_demo_shop_init_told (self);
  return self;
}

void
nomo_demo_shop_free (NomoDemoShop *self)
{
  nomo_demo_sorted_free (self->sorted);
  nomo_demo_hand_free (self->hand);
  nomo_demo_written_free (self->written);
  nomo_demo_vouchers_free (self->vouchers);
  nomo_demo_reviews_free (self->reviews);
  nomo_demo_dues_free (self->words);
  nomo_demo_dues_free (self->prices);
  g_array_unref (self->orders);
  g_array_unref (self->customers);
  nomo_demo_crowd_free (self->crowd);
  nomo_demo_carts_free (self->carts);
  nomo_demo_dues_free (self->dues);
  g_free (self);
}

static void
trade_one (NomoDemoShop *self)
{
  guint64 index = nomo_demo_crowd_get_n_buyers (self->crowd);
  gint64 moment = self->next_trade;
  gboolean newcomer = nomo_demo_random_mix (self->plan.seed, STREAM_BUYER, index) % 1000 < 300;
  guint cart, order = generate_order (self, moment, newcomer, &cart);

  order_settle (self, order, moment);
  expect_words (self, order);
  nomo_demo_sorted_add (self->sorted, order);
  schedule_trade (self, moment);
  if (cart != NOMO_DEMO_NO_CART)
    nomo_demo_shop_tell (self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_CART_BOUGHT, .index = cart, .moment = moment });
  nomo_demo_shop_tell_order (self, order, moment, cart);
}

static void
move_one (NomoDemoShop *self)
{
  NomoDemoDue due = nomo_demo_dues_pop (self->dues);
  NomoDemoNews news = { .kind = NOMO_DEMO_NEWS_ORDER_MOVED, .index = due.order, .moment = due.moment };

  if (nomo_demo_shop_was_put_by_hand (self, due.order))
    return;
  news.before = order_at (self, due.order)->status;
  nomo_demo_sorted_take (self->sorted, due.order);
  order_settle (self, due.order, due.moment);
  nomo_demo_sorted_put (self->sorted, due.order);
  if (!nomo_demo_shop_has_lost (self, NOMO_DEMO_ORDERS, due.order))
    nomo_demo_shop_tell (self, &news);
}

/* Does what comes next, unless that is later than @now. */
static gboolean
live_on (NomoDemoShop *self, gint64 now)
{
  gint64 due = nomo_demo_dues_peek (self->dues), cart = nomo_demo_carts_peek (self->carts);
  gint64 told = nomo_demo_shop_peek_told (self), next = MIN (MIN (due, cart), MIN (told, self->next_trade));

  if (next > now)
    return FALSE;
  if (next == told)
    nomo_demo_shop_tell_next (self);
  else if (next == cart)
    leave_cart (self);
  else if (next == due)
    move_one (self);
  else
    trade_one (self);
  return TRUE;
}

/**
 * nomo_demo_shop_advance:
 * @self: a shop
 * @now: the present moment, UTC milliseconds
 *
 * Lets the shop live up to @now: orders arrive at its rate of trade, orders move on, carts are left and reviews written.
 */
void
nomo_demo_shop_advance (NomoDemoShop *self, gint64 now)
{
  while (live_on (self, now))
    ;
  hear_words (self, now);
  self->now = MAX (self->now, now);
}

static guint
hand_customer (NomoDemoShop *self, NomoDemoRandom *random, guint64 seed, gint64 now)
{
  gint64 last = self->customers->len > 0
                    ? g_array_index (self->customers, NomoDemoCustomer, self->customers->len - 1).id
                    : CUSTOMER_ID;

  if (nomo_demo_crowd_get_n_buyers (self->crowd) > 0 && !nomo_demo_random_chance (random, 300))
    return nomo_demo_crowd_pick_returning (self->crowd, random);
  return add_customer (self, last + 1, 50000000 + self->n_hand_orders, seed, now);
}

/**
 * nomo_demo_shop_place_orders:
 * @self: a shop
 * @now: the present moment, UTC milliseconds
 * @n: how many
 *
 * Places orders beside the generated ones, at @now. They are the last @n of the shop's orders.
 */
void
nomo_demo_shop_place_orders (NomoDemoShop *self, gint64 now, guint n)
{
  nomo_demo_shop_advance (self, now);
  for (guint i = 0; i < n; i++) {
    guint64 seed = nomo_demo_random_mix (self->plan.seed, STREAM_HAND, self->n_hand_orders);
    gint64 last = self->orders->len > 0 ? order_at (self, self->orders->len - 1)->id : ORDER_ID;
    NomoDemoRandom random;
    guint order;

    nomo_demo_random_init (&random, seed);
    order = append_order (self,
                          &(NomoDemoOrder) { .id = last + 1,
                                             .reference = HAND_REFERENCE + self->n_hand_orders,
                                             .seed = seed,
                                             .created = now,
                                             .customer = hand_customer (self, &random, seed, now) },
                          TRUE);
    self->n_hand_orders++;
    order_settle (self, order, now);
    expect_words (self, order);
    nomo_demo_sorted_add (self->sorted, order);
    nomo_demo_shop_tell_order (self, order, now, NOMO_DEMO_NO_CART);
  }
}
