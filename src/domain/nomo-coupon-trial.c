#include "config.h"

#include "nomo-coupon-trial.h"

#include "nomo-coupon.h"
#include "nomo-money.h"
#include "nomo-order-sums.h"
#include "nomo-order.h"
#include "nomo-percent.h"

#include <string.h>

struct _NomoCouponTrial {
  NomoRecord *coupon;
  NomoTrialLookups lookups;
  GHashTable *targets[COUPON_N_TARGETS]; /* of gint64; NULL without one */
  GHashTable *customers;                 /* of gint64; NULL for all */
  GHashTable *methods;                   /* of text; NULL for all */
  char *domain;                          /* NULL for all */
  gint64 most_uses;                      /* 0 without a limit */
  gint64 most_uses_each;                 /* 0 without a limit */
  gint64 uses;
  GHashTable *uses_each; /* id of a customer → gint64 */
};

/* An order under trial. */
typedef struct {
  NomoCouponTrial *trial;
  const NomoRecord *order;
  gint64 customer; /* 0 for a guest */
  NomoTrialEffect *effect;
} Case;

/* What every trial looks at in an order; nomo_order_counts_as_sale(), nomo_order_to_shop_money() and nomo_order_profit() look at
 * nothing else. */
static const NomoPick usual_pick = {
  .fields = NOMO_PICK (ORDER_STATUS) | NOMO_PICK (ORDER_TOTAL) | NOMO_PICK (ORDER_CURRENCY) | NOMO_PICK (ORDER_RATE) |
            NOMO_PICK (ORDER_TOTAL_SHOP) | NOMO_PICK (ORDER_SHOP_CURRENCY) | NOMO_PICK (ORDER_PENDING) |
            NOMO_PICK (ORDER_DRAFT) | NOMO_PICK (ORDER_CUSTOMER_ID) | NOMO_PICK (ORDER_SHIPPING) |
            NOMO_PICK (ORDER_TAX) | NOMO_PICK (ORDER_COD_FEE) | NOMO_PICK (ORDER_REFUNDED) |
            NOMO_PICK (ORDER_REFUNDED_AMOUNT) | NOMO_PICK (ORDER_DETAILED),
  .parts = {
    [ORDER_PART_ITEMS] = NOMO_PICK (ORDER_ITEM_QUANTITY) | NOMO_PICK (ORDER_ITEM_PRODUCT) |
                         NOMO_PICK (ORDER_ITEM_TOTAL) | NOMO_PICK (ORDER_ITEM_REDUCED),
    [ORDER_PART_DISCOUNTS] = NOMO_PICK (ORDER_DISCOUNT_TYPE) | NOMO_PICK (ORDER_DISCOUNT_CODE) |
                             NOMO_PICK (ORDER_DISCOUNT_AMOUNT),
  },
};

static void
add_id (GHashTable **set, gint64 id)
{
  if (*set == NULL)
    *set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (*set, g_memdup2 (&id, sizeof id));
}

static void
read_targets (NomoCouponTrial *self)
{
  NomoCouponTarget target;
  gint64 id;

  for (guint row = 0; row < nomo_record_count_part (self->coupon, COUPON_PART_TARGETS); row++)
    if (nomo_coupon_get_target (self->coupon, row, &target, &id))
      add_id (&self->targets[target], id);
}

static void
read_methods (NomoCouponTrial *self)
{
  for (guint row = 0; row < nomo_record_count_part (self->coupon, COUPON_PART_PAYMENT_METHODS); row++) {
    if (self->methods == NULL)
      self->methods = g_hash_table_new (g_str_hash, g_str_equal);
    g_hash_table_add (self->methods, (gpointer) nomo_record_part_text (self->coupon, COUPON_PART_PAYMENT_METHODS, row,
                                                                       COUPON_PAYMENT_METHOD));
  }
}

/* Merchants write it with the @ as well. */
static char *
dup_domain (const NomoRecord *coupon)
{
  const char *text = nomo_record_get_text (coupon, COUPON_BENEFICIARY_DOMAIN);
  const char *at = text != NULL ? strrchr (text, '@') : NULL;
  g_autofree char *domain = g_strdup (at != NULL ? at + 1 : text);

  if (domain == NULL || *g_strstrip (domain) == '\0')
    return NULL;
  return g_utf8_strdown (domain, -1);
}

/**
 * nomo_coupon_trial_new:
 * @coupon: a coupon that keeps the rules, or a draft of one
 * @lookups: where to look up what an order does not hold
 *
 * Returns: (transfer full): a trial that has seen no order yet
 */
