#include "config.h"

#include "nomo-relay-tls.h"

#include "nomo-relay-certificate.h"

#include <openssl/crypto.h>

/* Certificate and key are written one after the other. */
#define SETTLE_MS 200

struct _NomoRelayTls {
  GObject parent_instance;

  NomoRelayDoor *door;
  char *certificate;
  char *key;
  GFileMonitor *monitors[2];
  GCancellable *cancellable;
  guint timer;
};

G_DEFINE_FINAL_TYPE (NomoRelayTls, nomo_relay_tls, G_TYPE_OBJECT)

static void
nomo_relay_tls_dispose (GObject *object)
{
  NomoRelayTls *self = NOMO_RELAY_TLS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->monitors); i++)
    g_clear_object (&self->monitors[i]);
  g_clear_object (&self->door);
  G_OBJECT_CLASS (nomo_relay_tls_parent_class)->dispose (object);
}

static void
nomo_relay_tls_finalize (GObject *object)
{
  NomoRelayTls *self = NOMO_RELAY_TLS (object);

  g_object_unref (self->cancellable);
  g_free (self->certificate);
  g_free (self->key);
  G_OBJECT_CLASS (nomo_relay_tls_parent_class)->finalize (object);
}

static void
nomo_relay_tls_class_init (NomoRelayTlsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_relay_tls_dispose;
  G_OBJECT_CLASS (klass)->finalize = nomo_relay_tls_finalize;
}

static void
nomo_relay_tls_init (NomoRelayTls *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NomoRelayTls *self = source;
  GError *error = NULL;
  GTlsCertificate *certificate = nomo_relay_certificate_load (self->certificate, self->key, &error);

  /* The thread lives on, and with it what OpenSSL keeps for it. */
  OPENSSL_thread_stop ();
  if (certificate != NULL)
    g_task_return_pointer (task, certificate, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  NomoRelayTls *self = NOMO_RELAY_TLS (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (certificate == NULL) {
    g_message ("the certificate of before stays in use: %s", error->message);
    return;
  }
  if (g_tls_certificate_is_same (certificate, nomo_relay_door_get_certificate (self->door)))
    return;
  nomo_relay_door_set_certificate (self->door, certificate);
  g_message ("another certificate is in use");
}

/**
 * nomo_relay_tls_reload:
 * @self: a keeper of a certificate
 *
 * Reads the files again. Who is connected keeps the certificate that he knows, and what cannot be used leaves the one of before.
 */
void
nomo_relay_tls_reload (NomoRelayTls *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, loaded_cb, NULL);

  g_task_set_source_tag (task, nomo_relay_tls_reload);
  g_task_run_in_thread (task, load_thread);
}

static gboolean
settled_cb (gpointer data)
{
  NomoRelayTls *self = data;

  self->timer = 0;
  nomo_relay_tls_reload (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (NomoRelayTls *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static gboolean
monitor (NomoRelayTls *self, guint index, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  self->monitors[index] = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, error);
  if (self->monitors[index] == NULL)
    return FALSE;
  g_signal_connect_object (self->monitors[index], "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return TRUE;
}

/**
 * nomo_relay_tls_new:
 * @door: a door, which gets the certificate
 * @certificate: the certificate's file
 * @key: the file of its private key
 * @error: return location
 *
 * Gives the door a certificate, and another one whenever the files have changed.
 *
 * Returns: (transfer full): a keeper of the certificate, or %NULL when it cannot be used
 */
NomoRelayTls *
nomo_relay_tls_new (NomoRelayDoor *door, const char *certificate, const char *key, GError **error)
{
  g_autoptr (NomoRelayTls) self = g_object_new (NOMO_TYPE_RELAY_TLS, NULL);
  g_autoptr (GTlsCertificate) first = nomo_relay_certificate_load (certificate, key, error);

  if (first == NULL)
    return NULL;
  self->door = g_object_ref (door);
  self->certificate = g_strdup (certificate);
  self->key = g_strdup (key);
  nomo_relay_door_set_certificate (door, first);
  if (!monitor (self, 0, certificate, error) || !monitor (self, 1, key, error))
    return NULL;
  return g_steal_pointer (&self);
}
