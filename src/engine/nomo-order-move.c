#include "config.h"

#include "nomo-order-move.h"

#include "nomo-order-status.h"
#include "nomo-order-tag.h"
#include "nomo-order.h"

typedef struct {
  NomoRecord *status;
  char *note; /* nullable */
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  nomo_record_unref (move->status);
  g_free (move->note);
  g_free (move);
}

static NomoRecord *
create_change (gint64 order, gpointer data)
{
  const Move *move = data;
  const NomoRecord *status = move->status;
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), order);

  nomo_builder_set_text (builder, ORDER_STATUS, nomo_record_get_text (status, STATUS_SLUG));
  nomo_builder_set_int (builder, ORDER_STATUS_ID, nomo_record_get_id (status));
  nomo_builder_set_text (builder, ORDER_STATUS_NAME, nomo_record_get_text (status, STATUS_NAME));
  if (move->note != NULL)
    nomo_builder_set_text (builder, ORDER_NOTE, move->note);
  return nomo_builder_end (builder);
}

/**
 * nomo_order_move_async:
 * @shop: a shop
 * @orders: orders
 * @status: a status of the shop's that orders can be moved to
 * @note: (nullable): what is said beside it
 * @callback: called at the end, for nomo_bulk_edit_finish()
 * @data: for @callback
 *
 * Moves orders to a status, all in one commit. They wait for Salla, and until it has heard of them they can be moved back by
 * undoing the commit.
 */
void
nomo_order_move_async (NomoShop *shop, const NomoQuery *orders, const NomoRecord *status, const char *note,
                       GAsyncReadyCallback callback, gpointer data)
{
  Move *move = g_new (Move, 1);

  *move = (Move) { nomo_record_ref ((NomoRecord *) status), nomo_order_dup_words (note) };
  nomo_bulk_edit_async (shop, orders, create_change, move, move_free, callback, data);
}
