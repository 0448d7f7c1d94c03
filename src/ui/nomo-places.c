#include "config.h"

#include "nomo-places.h"

#include "nomo-carts-page.h"
#include "nomo-code-batch-page.h"
#include "nomo-code-maker.h"
#include "nomo-codes-page.h"
#include "nomo-coupon-builder.h"
#include "nomo-coupons-page.h"
#include "nomo-customers-page.h"
#include "nomo-drafts-page.h"
#include "nomo-features-page.h"
#include "nomo-offers-page.h"
#include "nomo-orders-page.h"
#include "nomo-outbox-page.h"
#include "nomo-overview-page.h"
#include "nomo-products-page.h"
#include "nomo-reviews-page.h"
#include "nomo-seasons-page.h"

#include <glib/gi18n.h>

#define STORE     N_ ("Store")
#define MARKETING N_ ("Marketing")
#define AUDIENCE  N_ ("Audience")

/* Translators: the lists with semicolons are never shown: they are other words that a merchant would type to find a page, an
 * action or a setting. Write those of your language, without a limit, and leave out those of English: they are found anyway. */
static const NomoPlace places[] = {
  { "overview", N_ ("Overview"), "nomo-overview-symbolic", NULL, NULL, nomo_overview_page_new,
    N_ ("home;start;dashboard;sales;figures;charts;statistics;today") },
  { "features", N_ ("Features"), "nomo-features-symbolic", NULL, NULL, nomo_features_page_new,
    N_ ("switches;automation;alerts;notifications;reminders") },
  { "orders", N_ ("Orders"), "nomo-bag-symbolic", STORE, "order", nomo_orders_page_new,
    N_ ("purchases;invoices;shipments;sold;transactions") },
  { "carts", N_ ("Abandoned carts"), "nomo-cart-symbolic", STORE, "cart", nomo_carts_page_new,
    N_ ("baskets;left;unfinished;checkout;WhatsApp;follow up"), NC_ ("bottom bar", "Carts") },
  { "products", N_ ("Products"), "nomo-gift-symbolic", STORE, "product", nomo_products_page_new,
    N_ ("goods;items;stock;prices;catalogue;inventory") },
  { "reviews", N_ ("Reviews"), "nomo-star-symbolic", STORE, "review", nomo_reviews_page_new,
    N_ ("stars;ratings;opinions;comments;questions") },
  { "coupons", N_ ("Coupons"), "nomo-coupon-symbolic", MARKETING, "coupon", nomo_coupons_page_new,
    N_ ("codes;vouchers;discounts;promotions;marketers") },
  { "customers", N_ ("Customers"), "nomo-customers-symbolic", AUDIENCE, "customer", nomo_customers_page_new,
    N_ ("people;buyers;clients;phones;contacts") },
  { "offers", N_ ("Special offers"), "nomo-percent-symbolic", MARKETING, "offer", nomo_offers_page_new,
    N_ ("deals;discounts;promotions;buy one get one"), NULL, "coupons" },
  { "drafts", N_ ("Drafts"), "nomo-note-symbolic", MARKETING, NULL, nomo_drafts_page_new,
    N_ ("begun;unfinished;unpublished;coupons"), NULL, "coupons" },
  { "codes", N_ ("Codes"), "nomo-coupon-symbolic", MARKETING, NULL, nomo_codes_page_new,
    N_ ("single-use codes;batches;vouchers;leaks;gift codes;unique"), NULL, "coupons" },
  { "seasons", N_ ("Seasons"), "nomo-calendar-symbolic", MARKETING, NULL, nomo_seasons_page_new,
    N_ ("Ramadan;Eid;National Day;Founding Day;White Friday;back to school;salary;occasions"), NULL, "coupons" },
  { "outbox", N_ ("Waiting for Salla"), "nomo-sync-symbolic", NULL, NULL, nomo_outbox_page_new,
    N_ ("outbox;unsent;pending;refused;publish;send"), NULL, "overview" },
  { "coupon-builder", N_ ("New coupon"), "nomo-coupon-symbolic", MARKETING, NULL, nomo_coupon_builder_new, NULL, NULL,
    "coupons" },
  { "code-batch", N_ ("Batch of codes"), "nomo-coupon-symbolic", MARKETING, NULL, nomo_code_batch_page_new, NULL, NULL,
    "coupons" },
  { "code-maker", N_ ("New codes"), "nomo-coupon-symbolic", MARKETING, NULL, nomo_code_maker_new, NULL, NULL,
    "coupons" },
};

/**
 * nomo_places:
 * @n_places: (out): how many there are
 *
 * Returns: (array length=n_places): the pages that exist, in the sidebar's order; those that share a row of another stand last
 */
const NomoPlace *
nomo_places (guint *n_places)
{
  *n_places = G_N_ELEMENTS (places);
  return places;
}

/**
 * nomo_places_find:
 * @entity: the name of an entity
 *
 * Returns: (nullable): the page that lists its records
 */
const NomoPlace *
nomo_places_find (const char *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].entity, entity) == 0)
      return &places[i];
  return NULL;
}

/**
 * nomo_places_get:
 * @name: how actions and the session name a page
 *
 * Returns: (nullable): that page
 */
const NomoPlace *
nomo_places_get (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (places[i].name, name) == 0)
      return &places[i];
  return NULL;
}

/**
 * nomo_places_get_row:
 * @name: how actions and the session name a page
 *
 * Returns: the name of the page in whose row of the sidebar it is found
 */
const char *
nomo_places_get_row (const char *name)
{
  const NomoPlace *place = nomo_places_get (name);

  return place != NULL && place->row != NULL ? place->row : name;
}
