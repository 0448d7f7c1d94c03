#pragma once

#include "nomo-demo-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An event of the app, which tells of no record of the store. */
typedef struct {
  const char *event;
  const NomoDemoChain *chain; /* of app.store.authorize: the tokens that it gives; else NULL */
  JsonNode *wish;             /* nullable: an object with what some members are to be */
  gint64 moment;              /* UTC milliseconds */
  guint number;               /* how many events came before it */
} NomoDemoHookAppEvent;

gboolean nomo_demo_hook_app_has (const char *event);
GBytes *nomo_demo_hook_app_encode (NomoDemoStore *demo, const NomoDemoHookAppEvent *event);

G_END_DECLS