NomoCouponTrial *
nomo_coupon_trial_new (const NomoRecord *coupon, const NomoTrialLookups *lookups)
{
  NomoCouponTrial *self = g_new0 (NomoCouponTrial, 1);

  self->coupon = nomo_record_ref ((NomoRecord *) coupon);
  self->lookups = *lookups;
  self->domain = dup_domain (coupon);
  self->most_uses = nomo_coupon_get_most_uses (coupon);
  self->most_uses_each = nomo_record_get_int (coupon, COUPON_USAGE_LIMIT_PER_USER);
  self->uses_each = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  read_targets (self);
  read_methods (self);
  for (guint row = 0; row < nomo_record_count_part (coupon, COUPON_PART_CUSTOMERS); row++)
    add_id (&self->customers, nomo_record_part_int (coupon, COUPON_PART_CUSTOMERS, row, COUPON_CUSTOMER));
  return self;
}

/**
 * nomo_coupon_trial_free:
 * @self: (transfer full): a trial
 */
void
nomo_coupon_trial_free (NomoCouponTrial *self)
{
  for (guint i = 0; i < COUPON_N_TARGETS; i++)
    g_clear_pointer (&self->targets[i], g_hash_table_unref);
  g_clear_pointer (&self->customers, g_hash_table_unref);
  g_clear_pointer (&self->methods, g_hash_table_unref);
  g_hash_table_unref (self->uses_each);
  nomo_record_unref (self->coupon);
  g_free (self->domain);
  g_free (self);
}

/**
 * nomo_coupon_trial_fill_pick:
 * @self: a trial
 * @pick: (out): what of an order the trial looks at, and what is needed to tell sales and profit
 */
void
nomo_coupon_trial_fill_pick (const NomoCouponTrial *self, NomoPick *pick)
{
  *pick = usual_pick;
  if (self->methods != NULL)
    pick->fields |= NOMO_PICK (ORDER_PAYMENT);
  if (self->domain != NULL)
    pick->fields |= NOMO_PICK (ORDER_CUSTOMER_EMAIL);
  if (self->targets[COUPON_EXCLUDE_SHIPPING] != NULL)
    pick->fields |= NOMO_PICK (ORDER_SHIPPING_COMPANY);
  if (!nomo_record_is_null (self->coupon, COUPON_APPLIED_IN))
    pick->fields |= NOMO_PICK (ORDER_CHANNEL);
}

/* The VAT of an amount in the order's own proportion. */
static gint64
vat_of (const NomoRecord *order, gint64 amount)
{
  gint64 total = MAX (nomo_record_get_int (order, ORDER_TOTAL), 0);

  return nomo_money_share (amount, CLAMP (nomo_record_get_int (order, ORDER_TAX), 0, total), total);
}

/* What an amount that an order holds without VAT is with it, in the shop's currency. Of an order that was all VAT there is no
 * proportion, and the amount stays as it is. */
static gboolean
get_gross (const NomoRecord *order, gint64 net, gint64 *gross)
{
  gint64 total = MAX (nomo_record_get_int (order, ORDER_TOTAL), 0);
  gint64 untaxed = total - CLAMP (nomo_record_get_int (order, ORDER_TAX), 0, total);

  if (untaxed > 0 && !nomo_money_scale (net, total, untaxed, &net))
    return FALSE;
  return nomo_order_to_shop_money (order, net, gross);
}

static gboolean
read_replaced (Case *self)
{
  gint64 net = 0;

  for (guint row = 0; row < nomo_record_count_part (self->order, ORDER_PART_DISCOUNTS); row++)
    if (nomo_order_discount_is_coupon (
            nomo_record_part_text (self->order, ORDER_PART_DISCOUNTS, row, ORDER_DISCOUNT_TYPE),
            nomo_record_part_text (self->order, ORDER_PART_DISCOUNTS, row, ORDER_DISCOUNT_CODE)) &&
        __builtin_add_overflow (
            net, MAX (nomo_record_part_int (self->order, ORDER_PART_DISCOUNTS, row, ORDER_DISCOUNT_AMOUNT), 0), &net))
      return FALSE;
  return get_gross (self->order, net, &self->effect->replaced);
}

static gint64
get_item_total (const NomoRecord *order, guint row)
{
  return MAX (nomo_record_part_int (order, ORDER_PART_ITEMS, row, ORDER_ITEM_TOTAL), 0);
}

