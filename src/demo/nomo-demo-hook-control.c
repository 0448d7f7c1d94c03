#include "config.h"

#include "nomo-demo-hook-control.h"

#include "nomo-demo-control.h"
#include "nomo-demo-hooks.h"
#include "nomo-demo-record.h"
#include "nomo-json.h"

/**
 * nomo_demo_hook_control_list:
 * @call: `GET /hooks[?after=1&event=order.created]` at the control address
 */
void
nomo_demo_hook_control_list (NomoDemoCall *call)
{
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_hooks_write (call->demo->hooks, (guint) nomo_demo_call_get_int (call, "after", 0),
                         nomo_demo_call_get (call, "event"), json);
  nomo_demo_control_end (call, json);
}

/**
 * nomo_demo_hook_control_fire:
 * @call: `POST /hooks/fire` at the control address
 * @body: `event`, and the `id` of the record that it tells of
 *
 * Sends an event although nothing happened.
 */
void
nomo_demo_hook_control_fire (NomoDemoCall *call, JsonNode *body)
{
  g_autofree char *name = nomo_json_dup_text (body, "event");
  const NomoDemoHookEvent *event = nomo_demo_hook_event_find (name);
  gint64 id = 0;
  guint index;

  if (event == NULL || event->write == NULL) {
    nomo_demo_control_fail (call, 422, "event must be one that this store can bring about");
    return;
  }
  if (!nomo_json_get_int (body, "id", &id) ||
      !nomo_demo_record_find (call->demo->shop, call->now, event->entity, id, &index)) {
    nomo_demo_control_fail (call, 404, "there is no such record");
    return;
  }
  nomo_demo_hooks_send (call->demo->hooks, event->name, event->entity, index, call->now);
  nomo_demo_hook_control_list (call);
}

/**
 * nomo_demo_hook_control_read:
 * @call: `GET /webhook` at the control address
 */
void
nomo_demo_hook_control_read (NomoDemoCall *call)
{
  const NomoDemoHookTarget *portal = nomo_demo_hooks_get_portal (call->demo->hooks);
  NomoDemoJson *json = nomo_demo_control_begin ();

  nomo_demo_json_string (json, "url", portal->url);
  nomo_demo_json_string (json, "strategy", nomo_demo_hook_strategy_get_name (portal->strategy));
  nomo_demo_json_string (json, "secret", portal->secret);
  nomo_demo_control_end (call, json);
}

/**
 * nomo_demo_hook_control_change:
 * @call: `POST /webhook` at the control address
 * @body: `url`, `secret` and `strategy`; what is left out stays, a null address ends the webhook
 */
void
nomo_demo_hook_control_change (NomoDemoCall *call, JsonNode *body)
{
  const NomoDemoHookTarget *portal = nomo_demo_hooks_get_portal (call->demo->hooks);
  g_autofree char *url = nomo_json_dup_text (body, "url");
  g_autofree char *secret = nomo_json_dup_text (body, "secret");
  g_autofree char *name = nomo_json_dup_text (body, "strategy");
  NomoDemoHookStrategy strategy = portal->strategy;

  if (name != NULL && !nomo_demo_hook_strategy_find (name, &strategy)) {
    nomo_demo_control_fail (call, 422, "strategy must be signature, token or none");
    return;
  }
  if (nomo_json_get (body, "url") == NULL)
    url = g_strdup (portal->url);
  if (secret == NULL)
    secret = g_strdup (portal->secret);
  nomo_demo_hooks_set_portal (call->demo->hooks, url, strategy, secret);
  nomo_demo_hook_control_read (call);
}
