#include "config.h"

#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define DAY_MS    (24 * 3600 * SECOND_MS)

/* Beyond this a night was busy enough to be told in one sentence, and the rest is in the list. */
#define MOST 500

static gboolean
is_wanted (const NomoFeatureLook *look, GHashTable *noted, NomoRecord *order)
{
  gint64 minimum = look->values[NEW_ORDERS_MINIMUM];
  g_autofree char *key = nomo_feature_dup_key (look, nomo_record_get_id (order));

  return nomo_order_counts_as_sale (order) && !g_hash_table_contains (noted, key) &&
         (nomo_record_is_null (order, ORDER_TOTAL_SHOP) || nomo_record_get_int (order, ORDER_TOTAL_SHOP) >= minimum);
}

static GPtrArray *
list_new (const NomoFeatureLook *look, GError **error)
{
  /* Salla's moments are whole seconds. */
  gint64 from = MAX (look->since, look->now - DAY_MS) / SECOND_MS * SECOND_MS;
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GHashTable) noted = nomo_feature_find_noted (look, from, error);
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) wanted = nomo_feature_new_records ();

  if (noted == NULL)
    return NULL;
  nomo_query_where_int (query, ORDER_DATE, NOMO_OP_GE, from);
  orders = nomo_store_list (look->store, query, 0, MOST, error);
  if (orders == NULL)
    return NULL;
  for (guint i = 0; i < orders->len; i++)
    if (is_wanted (look, noted, orders->pdata[i]))
      g_ptr_array_add (wanted, nomo_record_ref (orders->pdata[i]));
  return g_steal_pointer (&wanted);
}

static void
tell_one (const NomoFeatureLook *look, NomoRecord *order)
{
  const char *name = nomo_record_get_text (order, ORDER_CUSTOMER_NAME);
  g_autofree char *reference = nomo_text_isolate_ltr (nomo_record_get_text (order, ORDER_REFERENCE));
  g_autofree char *who = nomo_text_isolate (name);
  g_autofree char *money =
      nomo_format_money (nomo_record_get_int (order, ORDER_TOTAL), nomo_record_get_text (order, ORDER_CURRENCY), FALSE);
  /* Translators: %s is the number of an order. */
  char *title = g_strdup_printf (_ ("New order %s"), reference);
  gboolean named = name != NULL && *name != '\0';
  NomoAlert *alert =
      nomo_feature_tell (look, "orders", title, named ? g_strdup_printf ("%s · %s", money, who) : g_strdup (money));

  alert->record = nomo_record_get_id (order);
}

static void
tell_together (const NomoFeatureLook *look, GPtrArray *orders)
{
  g_autofree char *count = nomo_format_int (orders->len);
  g_autofree char *money = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < orders->len; i++)
    sum += nomo_record_get_int (orders->pdata[i], ORDER_TOTAL_SHOP);
  money = nomo_format_money (sum, look->currency, FALSE);
  nomo_feature_tell (look, "orders", g_strdup_printf (ngettext ("%s new order", "%s new orders", orders->len), count),
                     /* Translators: an amount. */
                     g_strdup_printf (_ ("%s in all"), money));
}

static void
tell (const NomoFeatureLook *look, GPtrArray *orders)
{
  if (orders->len >= look->values[NEW_ORDERS_TOGETHER]) {
    tell_together (look, orders);
    return;
  }
  for (guint i = orders->len; i > 0; i--)
    tell_one (look, orders->pdata[i - 1]);
}

/**
 * nomo_feature_find_new_orders:
 * @look: the look
 * @error: return location
 *
 * Orders of the last day that were made since the feature is on and count as sales; one that is paid later is new then.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_feature_find_new_orders (const NomoFeatureLook *look, GError **error)
{
  g_autoptr (GPtrArray) orders = list_new (look, error);
  g_autoptr (GPtrArray) notes = nomo_feature_new_records ();
  gboolean new = FALSE;

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++) {
    gint64 id = nomo_record_get_id (orders->pdata[i]);
    g_autofree char *key = nomo_feature_dup_key (look, id);

    g_ptr_array_add (notes, nomo_feature_make_note (look, key, "order", id));
  }
  if (!nomo_feature_note (look, notes, &new, error))
    return FALSE;
  if (new)
    tell (look, orders);
  return TRUE;
}
