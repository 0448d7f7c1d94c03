#pragma once

#include "nomo-demo.h"
#include "nomo-http.h"
#include "nomo-keyring.h"
#include "nomo-stores.h"

G_BEGIN_DECLS

struct _NomoStores {
  GObject parent_instance;

  NomoSession *session;
  NomoRecent *recent;
  NomoCrash *crash; /* nullable */
  GSettings *settings;
  char *data_dir;
  NomoSallaEndpoints *endpoints;
  NomoHttp *http;
  NomoKeyring *keyring;
  GHashTable *run_keyrings; /* NomoKeyring by merchant: sign-ins that are kept for this run */
  NomoDemo *demo;
  GCancellable *cancellable;
  GCancellable *demo_cancellable;
  char **merchants;
  NomoStage stage;
  NomoUpgradeWatch *upgrade;
  GError *error;
  NomoJob *restoring;       /* nullable */
  NomoJob *restored;        /* nullable: what was restored last, */
  gint64 restored_merchant; /* and for which store */
  gboolean demo_starting;
  gboolean opening_another; /* while one is on the screen */
};

void nomo_stores_show_shop (NomoStores *self, NomoShop *shop);
void nomo_stores_set_stage (NomoStores *self, NomoStage stage);
void nomo_stores_set_restoring (NomoStores *self, NomoJob *job);
void nomo_stores_list_merchants (NomoStores *self);
void nomo_stores_fail (NomoStores *self, GError *error);

G_END_DECLS
