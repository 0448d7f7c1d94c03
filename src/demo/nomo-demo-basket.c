#include "config.h"

#include "nomo-demo-basket.h"

#include "nomo-demo-names.h"
#include "nomo-demo-price.h"
#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"

enum { STREAM_BASKET = 401 };

static const struct {
  const char *method;
  guint weight;
} methods[] = {
  { "mada", 300 },
  { "apple_pay", 270 },
  { "credit_card", 90 },
  { "tamara_installment", 90 },
  { "tabby_installment", 70 },
  { "stc_pay", 50 },
  { "cod", 70 },
  { "bank", 60 },
};

/**
 * nomo_demo_basket_rate:
 * @currency: the order's currency
 *
 * Returns: how many riyals one unit of @currency is, decimal text
 */
const char *
nomo_demo_basket_rate (const char *currency)
{
  if (g_str_equal (currency, "KWD"))
    return "12.21000000";
  if (g_str_equal (currency, "USD"))
    return "3.75000000";
  return g_str_equal (currency, "AED") ? "1.02110000" : "1.00000000";
}

/**
 * nomo_demo_basket_convert:
 * @halalas: a price in SAR
 * @currency: "SAR", "AED", "KWD" or "USD"
 *
 * Returns: the price that the shop asks in @currency, in its minor units, rounded to a price one can pay
 */
gint64
nomo_demo_basket_convert (gint64 halalas, const char *currency)
{
  if (g_str_equal (currency, "KWD"))
    return (halalas * 10 * 100 / 1221 + 25) / 50 * 50;
  if (g_str_equal (currency, "USD"))
    return (halalas * 100 / 375 + 12) / 25 * 25;
  if (g_str_equal (currency, "AED"))
    return (halalas * 10000 / 10211 + 12) / 25 * 25;
  return halalas;
}

/**
 * nomo_demo_basket_to_riyals:
 * @amount: minor units of @currency
 * @currency: "SAR", "AED", "KWD" or "USD"
 *
 * Returns: what the amount is worth in halalas at nomo_demo_basket_rate(), rounded half up
 */
gint64
nomo_demo_basket_to_riyals (gint64 amount, const char *currency)
{
  if (g_str_equal (currency, "KWD"))
    return (amount * 1221 + 500) / 1000;
  if (g_str_equal (currency, "USD"))
    return (amount * 375 + 50) / 100;
  if (g_str_equal (currency, "AED"))
    return (amount * 10211 + 5000) / 10000;
  return amount;
}

/**
 * nomo_demo_basket_net:
 * @gross: an amount with 15 % VAT
 *
 * Returns: the amount without, rounded half up
 */
gint64
nomo_demo_basket_net (gint64 gross)
{
  return (gross * 200 + 115) / 230;
}

static guint
pick_product (NomoDemoRandom *random)
{
  guint sum = 0, target;

  for (guint i = 0; i < nomo_demo_n_products; i++)
    sum += nomo_demo_products[i].weight;
  target = nomo_demo_random_below (random, sum);
  for (guint i = 0;; i++) {
    if (target < nomo_demo_products[i].weight)
      return i;
    target -= nomo_demo_products[i].weight;
  }
}

static const char *
pick_method (NomoDemoRandom *random, const char *currency)
{
  guint target = nomo_demo_random_below (random, 1000);

  if (!g_str_equal (currency, "SAR"))
    return target < 600 ? "credit_card" : "apple_pay";
  for (guint i = 0;; i++) {
    if (target < methods[i].weight)
      return methods[i].method;
    target -= methods[i].weight;
  }
}

static gint64
fill_items (NomoDemoBasket *self, NomoDemoRandom *random, gint64 created)
{
  static const guint counts[] = { 1, 1, 1, 1, 1, 1, 1, 1, 2, 2 };
  gint64 sum = 0;

  self->n_items = counts[nomo_demo_random_below (random, G_N_ELEMENTS (counts))];
  if (nomo_demo_random_chance (random, 45))
    self->n_items += 2;
  for (guint i = 0; i < self->n_items; i++) {
    NomoDemoItem *item = &self->items[i];
    NomoDemoPrice price;

    item->product = pick_product (random);
    item->quantity = nomo_demo_random_chance (random, 70) ? 2 + nomo_demo_random_below (random, 3) : 1;
    price = nomo_demo_price_at (item->product, created);
    item->price = nomo_demo_basket_convert (nomo_demo_price_asked (&price), self->currency);
    item->regular = nomo_demo_basket_convert (price.regular, self->currency);
    sum += item->price * item->quantity;
  }
  return sum;
}

