#include "config.h"

#include "nomo-order-pill.h"

#include "nomo-order.h"

typedef struct {
  const char *slug;
  NomoTone tone;
  const char *icon;
} Look;

static const Look looks[] = {
  { "payment_pending", NOMO_TONE_WARN, "nomo-clock-symbolic" },
  { "under_review", NOMO_TONE_INFO, "nomo-eye-symbolic" },
  { "in_progress", NOMO_TONE_INFO, "nomo-sync-symbolic" },
  { "completed", NOMO_TONE_OK, "nomo-ok-symbolic" },
  { "delivering", NOMO_TONE_TEAL, "nomo-truck-symbolic" },
  { "delivered", NOMO_TONE_OK, "nomo-ok-symbolic" },
  { "shipped", NOMO_TONE_TEAL, "nomo-truck-symbolic" },
  { "canceled", NOMO_TONE_MUTE, "nomo-end-symbolic" },
  { "restoring", NOMO_TONE_WARN, "nomo-sync-symbolic" },
  { "restored", NOMO_TONE_MUTE, "nomo-end-symbolic" },
  { "refunded", NOMO_TONE_MUTE, "nomo-coins-symbolic" },
  { "request_quote", NOMO_TONE_VIOLET, "nomo-chat-symbolic" },
};

/**
 * nomo_order_pill_find:
 * @slug: (nullable): Salla's name of an order status; the list of them is open
 * @icon_name: (out): the icon that stands for it
 *
 * Returns: what it means; %NOMO_TONE_MUTE for a status that we do not know
 */
NomoTone
nomo_order_pill_find (const char *slug, const char **icon_name)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    if (g_strcmp0 (looks[i].slug, slug) == 0) {
      *icon_name = looks[i].icon;
      return looks[i].tone;
    }
  }
  *icon_name = "nomo-bag-symbolic";
  return NOMO_TONE_MUTE;
}

/**
 * nomo_order_pill_show:
 * @pill: a pill
 * @order: an order
 *
 * Shows the status of @order in the words of the shop.
 */
void
nomo_order_pill_show (NomoStatusPill *pill, const NomoRecord *order)
{
  const char *icon;
  NomoTone tone = nomo_order_pill_find (nomo_record_get_text (order, ORDER_STATUS), &icon);

  nomo_status_pill_set (pill, tone, icon, nomo_order_get_status_name (order));
}
