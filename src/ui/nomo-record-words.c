#include "config.h"

#include "nomo-record-words.h"

#include "nomo-cart.h"
#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-customer.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-offer.h"
#include "nomo-order-event.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-promotion-words.h"
#include "nomo-review.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define MOST_STARS 5

static char *
dup_or (const char *text, const char *otherwise)
{
  return nomo_text_lead (text != NULL && *text != '\0' ? text : otherwise);
}

static char *
title_order (NomoRecord *order)
{
  g_autofree char *reference = nomo_text_isolate (nomo_record_get_text (order, ORDER_REFERENCE));

  /* Translators: %s is the number of an order */
  return g_strdup_printf (_ ("Order %s"), reference);
}

static const char *
word_type (NomoRecord *review)
{
  const char *type = nomo_record_get_text (review, REVIEW_TYPE);
  const char *words = nomo_field_get_choice_words (&nomo_review_entity ()->fields[REVIEW_TYPE], type);

  return words != NULL ? words : _ ("Review");
}

static char *
title_event (NomoRecord *event)
{
  const char *name = nomo_record_get_text (event, ORDER_EVENT_STATUS_NAME);
  const char *slug = nomo_record_get_text (event, ORDER_EVENT_STATUS);

  if (name == NULL)
    name = nomo_field_get_choice_words (&nomo_order_entity ()->fields[ORDER_STATUS], slug);
  return dup_or (name, slug != NULL ? slug : _ ("Note"));
}

/* A group has no code but many. */
static char *
title_coupon (NomoRecord *coupon)
{
  const char *code = nomo_record_get_text (coupon, COUPON_CODE);

  if (code != NULL)
    return nomo_text_isolate (code);
  return dup_or (nomo_record_get_text (coupon, COUPON_GROUP_NAME), _ ("Group of coupons"));
}

/**
 * nomo_record_words_title:
 * @record: an order, an event of one, a customer, product, cart, review, coupon or special offer
 *
 * Returns: (transfer full): what the record is called in a list or above a pane
 */
char *
nomo_record_words_title (NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);

  if (entity == nomo_order_entity ())
    return title_order (record);
  if (entity == nomo_customer_entity ())
    return dup_or (nomo_record_get_text (record, CUSTOMER_NAME), _ ("Customer without a name"));
  if (entity == nomo_cart_entity ())
    return dup_or (nomo_record_get_text (record, CART_NAME), _ ("Shopper without a name"));
  if (entity == nomo_product_entity ())
    return dup_or (nomo_record_get_text (record, PRODUCT_NAME), _ ("Product without a name"));
  if (entity == nomo_review_entity ())
    return dup_or (nomo_record_get_text (record, REVIEW_CONTENT), word_type (record));
  if (entity == nomo_order_event_entity ())
    return title_event (record);
  if (entity == nomo_coupon_entity ())
    return title_coupon (record);
  if (entity == nomo_offer_entity ())
    return dup_or (nomo_record_get_text (record, OFFER_NAME), _ ("Special offer without a name"));
  return g_strdup (_ (entity->label));
}

static char *
dup_first_line (const char *text)
{
  return g_strndup (text != NULL ? text : "", text != NULL ? strcspn (text, "\n") : 0);
}

static char *
join (const char *first, const char *second)
{
  g_autofree char *both = NULL;

  if (first == NULL || *first == '\0' || second == NULL || *second == '\0')
    return nomo_text_lead (first != NULL && *first != '\0' ? first : second != NULL ? second : "");
  both = g_strdup_printf ("%s · %s", first, second);
  return nomo_text_lead (both);
}

static char *
dup_when (NomoRecord *record, guint field, NomoShop *shop)
{
  if (nomo_record_is_null (record, field))
    return NULL;
  return nomo_format_recent (nomo_record_get_int (record, field), nomo_clock_now (), nomo_shop_get_zone (shop));
}

static char *
detail_customer (NomoRecord *customer)
{
  const char *phone = nomo_record_get_text (customer, CUSTOMER_PHONE);
  g_autofree char *number = phone != NULL ? nomo_format_phone (phone) : NULL;
  const char *city = nomo_record_get_text (customer, CUSTOMER_CITY);

  return number != NULL || city != NULL ? join (city, number) : g_strdup (_ ("Customer"));
}

static char *
detail_product (NomoRecord *product)
{
  const char *sku = nomo_record_get_text (product, PRODUCT_SKU);
  g_autofree char *island = sku != NULL ? nomo_text_isolate (sku) : NULL;

  return join (_ ("Product"), island);
}

/**
 * nomo_record_words_detail:
 * @record: an order, an event of one, a customer, product, cart, review, coupon or special offer
 * @shop: whose it is
 *
 * Returns: (transfer full): what tells the record from others that are called like it
 */
char *
nomo_record_words_detail (NomoRecord *record, NomoShop *shop)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  g_autofree char *when = NULL;
  g_autofree char *item = NULL;

  if (entity == nomo_customer_entity ())
    return detail_customer (record);
  if (entity == nomo_product_entity ())
    return detail_product (record);
  if (entity == nomo_coupon_entity () || entity == nomo_offer_entity ()) {
    item = nomo_promotion_words_gives (record);
    return join (_ (entity->label), item);
  }
  if (entity == nomo_order_entity ()) {
    when = dup_when (record, ORDER_DATE, shop);
    item = dup_first_line (nomo_record_get_text (record, ORDER_ITEMS_TEXT));
    return join (when, item);
  }
  if (entity == nomo_cart_entity ()) {
    when = dup_when (record, CART_CREATED_AT, shop);
    return join (_ ("Abandoned cart"), when);
  }
  if (entity == nomo_order_event_entity ()) {
    when = dup_when (record, ORDER_EVENT_CREATED_AT, shop);
    return join (when, nomo_record_get_text (record, ORDER_EVENT_NOTE));
  }
  if (entity == nomo_review_entity ()) {
    when = dup_when (record, REVIEW_CREATED_AT, shop);
    item = join (word_type (record), nomo_record_get_text (record, REVIEW_CUSTOMER_NAME));
    return join (item, when);
  }
  return g_strdup ("");
}

/**
 * nomo_record_words_rating:
 * @review: a review
 * @spoken: (out): the same for a screen reader
 *
 * Returns: (transfer full): its stars, or what it is when it has none
 */
char *
nomo_record_words_rating (NomoRecord *review, char **spoken)
{
  gint64 stars = nomo_record_get_int (review, REVIEW_RATING);
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *number = nomo_format_int (stars);

  if (nomo_record_is_null (review, REVIEW_RATING)) {
    *spoken = g_strdup (word_type (review));
    return g_strdup (*spoken);
  }
  for (int i = 0; i < MOST_STARS; i++)
    g_string_append (shown, i < stars ? "★" : "☆");
  /* Translators: the stars of a review; %s is a number from 1 to 5 */
  *spoken = g_strdup_printf (_ ("%s of 5 stars"), number);
  return g_string_free (g_steal_pointer (&shown), FALSE);
}