static gboolean
read_basket (Case *self)
{
  gint64 sum = 0;

  for (guint row = 0; row < nomo_record_count_part (self->order, ORDER_PART_ITEMS); row++)
    if (__builtin_add_overflow (sum, get_item_total (self->order, row), &sum))
      return FALSE;
  return nomo_order_to_shop_money (self->order, sum, &self->effect->basket);
}

/* Returns whether the order is known well enough for any coupon to be tried on it. */
static gboolean
read_order (Case *self)
{
  NomoTrialEffect *effect = self->effect;

  if (nomo_record_get_int (self->order, ORDER_DETAILED) == 0 || nomo_record_is_null (self->order, ORDER_TOTAL_SHOP) ||
      nomo_record_count_part (self->order, ORDER_PART_ITEMS) == 0 ||
      g_strcmp0 (nomo_record_get_text (self->order, ORDER_SHOP_CURRENCY),
                 nomo_record_get_text (self->trial->coupon, COUPON_CURRENCY)) != 0)
    return FALSE;
  effect->before = effect->after = MAX (nomo_record_get_int (self->order, ORDER_TOTAL_SHOP), 0);
  effect->vat_before = effect->vat_after = vat_of (self->order, effect->before);
  return read_basket (self) && read_replaced (self);
}

static NomoTrialVerdict
judge_payment (const Case *self)
{
  const char *method = nomo_record_get_text (self->order, ORDER_PAYMENT);

  if (self->trial->methods == NULL || (method != NULL && g_hash_table_contains (self->trial->methods, method)))
    return NOMO_TRIAL_TOUCHED;
  return NOMO_TRIAL_LEFT;
}

/* Mahly is neither the shop's own app nor its website. */
static NomoTrialVerdict
judge_place (const Case *self)
{
  const char *place = nomo_record_get_text (self->trial->coupon, COUPON_APPLIED_IN);
  const char *channel = nomo_record_get_text (self->order, ORDER_CHANNEL);
  gboolean fits;

  if (g_strcmp0 (place, "app") != 0 && g_strcmp0 (place, "web") != 0)
    return NOMO_TRIAL_TOUCHED;
  if (channel == NULL)
    return NOMO_TRIAL_UNKNOWN;
  if (g_str_equal (place, "app"))
    fits = g_str_equal (channel, "mobile-app");
  else
    fits = !g_str_equal (channel, "mobile-app") && !g_str_equal (channel, "mahly-app");
  return fits ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT;
}

static NomoTrialVerdict
judge_shipping (const Case *self)
{
  GHashTable *excluded = self->trial->targets[COUPON_EXCLUDE_SHIPPING];
  gint64 company = nomo_record_get_int (self->order, ORDER_SHIPPING_COMPANY);

  if (excluded == NULL)
    return NOMO_TRIAL_TOUCHED;
  if (nomo_record_is_null (self->order, ORDER_SHIPPING_COMPANY))
    return NOMO_TRIAL_UNKNOWN;
  return g_hash_table_contains (excluded, &company) ? NOMO_TRIAL_LEFT : NOMO_TRIAL_TOUCHED;
}

/* Without a word on it the coupon stands alone, as Salla's form has it to begin with. */
static NomoTrialVerdict
judge_offers (const Case *self)
{
  if (nomo_record_get_int (self->trial->coupon, COUPON_WITH_OFFERS) != 0)
    return NOMO_TRIAL_TOUCHED;
  for (guint row = 0; row < nomo_record_count_part (self->order, ORDER_PART_DISCOUNTS); row++)
    if (g_strcmp0 (nomo_record_part_text (self->order, ORDER_PART_DISCOUNTS, row, ORDER_DISCOUNT_TYPE),
                   NOMO_ORDER_DISCOUNT_OFFER) == 0)
      return NOMO_TRIAL_LEFT;
  return NOMO_TRIAL_TOUCHED;
}

static NomoTrialVerdict
judge_minimum (const Case *self)
{
  return self->effect->basket >= nomo_record_get_int (self->trial->coupon, COUPON_MINIMUM) ? NOMO_TRIAL_TOUCHED
                                                                                           : NOMO_TRIAL_LEFT;
}

static NomoTrialVerdict
judge_uses (const Case *self)
{
  const NomoCouponTrial *trial = self->trial;
  const gint64 *own = g_hash_table_lookup (trial->uses_each, &self->customer);

  if (trial->most_uses > 0 && trial->uses >= trial->most_uses)
    return NOMO_TRIAL_LEFT;
  return trial->most_uses_each > 0 && own != NULL && *own >= trial->most_uses_each ? NOMO_TRIAL_LEFT
                                                                                   : NOMO_TRIAL_TOUCHED;
}

