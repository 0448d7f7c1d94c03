#include "config.h"

#include "nomo-demo-hook-app.h"

#include "nomo-demo-hook-envelope.h"
#include "nomo-demo-rhythm.h"
#include "nomo-json.h"

#include <string.h>

#define APP_ID   G_GINT64_CONSTANT (1746240021)
#define APP_NAME "نومو فلو"

/* What is wished for, and where to. */
typedef struct {
  const NomoDemoHookAppEvent *event;
  NomoDemoStore *demo;
  NomoDemoJson *json;
} Writer;

static void
write_text (const Writer *self, const char *name, const char *usual)
{
  JsonNode *wish = self->event->wish != NULL ? nomo_json_get (self->event->wish, name) : NULL;
  g_autofree char *text = wish != NULL ? nomo_json_dup_text (wish, "") : g_strdup (usual);

  nomo_demo_json_string (self->json, name, text);
}

static void
write_moment (const Writer *self, const char *name, int days, NomoDemoStamp stamp)
{
  nomo_demo_json_stamp (self->json, name, self->event->moment + days * NOMO_DEMO_DAY_MS, stamp);
}

static void
write_texts (const Writer *self, const char *name, const char *const *texts)
{
  nomo_demo_json_begin_array (self->json, name);
  for (guint i = 0; texts[i] != NULL; i++)
    nomo_demo_json_string (self->json, NULL, texts[i]);
  nomo_demo_json_end_array (self->json);
}

static void
write_categories (const Writer *self)
{
  write_texts (self, "categories", (const char *const[]) { "التسويق", "أدوات التاجر", NULL });
}

static void
write_app (const Writer *self)
{
  nomo_demo_json_id (self->json, "id", APP_ID);
  write_text (self, "app_name", APP_NAME);
  write_text (self, "app_description", "مكتب التسويق لمتجرك");
  write_text (self, "app_type", "app");
}

static void
write_authorize (const Writer *self)
{
  const NomoDemoChain *chain = self->event->chain;

  nomo_demo_json_string (self->json, "access_token", chain->access);
  nomo_demo_json_int (self->json, "expires", chain->access_ends / 1000);
  if (chain->refresh != NULL)
    nomo_demo_json_string (self->json, "refresh_token", chain->refresh);
  nomo_demo_json_string (self->json, "scope", chain->scope);
  nomo_demo_json_string (self->json, "token_type", "bearer");
}

static void
write_scopes (const Writer *self)
{
  guint n = nomo_demo_tokens_get_n_chains (self->demo->tokens);
  const NomoDemoChain *chain = n > 0 ? nomo_demo_tokens_get_chain (self->demo->tokens, n - 1) : NULL;
  g_auto (GStrv) scopes = g_strsplit (chain != NULL ? chain->scope : "settings.read", " ", -1);

  write_texts (self, "app_scopes", (const char *const *) scopes);
}

static void
write_installed (const Writer *self)
{
  write_app (self);
  write_scopes (self);
  write_moment (self, "installation_date", 0, NOMO_DEMO_STAMP_LOCAL);
  write_text (self, "store_type", "demo");
}

static void
write_updated (const Writer *self)
{
  write_app (self);
  write_scopes (self);
  write_categories (self);
  write_moment (self, "installation_date", -30, NOMO_DEMO_STAMP_LOCAL);
  write_moment (self, "update_date", 0, NOMO_DEMO_STAMP_LOCAL);
  write_text (self, "store_type", "demo");
}

static void
write_uninstalled (const Writer *self)
{
  write_app (self);
  write_categories (self);
  write_moment (self, "installation_date", -30, NOMO_DEMO_STAMP_LOCAL);
  write_moment (self, "uninstallation_date", 0, NOMO_DEMO_STAMP_LOCAL);
  nomo_demo_json_bool (self->json, "refunded", FALSE);
  write_text (self, "store_type", "demo");
}

static void
write_features (const Writer *self)
{
  nomo_demo_json_begin_array (self->json, "features");
  nomo_demo_json_begin_object (self->json, NULL);
  nomo_demo_json_string (self->json, "key", "messages");
  nomo_demo_json_int (self->json, "quantity", 1000);
  nomo_demo_json_end_object (self->json);
  nomo_demo_json_end_array (self->json);
}

static void
write_trial (const Writer *self)
{
  gboolean canceled = g_str_equal (self->event->event, "app.trial.canceled");

  write_app (self);
  write_categories (self);
  write_text (self, "plan_name", canceled ? NULL : "النمو");
  write_text (self, "plan_type", "recurring");
  write_moment (self, "start_date", 0, NOMO_DEMO_STAMP_ISO);
  write_moment (self, "end_date", 14, NOMO_DEMO_STAMP_ISO);
  if (canceled)
    write_moment (self, "subscription_at", 0, NOMO_DEMO_STAMP_ISO);
  if (g_str_equal (self->event->event, "app.trial.started")) {
    write_moment (self, "created_at", 0, NOMO_DEMO_STAMP_LOCAL);
    write_features (self);
  }
  write_text (self, "store_type", "demo");
}

