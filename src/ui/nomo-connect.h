#pragma once

#include "nomo-stores.h"

G_BEGIN_DECLS

/**
 * NomoConnectState:
 * @NOMO_CONNECT_IDLE: nothing runs; after a failure [method@Connect.get_error] says why
 * @NOMO_CONNECT_WAITING: the merchant is asked in the browser
 * @NOMO_CONNECT_SAVING: the consent is there, the store is being set up
 * @NOMO_CONNECT_NO_KEYRING: the sign-in cannot be kept for long; keep it for this run, or give up
 * @NOMO_CONNECT_RELAY: a relay looks after the store, which was left to it; stay with that, or take the store back
 * @NOMO_CONNECT_DONE: the session shows the store
 *
 * Where the connecting of a store stands.
 */
typedef enum {
  NOMO_CONNECT_IDLE,
  NOMO_CONNECT_WAITING,
  NOMO_CONNECT_SAVING,
  NOMO_CONNECT_NO_KEYRING,
  NOMO_CONNECT_RELAY,
  NOMO_CONNECT_DONE,
} NomoConnectState;

#define NOMO_TYPE_CONNECT_STATE (nomo_connect_state_get_type ())
GType nomo_connect_state_get_type (void);

#define NOMO_TYPE_CONNECT (nomo_connect_get_type ())
G_DECLARE_FINAL_TYPE (NomoConnect, nomo_connect, NOMO, CONNECT, GObject)

NomoConnect *nomo_connect_of (NomoStores *stores);
void nomo_connect_begin (NomoConnect *self, const char *client_id, const char *client_secret, guint16 port);
void nomo_connect_cancel (NomoConnect *self);
gboolean nomo_connect_take_address (NomoConnect *self, const char *address);
void nomo_connect_keep_for_this_run (NomoConnect *self);
void nomo_connect_leave_to_relay (NomoConnect *self);
void nomo_connect_take_back (NomoConnect *self);

NomoConnectState nomo_connect_get_state (NomoConnect *self);
const GError *nomo_connect_get_error (NomoConnect *self);
const char *nomo_connect_get_authorize_url (NomoConnect *self);

G_END_DECLS