static const NomoTrialCustomer *
find_customer (const Case *self)
{
  return self->customer != 0 ? self->trial->lookups.find_customer (self->customer, self->trial->lookups.data) : NULL;
}

static NomoTrialVerdict
judge_customer (const Case *self)
{
  if (self->trial->customers == NULL || g_hash_table_contains (self->trial->customers, &self->customer))
    return NOMO_TRIAL_TOUCHED;
  return NOMO_TRIAL_LEFT;
}

static gboolean
has_any (GHashTable *set, const gint64 *ids, guint n_ids)
{
  for (guint i = 0; i < n_ids; i++)
    if (g_hash_table_contains (set, &ids[i]))
      return TRUE;
  return FALSE;
}

/* A guest is in no group. */
static NomoTrialVerdict
judge_groups (const Case *self)
{
  GHashTable *included = self->trial->targets[COUPON_INCLUDE_GROUP];
  GHashTable *excluded = self->trial->targets[COUPON_EXCLUDE_GROUP];
  const NomoTrialCustomer *customer = NULL;

  if (included == NULL && excluded == NULL)
    return NOMO_TRIAL_TOUCHED;
  if (self->customer == 0)
    return included != NULL ? NOMO_TRIAL_LEFT : NOMO_TRIAL_TOUCHED;
  customer = find_customer (self);
  if (customer == NULL)
    return NOMO_TRIAL_UNKNOWN;
  if (included != NULL && !has_any (included, customer->groups, customer->n_groups))
    return NOMO_TRIAL_LEFT;
  return excluded != NULL && has_any (excluded, customer->groups, customer->n_groups) ? NOMO_TRIAL_LEFT
                                                                                      : NOMO_TRIAL_TOUCHED;
}

/* Who has told no address has none of that domain. */
static NomoTrialVerdict
judge_domain (const Case *self)
{
  const char *email = nomo_record_get_text (self->order, ORDER_CUSTOMER_EMAIL);
  const NomoTrialCustomer *customer = NULL;
  g_autofree char *domain = NULL;

  if (self->trial->domain == NULL)
    return NOMO_TRIAL_TOUCHED;
  if (email == NULL)
    customer = find_customer (self);
  if (customer != NULL)
    email = customer->email;
  if (email == NULL || strrchr (email, '@') == NULL)
    return NOMO_TRIAL_LEFT;
  domain = g_utf8_strdown (strrchr (email, '@') + 1, -1);
  return g_str_equal (domain, self->trial->domain) ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT;
}

/* What one check refuses is refused, whatever is not known for another. */
static NomoTrialVerdict
both (NomoTrialVerdict a, NomoTrialVerdict b)
{
  return a == NOMO_TRIAL_LEFT || b == NOMO_TRIAL_LEFT ? NOMO_TRIAL_LEFT : MIN (a, b);
}

static NomoTrialVerdict
judge_conditions (const Case *self)
{
  static NomoTrialVerdict (*const checks[]) (const Case *) = {
    judge_payment, judge_place,    judge_shipping, judge_offers, judge_minimum,
    judge_uses,    judge_customer, judge_groups,   judge_domain,
  };
  NomoTrialVerdict verdict = NOMO_TRIAL_TOUCHED;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    verdict = both (verdict, checks[i](self));
    if (verdict == NOMO_TRIAL_LEFT)
      break;
  }
  return verdict;
}

static gboolean
is_included (const NomoCouponTrial *trial, gint64 id, const NomoTrialProduct *product)
{
  GHashTable *products = trial->targets[COUPON_INCLUDE_PRODUCT];
  GHashTable *categories = trial->targets[COUPON_INCLUDE_CATEGORY];

  if (products == NULL && categories == NULL)
    return TRUE;
  if (products != NULL && g_hash_table_contains (products, &id))
    return TRUE;
  return categories != NULL && has_any (categories, product->categories, product->n_categories);
}

static gboolean
is_excluded (const NomoCouponTrial *trial, gint64 id, const NomoTrialProduct *product)
{
  GHashTable *products = trial->targets[COUPON_EXCLUDE_PRODUCT];
  GHashTable *categories = trial->targets[COUPON_EXCLUDE_CATEGORY];
  GHashTable *brands = trial->targets[COUPON_EXCLUDE_BRAND];

  if (products != NULL && g_hash_table_contains (products, &id))
    return TRUE;
  if (categories != NULL && has_any (categories, product->categories, product->n_categories))
    return TRUE;
  return brands != NULL && g_hash_table_contains (brands, &product->brand);
}

