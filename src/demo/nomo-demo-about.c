#include "config.h"

#include "nomo-demo-about.h"

#include "nomo-demo-embedded.h"
#include "nomo-demo-users.h"

static void
write_merchant (NomoDemoCall *call, NomoDemoJson *json)
{
  g_autofree char *opened = nomo_demo_json_dup_local (nomo_demo_shop_get_opened (call->demo->shop));

  nomo_demo_json_begin_object (json, "merchant");
  nomo_demo_json_id (json, "id", call->demo->merchant);
  nomo_demo_json_string (json, "username", NOMO_DEMO_USERNAME);
  nomo_demo_json_string (json, "name", NOMO_DEMO_SHOP_NAME);
  nomo_demo_json_string (json, "avatar", NOMO_DEMO_IMAGES "avatar.png");
  nomo_demo_json_string (json, "store_location", "24.7136,46.6753");
  nomo_demo_json_string (json, "plan", call->demo->plan);
  nomo_demo_json_string (json, "status", "active");
  nomo_demo_json_string (json, "domain", NOMO_DEMO_DOMAIN);
  nomo_demo_json_null (json, "tax_number");
  nomo_demo_json_null (json, "commercial_number");
  nomo_demo_json_string (json, "created_at", opened);
  nomo_demo_json_end_object (json);
}

static void
write_context (NomoDemoCall *call, const NomoDemoChain *chain, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "context");
  nomo_demo_json_string (json, "app", NOMO_DEMO_APP);
  nomo_demo_json_string (json, "scope", chain->scope);
  nomo_demo_json_int (json, "exp", (chain->access_ends + call->mishap.skew_ms) / 1000);
  nomo_demo_json_end_object (json);
}

static void
write_user (NomoDemoCall *call, NomoDemoJson *json)
{
  g_autofree char *opened = nomo_demo_json_dup_local (nomo_demo_shop_get_opened (call->demo->shop));
  const NomoDemoUser *owner = nomo_demo_user_get (0);

  nomo_demo_json_id (json, "id", nomo_demo_user_get_id (0));
  nomo_demo_json_string (json, "name", owner->name);
  nomo_demo_json_string (json, "email", owner->email);
  nomo_demo_json_string (json, "mobile", owner->mobile);
  nomo_demo_json_string (json, "role", owner->role);
  nomo_demo_json_string (json, "created_at", opened);
  write_merchant (call, json);
  write_context (call, nomo_demo_tokens_get_chain (call->demo->tokens, call->chain - 1), json);
}

/**
 * nomo_demo_about_user:
 * @call: `GET /oauth2/user/info`
 *
 * Answers who signed in, and into which store.
 */
void
nomo_demo_about_user (NomoDemoCall *call)
{
  if (nomo_demo_call_meets (call, NOMO_DEMO_FAULT_BARE_USER)) {
    g_autoptr (NomoDemoJson) bare = nomo_demo_json_new (NOMO_DEMO_JSON_PLAIN);

    nomo_demo_json_begin_object (bare, NULL);
    write_user (call, bare);
    nomo_demo_json_end_object (bare);
    nomo_demo_call_reply_json (call, 200, bare);
  } else {
    NomoDemoJson *json = nomo_demo_call_begin (call, 200);

    nomo_demo_json_begin_object (json, "data");
    write_user (call, json);
    nomo_demo_json_end_object (json);
    nomo_demo_call_end (call, json);
  }
}

/**
 * nomo_demo_about_store:
 * @call: `GET /store/info`
 * @unused: nothing
 */
void
nomo_demo_about_store (NomoDemoCall *call, gint64 unused)
{
  static const char *const accounts[] = { "telegram", "twitter",  "facebook",      "maroof",         "youtube",
                                          "snapchat", "whatsapp", "appstore_link", "googleplay_link" };
  NomoDemoJson *json = nomo_demo_call_begin (call, 200);

  nomo_demo_json_begin_object (json, "data");
  nomo_demo_json_id (json, "id", call->demo->merchant);
  nomo_demo_json_string (json, "name", NOMO_DEMO_SHOP_NAME);
  nomo_demo_json_string (json, "username", NOMO_DEMO_USERNAME);
  nomo_demo_json_string (json, "entity", "company");
  nomo_demo_json_string (json, "email", nomo_demo_user_get (0)->email);
  nomo_demo_json_string (json, "avatar", NOMO_DEMO_IMAGES "avatar.png");
  nomo_demo_json_string (json, "plan", call->demo->plan);
  nomo_demo_json_string (json, "type", "demo");
  nomo_demo_json_string (json, "status", "active");
  nomo_demo_json_bool (json, "verified", TRUE);
  nomo_demo_json_string (json, "currency", call->demo->currency);
  nomo_demo_json_string (json, "domain", NOMO_DEMO_DOMAIN);
  nomo_demo_json_string (json, "description", "ورد طبيعي وعطور وهدايا، توصيل في اليوم نفسه داخل الرياض");
  nomo_demo_json_begin_object (json, "licenses");
  nomo_demo_json_string (json, "tax_number", "310000000000003");
  nomo_demo_json_string (json, "commercial_number", "");
  nomo_demo_json_null (json, "freelance_number");
  nomo_demo_json_end_object (json);
  nomo_demo_json_begin_object (json, "social");
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    nomo_demo_json_string (json, accounts[i], i == 5 ? "https://snapchat.com/add/ward-riyadh" : NULL);
  nomo_demo_json_end_object (json);
  nomo_demo_json_end_object (json);
  nomo_demo_call_end (call, json);
}
