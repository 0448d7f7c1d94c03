#pragma once

#include "nomo-demo-hook-target.h"
#include "nomo-demo-news.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The webhooks of a store: what happens in it becomes an event, and each event goes to whoever wants it. */

NomoDemoHooks *nomo_demo_hooks_new (NomoDemoStore *demo);
void nomo_demo_hooks_free (NomoDemoHooks *self);
NomoDemoHookTarget *nomo_demo_hooks_get_portal (NomoDemoHooks *self);
void nomo_demo_hooks_set_portal (NomoDemoHooks *self, const char *url, NomoDemoHookStrategy strategy,
                                 const char *secret);
GPtrArray *nomo_demo_hooks_get_subscriptions (NomoDemoHooks *self);
NomoDemoHookTarget *nomo_demo_hooks_subscribe (NomoDemoHooks *self, const char *event, const char *url);
NomoDemoHookTarget *nomo_demo_hooks_find (NomoDemoHooks *self, gint64 id);
guint nomo_demo_hooks_unsubscribe (NomoDemoHooks *self, gint64 id, const char *url);
void nomo_demo_hooks_send (NomoDemoHooks *self, const char *event, NomoDemoEntity entity, guint index, gint64 moment);
void nomo_demo_hooks_send_app (NomoDemoHooks *self, const char *event, const NomoDemoChain *chain, JsonNode *wish,
                               guint mishaps);
void nomo_demo_hooks_set_installed (NomoDemoHooks *self, gboolean installed);
gboolean nomo_demo_hooks_is_installed (const NomoDemoHooks *self);
void nomo_demo_hooks_beat (NomoDemoHooks *self);
void nomo_demo_hooks_write (NomoDemoHooks *self, guint after, const char *event, NomoDemoJson *json);

void nomo_demo_hook_news_tell (NomoDemoHooks *self, NomoDemoShop *shop, const NomoDemoNews *news);

G_END_DECLS
