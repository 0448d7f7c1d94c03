#include "config.h"

#include "nomo-demo-shop.h"

#include "nomo-demo-crowd.h"
#include "nomo-demo-dues.h"
#include "nomo-demo-person.h"
#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-search.h"

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

struct _NomoDemoShop {
  NomoDemoShopPlan plan;
  gint64 opened;
  GArray *orders;    /* NomoDemoOrder, by time */
  GArray *by_update; /* guint32, by (updated, index) */
  GArray *by_total;  /* guint32, NULL until asked for */
  GArray *customers; /* NomoDemoCustomer, by time */
  NomoDemoCrowd *crowd;
  NomoDemoCarts *carts;
  NomoDemoDues *dues;
  NomoDemoTally tally;
  guint n_generated_customers;
  guint n_hand_orders;
  gint64 next_trade; /* G_MAXINT64 when the shop rests */
};

static NomoDemoOrder *
order_at (NomoDemoShop *self, guint index)
{
  return &g_array_index (self->orders, NomoDemoOrder, index);
}

/**
 * nomo_demo_shop_plan_order:
 * @self: a shop
 * @order: one of its orders
 * @steps: (out caller-allocates) (array fixed-size=8): where the order stands, ascending
 *
 * Returns: how many steps there are; only the first `order->step + 1` have come to pass
 */
guint
nomo_demo_shop_plan_order (NomoDemoShop *self, const NomoDemoOrder *order, NomoDemoStep *steps)
{
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (self, order->customer);
  NomoDemoBasket basket;

  nomo_demo_basket_fill (&basket, order->seed, order->created, nomo_demo_person_country (customer->seed)->currency);
  return nomo_demo_status_plan (order->seed, order->created, basket.payment_method,
                                nomo_demo_person_is_near (customer->seed), steps);
}

/* Moves an order to where it stands at @now and asks to be called again when that changes. */
static void
order_settle (NomoDemoShop *self, guint index, gint64 now)
{
  NomoDemoOrder *order = order_at (self, index);
  NomoDemoStep steps[NOMO_DEMO_MAX_STEPS];
  guint n = nomo_demo_shop_plan_order (self, order, steps);
  guint step = order->step;

  while (step + 1 < n && steps[step + 1].moment <= now)
    step++;
  order->step = (guint8) step;
  order->status = (guint8) steps[step].status;
  order->updated = steps[step].moment;
  if (step + 1 < n)
    nomo_demo_dues_push (self->dues, steps[step + 1].moment, index);
}

static int
compare_update (NomoDemoShop *self, guint32 a, guint32 b)
{
  const NomoDemoOrder *x = order_at (self, a), *y = order_at (self, b);

  if (x->updated != y->updated)
    return x->updated < y->updated ? -1 : 1;
  return a < b ? -1 : a > b;
}

static int
compare_update_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return compare_update (data, *(const guint32 *) a, *(const guint32 *) b);
}

