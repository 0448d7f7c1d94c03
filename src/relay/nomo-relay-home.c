#include "config.h"

#include "nomo-relay-home.h"

#include "nomo-seal.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Salla drops the old secret the moment it has a new one, and what it sent before may still be on its way. */
#define PREVIOUS_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

struct _NomoRelayHome {
  GObject parent_instance;

  char *path;
  GBytes *key;
  GKeyFile *file;
  NomoRelaySettings *settings;
};

G_DEFINE_FINAL_TYPE (NomoRelayHome, nomo_relay_home, G_TYPE_OBJECT)

static void
nomo_relay_home_finalize (GObject *object)
{
  NomoRelayHome *self = NOMO_RELAY_HOME (object);

  g_free (self->path);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_key_file_unref (self->file);
  g_clear_pointer (&self->settings, nomo_relay_settings_free);
  G_OBJECT_CLASS (nomo_relay_home_parent_class)->finalize (object);
}

static void
nomo_relay_home_class_init (NomoRelayHomeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_home_finalize;
}

static void
nomo_relay_home_init (NomoRelayHome *self)
{
  self->file = g_key_file_new ();
}

/**
 * nomo_relay_home_usual:
 *
 * Returns: (transfer full): the folder that a service manager gives the relay, else one of the user who runs it
 */
char *
nomo_relay_home_usual (void)
{
  const char *state = g_getenv ("STATE_DIRECTORY");

  return state != NULL && *state != '\0' ? g_strdup (state)
                                         : g_build_filename (g_get_user_data_dir (), "nomo-relay", NULL);
}

/**
 * nomo_relay_home_dup_path:
 * @self: a home
 * @name: a file in it
 *
 * Returns: (transfer full): where the file is
 */
char *
nomo_relay_home_dup_path (NomoRelayHome *self, const char *name)
{
  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), NULL);
  return g_build_filename (self->path, name, NULL);
}

static gboolean
save (NomoRelayHome *self, GError **error)
{
  g_autofree char *path = nomo_relay_home_dup_path (self, NOMO_RELAY_SETTINGS);
  gsize size;
  g_autofree char *text = g_key_file_to_data (self->file, &size, NULL);

  return g_file_set_contents_full (path, text, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

/**
 * nomo_relay_home_create:
 * @path: a folder, made where there is none; no relay may live in it
 * @error: return location
 *
 * Makes the key and the settings of a new relay.
 *
 * Returns: (transfer full) (nullable): the home
 */
NomoRelayHome *
nomo_relay_home_create (const char *path, GError **error)
{
  g_autoptr (NomoRelayHome) self = g_object_new (NOMO_TYPE_RELAY_HOME, NULL);
  g_autofree char *key = NULL;

  self->path = g_strdup (path);
  if (g_mkdir_with_parents (path, 0700) != 0) {
    int failure = errno;

    /* Translators: 1 is a folder, 2 says why not. */
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failure), _ ("The folder %1$s cannot be created: %2$s."),
                 path, g_strerror (failure));
    return NULL;
  }
  key = nomo_relay_home_dup_path (self, NOMO_RELAY_KEY);
  self->key = nomo_seal_create_key (key, error);
  if (self->key == NULL)
    return NULL;
  self->settings = nomo_relay_settings_create (self->file, path);
  return save (self, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
load (NomoRelayHome *self, GError **error)
{
  g_autofree char *path = nomo_relay_home_dup_path (self, NOMO_RELAY_SETTINGS);

  self->settings = nomo_relay_settings_load (self->file, path, error);
  return self->settings != NULL;
}

/**
 * nomo_relay_home_is_there:
 * @path: a folder
 * @error: return location
 *
 * Returns: whether a relay was made in it; %G_IO_ERROR_NOT_FOUND says how to make one
 */
gboolean
nomo_relay_home_is_there (const char *path, GError **error)
{
  g_autofree char *key = g_build_filename (path, NOMO_RELAY_KEY, NULL);

  if (g_file_test (key, G_FILE_TEST_EXISTS))
    return TRUE;
  /* Translators: %s is a folder. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no relay in %s. “nomo-relay init” makes one."),
               path);
  return FALSE;
}

/**
 * nomo_relay_home_open:
 * @path: the folder of a relay
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the home
 */
NomoRelayHome *
nomo_relay_home_open (const char *path, GError **error)
{
  g_autoptr (NomoRelayHome) self = g_object_new (NOMO_TYPE_RELAY_HOME, NULL);
  g_autofree char *key = NULL;

  self->path = g_strdup (path);
  key = nomo_relay_home_dup_path (self, NOMO_RELAY_KEY);
  if (!nomo_relay_home_is_there (path, error))
    return NULL;
  self->key = nomo_seal_read_key (key, error);
  return self->key != NULL && load (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * nomo_relay_home_get_settings:
 * @self: a home
 *
 * Returns: (transfer none): what its relay.conf says
 */
const NomoRelaySettings *
nomo_relay_home_get_settings (NomoRelayHome *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), NULL);
  return self->settings;
}

/**
 * nomo_relay_home_rotate:
 * @self: a home
 * @secret: the secret that the app shares with Salla from now on
 * @now: UTC milliseconds
 * @error: return location
 *
 * The secret of before is taken for another day.
 *
 * Returns: whether it is kept
 */
gboolean
nomo_relay_home_rotate (NomoRelayHome *self, const char *secret, gint64 now, GError **error)
{
  g_autofree char *sealed = NULL;
  g_autofree char *before = NULL;

  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), FALSE);
  sealed = nomo_seal (self->key, "webhook", secret);
  before = g_key_file_get_string (self->file, "salla", "secret", NULL);
  if (before != NULL) {
    g_key_file_set_string (self->file, "salla", "previous", before);
    g_key_file_set_int64 (self->file, "salla", "previous-until", now + PREVIOUS_MS);
  }
  g_key_file_set_string (self->file, "salla", "secret", sealed);
  return save (self, error);
}

static gboolean
read_secret (NomoRelayHome *self, const char *purpose, const char *name, NomoSecret **secret, GError **error)
{
  g_autofree char *sealed = g_key_file_get_string (self->file, "salla", name, NULL);

  *secret = sealed != NULL ? nomo_seal_open (self->key, purpose, sealed, error) : NULL;
  return sealed == NULL || *secret != NULL;
}

/**
 * nomo_relay_home_read_secrets:
 * @self: a home
 * @now: UTC milliseconds
 * @current: (out) (nullable): the secret that the app shares with Salla
 * @previous: (out) (nullable): the one of before, as long as it is taken
 * @error: return location
 *
 * Returns: whether they open
 */
gboolean
nomo_relay_home_read_secrets (NomoRelayHome *self, gint64 now, NomoSecret **current, NomoSecret **previous,
                              GError **error)
{
  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), FALSE);
  *previous = NULL;
  if (!read_secret (self, "webhook", "secret", current, error))
    return FALSE;
  return g_key_file_get_int64 (self->file, "salla", "previous-until", NULL) <= now ||
         read_secret (self, "webhook", "previous", previous, error);
}

