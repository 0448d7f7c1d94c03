#pragma once

#include "nomo-secret.h"

G_BEGIN_DECLS

/**
 * NomoVault:
 *
 * Secrets in a folder, each sealed in a file of its own: the keyring of a machine on which nobody signs in. Thread-safe.
 */
typedef struct _NomoVault NomoVault;

NomoVault *nomo_vault_new (GBytes *key, const char *folder);
void nomo_vault_free (NomoVault *self);
gboolean nomo_vault_store (NomoVault *self, const char *name, const char *secret, GError **error);
char *nomo_vault_lookup (NomoVault *self, const char *name, GError **error);
gboolean nomo_vault_erase (NomoVault *self, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoVault, nomo_vault_free)

G_END_DECLS