static guint
find_by_update (NomoDemoShop *self, guint32 index)
{
  guint low = 0, high = self->by_update->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (compare_update (self, g_array_index (self->by_update, guint32, middle), index) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
insert_by_update (NomoDemoShop *self, guint32 index)
{
  g_array_insert_val (self->by_update, find_by_update (self, index), index);
}

static guint
add_customer (NomoDemoShop *self, gint64 id, gint64 serial, guint64 seed, gint64 registered)
{
  NomoDemoCustomer customer = { .id = id, .registered = registered, .serial = serial, .seed = seed };

  g_array_append_val (self->customers, customer);
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

static guint
append_order (NomoDemoShop *self, gint64 id, guint32 reference, guint64 seed, gint64 created, guint customer)
{
  NomoDemoCustomer *buyer = &g_array_index (self->customers, NomoDemoCustomer, customer);
  NomoDemoOrder order = { .id = id, .created = created, .seed = seed, .customer = customer, .reference = reference };
  NomoDemoBasket basket;

  nomo_demo_basket_fill (&basket, seed, created, nomo_demo_person_country (buyer->seed)->currency);
  order.total = basket.total;
  nomo_demo_tally_add (&self->tally, &basket, &buyer->used);
  buyer->n_orders++;
  buyer->spent += nomo_demo_basket_to_riyals (basket.total, basket.currency);
  g_array_append_val (self->orders, order);
  g_clear_pointer (&self->by_total, g_array_unref);
  return self->orders->len - 1;
}

static void
leave_cart (NomoDemoShop *self)
{
  guint64 seed = nomo_demo_random_mix (self->plan.seed, STREAM_CART, (guint64) nomo_demo_carts_peek (self->carts));
  gboolean lost;
  guint customer;

  if (nomo_demo_crowd_pick_for_cart (self->crowd, seed, &customer, &lost))
    nomo_demo_carts_add (self->carts, customer, lost);
  else
    nomo_demo_carts_skip (self->carts);
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
generate_order (NomoDemoShop *self, gint64 created, gboolean newcomer)
{
  guint index = nomo_demo_crowd_get_n_buyers (self->crowd), cart, customer, order;
  guint64 seed = nomo_demo_random_mix (self->plan.seed, STREAM_ORDER, index);
  gboolean first = newcomer || index == 0, back = !first && comes_back (self, index, created, &cart);

  customer = back ? nomo_demo_carts_get (self->carts, cart)->customer : pick_customer (self, index, created, first);
  nomo_demo_crowd_add_buyer (self->crowd, customer, first);
  order = append_order (self, ORDER_ID + index * ORDER_STRIDE + (gint64) (seed % 20000),
                        REFERENCE + index * 97 + seed % 89, seed, created, customer);
  if (back)
    nomo_demo_carts_set_order (self->carts, cart, order);
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

    for (; visitor < visitors && visits[visitor] <= times[i]; visitor++)
      generate_visitor (self, visits[visitor]);
    leave_carts (self, times[i]);
    buyers -= newcomer ? 1 : 0;
    order_settle (self, generate_order (self, times[i], newcomer), plan->born);
  }
  for (; visitor < visitors; visitor++)
    generate_visitor (self, visits[visitor]);
  leave_carts (self, plan->born);
}

static void
sort_by_update (NomoDemoShop *self)
{
  for (guint32 i = 0; i < self->orders->len; i++)
    g_array_append_val (self->by_update, i);
  g_array_sort_with_data (self->by_update, compare_update_cb, self);
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
  self->by_update = g_array_sized_new (FALSE, FALSE, sizeof (guint32), plan->orders);
  self->customers = g_array_sized_new (FALSE, FALSE, sizeof (NomoDemoCustomer), plan->customers);
  self->crowd = nomo_demo_crowd_new (plan->orders);
  self->carts = nomo_demo_carts_new (plan->seed, self->opened, plan->born, plan->orders, plan->trade);
  self->dues = nomo_demo_dues_new ();
  generate_history (self);
  sort_by_update (self);
  schedule_trade (self, plan->born);
  return self;
}

void
nomo_demo_shop_free (NomoDemoShop *self)
{
  g_array_unref (self->orders);
  g_array_unref (self->by_update);
  g_clear_pointer (&self->by_total, g_array_unref);
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
  guint order = generate_order (self, moment, newcomer);

  order_settle (self, order, moment);
  insert_by_update (self, order);
  schedule_trade (self, moment);
}

static void
move_one (NomoDemoShop *self)
{
  NomoDemoDue due = nomo_demo_dues_pop (self->dues);

  g_array_remove_index (self->by_update, find_by_update (self, due.order));
  order_settle (self, due.order, due.moment);
  insert_by_update (self, due.order);
}

/**
 * nomo_demo_shop_advance:
 * @self: a shop
 * @now: the present moment, UTC milliseconds
 *
 * Lets the shop live up to @now: orders arrive at its rate of trade, orders move on, and carts are left.
 */
void
nomo_demo_shop_advance (NomoDemoShop *self, gint64 now)
{
  for (;;) {
    gint64 due = nomo_demo_dues_peek (self->dues), cart = nomo_demo_carts_peek (self->carts);

    if (MIN (MIN (due, cart), self->next_trade) > now)
      return;
    if (cart <= MIN (due, self->next_trade))
      leave_cart (self);
    else if (due <= self->next_trade)
      move_one (self);
    else
      trade_one (self);
  }
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
    order = append_order (self, last + 1, HAND_REFERENCE + self->n_hand_orders, seed, now,
                          hand_customer (self, &random, seed, now));
    self->n_hand_orders++;
    order_settle (self, order, now);
    insert_by_update (self, order);
  }
}

guint
nomo_demo_shop_get_n_orders (NomoDemoShop *self)
{
  return self->orders->len;
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
 * Returns: (transfer none): the orders' indices by their last change, the earliest first
 */
const guint32 *
nomo_demo_shop_get_by_update (NomoDemoShop *self)
{
  return (const guint32 *) (const void *) self->by_update->data;
}

static int
compare_total_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;
  gint64 x = order_at (data, i)->total, y = order_at (data, j)->total;

  if (x != y)
    return x < y ? -1 : 1;
  return i < j ? -1 : i > j;
}

/**
 * nomo_demo_shop_get_by_total:
 * @self: a shop
 *
 * Returns: (transfer none): the orders' indices by total, the smallest first; made when asked for, kept until an order comes
 */
const guint32 *
nomo_demo_shop_get_by_total (NomoDemoShop *self)
{
  if (self->by_total == NULL) {
    self->by_total = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->orders->len);
    g_array_append_vals (self->by_total, self->by_update->data, self->by_update->len);
    g_array_sort_with_data (self->by_total, compare_total_cb, self);
  }
  return (const guint32 *) (const void *) self->by_total->data;
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

  return nomo_demo_search_find (self->orders, G_STRUCT_OFFSET (NomoDemoOrder, id), id, &index) ? order_at (self, index)
                                                                                               : NULL;
}

/**
 * nomo_demo_shop_count_before:
 * @self: a shop
 * @moment: UTC milliseconds
 *
 * Returns: how many orders were placed before @moment
 */
guint
nomo_demo_shop_count_before (NomoDemoShop *self, gint64 moment)
{
  return nomo_demo_search_count_below (self->orders, G_STRUCT_OFFSET (NomoDemoOrder, created), moment);
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

  return nomo_demo_search_find (self->customers, G_STRUCT_OFFSET (NomoDemoCustomer, id), id, &index)
             ? nomo_demo_shop_get_customer (self, index)
             : NULL;
}

/**
 * nomo_demo_shop_get_customer_updated:
 * @self: a shop
 * @customer: one of its customers
 * @now: the present moment, UTC milliseconds
 *
 * Most customers never touch their data after they have registered; one in eight does, some weeks later.
 *
 * Returns: UTC milliseconds
 */
gint64
nomo_demo_shop_get_customer_updated (NomoDemoShop *self, const NomoDemoCustomer *customer, gint64 now)
{
  gint64 edited = customer->registered + (gint64) (customer->seed >> 8) % (90 * NOMO_DEMO_DAY_MS);

  return customer->seed % 8 == 0 && edited <= now ? edited : customer->registered;
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
