#include "config.h"

#include "nomo-demo-orders-list.h"

#include "nomo-calendar.h"
#include "nomo-demo-basket.h"
#include "nomo-demo-customers.h"
#include "nomo-demo-list.h"
#include "nomo-demo-orders.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-tags.h"

#include <string.h>

/* What is asked for. The order of the list is given by an array of indices (NULL: their own order); days cut a piece out of a
 * list in the order of time, everything else is looked at order by order. */
typedef struct {
  const guint32 *by;
  gboolean descending;
  gboolean by_time;
  guint n; /* of all orders that are left */
  gint64 from;
  gint64 to;   /* the first moment behind */
  guint first; /* of the piece, as places in the order of time */
  guint last;  /* one behind */
  const char *coupon;
  GPtrArray *statuses;
  GPtrArray *methods;
  GPtrArray *tags;
  gint64 customer;
  gint64 reference;
  char *folded;
  GHashTable *named; /* customers that the keyword finds */
  GArray *found;     /* guint indices in the order of the list; NULL when no order had to be looked at */
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_clear_pointer (&wanted->statuses, g_ptr_array_unref);
  g_clear_pointer (&wanted->methods, g_ptr_array_unref);
  g_clear_pointer (&wanted->tags, g_ptr_array_unref);
  g_clear_pointer (&wanted->folded, g_free);
  g_clear_pointer (&wanted->named, g_hash_table_unref);
  g_clear_pointer (&wanted->found, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static gboolean
wanted_set_sort (Wanted *wanted, NomoDemoCall *call)
{
  static const char *const fields[] = { "id", "created_at", "updated_at", "total" };
  const char *text = nomo_demo_call_get (call, "sort_by");

  wanted->descending = TRUE;
  wanted->by_time = TRUE;
  wanted->by = nomo_demo_shop_get_by_time (call->demo->shop);
  if (text == NULL || *text == '\0')
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    gsize length = strlen (fields[i]);

    if (strncmp (text, fields[i], length) != 0 ||
        (!g_str_equal (text + length, "-asc") && !g_str_equal (text + length, "-desc")))
      continue;
    wanted->descending = g_str_equal (text + length, "-desc");
    wanted->by_time = i < 2 && (i == 1 || wanted->by == NULL);
    if (i == 0)
      wanted->by = NULL;
    else if (i == 2)
      wanted->by = nomo_demo_shop_get_by_update (call->demo->shop);
    else if (i == 3)
      wanted->by = nomo_demo_shop_get_by_total (call->demo->shop);
    return TRUE;
  }
  nomo_demo_call_fail_fields (call, "sort_by", "القيمة المختارة غير صالحة");
  return FALSE;
}

/* Counts the orders before the start of a day in Riyadh, @days later, which is at @moment. */
static gboolean
count_before_day (NomoDemoCall *call, const char *name, int days, gint64 *moment, guint *count)
{
  const char *text = nomo_demo_call_get (call, name);
  int day;

  if (text == NULL || *text == '\0')
    return TRUE;
  if (!nomo_day_parse (text, &day)) {
    nomo_demo_call_fail_fields (call, name, "صيغة التاريخ غير صحيحة");
    return FALSE;
  }
  *moment = (day + days) * NOMO_DEMO_DAY_MS - 3 * NOMO_DEMO_HOUR_MS;
  *count = nomo_demo_shop_count_before (call->demo->shop, *moment);
  return TRUE;
}

static void
wanted_find_names (Wanted *wanted, NomoDemoStore *demo)
{
  wanted->named = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < nomo_demo_shop_get_n_customers (demo->shop); i++)
    if (nomo_demo_customer_matches (demo->shop, nomo_demo_shop_get_customer (demo->shop, i), wanted->folded))
      g_hash_table_add (wanted->named, GUINT_TO_POINTER (i));
}

static gboolean
wanted_fill (Wanted *wanted, NomoDemoCall *call)
{
  NomoDemoShop *shop = call->demo->shop;

  wanted->n = nomo_demo_shop_count_left (shop, NOMO_DEMO_ORDERS, nomo_demo_shop_get_n_orders (shop));
  wanted->last = wanted->n;
  wanted->to = G_MAXINT64;
  wanted->coupon = nomo_demo_call_get (call, "coupon");
  if (wanted->coupon != NULL && *wanted->coupon == '\0')
    wanted->coupon = NULL;
  wanted->statuses = nomo_demo_call_get_all (call, "status");
  wanted->methods = nomo_demo_call_get_all (call, "payment_method");
  wanted->tags = nomo_demo_call_get_all (call, "tags");
  wanted->customer = nomo_demo_call_get_int (call, "customer_id", -1);
  wanted->reference = nomo_demo_call_get_int (call, "reference_id", -1);
  wanted->folded = nomo_demo_list_dup_keyword (call);
  if (wanted->folded != NULL)
    wanted_find_names (wanted, call->demo);
  return wanted_set_sort (wanted, call) && count_before_day (call, "from_date", 0, &wanted->from, &wanted->first) &&
         count_before_day (call, "to_date", 1, &wanted->to, &wanted->last);
}

