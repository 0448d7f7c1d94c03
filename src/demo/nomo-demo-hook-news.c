#include "config.h"

#include "nomo-demo-hooks.h"

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
  if (news->entity == NOMO_DEMO_ORDERS)
    send (self, "order.deleted", NOMO_DEMO_ORDERS, news);
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
    send (self, "order.created", NOMO_DEMO_ORDERS, news);
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
  case NOMO_DEMO_NEWS_GONE:
    tell_gone (self, news);
    break;
  default:
    break;
  }
}
