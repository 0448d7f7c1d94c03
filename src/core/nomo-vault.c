#include "config.h"

#include "nomo-vault.h"

#include "nomo-error.h"
#include "nomo-seal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _NomoVault {
  GBytes *key;
  char *folder;
};

/**
 * nomo_vault_new:
 * @key: what the secrets are sealed with
 * @folder: where they are kept; made with the first of them
 *
 * Returns: (transfer full): a vault
 */
NomoVault *
nomo_vault_new (GBytes *key, const char *folder)
{
  NomoVault *self = g_new (NomoVault, 1);

  g_return_val_if_fail (key != NULL && folder != NULL, NULL);
  self->key = g_bytes_ref (key);
  self->folder = g_strdup (folder);
  return self;
}

/**
 * nomo_vault_free:
 * @self: (transfer full): a vault
 */
void
nomo_vault_free (NomoVault *self)
{
  g_bytes_unref (self->key);
  g_free (self->folder);
  g_free (self);
}

/* A name may hold what no name of a file may. */
static char *
make_path (NomoVault *self, const char *name)
{
  g_autofree char *file = g_uri_escape_string (name, NULL, FALSE);

  return g_build_filename (self->folder, file, NULL);
}

/* What was sealed for one name does not open under another. */
static char *
make_purpose (const char *name)
{
  return g_strconcat ("vault ", name, NULL);
}

static gboolean
fail (GError **error, const char *path)
{
  int failure = errno;

  g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING, "%s: %s", path, g_strerror (failure));
  return FALSE;
}

/* A name is on the disk only when its folder is. */
static gboolean
sync_folder (NomoVault *self, GError **error)
{
  int folder = open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = folder >= 0 && fsync (folder) == 0;

  if (!ok)
    fail (error, self->folder);
  if (folder >= 0)
    close (folder);
  return ok;
}

/**
 * nomo_vault_store:
 * @self: a vault
 * @name: what the secret is found by; not secret itself
 * @secret: the secret, UTF-8
 * @error: return location
 *
 * Stores a secret, in place of the one with the same @name. Blocks.
 *
 * Returns: whether it is on the disk and synced; else %NOMO_CORE_ERROR_NO_KEYRING, and what was there before is there still, or, if
 *   only its folder could not be synced, the new one
 */
gboolean
nomo_vault_store (NomoVault *self, const char *name, const char *secret, GError **error)
{
  g_autofree char *path = make_path (self, name);
  g_autofree char *purpose = make_purpose (name);
  g_autofree char *sealed = nomo_seal (self->key, purpose, secret);
  g_autoptr (GError) failure = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    return fail (error, self->folder);
  if (g_file_set_contents_full (path, sealed, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &failure))
    return sync_folder (self, error);
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING, failure->message);
  return FALSE;
}

/**
 * nomo_vault_lookup:
 * @self: a vault
 * @name: what the secret was stored by
 * @error: return location
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with nomo_secret_free(); %NULL without @error when there is none
 */
char *
nomo_vault_lookup (NomoVault *self, const char *name, GError **error)
{
  g_autofree char *path = make_path (self, name);
  g_autofree char *purpose = make_purpose (name);
  g_autofree char *sealed = NULL;
  g_autoptr (GError) failure = NULL;
  char *secret = NULL;

  if (g_file_get_contents (path, &sealed, NULL, &failure))
    secret = nomo_seal_open (self->key, purpose, sealed, &failure);
  if (failure != NULL && !g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING, "%s: %s", path, failure->message);
  return secret;
}

/**
 * nomo_vault_erase:
 * @self: a vault
 * @name: what the secret was stored by
 * @error: return location
 *
 * Erases a secret. One that is not there is gone already. Blocks.
 *
 * Returns: whether it is gone
 */
gboolean
nomo_vault_erase (NomoVault *self, const char *name, GError **error)
{
  g_autofree char *path = make_path (self, name);

  if (g_unlink (path) != 0)
    return errno == ENOENT || fail (error, path);
  return sync_folder (self, error);
}
