#include "config.h"

#include "nomo-demo-reviews-list.h"

#include "nomo-calendar.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-list.h"
#include "nomo-demo-products.h"
#include "nomo-demo-rhythm.h"
#include "nomo-text.h"

#include <string.h>

/* An order is reviewed once at most, so its own id tells which review it is. */
#define REVIEW_ID G_GINT64_CONSTANT (412500000)

/**
 * nomo_demo_review_get_id:
 * @shop: a shop
 * @review: which of its reviews, by time
 *
 * Returns: its id
 */
gint64
nomo_demo_review_get_id (NomoDemoShop *shop, guint review)
{
  guint order = nomo_demo_reviews_get (nomo_demo_shop_get_reviews (shop), review)->order;

  return nomo_demo_shop_get_order (shop, order)->id + REVIEW_ID;
}

/**
 * nomo_demo_review_find:
 * @shop: a shop
 * @id: an id
 * @review: (out): which review that is
 *
 * Returns: whether it is there; that of an order that is gone still is
 */
gboolean
nomo_demo_review_find (NomoDemoShop *shop, gint64 id, guint *review)
{
  guint order;

  return nomo_demo_shop_find_ever (shop, NOMO_DEMO_ORDERS, id - REVIEW_ID, &order) &&
         nomo_demo_shop_find_review (shop, order, review);
}

static void
write_customer (NomoDemoCall *call, const NomoDemoReview *review, NomoDemoJson *json)
{
  const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (call->demo->shop, review->customer);
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_shop_fill_person (call->demo->shop, customer, &person);
  nomo_demo_json_begin_object (json, "customer");
  nomo_demo_json_id (json, "id", customer->id);
  nomo_demo_json_printf (json, "name", "%s %s", person.first, person.last);
  nomo_demo_json_int (json, "mobile", person.mobile);
  nomo_demo_json_string (json, "mobile_code", person.country->dial);
  nomo_demo_json_string (json, "email", person.email);
  nomo_demo_json_string (json, "avatar", NOMO_DEMO_AVATAR);
  nomo_demo_json_string (json, "country", person.country->name);
  nomo_demo_json_string (json, "city", person.city->name);
  nomo_demo_json_end_object (json);
}

static void
write_reply (const NomoDemoReview *review, gint64 id, gint64 now, NomoDemoJson *json)
{
  const char *reply = nomo_demo_review_get_reply (review, now);

  if (reply == NULL) {
    nomo_demo_json_null (json, "reply");
    return;
  }
  nomo_demo_json_begin_object (json, "reply");
  nomo_demo_json_id (json, "id", id * 10 + 1);
  nomo_demo_json_string (json, "content", reply);
  nomo_demo_json_end_object (json);
}

/* What a review is not about is an empty array, as an empty object is at Salla. */
static void
write_subject (NomoDemoCall *call, const NomoDemoReview *review, NomoDemoJson *json)
{
  if (nomo_demo_review_has_product (review))
    nomo_demo_product_write (call, review->product, "product", TRUE, json);
  else
    nomo_demo_json_empty_array (json, "product");
  if (review->kind == NOMO_DEMO_SHIPPING) {
    nomo_demo_json_begin_object (json, "shipping_company");
    nomo_demo_json_id (json, "id", 18330);
    nomo_demo_json_string (json, "name", "مندوب المتجر");
    nomo_demo_json_end_object (json);
  } else
    nomo_demo_json_empty_array (json, "shipping_company");
  nomo_demo_json_empty_array (json, "page");
  nomo_demo_json_empty_array (json, "blog");
}

static void
write_facts (const NomoDemoReview *review, const NomoDemoOrder *order, gboolean odd, NomoDemoJson *json)
{
  nomo_demo_json_string (json, "type", odd ? "whisper" : nomo_demo_review_get_type (review));
  if (review->stars > 0 && !odd)
    nomo_demo_json_int (json, "rating", review->stars);
  else
    nomo_demo_json_null (json, "rating");
  nomo_demo_json_string (json, "content", odd ? "🌹🌹👩🏽‍🌾" : nomo_demo_review_get_content (review));
  nomo_demo_json_id (json, "order_id", order->id);
  nomo_demo_json_id (json, "reference_id", order->reference);
  nomo_demo_json_bool (json, "is_published", nomo_demo_review_is_published (review));
  nomo_demo_json_local (json, "created_at", review->created);
  nomo_demo_json_int (json, "likes_count", review->likes);
  nomo_demo_json_empty_array (json, "images");
}

static void
write_review (NomoDemoCall *call, guint index, const char *name, NomoDemoJson *json)
{
  NomoDemoShop *shop = call->demo->shop;
  const NomoDemoReview *review = nomo_demo_reviews_get (nomo_demo_shop_get_reviews (shop), index);
  gboolean odd = nomo_demo_json_is_odd (json) && index % 3 == 0;
  gint64 id = nomo_demo_review_get_id (shop, index);

  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", id);
  write_facts (review, nomo_demo_shop_get_order (shop, review->order), odd, json);
  if (odd)
    nomo_demo_json_null (json, "customer");
  else
    write_customer (call, review, json);
  write_reply (review, id, call->now, json);
  write_subject (call, review, json);
  nomo_demo_json_end_object (json);
}

