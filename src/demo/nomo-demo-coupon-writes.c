#include "config.h"

#include "nomo-demo-coupon-writes.h"

#include "nomo-demo-codes.h"
#include "nomo-demo-coupons-list.h"

/**
 * nomo_demo_coupon_create:
 * @call: a request of a client or of the dashboard
 * @body: what coupon is wanted
 * @index: (out): which it is
 *
 * Returns: whether there is a new coupon; else 422 was answered
 */
gboolean
nomo_demo_coupon_create (NomoDemoCall *call, NomoDemoBody *body, guint *index)
{
  NomoDemoShop *shop = call->demo->shop;
  NomoDemoCoupon coupon = { 0 };

  nomo_demo_coupon_read (&coupon, body, call, NOMO_DEMO_CREATE, G_MAXUINT);
  if (!nomo_demo_body_is_good (body, call))
    return FALSE;
  if (coupon.n_codes > 0)
    coupon.codes = nomo_demo_codes_make (shop, coupon.code, coupon.n_codes, call->now);
  *index = nomo_demo_coupon_add (shop, &coupon);
  nomo_demo_coupon_fill (&coupon, shop, *index, call->now);
  nomo_demo_call_take_effect (call, "coupon.created", coupon.id, coupon.code, NULL);
  return TRUE;
}

/**
 * nomo_demo_coupon_rewrite:
 * @call: a request of a client or of the dashboard
 * @body: how the coupon is wanted
 * @writing: how much of it is written
 * @index: which coupon
 *
 * Returns: whether the coupon is as wanted now; else 422 was answered
 */
gboolean
nomo_demo_coupon_rewrite (NomoDemoCall *call, NomoDemoBody *body, NomoDemoWriting writing, guint index)
{
  NomoDemoShop *shop = call->demo->shop;
  NomoDemoCoupon coupon;

  nomo_demo_coupon_fill (&coupon, shop, index, call->now);
  nomo_demo_coupon_read (&coupon, body, call, writing, index);
  if (!nomo_demo_body_is_good (body, call))
    return FALSE;
  nomo_demo_coupon_replace (shop, index, &coupon);
  nomo_demo_call_take_effect (call, "coupon.updated", coupon.id, coupon.code, NULL);
  return TRUE;
}

/**
 * nomo_demo_coupon_delete:
 * @call: a request of a client or of the dashboard
 * @index: which coupon
 */
void
nomo_demo_coupon_delete (NomoDemoCall *call, guint index)
{
  NomoDemoCoupon coupon;

  nomo_demo_coupon_fill (&coupon, call->demo->shop, index, call->now);
  nomo_demo_shop_hide (call->demo->shop, NOMO_DEMO_COUPONS, index);
  nomo_demo_call_take_effect (call, "coupon.deleted", coupon.id, coupon.code, NULL);
}

static void
answer (NomoDemoCall *call, guint index, guint body_status, guint status)
{
  NomoDemoJson *json = nomo_demo_call_begin (call, body_status);

  nomo_demo_coupon_write (call, index, "data", json);
  nomo_demo_call_end_as (call, json, status);
}

/**
 * nomo_demo_coupons_post:
 * @call: `POST /coupons`
 * @unused: nothing
 */
void
nomo_demo_coupons_post (NomoDemoCall *call, gint64 unused)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  guint index;

  if (nomo_demo_coupon_create (call, body, &index))
    answer (call, index, SOUP_STATUS_CREATED, SOUP_STATUS_OK);
}

/**
 * nomo_demo_coupons_put:
 * @call: `PUT /coupons/{id}`
 * @id: the id
 */
void
nomo_demo_coupons_put (NomoDemoCall *call, gint64 id)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  guint index;

  if (!nomo_demo_coupon_find (call->demo->shop, id, &index))
    nomo_demo_call_fail_missing (call);
  else if (nomo_demo_coupon_rewrite (call, body, NOMO_DEMO_REPLACE, index))
    answer (call, index, SOUP_STATUS_OK, SOUP_STATUS_CREATED);
}

/**
 * nomo_demo_coupons_delete:
 * @call: `DELETE /coupons/{id}`
 * @id: the id
 */
void
nomo_demo_coupons_delete (NomoDemoCall *call, gint64 id)
{
  guint index;

  if (!nomo_demo_coupon_find (call->demo->shop, id, &index)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  nomo_demo_coupon_delete (call, index);
  nomo_demo_call_tell (call, SOUP_STATUS_ACCEPTED, "تم حذف الكوبون بنجاح");
}
