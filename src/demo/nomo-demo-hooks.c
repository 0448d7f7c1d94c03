#include "config.h"

#include "nomo-demo-hooks.h"

#include "nomo-demo-hook-app.h"
#include "nomo-demo-hook-mishap.h"
#include "nomo-demo-hook-post.h"
#include "nomo-demo-record.h"

#define BEAT_MS 20

#define FIRST_ID G_GINT64_CONSTANT (5520147)

struct _NomoDemoHooks {
  NomoDemoStore *demo;
  NomoDemoHookTarget *portal; /* without an address until it has one */
  GPtrArray *subscriptions;   /* NomoDemoHookTarget, oldest first */
  guint n_subscribed;
  NomoDemoHookPost *post;
  guint n_events;
  gboolean installed;
  guint beat; /* source, 0 while nobody wants anything */
};

/* Nothing is told of a store from which the app is gone. */
static gboolean
is_wanted (NomoDemoHooks *self)
{
  return self->installed && (self->portal->url != NULL || self->subscriptions->len > 0);
}

static gboolean
is_asked_for (NomoDemoHooks *self, const char *event)
{
  gboolean asked = self->portal->url != NULL;

  for (guint i = 0; i < self->subscriptions->len && !asked; i++)
    asked = g_str_equal (((NomoDemoHookTarget *) g_ptr_array_index (self->subscriptions, i))->event, event);
  return self->installed && asked;
}

/* What happens must be told although nobody asks the store for anything. */
static gboolean
beat_cb (gpointer data)
{
  NomoDemoHooks *self = data;

  nomo_demo_shop_advance (self->demo->shop, nomo_demo_store_now (self->demo));
  nomo_demo_hooks_beat (self);
  if (is_wanted (self) || !nomo_demo_hook_post_is_idle (self->post))
    return G_SOURCE_CONTINUE;
  self->beat = 0;
  return G_SOURCE_REMOVE;
}

static void
news_cb (const NomoDemoNews *news, gpointer data)
{
  NomoDemoHooks *self = data;

  nomo_demo_hook_news_tell (self, self->demo->shop, news);
}

static void
start_beat (NomoDemoHooks *self)
{
  if (self->beat == 0)
    self->beat = g_timeout_add (BEAT_MS, beat_cb, self);
}

static void
listen (NomoDemoHooks *self)
{
  nomo_demo_shop_set_listener (self->demo->shop, is_wanted (self) ? news_cb : NULL, self);
  start_beat (self);
}

/**
 * nomo_demo_hooks_new:
 * @demo: a store with a clock and a shop
 *
 * Returns: (transfer full): its webhooks, as the options want them
 */
NomoDemoHooks *
nomo_demo_hooks_new (NomoDemoStore *demo)
{
  const NomoDemoOptions *options = demo->options;
  NomoDemoHooks *self = g_new0 (NomoDemoHooks, 1);
  NomoDemoHookStrategy strategy = NOMO_DEMO_HOOK_SIGNATURE;

  self->demo = demo;
  self->installed = TRUE;
  self->portal = nomo_demo_hook_target_new (0, NULL);
  self->subscriptions = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_demo_hook_target_unref);
  self->post = nomo_demo_hook_post_new (demo->clock, options->seed);
  nomo_demo_hook_strategy_find (options->webhook_strategy, &strategy);
  if (options->webhook_url != NULL)
    nomo_demo_hooks_set_portal (self, options->webhook_url, strategy, options->webhook_secret);
  return self;
}

void
nomo_demo_hooks_free (NomoDemoHooks *self)
{
  nomo_demo_shop_set_listener (self->demo->shop, NULL, NULL);
  g_clear_handle_id (&self->beat, g_source_remove);
  nomo_demo_hook_post_free (self->post);
  g_ptr_array_unref (self->subscriptions);
  nomo_demo_hook_target_unref (self->portal);
  g_free (self);
}

/**
 * nomo_demo_hooks_get_portal:
 * @self: webhooks
 *
 * Returns: (transfer none): the webhook of the app in the partners' portal; it may have no address
 */