/**
 * nomo_coupon_trial_covers:
 * @self: a trial
 * @id: id of a product
 * @product: what the coupon looks at in it
 *
 * Returns: whether the coupon is for that product as it is sold now
 */
gboolean
nomo_coupon_trial_covers (const NomoCouponTrial *self, gint64 id, const NomoTrialProduct *product)
{
  return is_included (self, id, product) && !is_excluded (self, id, product) &&
         (!product->reduced || nomo_record_get_int (self->coupon, COUPON_EXCLUDE_SALE) == 0);
}

static gboolean
names_products (const NomoCouponTrial *trial)
{
  return trial->targets[COUPON_INCLUDE_PRODUCT] != NULL || trial->targets[COUPON_EXCLUDE_PRODUCT] != NULL ||
         trial->targets[COUPON_INCLUDE_CATEGORY] != NULL || trial->targets[COUPON_EXCLUDE_CATEGORY] != NULL ||
         trial->targets[COUPON_EXCLUDE_BRAND] != NULL;
}

static NomoTrialVerdict
judge_reduced (const Case *self, guint row, const NomoTrialProduct *product)
{
  if (nomo_record_get_int (self->trial->coupon, COUPON_EXCLUDE_SALE) == 0)
    return NOMO_TRIAL_TOUCHED;
  if (!nomo_record_part_is_null (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_REDUCED))
    return nomo_record_part_int (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_REDUCED) != 0 ? NOMO_TRIAL_LEFT
                                                                                              : NOMO_TRIAL_TOUCHED;
  if (product == NULL)
    return NOMO_TRIAL_UNKNOWN;
  return product->reduced ? NOMO_TRIAL_LEFT : NOMO_TRIAL_TOUCHED;
}

static NomoTrialVerdict
judge_item (const Case *self, guint row)
{
  const NomoCouponTrial *trial = self->trial;
  gint64 id = nomo_record_part_int (self->order, ORDER_PART_ITEMS, row, ORDER_ITEM_PRODUCT);
  gboolean narrowed = names_products (trial);
  const NomoTrialProduct *product = NULL;
  NomoTrialVerdict verdict;

  if (id > 0 && (narrowed || nomo_record_get_int (trial->coupon, COUPON_EXCLUDE_SALE) != 0))
    product = trial->lookups.find_product (id, trial->lookups.data);
  verdict = judge_reduced (self, row, product);
  if (verdict == NOMO_TRIAL_LEFT || !narrowed)
    return verdict;
  if (product == NULL)
    return NOMO_TRIAL_UNKNOWN;
  return is_included (trial, id, product) && !is_excluded (trial, id, product) ? verdict : NOMO_TRIAL_LEFT;
}

static NomoTrialVerdict
read_eligible (Case *self)
{
  gint64 sum = 0;

  for (guint row = 0; row < nomo_record_count_part (self->order, ORDER_PART_ITEMS); row++) {
    NomoTrialVerdict verdict = judge_item (self, row);

    if (verdict == NOMO_TRIAL_UNKNOWN)
      return verdict;
    /* All items together can be added up, so these can. */
    if (verdict == NOMO_TRIAL_TOUCHED)
      sum += get_item_total (self->order, row);
  }
  if (!nomo_order_to_shop_money (self->order, sum, &self->effect->eligible))
    return NOMO_TRIAL_UNKNOWN;
  return sum > 0 ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT;
}

static gint64
get_discount (const NomoRecord *coupon, gint64 eligible)
{
  gint64 maximum = nomo_record_get_int (coupon, COUPON_MAXIMUM);
  gint64 percent = CLAMP (nomo_record_get_int (coupon, COUPON_PERCENT), 0, NOMO_PERCENT_WHOLE);
  gint64 discount;

  if (g_strcmp0 (nomo_record_get_text (coupon, COUPON_TYPE), "percentage") != 0)
    return CLAMP (nomo_record_get_int (coupon, COUPON_AMOUNT), 0, eligible);
  discount = nomo_money_share (eligible, percent, NOMO_PERCENT_WHOLE);
  return maximum > 0 ? MIN (discount, maximum) : discount;
}

