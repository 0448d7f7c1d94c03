#pragma once

#include "keeper.h"
#include "nomo-http.h"
#include "nomo-salla-client.h"
#include "nomo-store.h"

#include <libsoup/soup.h>

/* A store, and a client that asks a server of the test's own. */
typedef struct {
  char *directory;
  NomoStore *store;
  SoupServer *server;
  NomoHttp *http;
  KeeperFixture keeper;
  NomoSallaClient *client;
} SallaWorld;

void salla_world_set_up (SallaWorld *self);
void salla_world_tear_down (SallaWorld *self);
void salla_world_keep_result (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *salla_world_wait (GAsyncResult **result);
