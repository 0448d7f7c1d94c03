#include "config.h"

#include "nomo-salla-write.h"

#include "nomo-order.h"
#include "nomo-salla-body.h"

#include <libsoup/soup.h>

/**
 * nomo_salla_write_free:
 * @self: (transfer full): a request
 */
void
nomo_salla_write_free (NomoSallaWrite *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->path);
  g_free (self);
}

/**
 * nomo_salla_write_order_status:
 * @order: an order, with the status that it is to have
 *
 * A status of the shop's own is told by its number, as several of them may have one word of Salla's.
 *
 * Returns: (transfer full): the request that moves the order there
 */
NomoSallaWrite *
nomo_salla_write_order_status (const NomoRecord *order)
{
  NomoSallaWrite *self = g_new0 (NomoSallaWrite, 1);
  NomoSallaBody *body = nomo_salla_body_new ();

  self->method = SOUP_METHOD_POST;
  self->path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/status", nomo_record_get_id (order));
  if (nomo_record_is_null (order, ORDER_STATUS_ID))
    nomo_salla_body_text (body, "slug", nomo_record_get_text (order, ORDER_STATUS));
  else
    nomo_salla_body_int (body, "status_id", nomo_record_get_int (order, ORDER_STATUS_ID));
  self->body = nomo_salla_body_end (body);
  return self;
}