/* What is asked for; without any of it, all reviews that are left. */
typedef struct {
  const char *type;
  const char *publish;
  const char *reply;
  char *folded;
  GPtrArray *stars;
  GPtrArray *products;
  GPtrArray *customers;
  gint64 from;
  gint64 to; /* the first moment behind */
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->folded);
  g_clear_pointer (&wanted->stars, g_ptr_array_unref);
  g_clear_pointer (&wanted->products, g_ptr_array_unref);
  g_clear_pointer (&wanted->customers, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static gboolean
read_day (NomoDemoCall *call, const char *name, int days, gint64 *moment)
{
  const char *text = nomo_demo_call_get (call, name);
  int day;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (!nomo_day_parse (text, &day)) {
    nomo_demo_call_fail_fields (call, name, "صيغة التاريخ غير صحيحة");
    return FALSE;
  }
  *moment = (day + days) * NOMO_DEMO_DAY_MS - 3 * NOMO_DEMO_HOUR_MS;
  return TRUE;
}

static gboolean
wanted_fill (Wanted *wanted, NomoDemoCall *call)
{
  wanted->to = G_MAXINT64;
  wanted->type = nomo_demo_call_get (call, "type");
  wanted->publish = nomo_demo_call_get (call, "publish");
  wanted->reply = nomo_demo_call_get (call, "reply");
  wanted->folded = nomo_demo_list_dup_keyword (call);
  wanted->stars = nomo_demo_call_get_all (call, "stars");
  wanted->products = nomo_demo_call_get_all (call, "products");
  wanted->customers = nomo_demo_call_get_all (call, "customers");
  return read_day (call, "start_date", 0, &wanted->from) && read_day (call, "end_date", 1, &wanted->to);
}

static gboolean
wanted_is_plain (const Wanted *wanted)
{
  return wanted->type == NULL && wanted->publish == NULL && wanted->reply == NULL && wanted->folded == NULL &&
         wanted->stars->len == 0 && wanted->products->len == 0 && wanted->customers->len == 0 && wanted->from == 0 &&
         wanted->to == G_MAXINT64;
}

static gboolean
is_among (const GPtrArray *values, gint64 value)
{
  for (guint i = 0; i < values->len; i++)
    if (g_ascii_strtoll (g_ptr_array_index (values, i), NULL, 10) == value)
      return TRUE;
  return values->len == 0;
}

static gboolean
is_as_said (const char *said, gboolean value)
{
  return said == NULL || (g_str_equal (said, "1") || g_str_equal (said, "true")) == value;
}

static gboolean
has_words (const Wanted *wanted, const NomoDemoReview *review)
{
  g_autofree char *known = NULL;

  if (wanted->folded == NULL)
    return TRUE;
  known = nomo_text_fold (nomo_demo_review_get_content (review));
  return strstr (known, wanted->folded) != NULL;
}

static gboolean
wanted_has (const Wanted *wanted, NomoDemoCall *call, const NomoDemoReview *review)
{
  gint64 product = nomo_demo_review_has_product (review) ? nomo_demo_product_get_id (review->product) : 0;
  gint64 customer = nomo_demo_shop_get_customer (call->demo->shop, review->customer)->id;

  return review->created >= wanted->from && review->created < wanted->to &&
         (wanted->type == NULL || g_str_equal (wanted->type, nomo_demo_review_get_type (review))) &&
         is_as_said (wanted->publish, nomo_demo_review_is_published (review)) &&
         is_as_said (wanted->reply, nomo_demo_review_get_reply (review, call->now) != NULL) &&
         is_among (wanted->stars, review->stars) && is_among (wanted->products, product) &&
         is_among (wanted->customers, customer) && has_words (wanted, review);
}

static guint
count_left (NomoDemoShop *shop)
{
  return nomo_demo_shop_count_left (shop, NOMO_DEMO_REVIEWS,
                                    nomo_demo_reviews_get_n (nomo_demo_shop_get_reviews (shop)));
}

static guint
index_at (NomoDemoShop *shop, guint place)
{
  return nomo_demo_shop_nth_left (shop, NOMO_DEMO_REVIEWS, count_left (shop) - 1 - place);
}

static GArray *
select_reviews (const Wanted *wanted, NomoDemoCall *call)
{
  NomoDemoShop *shop = call->demo->shop;
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < count_left (shop); i++) {
    guint index = index_at (shop, i);

    if (wanted_has (wanted, call, nomo_demo_reviews_get (nomo_demo_shop_get_reviews (shop), index)))
      g_array_append_val (found, index);
  }
  return found;
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  GArray *found = data;

  write_review (call, found != NULL ? g_array_index (found, guint, place) : index_at (call->demo->shop, place), NULL,
                json);
}

/**
 * nomo_demo_reviews_list:
 * @call: `GET /reviews`
 * @unused: nothing
 *
 * Answers a page of reviews, newest first. Without a filter it costs what the page costs.
 */
void
nomo_demo_reviews_list (NomoDemoCall *call, gint64 unused)
{
  g_auto (Wanted) wanted = { 0 };
  g_autoptr (GArray) found = NULL;

  if (!wanted_fill (&wanted, call))
    return;
  if (!wanted_is_plain (&wanted))
    found = select_reviews (&wanted, call);
  nomo_demo_list_answer (call, found != NULL ? found->len : count_left (call->demo->shop), write_row, found);
}

/**
 * nomo_demo_reviews_get_one:
 * @call: `GET /reviews/{id}`
 * @id: the id
 */
void
nomo_demo_reviews_get_one (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;
  guint review;

  if (!nomo_demo_review_find (call->demo->shop, id, &review)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  write_review (call, review, "data", json);
  nomo_demo_call_end (call, json);
}
