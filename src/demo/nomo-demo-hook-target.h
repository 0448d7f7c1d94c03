#pragma once

#include "nomo-demo-hook-event.h"
#include "nomo-http.h"

G_BEGIN_DECLS

/* How a receiver knows that a delivery is from Salla. */
typedef enum {
  NOMO_DEMO_HOOK_NONE,
  NOMO_DEMO_HOOK_TOKEN,
  NOMO_DEMO_HOOK_SIGNATURE,
} NomoDemoHookStrategy;

/* Where deliveries go: the webhook of the app in the partners' portal, or what a merchant's token subscribed to. */
typedef struct {
  gint64 id; /* of the subscription, 0 for the portal's */
  char *url;
  NomoDemoHookStrategy strategy;
  char *secret;       /* nullable */
  char *former;       /* nullable: the secret that it had before */
  gboolean withdrawn; /* nothing is delivered to it any more */
  char *event;        /* of a subscription: the one that it is for; NULL for all */
  char *name;         /* what the merchant calls it */
  char *rule;         /* nullable: what an event must be like, in version 2 */
  guint version;
  GPtrArray *headers; /* name, value, name, value, … */
} NomoDemoHookTarget;

NomoDemoHookTarget *nomo_demo_hook_target_new (gint64 id, const char *url);
NomoDemoHookTarget *nomo_demo_hook_target_ref (NomoDemoHookTarget *self);
void nomo_demo_hook_target_unref (NomoDemoHookTarget *self);
void nomo_demo_hook_target_set_url (NomoDemoHookTarget *self, const char *url);
void nomo_demo_hook_target_describe (NomoDemoHookTarget *self, const char *name, guint version, const char *rule,
                                     GPtrArray *headers);
gboolean nomo_demo_hook_target_wants (const NomoDemoHookTarget *self, const char *event, GBytes *body);
void nomo_demo_hook_target_secure (NomoDemoHookTarget *self, NomoDemoHookStrategy strategy, const char *secret);
char *nomo_demo_hook_target_dup_seal (const NomoDemoHookTarget *self, GBytes *body, guint mishaps);
void nomo_demo_hook_target_set_headers (const NomoDemoHookTarget *self, const char *seal, NomoHttpRequest *request);

const char *nomo_demo_hook_strategy_get_name (NomoDemoHookStrategy strategy);
gboolean nomo_demo_hook_strategy_find (const char *name, NomoDemoHookStrategy *strategy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoHookTarget, nomo_demo_hook_target_unref)

G_END_DECLS
