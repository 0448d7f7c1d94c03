#include "config.h"

#include "nomo-demo-books.h"

#include "nomo-demo-carts-list.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-coupon.h"
#include "nomo-demo-groups.h"
#include "nomo-demo-offers.h"
#include "nomo-demo-reading.h"
#include "nomo-demo-reviews-list.h"
#include "nomo-demo-users.h"

static guint
count_members (NomoDemoShop *shop, guint group)
{
  guint n = 0;

  for (guint i = 0; i < nomo_demo_shop_get_n_customers (shop); i++)
    n += !nomo_demo_shop_has_lost (shop, NOMO_DEMO_CUSTOMERS, i) &&
                 nomo_demo_group_has (group, nomo_demo_shop_get_customer (shop, i))
             ? 1
             : 0;
  return n;
}

static void
write_group (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_group_get_id (index));
  nomo_demo_json_string (json, "name", nomo_demo_group_get_name (index));
  nomo_demo_json_int (json, "customers", count_members (demo->shop, index));
  nomo_demo_json_end_object (json);
}

static void
write_money (NomoDemoJson *json, const char *name, gint64 halalas)
{
  g_autofree char *text = nomo_demo_json_dup_decimal (halalas, "SAR");
  g_autofree char *minor = g_strconcat (name, "_minor", NULL);

  nomo_demo_json_string (json, name, text);
  nomo_demo_json_int (json, minor, halalas);
}

static void
write_shelf (NomoDemoJson *json, const NomoDemoStock *stock)
{
  if (stock->unlimited)
    nomo_demo_json_null (json, "quantity");
  else
    nomo_demo_json_int (json, "quantity", stock->quantity);
  nomo_demo_json_int (json, "sold", stock->sold);
  nomo_demo_json_int (json, "ratings", stock->n_ratings);
  nomo_demo_json_int (json, "stars", stock->stars);
  nomo_demo_json_int (json, "views", stock->views);
}

static void
write_product (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoProduct *product = &nomo_demo_products[index];
  g_autofree char *sku = nomo_demo_product_dup_sku (index);
  NomoDemoStock stock;
  guint brand;

  nomo_demo_stock_fill (&stock, demo->shop, index, nomo_demo_store_now (demo));
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_product_get_id (index));
  nomo_demo_json_string (json, "sku", sku);
  nomo_demo_json_string (json, "name", stock.name);
  nomo_demo_json_string (json, "type", product->type);
  nomo_demo_json_string (json, "status", nomo_demo_stock_get_status (&stock));
  write_money (json, "price", nomo_demo_price_asked (&stock.price));
  write_money (json, "regular_price", stock.price.regular);
  write_money (json, "sale_price", stock.price.sale);
  write_money (json, "cost_price", stock.cost);
  nomo_demo_json_int (json, "sale_ends_at", stock.price.sale_ends);
  write_shelf (json, &stock);
  nomo_demo_json_int (json, "category_id", nomo_demo_category_get_id (product->category));
  if (nomo_demo_product_get_brand (index, &brand))
    nomo_demo_json_int (json, "brand_id", nomo_demo_brand_get_id (brand));
  else
    nomo_demo_json_null (json, "brand_id");
  nomo_demo_json_int (json, "updated_at", stock.price.changed);
  nomo_demo_json_end_object (json);
}

static guint
count_products (NomoDemoShop *shop, guint category)
{
  guint n = 0;

  for (guint i = 0; i < nomo_demo_n_products; i++)
    n += nomo_demo_product_is_in (i, category) && !nomo_demo_shop_has_lost (shop, NOMO_DEMO_PRODUCTS, i) ? 1 : 0;
  return n;
}

static void
write_category (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  guint parent = nomo_demo_categories[index].parent;

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_category_get_id (index));
  nomo_demo_json_string (json, "name", nomo_demo_categories[index].name);
  nomo_demo_json_string (json, "status", nomo_demo_category_get_status (index));
  nomo_demo_json_int (json, "parent_id", parent != index ? nomo_demo_category_get_id (parent) : 0);
  nomo_demo_json_int (json, "products", count_products (demo->shop, index));
  nomo_demo_json_end_object (json);
}

static void
write_codes (NomoDemoStore *demo, const NomoDemoCoupon *coupon, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "group_codes");
  for (guint i = 0; i < coupon->n_codes; i++) {
    g_autofree char *code = nomo_demo_coupon_dup_child (coupon, demo->shop, i);

    nomo_demo_json_string (json, NULL, code);
  }
  nomo_demo_json_end_array (json);
}

