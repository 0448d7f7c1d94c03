#include "config.h"

#include "nomo-salla-hide.h"

#include "nomo-json.h"

#include <string.h>

static NomoSallaSecrecy
judge (const char *event)
{
  if (g_str_equal (event, "app.store.authorize"))
    return NOMO_SALLA_SECRET;
  return g_str_equal (event, "customer.otp.request") || g_str_has_prefix (event, "communication.") ? NOMO_SALLA_UNWANTED
                                                                                                   : NOMO_SALLA_OPEN;
}

/* Enough to tell two of them apart. */
static void
hide_member (JsonObject *data, const char *name)
{
  g_autofree char *secret = nomo_json_dup_text (json_object_get_member (data, name), "");
  g_autofree char *hash = NULL;
  g_autofree char *text = NULL;

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret != NULL ? secret : "", -1);
  text = g_strconcat ("sha256:", hash, NULL);
  json_object_set_string_member (data, name, text);
}

static void
hide_tokens (JsonNode *root)
{
  static const char *const names[] = { "access_token", "refresh_token", "token", "id_token" };
  JsonObject *data = nomo_json_get_object (root, "data");

  for (guint i = 0; data != NULL && i < G_N_ELEMENTS (names); i++)
    if (json_object_has_member (data, names[i]))
      hide_member (data, names[i]);
}

static GBytes *
write_bytes (JsonNode *root)
{
  char *text = nomo_json_write (root);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * nomo_salla_hide:
 * @event: what a delivery is of
 * @body: its bytes as they came, past the JSON gate
 * @shown: (out) (nullable): what may lie about in their place: tokens as their hash, or without its data; %NULL where nothing is
 *   secret
 *
 * Returns: whether something in a delivery is secret
 */
NomoSallaSecrecy
nomo_salla_hide (const char *event, GBytes *body, GBytes **shown)
{
  NomoSallaSecrecy secrecy = judge (event);
  g_autoptr (JsonNode) root = secrecy != NOMO_SALLA_OPEN ? nomo_json_parse (body, 0, NULL, NULL) : NULL;
  JsonObject *object = nomo_json_get_object (root, "");

  *shown = NULL;
  if (secrecy == NOMO_SALLA_OPEN)
    return secrecy;
  if (object == NULL) {
    *shown = g_bytes_new_static ("{}", 2);
    return secrecy;
  }
  if (secrecy == NOMO_SALLA_SECRET)
    hide_tokens (root);
  else
    json_object_set_object_member (object, "data", json_object_new ());
  *shown = write_bytes (root);
  return secrecy;
}