/* Amounts are texts without a currency. */
static void
write_price (const Writer *self)
{
  nomo_demo_json_begin_object (self->json, "coupon");
  nomo_demo_json_null (self->json, "name");
  nomo_demo_json_string (self->json, "amount", "0.00");
  nomo_demo_json_end_object (self->json);
  write_text (self, "initialization_cost", "0.00");
  write_text (self, "price_before_discount", "99.00");
  write_text (self, "price", "99.00");
  write_text (self, "tax", "0.15");
  write_text (self, "tax_value", "14.85");
  write_text (self, "total", "113.85");
  write_text (self, "subscription_balance", "null");
}

static void
write_term (const Writer *self)
{
  write_text (self, "plan_type", "recurring");
  write_text (self, "plan_name", "النمو");
  write_text (self, "plan_period", "1");
  write_moment (self, "start_date", 0, NOMO_DEMO_STAMP_ISO);
  write_moment (self, "end_date", 30, NOMO_DEMO_STAMP_ISO);
}

static void
write_subscription (const Writer *self)
{
  write_app (self);
  nomo_demo_json_id (self->json, "subscription_id", APP_ID % 1000000 + self->demo->merchant % 100000);
  write_text (self, "item_type", "plan");
  write_text (self, "item_slug", NULL);
  nomo_demo_json_int (self->json, "quantity", 1);
  write_text (self, "description", "اشتراك شهري");
  write_categories (self);
  write_term (self);
  write_price (self);
  write_features (self);
  if (g_str_equal (self->event->event, "app.subscription.renewed"))
    write_moment (self, "renew_date", 0, NOMO_DEMO_STAMP_ISO);
  if (g_str_equal (self->event->event, "app.subscription.started"))
    nomo_demo_json_null (self->json, "promotion");
  write_text (self, "store_type", "demo");
}

static void
write_feedback (const Writer *self)
{
  write_app (self);
  write_text (self, "rating", "5");
  write_text (self, "rated_by", NOMO_DEMO_SHOP_NAME);
  write_text (self, "comment", "تطبيق رائع");
}

/* What is true or false comes back as a text. */
static void
write_settings (const Writer *self)
{
  JsonObject *wish = self->event->wish != NULL ? nomo_json_get_object (self->event->wish, "settings") : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  write_app (self);
  nomo_demo_json_begin_object (self->json, "settings");
  if (wish != NULL) {
    json_object_iter_init (&iter, wish);
    while (json_object_iter_next (&iter, &name, &value)) {
      g_autofree char *text = nomo_json_dup_text (value, "");
      gboolean flag = JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;

      nomo_demo_json_string (self->json, name, flag ? json_node_get_boolean (value) ? "true" : "false" : text);
    }
  }
  nomo_demo_json_end_object (self->json);
}

static const struct {
  const char *name;
  void (*write) (const Writer *self);
} events[] = {
  { "app.store.authorize", write_authorize },
  { "app.installed", write_installed },
  { "app.updated", write_updated },
  { "app.uninstalled", write_uninstalled },
  { "app.trial.started", write_trial },
  { "app.trial.expired", write_trial },
  { "app.trial.canceled", write_trial },
  { "app.subscription.started", write_subscription },
  { "app.subscription.renewed", write_subscription },
  { "app.subscription.expired", write_subscription },
  { "app.subscription.canceled", write_subscription },
  { "app.feedback.created", write_feedback },
  { "app.settings.updated", write_settings },
};

static guint
find (const char *event)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (events) && g_strcmp0 (events[i].name, event) != 0)
    i++;
  return i;
}

/**
 * nomo_demo_hook_app_has:
 * @event: (nullable): a name, as "app.installed"
 *
 * Returns: whether it is an event of the app
 */
gboolean
nomo_demo_hook_app_has (const char *event)
{
  return find (event) < G_N_ELEMENTS (events);
}

/**
 * nomo_demo_hook_app_encode:
 * @demo: the store
 * @event: an event of the app
 *
 * Returns: (transfer full): the bytes that are delivered
 */
GBytes *
nomo_demo_hook_app_encode (NomoDemoStore *demo, const NomoDemoHookAppEvent *event)
{
  g_autoptr (NomoDemoJson) json = NULL;
  Writer writer = { event, demo, NULL };

  json =
      nomo_demo_hook_envelope_begin (event->event, demo->merchant, event->moment, NOMO_DEMO_STAMP_LOCAL, event->number);
  writer.json = json;
  nomo_demo_json_begin_object (json, "data");
  events[find (event->event)].write (&writer);
  nomo_demo_json_end_object (json);
  return nomo_demo_hook_envelope_end (json);
}
