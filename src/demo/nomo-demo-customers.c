#include "config.h"

#include "nomo-demo-customers.h"

#include "nomo-calendar.h"
#include "nomo-demo-groups.h"
#include "nomo-demo-list.h"
#include "nomo-demo-person.h"
#include "nomo-demo-rhythm.h"
#include "nomo-text.h"

#include <string.h>

/**
 * nomo_demo_customer_dup_name:
 * @shop: a shop
 * @customer: one of its customers
 *
 * Returns: (transfer full): first and last name
 */
char *
nomo_demo_customer_dup_name (NomoDemoShop *shop, const NomoDemoCustomer *customer)
{
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_shop_fill_person (shop, customer, &person);
  return g_strconcat (person.first, " ", person.last, NULL);
}

/**
 * nomo_demo_customer_dup_mobile:
 * @customer: a customer
 *
 * Returns: (transfer full): "+9665…"
 */
char *
nomo_demo_customer_dup_mobile (const NomoDemoCustomer *customer)
{
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_person_fill (&person, customer->seed, customer->serial);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT, person.country->dial, person.mobile);
}

/**
 * nomo_demo_customer_matches:
 * @shop: a shop
 * @customer: one of its customers
 * @folded: what is looked for, folded
 *
 * Returns: whether name, mobile number or e-mail address have it in them
 */
gboolean
nomo_demo_customer_matches (NomoDemoShop *shop, const NomoDemoCustomer *customer, const char *folded)
{
  g_auto (NomoDemoPerson) person = { 0 };
  g_autofree char *all = NULL, *known = NULL;

  nomo_demo_shop_fill_person (shop, customer, &person);
  all = g_strdup_printf ("%s %s %s%" G_GINT64_FORMAT " 0%" G_GINT64_FORMAT " %s", person.first, person.last,
                         person.country->dial, person.mobile, person.mobile, person.email != NULL ? person.email : "");
  known = nomo_text_fold (all);
  return strstr (known, folded) != NULL;
}

static gboolean
is_odd (const NomoDemoJson *json, const NomoDemoCustomer *customer)
{
  return nomo_demo_json_is_odd (json) && customer->serial % 3 == 0;
}

static void
write_names (NomoDemoJson *json, const NomoDemoPerson *person, gboolean odd)
{
  g_autofree char *endless = NULL;

  if (odd) {
    GString *text = g_string_new ("🌹👩🏽‍🌾 ");

    for (guint i = 0; i < 400; i++)
      g_string_append (text, "عبدالرحمن ");
    endless = g_string_free (text, FALSE);
  }
  nomo_demo_json_string (json, "first_name", odd ? endless : person->first);
  nomo_demo_json_string (json, "last_name", odd ? NULL : person->last);
}

static void
write_urls (NomoDemoJson *json, const NomoDemoCustomer *customer)
{
  nomo_demo_json_begin_object (json, "urls");
  nomo_demo_json_string (json, "customer", NOMO_DEMO_DOMAIN "/profile");
  nomo_demo_json_printf (json, "admin", "https://s.salla.sa/customers/%" G_GINT64_FORMAT, customer->id);
  nomo_demo_json_end_object (json);
}

static void
write_source (NomoDemoJson *json, const NomoDemoCustomer *customer)
{
  nomo_demo_json_begin_object (json, "source");
  nomo_demo_json_string (json, "device", customer->seed % 5 == 0 ? "desktop" : "mobile");
  nomo_demo_json_string (json, "user-agent", "Mozilla/5.0");
  nomo_demo_json_printf (json, "ip", "203.0.113.%u", (guint) (customer->seed % 254) + 1);
  nomo_demo_json_end_object (json);
}

static void
write_person (NomoDemoJson *json, const NomoDemoPerson *person, gboolean odd)
{
  write_names (json, person, odd);
  if (odd)
    nomo_demo_json_null (json, "mobile");
  else
    nomo_demo_json_phone (json, "mobile", person->country->dial, person->mobile);
  nomo_demo_json_string (json, "mobile_code", person->country->dial);
  nomo_demo_json_string (json, "email", person->email != NULL && !odd ? person->email : NULL);
}

static void
write_place (NomoDemoJson *json, const NomoDemoPerson *person, gboolean odd)
{
  const char *gender = person->female ? "female" : "male";

  nomo_demo_json_string (json, "avatar", NOMO_DEMO_AVATAR);
  nomo_demo_json_string (json, "gender", odd ? "unspecified-🌙" : person->has_gender ? gender : NULL);
  if (person->birthday != 0 && !odd)
    nomo_demo_json_date (json, "birthday", person->birthday - 3 * NOMO_DEMO_HOUR_MS);
  else
    nomo_demo_json_null (json, "birthday");
  nomo_demo_json_string (json, "city", odd ? NULL : person->city->name);
  nomo_demo_json_string (json, "country", odd ? NULL : person->country->name);
  nomo_demo_json_string (json, "country_code", odd ? NULL : person->country->code);
  nomo_demo_json_string (json, "currency", person->country->currency);
  nomo_demo_json_string (json, "location", "");
}

/**
 * nomo_demo_customer_write:
 * @demo: the store
 * @customer: a customer
 * @now: the store's time, UTC milliseconds
 * @name: (nullable): the member's name
 * @json: where to
 *
 * Writes the customer as Salla's customers API shows it.
 */
