#include "config.h"

#include "nomo-demo-shop-private.h"

/**
 * nomo_demo_shop_hide:
 * @self: a shop
 * @entity: what kind of record
 * @index: which
 *
 * Takes the record out of every list and book. Whatever belongs to it stays.
 */
void
nomo_demo_shop_hide (NomoDemoShop *self, NomoDemoEntity entity, guint index)
{
  if (entity == NOMO_DEMO_ORDERS) {
    nomo_demo_sorted_forget (self->sorted);
    nomo_demo_sorted_take (self->sorted, index);
  }
  nomo_demo_hidden_add (nomo_demo_hand_get_hidden (self->hand, entity), index);
  nomo_demo_shop_tell (
      self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_GONE, .entity = entity, .index = index, .moment = self->now });
}

/* One that was put somewhere too often forgets the time before the last. */
static void
put (NomoDemoOrder *order, NomoDemoOrderEdit *edit, const NomoDemoOrderChange *change, gint64 now)
{
  gboolean remark = change->status < 0;
  NomoDemoStep step = { now, remark ? order->status : (NomoDemoStatus) change->status, g_strdup (change->note),
                        remark };

  if (edit->steps->len == NOMO_DEMO_MAX_HAND_STEPS)
    g_array_set_size (edit->steps, edit->steps->len - 1);
  g_array_append_val (edit->steps, step);
  order->status = (guint8) step.status;
}

/* Salla has no event for a note or a tag alone but the one that says that the order changed. */
static void
tell_change (NomoDemoShop *self, guint order, const NomoDemoOrderChange *change, NomoDemoStatus before, gint64 now)
{
  NomoDemoNews news = { .kind = NOMO_DEMO_NEWS_ORDER_EDITED, .index = order, .moment = now, .before = before };

  if (change->quietly || nomo_demo_shop_has_lost (self, NOMO_DEMO_ORDERS, order))
    return;
  if (change->status >= 0)
    nomo_demo_shop_tell (
        self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_ORDER_MOVED, .index = order, .moment = now, .before = before });
  if (change->total >= 0 || change->currency != NULL)
    news.parts |= NOMO_DEMO_PART_TOTAL;
  if (change->customer >= 0)
    news.parts |= NOMO_DEMO_PART_CUSTOMER;
  if (news.parts != 0 || change->status < 0)
    nomo_demo_shop_tell (self, &news);
}

/**
 * nomo_demo_shop_change_order:
 * @self: a shop
 * @order: index of one of its orders
 * @change: what to change
 * @now: the present moment, UTC milliseconds
 *
 * An order whose status is changed, or of which something is said, stays where it is. What the orders of customers, coupons and products add up to does not
 * change.
 */
void
nomo_demo_shop_change_order (NomoDemoShop *self, guint order, const NomoDemoOrderChange *change, gint64 now)
{
  NomoDemoOrder *it = &g_array_index (self->orders, NomoDemoOrder, order);
  NomoDemoOrderEdit *edit = nomo_demo_hand_edit_order (self->hand, order, it->created, it->customer);
  NomoDemoStatus before = it->status;

  nomo_demo_sorted_forget (self->sorted);
  nomo_demo_sorted_take (self->sorted, order);
  if (change->created >= 0)
    it->created = change->created;
  if (change->customer >= 0)
    it->customer = (guint32) change->customer;
  if (change->currency != NULL)
    edit->currency = change->currency;
  if (change->total >= 0)
    it->total = change->total;
  edit->restated = edit->restated || change->currency != NULL || change->total >= 0;
  if (change->status >= 0 || change->note != NULL)
    put (it, edit, change, now);
  if (change->retag) {
    edit->retagged = TRUE;
    edit->tags = change->tags;
  }
  if (!change->quietly)
    it->updated = now;
  nomo_demo_sorted_put (self->sorted, order);
  tell_change (self, order, change, before, now);
}

/**
 * nomo_demo_shop_get_written:
 * @self: a shop
 *
 * Returns: (transfer none): the coupons that somebody wrote
 */
NomoDemoWritten *
nomo_demo_shop_get_written (NomoDemoShop *self)
{
  return self->written;
}

/**
 * nomo_demo_shop_read_tags:
 * @self: a shop
 * @order: one of its orders
 * @tags: (out): one bit for each that was put on it
 *
 * Returns: whether its tags are no longer those of its seed
 */
gboolean
nomo_demo_shop_read_tags (NomoDemoShop *self, const NomoDemoOrder *order, guint *tags)
{
  guint index = (guint) (order - nomo_demo_shop_get_order (self, 0));
  const NomoDemoOrderEdit *edit = nomo_demo_hand_get_order (self->hand, index);

  *tags = edit != NULL ? edit->tags : 0;
  return edit != NULL && edit->retagged;
}

/**
 * nomo_demo_shop_change_product:
 * @self: a shop
 * @product: index of one of its products
 * @name: (nullable): what it is called from now on
 * @picture: (nullable): the address of its picture from now on, empty for none
 * @price: what it asks from now on, in halalas with VAT; -1 leaves it
 * @changed: the moment of the change, UTC milliseconds; 0 for one that nobody is told of
 *
 * Orders and carts go on as if nothing had happened.
 */
void
nomo_demo_shop_change_product (NomoDemoShop *self, guint product, const char *name, const char *picture, gint64 price,
                               gint64 changed)
{
  NomoDemoProductEdit *edit = nomo_demo_hand_edit_product (self->hand, product);

  if (name != NULL) {
    g_free (edit->name);
    edit->name = g_strdup (name);
  }
  if (picture != NULL) {
    g_free (edit->picture);
    edit->picture = g_strdup (picture);
  }
  if (price >= 0)
    edit->price = price;
  if (changed == 0)
    return;
  edit->changed = changed;
  nomo_demo_shop_tell (self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_PRODUCT_EDITED,
                                               .index = product,
                                               .moment = changed,
                                               .parts = (name != NULL ? NOMO_DEMO_PART_NAME : 0u) |
                                                        (picture != NULL ? NOMO_DEMO_PART_PICTURE : 0u) |
                                                        (price >= 0 ? NOMO_DEMO_PART_PRICE : 0u) });
}

/**
 * nomo_demo_shop_change_customer:
 * @self: a shop
 * @customer: index of one of its customers
 * @first: (nullable): the first name from now on
 * @city: (nullable): the city from now on, in the same country
 * @changed: the moment of the change, UTC milliseconds; 0 for one that nobody is told of
 */
void
nomo_demo_shop_change_customer (NomoDemoShop *self, guint customer, const char *first, const char *city, gint64 changed)
{
  NomoDemoCustomerEdit *edit = nomo_demo_hand_edit_customer (self->hand, customer);

  if (first != NULL) {
    g_free (edit->first);
    edit->first = g_strdup (first);
  }
  if (city != NULL) {
    g_free ((char *) edit->city.name);
    edit->city.name = g_strdup (city);
  }
  if (changed == 0)
    return;
  edit->changed = changed;
  nomo_demo_shop_tell (
      self, &(NomoDemoNews) { .kind = NOMO_DEMO_NEWS_CUSTOMER_EDITED, .index = customer, .moment = changed });
}
