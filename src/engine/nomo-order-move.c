#include "config.h"

#include "nomo-order-move.h"

#include "nomo-order-status.h"
#include "nomo-order.h"

static NomoRecord *
create_change (gint64 order, gpointer data)
{
  const NomoRecord *status = data;
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), order);

  nomo_builder_set_text (builder, ORDER_STATUS, nomo_record_get_text (status, STATUS_SLUG));
  nomo_builder_set_int (builder, ORDER_STATUS_ID, nomo_record_get_id (status));
  nomo_builder_set_text (builder, ORDER_STATUS_NAME, nomo_record_get_text (status, STATUS_NAME));
  return nomo_builder_end (builder);
}

/**
 * nomo_order_move_async:
 * @shop: a shop
 * @orders: orders
 * @status: a status of the shop's that orders can be moved to
 * @callback: called at the end, for nomo_bulk_edit_finish()
 * @data: for @callback
 *
 * Moves orders to a status, all in one commit. They wait for Salla, and until it has heard of them they can be moved back by
 * undoing the commit.
 */
void
nomo_order_move_async (NomoShop *shop, const NomoQuery *orders, const NomoRecord *status, GAsyncReadyCallback callback,
                       gpointer data)
{
  nomo_bulk_edit_async (shop, orders, create_change, nomo_record_ref ((NomoRecord *) status),
                        (GDestroyNotify) nomo_record_unref, callback, data);
}