/* Returns FALSE when an amount is beyond all bounds. */
static gboolean
take_off (Case *self)
{
  NomoTrialEffect *effect = self->effect;
  gint64 paid, shipping = 0;

  if (__builtin_add_overflow (effect->before, effect->replaced, &paid))
    return FALSE;
  if (nomo_record_get_int (self->trial->coupon, COUPON_FREE_SHIPPING) != 0 &&
      !get_gross (self->order, MAX (nomo_record_get_int (self->order, ORDER_SHIPPING), 0), &shipping))
    return FALSE;
  effect->shipping = MIN (shipping, paid);
  effect->discount = MIN (get_discount (self->trial->coupon, effect->eligible), paid - effect->shipping);
  return TRUE;
}

static void
count_use (Case *self)
{
  gint64 *own = g_hash_table_lookup (self->trial->uses_each, &self->customer);

  self->trial->uses++;
  if (self->customer == 0 || self->trial->most_uses_each == 0)
    return;
  if (own == NULL) {
    own = g_new0 (gint64, 1);
    g_hash_table_insert (self->trial->uses_each, g_memdup2 (&self->customer, sizeof self->customer), own);
  }
  ++*own;
}

static NomoTrialVerdict
judge (Case *self)
{
  NomoTrialEffect *effect = self->effect;
  NomoTrialVerdict verdict;

  if (!read_order (self))
    return NOMO_TRIAL_UNKNOWN;
  if (effect->before == 0)
    return NOMO_TRIAL_LEFT;
  verdict = both (judge_conditions (self), read_eligible (self));
  if (verdict != NOMO_TRIAL_TOUCHED)
    return verdict;
  if (!take_off (self))
    return NOMO_TRIAL_UNKNOWN;
  return effect->discount + effect->shipping > 0 ? NOMO_TRIAL_TOUCHED : NOMO_TRIAL_LEFT;
}

/**
 * nomo_coupon_trial_judge:
 * @self: a trial
 * @order: an order that counts as a sale, later than those judged before
 * @effect: (out): what comes of it; only of an order that is known
 *
 * Says what the coupon would have done with a past order, as if every shopper whom it suits had used it. Its beginning, end and
 * status do not matter.
 *
 * - Prices hold VAT. The basket is the goods of the order, VAT included, before any discount and without shipping and fees;
 *   the smallest basket is compared with all of them, also those that the coupon is not for.
 * - It is for the goods that one of its products or categories names, or for all when it names none; what is excluded is
 *   excluded, whatever else names it. A category stands for all below it as well: a shop shows them on its page, so that is
 *   what a merchant means who picks it. Whether an item was reduced says the order; where it does not, the product does as it
 *   is sold now.
 * - Off goes a percentage of the goods it is for, rounded half up, at most its maximum; or a fixed amount, at most those goods.
 *   When it is for none of the goods, nothing is taken off, and there is no free shipping either.
 * - Free shipping takes what was paid for shipping, VAT included. Nothing takes more than was paid.
 * - A coupon that the order used in fact is replaced: a basket has one. What offers and prizes took off stays. Beside an offer
 *   the coupon applies only when it says so.
 * - It is used up when it took something off as often as it may in all (of a group that many times for each code), and for a
 *   customer as often as each may. Guests cannot be told apart, so each is somebody new.
 * - The VAT of what would have been paid is in the proportion of what was: VAT ÷ total of the order.
 *
 * What the order holds without VAT (its shipping, what a coupon took off) gets it in that proportion. Amounts of another
 * currency are converted by the order's rate once they are added up; all bounds are the shop's currency.
 *
 * Too little is known of an order whose details were not read, that has no amount in the shop's currency, or of which anything
 * that the coupon asks for is not known; that it was refused for another reason is known all the same. Such an order uses
 * nothing up.
 *
 * Returns: the verdict
 */
NomoTrialVerdict
nomo_coupon_trial_judge (NomoCouponTrial *self, const NomoRecord *order, NomoTrialEffect *effect)
{
  Case one = { self, order, nomo_record_get_int (order, ORDER_CUSTOMER_ID), effect };
  NomoTrialVerdict verdict;

  *effect = (NomoTrialEffect) { 0 };
  verdict = judge (&one);
  if (verdict == NOMO_TRIAL_TOUCHED) {
    effect->after = effect->before + effect->replaced - effect->discount - effect->shipping;
    effect->vat_after = vat_of (order, effect->after);
    count_use (&one);
  } else {
    effect->replaced = effect->discount = effect->shipping = 0;
  }
  return verdict;
}
