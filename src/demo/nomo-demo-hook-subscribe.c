#include "config.h"

#include "nomo-demo-hook-subscribe.h"

#include "nomo-demo-body.h"
#include "nomo-demo-hook-rule.h"
#include "nomo-demo-hooks.h"
#include "nomo-demo-list.h"
#include "nomo-json.h"

#include <string.h>

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* PHP has no empty object. */
static void
write_headers (const NomoDemoHookTarget *target, NomoDemoJson *json)
{
  if (target->headers->len == 0) {
    nomo_demo_json_empty_array (json, "headers");
    return;
  }
  nomo_demo_json_begin_object (json, "headers");
  for (guint i = 0; i + 1 < target->headers->len; i += 2)
    nomo_demo_json_exact_string (json, g_ptr_array_index (target->headers, i),
                                 g_ptr_array_index (target->headers, i + 1));
  nomo_demo_json_end_object (json);
}

static void
write_security (const NomoDemoHookTarget *target, NomoDemoJson *json)
{
  gboolean none = target->strategy == NOMO_DEMO_HOOK_NONE;

  nomo_demo_json_begin_object (json, "security");
  nomo_demo_json_string (json, "strategy", none ? NULL : nomo_demo_hook_strategy_get_name (target->strategy));
  nomo_demo_json_string (json, "secret", target->secret);
  nomo_demo_json_end_object (json);
}

static void
write_subscription (const NomoDemoHookTarget *target, const char *name, gboolean secured, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", target->id);
  nomo_demo_json_string (json, "name", target->name);
  nomo_demo_json_string (json, "event", target->event);
  nomo_demo_json_string (json, "type", "manual");
  nomo_demo_json_string (json, "url", target->url);
  nomo_demo_json_int (json, "version", target->version);
  nomo_demo_json_string (json, "rule", target->rule);
  write_headers (target, json);
  if (secured)
    write_security (target, json);
  nomo_demo_json_end_object (json);
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  write_subscription (g_ptr_array_index ((GPtrArray *) data, place), NULL, call->demo->options->webhook_secrets, json);
}

/**
 * nomo_demo_webhooks_list:
 * @call: `GET /webhooks`
 * @unused: nothing
 */
void
nomo_demo_webhooks_list (NomoDemoCall *call, gint64 unused)
{
  GPtrArray *subscriptions = nomo_demo_hooks_get_subscriptions (call->demo->hooks);

  nomo_demo_list_answer (call, subscriptions->len, write_row, subscriptions);
}

/**
 * nomo_demo_webhooks_list_events:
 * @call: `GET /webhooks/events`
 * @unused: nothing
 */
void
nomo_demo_webhooks_list_events (NomoDemoCall *call, gint64 unused)
{
  NomoDemoJson *json = nomo_demo_call_begin (call, 200);

  nomo_demo_json_begin_array (json, "data");
  for (guint i = 0; i < nomo_demo_hook_events_get_n (); i++) {
    nomo_demo_json_begin_object (json, NULL);
    nomo_demo_json_id (json, "id", 2000 + i);
    nomo_demo_json_string (json, "label", nomo_demo_hook_event_get (i)->label);
    nomo_demo_json_string (json, "event", nomo_demo_hook_event_get (i)->name);
    nomo_demo_json_end_object (json);
  }
  nomo_demo_json_end_array (json);
  nomo_demo_call_end (call, json);
}

