#include "config.h"

#include "nomo-scopes.h"

#include <glib/gi18n.h>
#include <string.h>

/* What this version reads, and what keeps it signed in. */
static const NomoScope scopes[] = {
  { "settings.read", N_ ("Store details"), N_ ("The store’s name, address, plan and currency") },
  { "orders.read_write", N_ ("Orders"),
    N_ ("Sales, the list of orders, search and everything in Overview; their status, when you change it here") },
  { "customers.read", N_ ("Customers"), N_ ("Search by customer and the count of new customers") },
  { "products.read", N_ ("Products"), N_ ("The catalogue: names, prices, stock and what sells") },
  { "categories.read", N_ ("Categories"), N_ ("What the products are sorted into") },
  { "marketing.read_write", N_ ("Coupons"),
    N_ ("Coupons, their codes and what they brought; those that you make and change here") },
  { "carts.read", N_ ("Abandoned carts"), N_ ("What shoppers left in their carts, so that they can be written to") },
  { "brands.read", N_ ("Brands"), N_ ("The brands of the products") },
  { "specialoffers.read", N_ ("Special offers"), N_ ("Offers that overlap with coupons, and what they give away") },
  { "reviews.read", N_ ("Reviews"), N_ ("What customers say of products and of the store") },
  { "webhooks.read_write", N_ ("Webhooks"),
    N_ ("Whether a relay looks after the store; what Salla tells it of the store ends when you take the store back") },
  { "offline_access", N_ ("Staying signed in"),
    N_ ("The sign-in is renewed by itself instead of ending after two weeks") },
};

/**
 * nomo_scopes:
 * @n: (out): how many there are
 *
 * Returns: (array length=n) (transfer none): the permissions that this version asks for
 */
const NomoScope *
nomo_scopes (guint *n)
{
  *n = G_N_ELEMENTS (scopes);
  return scopes;
}

static gboolean
contains (char **granted, const char *name)
{
  return g_strv_contains ((const char *const *) granted, name);
}

/**
 * nomo_scope_is_granted:
 * @granted: (nullable): what was granted, separated by spaces
 * @name: a permission
 *
 * Who may write may read as well: `orders.read_write` grants `orders.read`.
 *
 * Returns: whether @name is among what was granted
 */
gboolean
nomo_scope_is_granted (const char *granted, const char *name)
{
  g_auto (GStrv) list = g_strsplit (granted != NULL ? granted : "", " ", -1);
  g_autofree char *stronger = g_str_has_suffix (name, ".read") ? g_strconcat (name, "_write", NULL) : NULL;

  return contains (list, name) || (stronger != NULL && contains (list, stronger));
}

/**
 * nomo_scopes_dup_request:
 *
 * Returns: (transfer full): the `scope` of an authorize request: all that nomo_scopes() lists, with spaces between
 */
char *
nomo_scopes_dup_request (void)
{
  GString *request = g_string_new (scopes[0].name);

  for (guint i = 1; i < G_N_ELEMENTS (scopes); i++)
    g_string_append_printf (request, " %s", scopes[i].name);
  return g_string_free (request, FALSE);
}
