#include "config.h"

#include "nomo-order-amounts.h"

#include "nomo-format.h"
#include "nomo-money.h"
#include "nomo-order.h"

#include <glib/gi18n.h>

/* Hundredths of a percent. As long as the details are not known, the total is, with VAT in it, but not the VAT itself. */
#define VAT 1500

static void
clear_amount (gpointer amount)
{
  g_free (((NomoOrderAmount *) amount)->label);
}

static void
add (GArray *amounts, const char *label, gint64 minor, const char *currency, gboolean is_total)
{
  NomoOrderAmount amount = { g_strdup (label), minor, currency, is_total };

  g_array_append_val (amounts, amount);
}

static void
add_parts (GArray *amounts, NomoRecord *order, const char *currency)
{
  static const guint parts[] = { ORDER_SUBTOTAL, ORDER_DISCOUNT, ORDER_SHIPPING, ORDER_COD_FEE, ORDER_TAX };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    gint64 minor = nomo_record_get_int (order, parts[i]);

    if (minor != 0)
      add (amounts, _ (nomo_order_entity ()->fields[parts[i]].label), parts[i] == ORDER_DISCOUNT ? -minor : minor,
           currency, FALSE);
  }
}

static void
add_vat (GArray *amounts, NomoRecord *order, const char *currency)
{
  g_autofree char *percent = nomo_format_rate (VAT);
  /* Translators: value added tax; %s is like 15% */
  g_autofree char *name = g_strdup_printf (_ ("VAT %s, included"), percent);
  gint64 net, vat;

  if (g_strcmp0 (currency, "SAR") != 0)
    return;
  nomo_money_split_vat (nomo_record_get_int (order, ORDER_TOTAL), VAT, &net, &vat);
  add (amounts, _ ("Before VAT"), net, currency, FALSE);
  add (amounts, name, vat, currency, FALSE);
}

/**
 * nomo_order_amounts_list:
 * @order: an order; must outlive the amounts
 *
 * Returns: (transfer full) (element-type NomoOrderAmount): what its total is made of, the total, and what that is in the
 *   store's currency when it was paid in another
 */
GArray *
nomo_order_amounts_list (NomoRecord *order)
{
  GArray *amounts = g_array_new (FALSE, FALSE, sizeof (NomoOrderAmount));
  const char *currency = nomo_record_get_text (order, ORDER_CURRENCY);
  const char *own = nomo_record_get_text (order, ORDER_SHOP_CURRENCY);

  g_array_set_clear_func (amounts, clear_amount);
  if (nomo_record_get_int (order, ORDER_DETAILED) != 0)
    add_parts (amounts, order, currency);
  else
    add_vat (amounts, order, currency);
  add (amounts, _ ("Total"), nomo_record_get_int (order, ORDER_TOTAL), currency, TRUE);
  if (!nomo_record_is_null (order, ORDER_TOTAL_SHOP) && g_strcmp0 (currency, own) != 0)
    add (amounts, _ ("In the store’s currency"), nomo_record_get_int (order, ORDER_TOTAL_SHOP), own, FALSE);
  return amounts;
}