static void
write_coupon (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  NomoDemoCoupon coupon;

  nomo_demo_coupon_fill (&coupon, demo->shop, index, nomo_demo_store_now (demo));
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", coupon.id);
  nomo_demo_json_string (json, "code", coupon.code);
  nomo_demo_json_string (json, "type", coupon.type);
  write_money (json, "amount", coupon.amount);
  write_money (json, "minimum", coupon.minimum);
  write_money (json, "maximum", coupon.maximum);
  nomo_demo_json_string (json, "marketer", coupon.marketer.name);
  nomo_demo_json_int (json, "codes", coupon.n_codes);
  write_codes (demo, &coupon, json);
  nomo_demo_json_bool (json, "active", !coupon.inactive);
  nomo_demo_json_int (json, "uses", coupon.uses.orders);
  nomo_demo_json_int (json, "customers", coupon.uses.customers);
  write_money (json, "sales", coupon.uses.sales);
  nomo_demo_json_int (json, "starts_at", coupon.starts);
  nomo_demo_json_int (json, "ends_at", coupon.ends);
  nomo_demo_json_int (json, "created_at", coupon.created);
  nomo_demo_json_int (json, "updated_at", coupon.updated);
  nomo_demo_json_end_object (json);
}

static void
write_cart_items (NomoDemoJson *json, const NomoDemoBasket *basket)
{
  nomo_demo_json_begin_array (json, "items");
  for (guint i = 0; i < basket->n_items; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_int (json, "product_id", nomo_demo_product_get_id (basket->items[i].product));
    nomo_demo_json_int (json, "quantity", basket->items[i].quantity);
    nomo_demo_json_int (json, "price_minor", basket->items[i].price);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
}

static void
write_cart (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  NomoDemoCartView cart;
  g_autofree char *total = NULL;

  nomo_demo_cart_view_fill (&cart, demo->shop, index);
  total = nomo_demo_json_dup_decimal (cart.basket.total, cart.basket.currency);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", cart.id);
  nomo_demo_json_string (json, "status", cart.order != NULL ? "purchased" : "active");
  nomo_demo_json_int (json, "customer_id", cart.customer->id);
  if (cart.order != NULL)
    nomo_demo_json_int (json, "order_id", cart.order->id);
  else
    nomo_demo_json_null (json, "order_id");
  nomo_demo_json_string (json, "total", total);
  nomo_demo_json_int (json, "total_minor", cart.basket.total);
  nomo_demo_json_string (json, "currency", cart.basket.currency);
  nomo_demo_json_string (json, "coupon", cart.basket.discount_code);
  write_cart_items (json, &cart.basket);
  nomo_demo_json_int (json, "created_at", cart.created);
  nomo_demo_json_int (json, "updated_at", cart.updated);
  nomo_demo_json_end_object (json);
}

static void
write_brand (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_brand_get_id (index));
  nomo_demo_json_string (json, "name", nomo_demo_brands[index].arabic);
  nomo_demo_json_string (json, "letter", nomo_demo_brands[index].latin);
  nomo_demo_json_end_object (json);
}

static void
write_employee (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoUser *user = nomo_demo_user_get (index);

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_user_get_id (index));
  nomo_demo_json_string (json, "name", user->name);
  nomo_demo_json_string (json, "email", user->email);
  nomo_demo_json_string (json, "mobile", user->mobile);
  nomo_demo_json_string (json, "role", user->role);
  nomo_demo_json_int (json, "created_at", nomo_demo_user_get_created (index, demo->shop));
  nomo_demo_json_end_object (json);
}

static void
write_products (NomoDemoJson *json, const char *name, const int *list)
{
  nomo_demo_json_begin_array (json, name);
  for (guint i = 0; list != NULL && list[i] >= 0; i++)
    nomo_demo_json_int (json, NULL, nomo_demo_product_get_id ((guint) list[i]));
  nomo_demo_json_end_array (json);
}

static void
write_offer_goods (NomoDemoJson *json, const NomoDemoOffer *offer)
{
  write_products (json, "buy_product_ids", offer->buy_products);
  nomo_demo_json_begin_array (json, "buy_category_ids");
  for (guint i = 0; offer->buy_categories != NULL && offer->buy_categories[i] >= 0; i++)
    nomo_demo_json_int (json, NULL, nomo_demo_category_get_id ((guint) offer->buy_categories[i]));
  nomo_demo_json_end_array (json);
  write_products (json, "get_product_ids", offer->get_products);
  nomo_demo_json_int (json, "buy_quantity", offer->buy_quantity);
  nomo_demo_json_int (json, "get_quantity", offer->get_quantity);
}

