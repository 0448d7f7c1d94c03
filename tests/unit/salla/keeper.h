#pragma once

#include "nomo-http.h"
#include "nomo-token-keeper.h"

/* A store of its own in a folder of its own, whose sign-in lasts as long as the test. */
typedef struct {
  const char *accounts_url; /* set it before a pair is adopted */
  char *directory;
  char *path;
  NomoKeyring *keyring;
  NomoStore *store;
  NomoTokenKeeper *keeper;
} KeeperFixture;

void keeper_fixture_open (KeeperFixture *fixture, NomoHttp *http);
void keeper_fixture_set_up (KeeperFixture *fixture, NomoHttp *http, const char *token_answer);
void keeper_fixture_tear_down (KeeperFixture *fixture);
gboolean keeper_fixture_adopt_tokens (KeeperFixture *fixture, NomoSallaTokens *tokens, GError **error);
gboolean keeper_fixture_adopt (KeeperFixture *fixture, const char *token_answer, GError **error);
void keeper_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *keeper_fixture_wait (GAsyncResult **result);
