#pragma once

#include "nomo-vault.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOMO_TYPE_KEYRING (nomo_keyring_get_type ())
G_DECLARE_FINAL_TYPE (NomoKeyring, nomo_keyring, NOMO, KEYRING, GObject)

NomoKeyring *nomo_keyring_new (void);
NomoKeyring *nomo_keyring_new_session (void);
NomoKeyring *nomo_keyring_new_sealed (NomoVault *vault);
gboolean nomo_keyring_is_lasting (NomoKeyring *self);
void nomo_keyring_set_timeout (NomoKeyring *self, guint timeout_ms);

void nomo_keyring_store_async (NomoKeyring *self, const char *key, const char *label, const char *secret,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nomo_keyring_store_finish (NomoKeyring *self, GAsyncResult *result, GError **error);
void nomo_keyring_lookup_async (NomoKeyring *self, const char *key, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
char *nomo_keyring_lookup_finish (NomoKeyring *self, GAsyncResult *result, GError **error);
void nomo_keyring_erase_async (NomoKeyring *self, const char *key, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean nomo_keyring_erase_finish (NomoKeyring *self, GAsyncResult *result, GError **error);

G_END_DECLS
