#pragma once

#include "nomo-pick.h"
#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoTrialProduct:
 * @categories: (array length=n_categories): the categories it is in, and all above them
 * @n_categories: how many they are
 * @brand: its brand, 0 without one
 * @reduced: whether it is sold at a reduced price now
 *
 * What a coupon looks at in a product.
 */
typedef struct {
  const gint64 *categories;
  guint n_categories;
  gint64 brand;
  gboolean reduced;
} NomoTrialProduct;

/**
 * NomoTrialCustomer:
 * @groups: (array length=n_groups): the groups the customer is in
 * @n_groups: how many they are
 * @email: (nullable): the customer's e-mail address
 *
 * What a coupon looks at in a customer.
 */
typedef struct {
  const gint64 *groups;
  guint n_groups;
  const char *email;
} NomoTrialCustomer;

/**
 * NomoTrialLookups:
 * @find_product: tells of a product; %NULL when it is not known
 * @find_customer: tells of a customer; %NULL when the customer is not known
 * @data: for both
 *
 * Where a trial looks up what an order does not hold. What is given must last until the next call.
 */
typedef struct {
  const NomoTrialProduct *(*find_product) (gint64 id, gpointer data);
  const NomoTrialCustomer *(*find_customer) (gint64 id, gpointer data);
  gpointer data;
} NomoTrialLookups;

/**
 * NomoTrialVerdict:
 * @NOMO_TRIAL_UNKNOWN: too little is known of the order to say
 * @NOMO_TRIAL_LEFT: the order stays as it was
 * @NOMO_TRIAL_TOUCHED: the coupon applies and takes something off
 *
 * What a coupon does with an order.
 */
typedef enum {
  NOMO_TRIAL_UNKNOWN,
  NOMO_TRIAL_LEFT,
  NOMO_TRIAL_TOUCHED,
} NomoTrialVerdict;

/**
 * NomoTrialEffect:
 * @basket: the goods, VAT included, before any discount
 * @eligible: those of them that the coupon is for
 * @before: what was paid
 * @vat_before: the VAT in it
 * @replaced: what the coupon took off that the order used in fact
 * @discount: what the coupon takes off the goods
 * @shipping: what it takes off by free shipping
 * @after: what would have been paid
 * @vat_after: the VAT in it
 *
 * An order with and without a coupon, in minor units of the shop's currency.
 */
typedef struct {
  gint64 basket;
  gint64 eligible;
  gint64 before;
  gint64 vat_before;
  gint64 replaced;
  gint64 discount;
  gint64 shipping;
  gint64 after;
  gint64 vat_after;
} NomoTrialEffect;

/**
 * NomoCouponTrial:
 *
 * A coupon that is tried on past orders, one after the other.
 */
typedef struct _NomoCouponTrial NomoCouponTrial;

NomoCouponTrial *nomo_coupon_trial_new (const NomoRecord *coupon, const NomoTrialLookups *lookups);
void nomo_coupon_trial_fill_pick (const NomoCouponTrial *self, NomoPick *pick);
gboolean nomo_coupon_trial_covers (const NomoCouponTrial *self, gint64 id, const NomoTrialProduct *product);
NomoTrialVerdict nomo_coupon_trial_judge (NomoCouponTrial *self, const NomoRecord *order, NomoTrialEffect *effect);
void nomo_coupon_trial_free (NomoCouponTrial *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCouponTrial, nomo_coupon_trial_free)

G_END_DECLS
