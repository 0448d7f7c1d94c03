#include "fuzz-target.h"

#include "nomo-json.h"
#include "nomo-kept-sign-in.h"
#include "nomo-salla-hook.h"
#include "nomo-salla-map.h"
#include "nomo-salla-tokens.h"
#include "nomo-signed-in.h"

#define NOW G_GINT64_CONSTANT (1771312527000)

/* What the map lets through, the store accepts; what it does not has a reason. */
static void
check_record (NomoRecord *record, GError *error)
{
  g_autofree char *line = NULL;

  g_assert_true ((record == NULL) == (error != NULL));
  if (record == NULL) {
    g_assert_cmpstr (error->message, !=, "");
    g_error_free (error);
    return;
  }
  g_assert_true (nomo_record_validate (record, NULL));
  g_assert_cmpint (nomo_record_get_id (record), >, 0);
  line = nomo_record_to_json (record);
  g_assert_true (g_utf8_validate (line, -1, NULL));
  nomo_record_unref (record);
}

static void
check_each (JsonNode *row, NomoRecord *record, const GError *error, gpointer data)
{
  guint *n_rows = data;

  g_assert_nonnull (row);
  check_record (record != NULL ? nomo_record_ref (record) : NULL, error != NULL ? g_error_copy (error) : NULL);
  *n_rows += 1;
}

static void
read_coupon (JsonNode *node, const char *currency)
{
  JsonNode *codes = nomo_json_get (node, "group_coupons");
  GError *error = NULL;
  NomoRecord *coupon = nomo_salla_map_coupon (node, currency, NOW, &error);

  if (coupon != NULL) {
    GError *codes_error = NULL;
    NomoRecord *group = nomo_salla_map_coupon_codes (coupon, codes != NULL ? codes : node, NOW, &codes_error);

    check_record (group, codes_error);
  }
  check_record (coupon, error);
}

typedef NomoRecord *(*Map) (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);

static void
read_others (JsonNode *node, const char *currency)
{
  static const Map maps[] = { nomo_salla_map_brand,  nomo_salla_map_group,    nomo_salla_map_offer,
                              nomo_salla_map_review, nomo_salla_map_employee, nomo_salla_map_status };
  GError *event_error = NULL;
  NomoRecord *event = nomo_salla_map_order_event (node, currency, NOW, 901442718, &event_error);

  check_record (event, event_error);
  for (guint i = 0; i < G_N_ELEMENTS (maps); i++) {
    GError *error = NULL;
    NomoRecord *record = maps[i](node, currency, NOW, &error);

    check_record (record, error);
  }
}

static void
read_items (const NomoRecord *order, JsonNode *node)
{
  JsonNode *items = nomo_json_get (node, "items");
  GError *error = NULL;
  NomoRecord *record = nomo_salla_map_order_items (order, items != NULL ? items : node, NOW, &error);

  check_record (record, error);
}

static void
read_rows (JsonNode *node)
{
  g_autofree char *ref = nomo_salla_map_dup_ref (node);
  g_autoptr (NomoStoreInfo) info = nomo_salla_map_store_info (node);
  GError *error = NULL;
  NomoRecord *record = nomo_salla_map_order (node, info->currency, NOW, &error);

  guint n_rows = 0;

  g_assert_cmpstr (ref, !=, "");
  if (record != NULL)
    read_items (record, node);
  check_record (record, error);
  error = NULL;
  record = nomo_salla_map_customer (node, NOW, &error);
  check_record (record, error);
  error = NULL;
  record = nomo_salla_map_product (node, info->currency, NOW, &error);
  check_record (record, error);
  error = NULL;
  record = nomo_salla_map_cart (node, info->currency, NOW, &error);
  check_record (record, error);
  read_coupon (node, info->currency);
  read_others (node, info->currency);
  nomo_salla_map_category (node, NOW, check_each, &n_rows);
  g_assert_cmpuint (n_rows, >, 0);
}

static void
read_hook (JsonNode *node)
{
  g_autoptr (NomoSallaHook) hook = nomo_salla_hook_read (node);

  if (hook == NULL)
    return;
  g_assert_cmpint (hook->id, >, 0);
  g_assert_true (g_utf8_validate (hook->event, -1, NULL) && g_utf8_validate (hook->url, -1, NULL));
}

static void
read_sign_in (JsonNode *node, const char *text)
{
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (node, NOW, NULL);
  g_autoptr (NomoKeptSignIn) unsealed = nomo_kept_sign_in_unseal (text, NULL);
  NomoSignedIn *signed_in = tokens != NULL ? nomo_signed_in_new (tokens, node, NULL) : NULL;

  if (tokens != NULL)
    g_assert_cmpint (nomo_salla_tokens_get_expires (tokens), >, 0);
  if (unsealed != NULL)
    g_assert_cmpint (unsealed->generation, >, 0);
  g_clear_pointer (&signed_in, nomo_signed_in_unref);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (JsonNode) node = nomo_json_parse (body, 0, NULL, NULL);

  if (node == NULL)
    return 0;
  read_rows (node);
  read_hook (node);
  read_sign_in (node, text);
  return 0;
}
