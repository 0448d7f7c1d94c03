#include "config.h"

#include "nomo-attention.h"
#include "nomo-calendar.h"
#include "nomo-cart.h"
#include "nomo-feature-look.h"
#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define DAY_MS  (24 * HOUR_MS)

#define MOST 500

static gboolean
is_wanted (const NomoFeatureLook *look, GHashTable *noted, NomoRecord *cart)
{
  g_autofree char *key = nomo_feature_dup_key (look, nomo_record_get_id (cart));

  return !g_hash_table_contains (noted, key) && nomo_record_get_int (cart, CART_TOTAL) >= look->values[CARTS_MINIMUM];
}

/* A cart is due when it was left for so many hours, and that is the moment which counts. */
static GPtrArray *
list_due (const NomoFeatureLook *look, GError **error)
{
  gint64 wait = look->values[CARTS_HOURS] * HOUR_MS;
  gint64 from = MAX (look->since, look->now - DAY_MS);
  g_autoptr (NomoQuery) query = nomo_query_parse (
      nomo_cart_entity (), "status = active and phone is not empty and followed_up_at is empty", error);
  g_autoptr (GHashTable) noted = nomo_feature_find_noted (look, from, error);
  g_autoptr (GPtrArray) carts = NULL;
  g_autoptr (GPtrArray) wanted = nomo_feature_new_records ();

  if (query == NULL || noted == NULL)
    return NULL;
  nomo_query_where_int (query, CART_UPDATED_AT, NOMO_OP_GE, from - wait);
  nomo_query_where_int (query, CART_UPDATED_AT, NOMO_OP_LE, look->now - wait);
  carts = nomo_store_list (look->store, query, 0, MOST, error);
  if (carts == NULL)
    return NULL;
  for (guint i = 0; i < carts->len; i++)
    if (is_wanted (look, noted, carts->pdata[i]))
      g_ptr_array_add (wanted, nomo_record_ref (carts->pdata[i]));
  return g_steal_pointer (&wanted);
}

static void
tell_one (const NomoFeatureLook *look, NomoRecord *cart)
{
  const char *name = nomo_record_get_text (cart, CART_NAME);
  g_autofree char *who = nomo_text_isolate (name);
  g_autofree char *money =
      nomo_format_money (nomo_record_get_int (cart, CART_TOTAL), nomo_record_get_text (cart, CART_CURRENCY), FALSE);
  gboolean named = name != NULL && *name != '\0';
  /* Translators: %s is an amount. */
  char *title = g_strdup_printf (_ ("A cart worth %s was left"), money);
  /* Translators: %s is the name of a shopper. */
  char *body = named ? g_strdup_printf (_ ("%s has not bought yet. A message helps most now."), who)
                     : g_strdup (_ ("The shopper has not bought yet. A message helps most now."));

  nomo_feature_tell (look, "carts", title, body)->record = nomo_record_get_id (cart);
}

/* Carts of several currencies are not added up. */
static char *
word_sum (GPtrArray *carts)
{
  const char *currency = nomo_record_get_text (carts->pdata[0], CART_CURRENCY);
  g_autofree char *money = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < carts->len; i++) {
    if (g_strcmp0 (nomo_record_get_text (carts->pdata[i], CART_CURRENCY), currency) != 0)
      return g_strdup (_ ("A message helps most now."));
    sum += nomo_record_get_int (carts->pdata[i], CART_TOTAL);
  }
  money = nomo_format_money (sum, currency, FALSE);
  /* Translators: %s is an amount. */
  return g_strdup_printf (_ ("%s in all. A message helps most now."), money);
}

static void
tell (const NomoFeatureLook *look, GPtrArray *carts)
{
  g_autofree char *count = nomo_format_int (carts->len);
  NomoAlert *alert = NULL;

  if (carts->len == 1) {
    tell_one (look, carts->pdata[0]);
    return;
  }
  alert = nomo_feature_tell (
      look, "carts",
      g_strdup_printf (ngettext ("%s cart waits for your message", "%s carts wait for your message", carts->len),
                       count),
      word_sum (carts));
  alert->filter =
      nomo_attention_dup_filter (NOMO_ATTENTION_CARTS, nomo_day_of (look->now - DAY_MS, nomo_calendar_riyadh ()));
}

/**
 * nomo_feature_find_carts:
 * @look: the look
 * @error: return location
 *
 * Carts that have become due for a message since the feature is on: left for the hours that were set, not bought, not followed
 * up, and with a phone to write to.
 *
 * Returns: %TRUE unless the store failed
 */
gboolean
nomo_feature_find_carts (const NomoFeatureLook *look, GError **error)
{
  g_autoptr (GPtrArray) carts = list_due (look, error);
  g_autoptr (GPtrArray) notes = nomo_feature_new_records ();
  gboolean new = FALSE;

  if (carts == NULL)
    return FALSE;
  for (guint i = 0; i < carts->len; i++) {
    gint64 id = nomo_record_get_id (carts->pdata[i]);
    g_autofree char *key = nomo_feature_dup_key (look, id);

    g_ptr_array_add (notes, nomo_feature_make_note (look, key, "cart", id));
  }
  if (!nomo_feature_note (look, notes, &new, error))
    return FALSE;
  if (new)
    tell (look, carts);
  return TRUE;
}