/* Discounts are in hundredths: of a percent or of a riyal. */
static void
write_offer (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoOffer *offer = nomo_demo_offer_get (index);
  gint64 starts, ends;

  nomo_demo_offer_read_term (index, demo->shop, &starts, &ends);
  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_offer_get_id (index));
  nomo_demo_json_string (json, "name", offer->name);
  nomo_demo_json_string (json, "message", offer->message);
  nomo_demo_json_string (json, "type", offer->type);
  nomo_demo_json_string (json, "applied_to", offer->applied_to);
  nomo_demo_json_bool (json, "active", !offer->inactive);
  write_offer_goods (json, offer);
  nomo_demo_json_int (json, "discount", offer->discount);
  nomo_demo_json_int (json, "price_minor", offer->price);
  nomo_demo_json_int (json, "minimum_minor", offer->minimum);
  nomo_demo_json_begin_array (json, "tiers");
  for (guint i = 0; i < offer->n_tiers; i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_int (json, "from", offer->tiers[i].from);
    nomo_demo_json_int (json, "discount", offer->tiers[i].discount);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
  nomo_demo_json_int (json, "starts_at", starts);
  nomo_demo_json_int (json, "ends_at", ends);
  nomo_demo_json_end_object (json);
}

static void
write_review (NomoDemoStore *demo, guint index, NomoDemoJson *json)
{
  const NomoDemoReview *review = nomo_demo_reviews_get (nomo_demo_shop_get_reviews (demo->shop), index);
  const NomoDemoOrder *order = nomo_demo_shop_get_order (demo->shop, review->order);
  const char *reply = nomo_demo_review_get_reply (review, nomo_demo_store_now (demo));

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_int (json, "id", nomo_demo_review_get_id (demo->shop, index));
  nomo_demo_json_string (json, "type", nomo_demo_review_get_type (review));
  nomo_demo_json_int (json, "stars", review->stars);
  nomo_demo_json_string (json, "content", nomo_demo_review_get_content (review));
  nomo_demo_json_int (json, "order_id", order->id);
  nomo_demo_json_int (json, "reference_id", order->reference);
  nomo_demo_json_int (json, "customer_id", nomo_demo_shop_get_customer (demo->shop, review->customer)->id);
  if (nomo_demo_review_has_product (review))
    nomo_demo_json_int (json, "product_id", nomo_demo_product_get_id (review->product));
  else
    nomo_demo_json_null (json, "product_id");
  nomo_demo_json_bool (json, "published", nomo_demo_review_is_published (review));
  nomo_demo_json_int (json, "likes", review->likes);
  nomo_demo_json_string (json, "reply", reply);
  nomo_demo_json_int (json, "created_at", review->created);
  if (reply != NULL)
    nomo_demo_json_int (json, "replied_at", review->answered);
  else
    nomo_demo_json_null (json, "replied_at");
  nomo_demo_json_end_object (json);
}

void
nomo_demo_books_groups (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_N_ENTITIES, nomo_demo_groups_get_n (), write_group);
}

void
nomo_demo_books_products (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_PRODUCTS, nomo_demo_n_products, write_product);
}

void
nomo_demo_books_categories (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_CATEGORY_LIST, NOMO_DEMO_N_CATEGORIES, write_category);
}

void
nomo_demo_books_brands (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_BRANDS, nomo_demo_n_brands, write_brand);
}

void
nomo_demo_books_coupons (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_COUPONS, nomo_demo_coupons_get_n (call->demo->shop), write_coupon);
}

void
nomo_demo_books_offers (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_OFFERS, nomo_demo_offers_get_n (), write_offer);
}

void
nomo_demo_books_employees (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_N_ENTITIES, nomo_demo_users_get_n (), write_employee);
}

void
nomo_demo_books_carts (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_CARTS, nomo_demo_carts_count_abandoned (call->demo->shop, call->now, 0),
                      write_cart);
}

void
nomo_demo_books_reviews (NomoDemoCall *call)
{
  nomo_demo_read_out (call, NOMO_DEMO_REVIEWS, nomo_demo_reviews_get_n (nomo_demo_shop_get_reviews (call->demo->shop)),
                      write_review);
}