void
nomo_demo_customer_write (NomoDemoStore *demo, const NomoDemoCustomer *customer, gint64 now, const char *name,
                          NomoDemoJson *json)
{
  g_auto (NomoDemoPerson) person = { 0 };
  gboolean odd = is_odd (json, customer);

  nomo_demo_shop_fill_person (demo->shop, customer, &person);
  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", customer->id);
  write_person (json, &person, odd);
  write_urls (json, customer);
  write_place (json, &person, odd);
  nomo_demo_json_date (json, "updated_at", nomo_demo_shop_get_customer_updated (demo->shop, customer, now));
  if (odd)
    nomo_demo_json_null (json, "groups");
  else
    nomo_demo_groups_write_ids (customer, json);
  write_source (json, customer);
  nomo_demo_json_bool (json, "is_notifications_enabled", person.wants_news);
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_customer_write_brief:
 * @shop: a shop
 * @customer: one of its customers
 * @with_email: whether to tell the address, if there is one
 * @json: where to
 *
 * Writes the member `customer` as carts and light orders have it.
 */
void
nomo_demo_customer_write_brief (NomoDemoShop *shop, const NomoDemoCustomer *customer, gboolean with_email,
                                NomoDemoJson *json)
{
  g_auto (NomoDemoPerson) person = { 0 };

  nomo_demo_shop_fill_person (shop, customer, &person);
  nomo_demo_json_begin_object (json, "customer");
  nomo_demo_json_id (json, "id", customer->id);
  nomo_demo_json_printf (json, "name", "%s %s", person.first, person.last);
  nomo_demo_json_printf (json, "mobile", "%s%" G_GINT64_FORMAT, person.country->dial, person.mobile);
  if (with_email && person.email != NULL)
    nomo_demo_json_string (json, "email", person.email);
  nomo_demo_json_string (json, "avatar", NOMO_DEMO_AVATAR);
  nomo_demo_json_string (json, "country", person.country->name);
  nomo_demo_json_string (json, "city", person.city->name);
  nomo_demo_json_end_object (json);
}

/* A day that is not written as YYYY-MM-DD answers 422. */
static gboolean
get_day (NomoDemoCall *call, const char *name, int fallback, int *day)
{
  const char *text = nomo_demo_call_get (call, name);

  *day = fallback;
  if (text == NULL || *text == '\0' || nomo_day_parse (text, day))
    return TRUE;
  nomo_demo_call_fail_fields (call, name, "صيغة التاريخ غير صحيحة");
  return FALSE;
}

/* The customers that the filters leave, newest first; NULL when an answer was given already. */
static GArray *
select_customers (NomoDemoCall *call)
{
  g_autofree char *folded = nomo_demo_list_dup_keyword (call);
  NomoDemoShop *shop = call->demo->shop;
  GArray *found;
  int from, to;

  if (!get_day (call, "date_from", G_MININT, &from) || !get_day (call, "date_to", G_MAXINT, &to))
    return NULL;
  found = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = nomo_demo_shop_get_n_customers (shop); i-- > 0;) {
    const NomoDemoCustomer *customer = nomo_demo_shop_get_customer (shop, i);
    int day = nomo_demo_rhythm_day (customer->registered);

    if (day >= from && day <= to && !nomo_demo_shop_has_lost (shop, NOMO_DEMO_CUSTOMERS, i) &&
        (folded == NULL || nomo_demo_customer_matches (shop, customer, folded)))
      g_array_append_val (found, i);
  }
  return found;
}

static gboolean
has_filter (NomoDemoCall *call)
{
  return nomo_demo_call_get (call, "keyword") != NULL || nomo_demo_call_get (call, "date_from") != NULL ||
         nomo_demo_call_get (call, "date_to") != NULL;
}

static guint
count_customers (NomoDemoShop *shop)
{
  return nomo_demo_shop_count_left (shop, NOMO_DEMO_CUSTOMERS, nomo_demo_shop_get_n_customers (shop));
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  NomoDemoShop *shop = call->demo->shop;
  GArray *found = data;
  guint index = found != NULL ? g_array_index (found, guint, place)
                              : nomo_demo_shop_nth_left (shop, NOMO_DEMO_CUSTOMERS, count_customers (shop) - 1 - place);

  nomo_demo_customer_write (call->demo, nomo_demo_shop_get_customer (shop, index), call->now, NULL, json);
}

/**
 * nomo_demo_customers_list:
 * @call: `GET /customers`
 *
 * Answers a page of customers, newest first.
 */
void
nomo_demo_customers_list (NomoDemoCall *call)
{
  gboolean filtered = has_filter (call);
  g_autoptr (GArray) found = filtered ? select_customers (call) : NULL;

  if (filtered && found == NULL)
    return;
  nomo_demo_list_answer (call, filtered ? found->len : count_customers (call->demo->shop), write_row, found);
}

/**
 * nomo_demo_customers_get:
 * @call: `GET /customers/{id}`
 * @id: the id
 */
void
nomo_demo_customers_get (NomoDemoCall *call, gint64 id)
{
  const NomoDemoCustomer *customer = nomo_demo_shop_find_customer (call->demo->shop, id);
  NomoDemoJson *json;

  if (customer == NULL) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  nomo_demo_customer_write (call->demo, customer, call->now, "data", json);
  nomo_demo_call_end (call, json);
}