NomoDemoHookTarget *
nomo_demo_hooks_get_portal (NomoDemoHooks *self)
{
  return self->portal;
}

/**
 * nomo_demo_hooks_set_portal:
 * @self: webhooks
 * @url: (nullable): where the webhook of the app goes from now on, %NULL for nowhere
 * @strategy: how its deliveries are known
 * @secret: (nullable): the secret for that
 */
void
nomo_demo_hooks_set_portal (NomoDemoHooks *self, const char *url, NomoDemoHookStrategy strategy, const char *secret)
{
  nomo_demo_hook_target_set_url (self->portal, url);
  nomo_demo_hook_target_secure (self->portal, strategy, secret);
  self->portal->withdrawn = url == NULL;
  listen (self);
}

/**
 * nomo_demo_hooks_get_subscriptions:
 * @self: webhooks
 *
 * Returns: (transfer none) (element-type NomoDemoHookTarget): what merchants' tokens subscribed to
 */
GPtrArray *
nomo_demo_hooks_get_subscriptions (NomoDemoHooks *self)
{
  return self->subscriptions;
}

/**
 * nomo_demo_hooks_subscribe:
 * @self: webhooks
 * @event: the name of an event of the store
 * @url: where it goes
 *
 * Returns: (transfer none): the subscription of both, which may have been there before
 */
NomoDemoHookTarget *
nomo_demo_hooks_subscribe (NomoDemoHooks *self, const char *event, const char *url)
{
  NomoDemoHookTarget *target;

  for (guint i = 0; i < self->subscriptions->len; i++) {
    target = g_ptr_array_index (self->subscriptions, i);
    if (g_str_equal (target->event, event) && g_str_equal (target->url, url))
      return target;
  }
  target = nomo_demo_hook_target_new (FIRST_ID + self->n_subscribed++, url);
  target->event = g_strdup (event);
  g_ptr_array_add (self->subscriptions, target);
  listen (self);
  return target;
}

/**
 * nomo_demo_hooks_find:
 * @self: webhooks
 * @id: an id
 *
 * Returns: (transfer none) (nullable): the subscription that has it
 */
NomoDemoHookTarget *
nomo_demo_hooks_find (NomoDemoHooks *self, gint64 id)
{
  for (guint i = 0; i < self->subscriptions->len; i++) {
    NomoDemoHookTarget *target = g_ptr_array_index (self->subscriptions, i);

    if (target->id == id)
      return target;
  }
  return NULL;
}

/**
 * nomo_demo_hooks_unsubscribe:
 * @self: webhooks
 * @id: of a subscription, 0 for any
 * @url: (nullable): the address of subscriptions, %NULL for any
 *
 * Ends the subscriptions that are meant. What is on its way to them is given up.
 *
 * Returns: how many there were
 */
guint
nomo_demo_hooks_unsubscribe (NomoDemoHooks *self, gint64 id, const char *url)
{
  guint n = 0;

  for (guint i = self->subscriptions->len; i-- > 0;) {
    NomoDemoHookTarget *target = g_ptr_array_index (self->subscriptions, i);

    if ((id != 0 && target->id != id) || (url != NULL && !g_str_equal (target->url, url)))
      continue;
    target->withdrawn = TRUE;
    g_ptr_array_remove_index (self->subscriptions, i);
    n++;
  }
  listen (self);
  return n;
}

static void
deliver (NomoDemoHooks *self, NomoDemoHookTarget *target, NomoDemoHookParcel parcel)
{
  NomoDemoHookFate fate = nomo_demo_hook_mishaps_take (nomo_demo_faults_get_hooks (self->demo->faults), parcel.event);
  NomoDemoHookParcel probe = parcel;

  parcel.mishaps |= fate.set;
  probe.body = NULL;
  probe.mishaps = NOMO_DEMO_HOOK_PROBE;
  if ((fate.set & NOMO_DEMO_HOOK_PROBE) != 0)
    nomo_demo_hook_post_add (self->post, target, &probe);
  parcel.due = nomo_demo_hook_fate_delay (&fate, parcel.due);
  nomo_demo_hook_post_add (self->post, target, &parcel);
  if ((fate.set & NOMO_DEMO_HOOK_TWICE) != 0)
    nomo_demo_hook_post_add (self->post, target, &parcel);
  if ((fate.set & NOMO_DEMO_HOOK_REPLAY) != 0)
    nomo_demo_hook_post_replay (self->post, target, &parcel);
  start_beat (self);
}