/* Salla looks for a part of the text: "latest.example" has "test." in it. What lies on this machine it could not reach. */
static gboolean
is_out_of_reach (const char *url)
{
  static const char *const parts[] = { "localhost", "test.", "//127.", "//[::1]" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (url, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_address (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
}

static void
read_url (NomoDemoBody *body, NomoDemoCall *call, const char **url)
{
  const char *text = NULL;

  nomo_demo_body_read_text (body, "url", &text);
  if (text == NULL)
    return;
  *url = text;
  if (!is_address (text))
    nomo_demo_body_complain (body, "url", "صيغة ", " غير صحيحة.");
  else if (!call->demo->options->webhook_any_host && is_out_of_reach (text))
    nomo_demo_body_complain (body, "url", "لا يمكن استخدام رابط محلي أو تجريبي في حقل ", ".");
}

static void
read_rule (NomoDemoBody *body, const char **rule)
{
  const char *text = NULL;

  nomo_demo_body_read_text (body, "rule", &text);
  if (text != NULL || nomo_json_get (body->json, "rule") != NULL)
    *rule = text;
  if (text == NULL)
    return;
  if (!nomo_demo_hook_rule_is_valid (text))
    nomo_demo_body_complain (body, "rule", "صيغة ", " غير صحيحة.");
}

static gboolean
is_header (const char *name, const char *value)
{
  if (name == NULL || *name == '\0' || value == NULL || strpbrk (value, "\r\n") != NULL)
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '-' && *name != '_')
      return FALSE;
  return TRUE;
}

/* The pairs of `headers`, or NULL if it was left out. */
static GPtrArray *
read_headers (NomoDemoBody *body)
{
  JsonArray *array = nomo_json_get_array (body->json, "headers");
  GPtrArray *headers;

  if (!nomo_demo_body_has (body, "headers"))
    return NULL;
  headers = g_ptr_array_new_with_free_func (g_free);
  if (array == NULL)
    nomo_demo_body_complain (body, "headers", "يجب أن يكون حقل ", " مصفوفة.");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    g_autofree char *name = nomo_json_dup_text (json_array_get_element (array, i), "key");
    g_autofree char *value = nomo_json_dup_text (json_array_get_element (array, i), "value");

    if (!is_header (name, value)) {
      nomo_demo_body_refuse (body, "headers");
      break;
    }
    g_ptr_array_add (headers, g_steal_pointer (&name));
    g_ptr_array_add (headers, g_steal_pointer (&value));
  }
  return headers;
}

static void
read_version (NomoDemoBody *body, guint *version)
{
  nomo_demo_body_read_count (body, "version", version);
  if (*version != 1 && *version != 2)
    nomo_demo_body_refuse (body, "version");
}

static void
read_event (NomoDemoBody *body, const char **event)
{
  nomo_demo_body_read_text (body, "event", event);
  if (*event != NULL && nomo_demo_hook_event_find (*event) == NULL)
    nomo_demo_body_refuse (body, "event");
}

static void
answer (NomoDemoCall *call, const NomoDemoHookTarget *target, gboolean secured, const char *effect)
{
  NomoDemoJson *json = nomo_demo_call_begin (call, 200);

  nomo_demo_call_take_effect (call, effect, target->id, target->event, target->url);
  write_subscription (target, "data", secured, json);
  nomo_demo_call_end (call, json);
}

/**
 * nomo_demo_webhooks_subscribe:
 * @call: `POST /webhooks/subscribe`
 * @unused: nothing
 *
 * One event and one address; both again change the subscription that there is.
 */
void
nomo_demo_webhooks_subscribe (NomoDemoCall *call, gint64 unused)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  const char *event = NULL, *url = NULL, *name = NULL, *rule = NULL;
  g_autoptr (GPtrArray) headers = read_headers (body);
  NomoDemoHookTarget *target;
  guint version = 2;

  nomo_demo_body_require (body, "event");
  nomo_demo_body_require (body, "url");
  read_event (body, &event);
  read_url (body, call, &url);
  nomo_demo_body_read_text (body, "name", &name);
  read_version (body, &version);
  read_rule (body, &rule);
  if (!nomo_demo_body_is_good (body, call))
    return;
  target = nomo_demo_hooks_subscribe (call->demo->hooks, event, url);
  nomo_demo_hook_target_describe (target, text_or_empty (name), version, rule, headers);
  answer (call, target, FALSE, "webhook.subscribed");
}

static gboolean
read_security (NomoDemoBody *body, NomoDemoHookStrategy *strategy, const char **secret)
{
  const char *name = NULL;

  nomo_demo_body_read_text (body, "security_strategy", &name);
  nomo_demo_body_read_text (body, "secret", secret);
  if (name != NULL && (!nomo_demo_hook_strategy_find (name, strategy) || *strategy == NOMO_DEMO_HOOK_NONE))
    nomo_demo_body_refuse (body, "security_strategy");
  else if (name == NULL && nomo_json_get (body->json, "security_strategy") != NULL)
    *strategy = NOMO_DEMO_HOOK_NONE;
  if (*strategy == NOMO_DEMO_HOOK_SIGNATURE && text_or_empty (*secret)[0] == '\0')
    nomo_demo_body_complain (body, "secret", "حقل ", " مطلوب.");
  return body->complaints->len == 0;
}

/**
 * nomo_demo_webhooks_put:
 * @call: `PUT /webhooks/{id}`
 * @id: the id
 *
 * What is left out stays; a rule that is null goes. The event cannot be another.
 */
void
nomo_demo_webhooks_put (NomoDemoCall *call, gint64 id)
{
  g_autoptr (NomoDemoBody) body = nomo_demo_body_new (call);
  NomoDemoHookTarget *target = nomo_demo_hooks_find (call->demo->hooks, id);
  g_autoptr (GPtrArray) headers = NULL;
  const char *url, *name, *rule, *secret;
  NomoDemoHookStrategy strategy;
  guint version;

  if (target == NULL) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  url = target->url;
  name = target->name;
  rule = target->rule;
  secret = target->secret;
  strategy = target->strategy;
  version = target->version;
  headers = read_headers (body);
  read_url (body, call, &url);
  nomo_demo_body_read_text (body, "name", &name);
  read_version (body, &version);
  read_rule (body, &rule);
  read_security (body, &strategy, &secret);
  if (!nomo_demo_body_is_good (body, call))
    return;
  nomo_demo_hook_target_set_url (target, url);
  nomo_demo_hook_target_describe (target, name, version, rule, headers != NULL ? headers : target->headers);
  nomo_demo_hook_target_secure (target, strategy, secret);
  answer (call, target, TRUE, "webhook.updated");
}

/**
 * nomo_demo_webhooks_unsubscribe:
 * @call: `DELETE /webhooks/unsubscribe?id=` or `?url=`
 * @unused: nothing
 *
 * An address ends every subscription that goes there.
 */
void
nomo_demo_webhooks_unsubscribe (NomoDemoCall *call, gint64 unused)
{
  gint64 id = nomo_demo_call_get_int (call, "id", 0);
  const char *url = nomo_demo_call_get (call, "url");

  if (id == 0 && url == NULL) {
    nomo_demo_call_fail_fields (call, "id", "حقل id مطلوب.");
    return;
  }
  if (nomo_demo_hooks_unsubscribe (call->demo->hooks, id, url) == 0) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  nomo_demo_call_take_effect (call, "webhook.unsubscribed", id, text_or_empty (url), NULL);
  nomo_demo_call_tell (call, SOUP_STATUS_ACCEPTED, "تم إلغاء الاشتراك بنجاح");
}