/**
 * nomo_relay_home_get_key:
 * @self: a home
 *
 * Returns: (transfer none): what the relay seals its secrets with
 */
GBytes *
nomo_relay_home_get_key (NomoRelayHome *self)
{
  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), NULL);
  return self->key;
}

/**
 * nomo_relay_home_set_app:
 * @self: a home
 * @client_id: the id of the Salla app
 * @client_secret: its secret
 * @error: return location
 *
 * Returns: whether that is kept
 */
gboolean
nomo_relay_home_set_app (NomoRelayHome *self, const char *client_id, const char *client_secret, GError **error)
{
  g_autofree char *sealed = NULL;

  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), FALSE);
  sealed = nomo_seal (self->key, "app", client_secret);
  g_key_file_set_string (self->file, "salla", "client-id", client_id);
  g_key_file_set_string (self->file, "salla", "client-secret", sealed);
  return save (self, error);
}

static void
set_text (NomoRelayHome *self, const char *name, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (self->file, "salla", name, value);
}

/**
 * nomo_relay_home_set_endpoints:
 * @self: a home
 * @accounts_url: (nullable): another sign-in server than the one that is set
 * @api_url: (nullable): another Admin API
 * @error: return location
 *
 * Returns: whether that is kept
 */
gboolean
nomo_relay_home_set_endpoints (NomoRelayHome *self, const char *accounts_url, const char *api_url, GError **error)
{
  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), FALSE);
  set_text (self, "accounts", accounts_url);
  set_text (self, "api", api_url);
  return save (self, error);
}

/**
 * nomo_relay_home_read_app:
 * @self: a home
 * @client_secret: (out) (nullable): the secret of the Salla app, %NULL when nobody has told it yet
 * @error: return location
 *
 * Returns: whether it opens
 */
gboolean
nomo_relay_home_read_app (NomoRelayHome *self, NomoSecret **client_secret, GError **error)
{
  g_return_val_if_fail (NOMO_IS_RELAY_HOME (self), FALSE);
  return read_secret (self, "app", "client-secret", client_secret, error);
}