/**
 * nomo_demo_hooks_send:
 * @self: webhooks
 * @event: the name of an event that the store can bring about
 * @entity: what kind of record it tells of
 * @index: which
 * @moment: when it happened, UTC milliseconds
 *
 * Sends the event to everybody who wants it.
 */
void
nomo_demo_hooks_send (NomoDemoHooks *self, const char *event, NomoDemoEntity entity, guint index, gint64 moment)
{
  const NomoDemoHookEvent *kind = nomo_demo_hook_event_find (event);
  NomoDemoHookSubject subject = { entity, index };
  NomoDemoHookParcel parcel = { .event = event, .made = nomo_demo_store_now (self->demo) };
  g_autoptr (GBytes) body = NULL;

  g_return_if_fail (kind != NULL && kind->write != NULL);
  if (!is_asked_for (self, event))
    return;
  body = nomo_demo_hook_event_encode (self->demo, kind, &subject, moment, self->n_events++);
  parcel.body = body;
  parcel.due = parcel.made;
  parcel.record = nomo_demo_record_get_id (self->demo->shop, entity, index);
  if (nomo_demo_hook_target_wants (self->portal, event, body))
    deliver (self, self->portal, parcel);
  for (guint i = 0; i < self->subscriptions->len; i++)
    if (nomo_demo_hook_target_wants (g_ptr_array_index (self->subscriptions, i), event, body))
      deliver (self, g_ptr_array_index (self->subscriptions, i), parcel);
}

/**
 * nomo_demo_hooks_send_app:
 * @self: webhooks
 * @event: the name of an event of the app
 * @chain: (nullable): of app.store.authorize: the tokens that it gives
 * @wish: (nullable): an object with what some of its members are to be
 * @mishaps: a set of NomoDemoHookMishap
 *
 * Sends the event to the webhook of the app, whether the app is installed or not.
 */
void
nomo_demo_hooks_send_app (NomoDemoHooks *self, const char *event, const NomoDemoChain *chain, JsonNode *wish,
                          guint mishaps)
{
  gint64 now = nomo_demo_store_now (self->demo);
  NomoDemoHookAppEvent what = { event, chain, wish, now, self->n_events };
  NomoDemoHookParcel parcel = { .event = event, .made = now, .due = now, .mishaps = mishaps };
  g_autoptr (GBytes) body = NULL;

  if (self->portal->url == NULL)
    return;
  self->n_events++;
  body = nomo_demo_hook_app_encode (self->demo, &what);
  parcel.body = body;
  deliver (self, self->portal, parcel);
}

/**
 * nomo_demo_hooks_set_installed:
 * @self: webhooks
 * @installed: whether the merchant has the app from now on; what was subscribed with its tokens ends with it
 */
void
nomo_demo_hooks_set_installed (NomoDemoHooks *self, gboolean installed)
{
  self->installed = installed;
  if (!installed)
    nomo_demo_hooks_unsubscribe (self, 0, NULL);
  listen (self);
}

gboolean
nomo_demo_hooks_is_installed (const NomoDemoHooks *self)
{
  return self->installed;
}

/**
 * nomo_demo_hooks_beat:
 * @self: webhooks
 *
 * Sends what is due.
 */
void
nomo_demo_hooks_beat (NomoDemoHooks *self)
{
  nomo_demo_hook_post_beat (self->post);
}

/**
 * nomo_demo_hooks_write:
 * @self: webhooks
 * @after: only deliveries with a greater number
 * @event: (nullable): only deliveries of this event
 * @json: where to
 */
void
nomo_demo_hooks_write (NomoDemoHooks *self, guint after, const char *event, NomoDemoJson *json)
{
  nomo_demo_hook_post_write (self->post, after, event, json);
}
