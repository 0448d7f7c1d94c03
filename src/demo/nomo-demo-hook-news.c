#include "config.h"

#include "nomo-demo-carts-list.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-hooks.h"

#define LOW 5 /* as few as that are said to be few */

/* Which events tell of what happens. Salla has no other for it: none for a coupon that is written, for one. */

static void
send (NomoDemoHooks *self, const char *event, NomoDemoEntity entity, const NomoDemoNews *news)
{
  nomo_demo_hooks_send (self, event, entity, news->index, news->moment);
}

static const char *
event_of_status (NomoDemoStatus status)
{
  if (status == NOMO_DEMO_CANCELED)
    return "order.cancelled";
  return status == NOMO_DEMO_REFUNDED ? "order.refunded" : NULL;
}

static void
tell_move (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoNews *news)
{
  NomoDemoStatus status = nomo_demo_shop_get_order (shop, news->index)->status;
  const char *event = event_of_status (status);

  send (self, "order.status.updated", NOMO_DEMO_ORDERS, news);
  send (self, "order.updated", NOMO_DEMO_ORDERS, news);
  if (news->before == NOMO_DEMO_PAYMENT_PENDING && status == NOMO_DEMO_UNDER_REVIEW)
    send (self, "order.payment.updated", NOMO_DEMO_ORDERS, news);
  if (event != NULL)
    send (self, event, NOMO_DEMO_ORDERS, news);
  if (status == NOMO_DEMO_COMPLETED || status == NOMO_DEMO_RESTORED)
    send (self, "invoice.created", NOMO_DEMO_ORDERS, news);
}

static void
tell_shelf (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoItem *item, gint64 moment)
{
  NomoDemoStock before, after;

  if (nomo_demo_shop_has_lost (shop, NOMO_DEMO_PRODUCTS, item->product))
    return;
  nomo_demo_stock_fill_before (&before, shop, item->product, moment, item->quantity);
  nomo_demo_stock_fill (&after, shop, item->product, moment);
  if (!g_str_equal (nomo_demo_stock_get_status (&before), nomo_demo_stock_get_status (&after)))
    nomo_demo_hooks_send (self, "product.status.updated", NOMO_DEMO_PRODUCTS, item->product, moment);
  if (!after.unlimited && after.quantity <= LOW && (before.quantity > LOW || before.quantity < after.quantity))
    nomo_demo_hooks_send (self, "product.quantity.low", NOMO_DEMO_PRODUCTS, item->product, moment);
}

static void
tell_order (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoNews *news)
{
  NomoDemoBasket basket;

  nomo_demo_shop_fill_basket (shop, nomo_demo_shop_get_order (shop, news->index), &basket);
  if (news->cart == NOMO_DEMO_NO_CART && basket.coupon != NOMO_DEMO_NO_DISCOUNT)
    send (self, "coupon.applied", NOMO_DEMO_ORDERS, news);
  send (self, "order.created", NOMO_DEMO_ORDERS, news);
  for (guint i = 0; i < basket.n_items; i++)
    tell_shelf (self, shop, &basket.items[i], news->moment);
}

static void
tell_coupon (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoNews *news)
{
  NomoDemoCartView cart;

  nomo_demo_cart_view_fill (&cart, shop, news->index);
  if (cart.basket.coupon != NOMO_DEMO_NO_DISCOUNT)
    send (self, "coupon.applied", NOMO_DEMO_CARTS, news);
}

/* Who comes back changes the cart first. */
static void
tell_bought (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoNews *news)
{
  tell_coupon (self, shop, news);
  if (nomo_demo_shop_has_lost (shop, NOMO_DEMO_CARTS, news->index))
    return;
  send (self, "abandoned.cart", NOMO_DEMO_CARTS, news);
  send (self, "abandoned.cart.status.changed", NOMO_DEMO_CARTS, news);
  send (self, "abandoned.cart.purchased", NOMO_DEMO_CARTS, news);
}

static void
tell_product (NomoDemoHooks *self, const NomoDemoNews *news)
{
  static const struct {
    NomoDemoPart part;
    const char *event;
  } events[] = {
    { NOMO_DEMO_PART_NAME, "product.updated" },
    { NOMO_DEMO_PART_PRICE, "product.price.updated" },
    { NOMO_DEMO_PART_PICTURE, "product.image.updated" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if ((news->parts & events[i].part) != 0)
      send (self, events[i].event, NOMO_DEMO_PRODUCTS, news);
}

static void
tell_review (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoNews *news)
{
  guint review;

  if (nomo_demo_shop_find_review (shop, news->index, &review))
    nomo_demo_hooks_send (self, "review.added", NOMO_DEMO_REVIEWS, review, news->moment);
}

static void
tell_edit (NomoDemoHooks *self, const NomoDemoNews *news)
{
  send (self, "order.updated", NOMO_DEMO_ORDERS, news);
  if ((news->parts & NOMO_DEMO_PART_TOTAL) != 0)
    send (self, "order.total.price.updated", NOMO_DEMO_ORDERS, news);
  if ((news->parts & NOMO_DEMO_PART_CUSTOMER) != 0)
    send (self, "order.customer.updated", NOMO_DEMO_ORDERS, news);
}

static void
tell_gone (NomoDemoHooks *self, const NomoDemoNews *news)
{
  static const char *const events[NOMO_DEMO_N_ENTITIES] = {
    [NOMO_DEMO_ORDERS] = "order.deleted",
    [NOMO_DEMO_PRODUCTS] = "product.deleted",
    [NOMO_DEMO_BRANDS] = "brand.deleted",
  };

  if (events[news->entity] != NULL)
    send (self, events[news->entity], news->entity, news);
}

/**
 * nomo_demo_hook_news_tell:
 * @self: webhooks
 * @shop: the shop that they tell of
 * @news: what has just happened in it
 */
void
nomo_demo_hook_news_tell (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoNews *news)
{
  switch (news->kind) {
  case NOMO_DEMO_NEWS_ORDER_PLACED:
    tell_order (self, shop, news);
    break;
  case NOMO_DEMO_NEWS_ORDER_MOVED:
    tell_move (self, shop, news);
    break;
  case NOMO_DEMO_NEWS_ORDER_EDITED:
    tell_edit (self, news);
    break;
  case NOMO_DEMO_NEWS_CUSTOMER_ADDED:
    send (self, "customer.created", NOMO_DEMO_CUSTOMERS, news);
    break;
  case NOMO_DEMO_NEWS_CUSTOMER_EDITED:
    send (self, "customer.updated", NOMO_DEMO_CUSTOMERS, news);
    break;
  case NOMO_DEMO_NEWS_PRODUCT_EDITED:
    tell_product (self, news);
    break;
  case NOMO_DEMO_NEWS_CART_FILLED:
    tell_coupon (self, shop, news);
    break;
  case NOMO_DEMO_NEWS_CART_LEFT:
    send (self, "abandoned.cart", NOMO_DEMO_CARTS, news);
    break;
  case NOMO_DEMO_NEWS_CART_BOUGHT:
    tell_bought (self, shop, news);
    break;
  case NOMO_DEMO_NEWS_REVIEW_WRITTEN:
    tell_review (self, shop, news);
    break;
  case NOMO_DEMO_NEWS_GONE:
    tell_gone (self, news);
    break;
  }
}