static const struct {
  const char *title;
  const char *code;
  guint percent;
} discounts[] = {
  [NOMO_DEMO_NO_DISCOUNT] = { NULL, NULL, 0 },
  [NOMO_DEMO_WARD] = { "خصم ورد", "WARD10", 10 },
  [NOMO_DEMO_NOUF] = { "كود المسوّقة نوف", "NOUF15", 15 },
  [NOMO_DEMO_WHITE] = { "عرض الجمعة البيضاء", "WHITE25", 25 },
  [NOMO_DEMO_GRAD] = { "دفعة التخرّج", NULL, 15 },
  [NOMO_DEMO_LOYAL] = { "هدية الأوفياء", NULL, 15 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (discounts) == NOMO_DEMO_N_DISCOUNTS);

static NomoDemoDiscount
pick_discount (NomoDemoRandom *random, gint64 created)
{
  guint chance = nomo_demo_random_below (random, 1000);

  if (nomo_demo_rhythm_is_white_friday (nomo_demo_rhythm_day (created)) && chance < 640)
    return NOMO_DEMO_WHITE;
  if (chance < 90)
    return NOMO_DEMO_WARD;
  return chance < 120 ? NOMO_DEMO_NOUF : NOMO_DEMO_NO_DISCOUNT;
}

/* The discount's net part takes up what rounding leaves, so that the parts add up. */
static void
add_up (NomoDemoBasket *self, gint64 gross_items, gint64 gross_shipping, gint64 gross_cod, gint64 gross_discount)
{
  self->total = gross_items + gross_shipping + gross_cod - gross_discount;
  self->tax = self->total - nomo_demo_basket_net (self->total);
  self->shipping = nomo_demo_basket_net (gross_shipping);
  self->cod = nomo_demo_basket_net (gross_cod);
  self->discount = nomo_demo_basket_net (gross_discount);
  self->sub_total = self->total - self->tax - self->shipping - self->cod + self->discount;
}

/**
 * nomo_demo_basket_fill:
 * @self: (out caller-allocates): the basket
 * @seed: the order's own seed
 * @created: when the order was placed, UTC milliseconds
 * @currency: "SAR", "AED" or "KWD"
 */
void
nomo_demo_basket_fill (NomoDemoBasket *self, guint64 seed, gint64 created, const char *currency)
{
  nomo_demo_basket_fill_with (self, seed, created, currency, NOMO_DEMO_NO_DISCOUNT, NULL);
}

/**
 * nomo_demo_basket_fill_with:
 * @self: (out caller-allocates): the basket
 * @seed: the order's own seed
 * @created: when the order was placed, UTC milliseconds
 * @currency: "SAR", "AED" or "KWD"
 * @wanted: what it uses if it would use none
 * @code: (nullable): the code of that, which must outlive @self
 */
void
nomo_demo_basket_fill_with (NomoDemoBasket *self, guint64 seed, gint64 created, const char *currency,
                            NomoDemoDiscount wanted, const char *code)
{
  NomoDemoRandom random;
  gint64 items, shipping, cod, discount;

  *self = (NomoDemoBasket) { .currency = currency };
  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_BASKET, 0));
  self->payment_method = pick_method (&random, currency);
  items = fill_items (self, &random, created);
  self->coupon = pick_discount (&random, created);
  if (self->coupon == NOMO_DEMO_NO_DISCOUNT)
    self->coupon = wanted;
  self->discount_title = discounts[self->coupon].title;
  self->discount_code = discounts[self->coupon].code != NULL ? discounts[self->coupon].code : code;
  discount = (items * discounts[self->coupon].percent + 50) / 100;
  shipping = items >= nomo_demo_basket_convert (40000, currency) || nomo_demo_random_chance (&random, 120)
                 ? 0
                 : nomo_demo_basket_convert (2500, currency);
  cod = g_str_equal (self->payment_method, "cod") ? nomo_demo_basket_convert (1700, currency) : 0;
  add_up (self, items, shipping, cod, discount);
}

static gint64
convert (gint64 amount, const char *from, const char *to)
{
  return nomo_demo_basket_convert (nomo_demo_basket_to_riyals (amount, from), to);
}

/**
 * nomo_demo_basket_restate:
 * @self: a basket
 * @currency: what its amounts are told in from now on
 * @total: what it comes to, in minor units of @currency
 *
 * The goods take up what the total is more or less. If there is not enough left for them, nothing is taken for shipping.
 */
void
nomo_demo_basket_restate (NomoDemoBasket *self, const char *currency, gint64 total)
{
  if (!g_str_equal (currency, self->currency)) {
    for (guint i = 0; i < self->n_items; i++) {
      self->items[i].price = convert (self->items[i].price, self->currency, currency);
      self->items[i].regular = convert (self->items[i].regular, self->currency, currency);
    }
    self->shipping = convert (self->shipping, self->currency, currency);
    self->cod = convert (self->cod, self->currency, currency);
    self->discount = convert (self->discount, self->currency, currency);
  }
  self->currency = currency;
  self->total = total;
  self->tax = total - nomo_demo_basket_net (total);
  if (total - self->tax < self->shipping + self->cod)
    self->shipping = self->cod = 0;
  self->sub_total = total - self->tax - self->shipping - self->cod + self->discount;
}

/**
 * nomo_demo_basket_find_currency:
 * @text: an ISO code
 *
 * Returns: (nullable): the same, for as long as the program runs; %NULL if no amount can be told in it
 */
const char *
nomo_demo_basket_find_currency (const char *text)
{
  static const char *const known[] = { "SAR", "AED", "KWD", "USD" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i], text))
      return known[i];
  return NULL;
}
