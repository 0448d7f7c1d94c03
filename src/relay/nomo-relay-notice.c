#include "config.h"

#include "nomo-relay-notice.h"

#define GROUP "serving"

/**
 * nomo_relay_notice_free:
 * @self: (transfer full): a notice
 */
void
nomo_relay_notice_free (NomoRelayNotice *self)
{
  g_free (self->address);
  g_free (self->watch);
  g_free (self);
}

/**
 * nomo_relay_notice_write:
 * @self: a notice
 * @path: its file
 * @error: return location
 *
 * Returns: whether it is there
 */
gboolean
nomo_relay_notice_write (const NomoRelayNotice *self, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize size;

  g_key_file_set_string (file, GROUP, "address", self->address);
  g_key_file_set_string (file, GROUP, "watch", self->watch);
  g_key_file_set_int64 (file, GROUP, "since", self->since);
  text = g_key_file_to_data (file, &size, NULL);
  return g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * nomo_relay_notice_read:
 * @path: its file
 *
 * It may be of a relay that was killed: the lock tells whether one serves.
 *
 * Returns: (transfer full) (nullable): the notice, if there is a whole one
 */
NomoRelayNotice *
nomo_relay_notice_read (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (NomoRelayNotice) self = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  self = g_new0 (NomoRelayNotice, 1);
  self->address = g_key_file_get_string (file, GROUP, "address", NULL);
  self->watch = g_key_file_get_string (file, GROUP, "watch", NULL);
  self->since = g_key_file_get_int64 (file, GROUP, "since", NULL);
  return self->address != NULL && self->watch != NULL ? g_steal_pointer (&self) : NULL;
}
