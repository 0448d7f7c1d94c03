#pragma once

#include "nomo-demo-bucket.h"
#include "nomo-demo-clock.h"
#include "nomo-demo-effects.h"
#include "nomo-demo-faults.h"
#include "nomo-demo-ledger.h"
#include "nomo-demo-options.h"
#include "nomo-demo-shop.h"
#include "nomo-demo-tokens.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define NOMO_DEMO_SHOP_NAME "متجر ورد الرياض"
#define NOMO_DEMO_USERNAME  "ward-riyadh"
#define NOMO_DEMO_DOMAIN    "https://salla.sa/ward-riyadh"
#define NOMO_DEMO_AVATAR    "https://cdn.assets.salla.network/admin/cp/assets/images/avatar.png"
#define NOMO_DEMO_IMAGES    "https://cdn.salla.sa/ward/"

typedef struct _NomoDemoHooks NomoDemoHooks; /* see nomo-demo-hooks.h */

/* One running store: what the handlers of every request share. */
typedef struct {
  const NomoDemoOptions *options;
  NomoDemoClock *clock;
  NomoDemoShop *shop;
  NomoDemoTokens *tokens;
  NomoDemoFaults *faults;
  NomoDemoLedger *ledger;
  NomoDemoEffects *effects;
  NomoDemoHooks *hooks;
  NomoDemoBucket bucket;
  NomoDemoBucket customers_bucket;
  NomoDemoBucket tiny_bucket;
  NomoDemoBucket token_bucket; /* as tiny, of the token endpoint */
  GHashTable *consents;        /* nonce → NomoDemoConsent */
  GHashTable *opened;          /* token of an embedded page → whose, see nomo-demo-embedded.c */
  SoupServer *server;
  char *origin;       /* "http://127.0.0.1:PORT" */
  char *control_path; /* "/control/…" */
  char *client_id;
  char *client_secret;
  char *plan;
  char *currency;
  gboolean bare_tags; /* orders tell what their tags are called and not their numbers */
  gint64 merchant;
  guint64 n_requests;
  guint64 n_refusals;
} NomoDemoStore;

NomoDemoStore *nomo_demo_store_new (const NomoDemoOptions *options, GError **error);
void nomo_demo_store_free (NomoDemoStore *self);
void nomo_demo_store_set_plan (NomoDemoStore *self, const char *plan);
gint64 nomo_demo_store_now (NomoDemoStore *self);
char *nomo_demo_store_dup_ready_line (NomoDemoStore *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoStore, nomo_demo_store_free)

G_END_DECLS