static gboolean
wanted_is_plain (const Wanted *wanted)
{
  gboolean whole = wanted->first == 0 && wanted->last == wanted->n;

  return wanted->statuses->len == 0 && wanted->methods->len == 0 && wanted->tags->len == 0 && wanted->customer < 0 &&
         wanted->reference < 0 && wanted->folded == NULL && wanted->coupon == NULL && (whole || wanted->by_time);
}

static gboolean
has_status (const GPtrArray *ids, NomoDemoStatus status)
{
  const NomoDemoStatusInfo *info = nomo_demo_status_get (status), *parent = nomo_demo_status_get (info->parent);

  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_ascii_strtoll (g_ptr_array_index (ids, i), NULL, 10);

    if (id == info->id || id == parent->id)
      return TRUE;
  }
  return ids->len == 0;
}

static gboolean
has_tag (const GPtrArray *ids, NomoDemoShop *shop, const NomoDemoOrder *order)
{
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_ascii_strtoll (g_ptr_array_index (ids, i), NULL, 10);

    guint tag;

    if (nomo_demo_tag_find (id, shop, &tag) && nomo_demo_tag_is_on (tag, shop, order))
      return TRUE;
  }
  return ids->len == 0;
}

/* Whoever knows a code need not know how it is written. */
static gboolean
has_coupon (const Wanted *wanted, const NomoDemoBasket *basket)
{
  g_autofree char *asked = NULL, *used = NULL;

  if (wanted->coupon == NULL || basket->discount_code == NULL)
    return wanted->coupon == NULL;
  asked = g_utf8_casefold (wanted->coupon, -1);
  used = g_utf8_casefold (basket->discount_code, -1);
  return g_str_equal (asked, used);
}

static gboolean
has_basket (const Wanted *wanted, NomoDemoStore *demo, const NomoDemoOrder *order)
{
  NomoDemoBasket basket;

  if (wanted->methods->len == 0 && wanted->coupon == NULL)
    return TRUE;
  nomo_demo_shop_fill_basket (demo->shop, order, &basket);
  if (!has_coupon (wanted, &basket))
    return FALSE;
  return wanted->methods->len == 0 ||
         g_ptr_array_find_with_equal_func (wanted->methods, basket.payment_method, g_str_equal, NULL);
}

static gboolean
has_keyword (const Wanted *wanted, const NomoDemoOrder *order)
{
  g_autofree char *numbers = NULL;

  if (wanted->folded == NULL || g_hash_table_contains (wanted->named, GUINT_TO_POINTER (order->customer)))
    return TRUE;
  numbers = g_strdup_printf ("%u %" G_GINT64_FORMAT, order->reference, order->id);
  return strstr (numbers, wanted->folded) != NULL;
}

static gboolean
wanted_has (const Wanted *wanted, NomoDemoStore *demo, guint index)
{
  const NomoDemoOrder *order = nomo_demo_shop_get_order (demo->shop, index);

  return order->created >= wanted->from && order->created < wanted->to &&
         has_status (wanted->statuses, order->status) && has_tag (wanted->tags, demo->shop, order) &&
         (wanted->reference < 0 || order->reference == wanted->reference) &&
         (wanted->customer < 0 || nomo_demo_shop_get_customer (demo->shop, order->customer)->id == wanted->customer) &&
         has_keyword (wanted, order) && has_basket (wanted, demo, order);
}

static guint
index_at (const Wanted *wanted, NomoDemoStore *demo, guint at)
{
  return wanted->by != NULL ? wanted->by[at] : nomo_demo_shop_nth_left (demo->shop, NOMO_DEMO_ORDERS, at);
}

/* The place'th order of the list, when nothing but its order and its days matter. */
static guint
plain_index (const Wanted *wanted, NomoDemoStore *demo, guint place)
{
  guint n = wanted->last - wanted->first;

  return index_at (wanted, demo, wanted->first + (wanted->descending ? n - 1 - place : place));
}

static GArray *
select_orders (const Wanted *wanted, NomoDemoStore *demo)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < wanted->n; i++) {
    guint index = index_at (wanted, demo, wanted->descending ? wanted->n - 1 - i : i);

    if (wanted_has (wanted, demo, index))
      g_array_append_val (found, index);
  }
  return found;
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  const Wanted *wanted = data;
  guint index =
      wanted->found != NULL ? g_array_index (wanted->found, guint, place) : plain_index (wanted, call->demo, place);

  nomo_demo_order_write_light (call->demo, nomo_demo_shop_get_order (call->demo->shop, index), json);
}

/**
 * nomo_demo_orders_list:
 * @call: `GET /orders`
 *
 * Answers a page of orders. Without a filter but days it costs what the page costs, whatever the size of the shop.
 */
void
nomo_demo_orders_list (NomoDemoCall *call)
{
  g_auto (Wanted) wanted = { 0 };

  if (!wanted_fill (&wanted, call))
    return;
  wanted.last = MAX (wanted.first, wanted.last);
  if (!wanted_is_plain (&wanted))
    wanted.found = select_orders (&wanted, call->demo);
  nomo_demo_list_answer (call, wanted.found != NULL ? wanted.found->len : wanted.last - wanted.first, write_row,
                         &wanted);
}
