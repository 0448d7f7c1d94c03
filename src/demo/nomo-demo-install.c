#include "config.h"

#include "nomo-demo-install.h"

#include "nomo-demo-control.h"
#include "nomo-demo-hook-app.h"
#include "nomo-demo-hook-control.h"
#include "nomo-demo-hook-mishap.h"
#include "nomo-demo-hooks.h"
#include "nomo-json.h"

#define AUTHORIZE "app.store.authorize"
#define INSTALLED "app.installed"
#define UPDATED   "app.updated"

/* What an app like ours asks for. */
#define USUAL_SCOPE                                                                                                \
  "settings.read orders.read_write customers.read products.read categories.read brands.read marketing.read_write " \
  "specialoffers.read carts.read reviews.read webhooks.read_write offline_access"

/**
 * nomo_demo_install_note:
 * @demo: a store
 *
 * The merchant consented in the browser, which installs the app where it was not.
 */
void
nomo_demo_install_note (NomoDemoStore *demo)
{
  if (nomo_demo_hooks_is_installed (demo->hooks))
    return;
  nomo_demo_hooks_set_installed (demo->hooks, TRUE);
  nomo_demo_hooks_send_app (demo->hooks, INSTALLED, NULL, NULL, 0);
}

static gboolean
give_before (const char *when)
{
  return g_strcmp0 (when, "before") == 0 || g_strcmp0 (when, "twice") == 0;
}

/**
 * nomo_demo_install:
 * @call: `POST /install` at the control address
 * @body: `scope`, and `authorize`: "before", "after" (as if it was left out) or "twice"
 *
 * The merchant installs the app in Salla's easy mode: the tokens come by webhook, before or after the event that says so.
 */
void
nomo_demo_install (NomoDemoCall *call, JsonNode *body)
{
  NomoDemoHooks *hooks = call->demo->hooks;
  g_autofree char *scope = nomo_json_dup_text (body, "scope");
  g_autofree char *when = nomo_json_dup_text (body, "authorize");
  const NomoDemoChain *chain;

  if (when != NULL && !give_before (when) && !g_str_equal (when, "after")) {
    nomo_demo_control_fail (call, 422, "authorize must be before, after or twice");
    return;
  }
  chain = nomo_demo_tokens_give (call->demo->tokens, scope != NULL ? scope : USUAL_SCOPE, call->now);
  nomo_demo_hooks_set_installed (hooks, TRUE);
  if (give_before (when))
    nomo_demo_hooks_send_app (hooks, AUTHORIZE, chain, NULL, 0);
  nomo_demo_hooks_send_app (hooks, INSTALLED, NULL, NULL, 0);
  if (g_strcmp0 (when, "before") != 0)
    nomo_demo_hooks_send_app (hooks, AUTHORIZE, chain, NULL, 0);
  nomo_demo_control_write_chains (call);
}

/**
 * nomo_demo_uninstall:
 * @call: `POST /uninstall` at the control address
 * @body: `forged`, which is false when it is left out
 *
 * The merchant throws the app out. Or somebody who does not know the secret says that he did.
 */
void
nomo_demo_uninstall (NomoDemoCall *call, JsonNode *body)
{
  NomoDemoHooks *hooks = call->demo->hooks;
  gboolean forged = nomo_json_get_bool (body, "forged", FALSE);

  nomo_demo_hooks_send_app (hooks, "app.uninstalled", NULL, NULL, forged ? NOMO_DEMO_HOOK_WRONG : 0);
  if (!forged) {
    nomo_demo_tokens_kill_all (call->demo->tokens, "uninstalled");
    nomo_demo_hooks_set_installed (hooks, FALSE);
  }
  nomo_demo_control_write_chains (call);
}

/* A new version of the app gives new tokens, with the scope of those before. */
static void
renew (NomoDemoCall *call)
{
  NomoDemoTokens *tokens = call->demo->tokens;
  guint n = nomo_demo_tokens_get_n_chains (tokens);
  const char *scope = n > 0 ? nomo_demo_tokens_get_chain (tokens, n - 1)->scope : USUAL_SCOPE;

  nomo_demo_hooks_send_app (call->demo->hooks, AUTHORIZE, nomo_demo_tokens_give (tokens, scope, call->now), NULL, 0);
}

/**
 * nomo_demo_app_event:
 * @call: `POST /app-event` at the control address
 * @body: `event`, one of app.updated, app.settings.updated, app.feedback.created, app.subscription.… and app.trial.…, and
 *   what some members of its data are to be
 */
void
nomo_demo_app_event (NomoDemoCall *call, JsonNode *body)
{
  static const char *const others[] = { AUTHORIZE, INSTALLED, "app.uninstalled", NULL };
  g_autofree char *event = nomo_json_dup_text (body, "event");

  if (!nomo_demo_hook_app_has (event) || g_strv_contains (others, event)) {
    nomo_demo_control_fail (call, 422, "event must be one of the app; /install and /uninstall send the others");
    return;
  }
  nomo_demo_hooks_send_app (call->demo->hooks, event, NULL, body, 0);
  if (g_str_equal (event, UPDATED))
    renew (call);
  nomo_demo_hook_control_list (call);
}
