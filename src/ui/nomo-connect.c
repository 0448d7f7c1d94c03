#include "config.h"

#include "nomo-connect.h"

#include "nomo-engine-error.h"
#include "nomo-error.h"
#include "nomo-secret.h"

struct _NomoConnect {
  GObject parent_instance;

  NomoStores *stores; /* not owned: it owns us */
  NomoSignIn *sign_in;
  NomoSignedIn *signed_in;
  GCancellable *cancellable;
  char *client_id;
  char *client_secret;
  gboolean this_run_only;
  NomoConnectState state;
  GError *error;
};

enum { PROP_0, PROP_STATE, PROP_AUTHORIZE_URL, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (NomoConnectState, nomo_connect_state, G_DEFINE_ENUM_VALUE (NOMO_CONNECT_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (NOMO_CONNECT_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (NOMO_CONNECT_SAVING, "saving"),
                    G_DEFINE_ENUM_VALUE (NOMO_CONNECT_NO_KEYRING, "no-keyring"),
                    G_DEFINE_ENUM_VALUE (NOMO_CONNECT_RELAY, "relay"), G_DEFINE_ENUM_VALUE (NOMO_CONNECT_DONE, "done"))

G_DEFINE_FINAL_TYPE (NomoConnect, nomo_connect, G_TYPE_OBJECT)

/* Notified also when the state stays: a new error or address belongs to it. */
static void
move (NomoConnect *self, NomoConnectState state, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
forget (NomoConnect *self)
{
  if (self->sign_in != NULL)
    g_signal_handlers_disconnect_by_data (self->sign_in, self);
  g_clear_object (&self->sign_in);
  g_clear_pointer (&self->signed_in, nomo_signed_in_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->client_secret, nomo_secret_free);
}

static void
nomo_connect_dispose (GObject *object)
{
  NomoConnect *self = NOMO_CONNECT (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  forget (self);
  G_OBJECT_CLASS (nomo_connect_parent_class)->dispose (object);
}

static void
nomo_connect_finalize (GObject *object)
{
  g_clear_error (&NOMO_CONNECT (object)->error);
  G_OBJECT_CLASS (nomo_connect_parent_class)->finalize (object);
}

static void
nomo_connect_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoConnect *self = NOMO_CONNECT (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_AUTHORIZE_URL:
    g_value_set_string (value, nomo_connect_get_authorize_url (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
nomo_connect_class_init (NomoConnectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = nomo_connect_dispose;
  object_class->finalize = nomo_connect_finalize;
  object_class->get_property = nomo_connect_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NOMO_TYPE_CONNECT_STATE, NOMO_CONNECT_IDLE, flags);
  properties[PROP_AUTHORIZE_URL] = g_param_spec_string ("authorize-url", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
nomo_connect_init (NomoConnect *self)
{
}

static gboolean
wants_keyring (const GError *error)
{
  return g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_NO_KEYRING) ||
         g_error_matches (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoConnect) self = data;
  g_autoptr (GError) error = NULL;

  if (nomo_stores_connect_finish (NOMO_STORES (source), result, &error)) {
    forget (self);
    move (self, NOMO_CONNECT_DONE, NULL);
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (wants_keyring (error)) {
    move (self, NOMO_CONNECT_NO_KEYRING, g_steal_pointer (&error));
    return;
  }
  if (g_error_matches (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_RELAY)) {
    move (self, NOMO_CONNECT_RELAY, g_steal_pointer (&error));
    return;
  }
  forget (self);
  move (self, NOMO_CONNECT_IDLE, g_steal_pointer (&error));
}

static void
save (NomoConnect *self, gboolean take_back)
{
  move (self, NOMO_CONNECT_SAVING, NULL);
  nomo_stores_connect_async (self->stores, self->signed_in, self->client_id, self->client_secret, self->this_run_only,
                             take_back, self->cancellable, connected_cb, g_object_ref (self));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoConnect) self = data;
  g_autoptr (GError) error = NULL;
  NomoSignedIn *signed_in = nomo_sign_in_finish (NOMO_SIGN_IN (source), result, &error);

  if (signed_in != NULL) {
    g_clear_pointer (&self->signed_in, nomo_signed_in_unref);
    self->signed_in = signed_in;
    self->this_run_only = FALSE;
    save (self, FALSE);
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  forget (self);
  move (self, NOMO_CONNECT_IDLE, g_steal_pointer (&error));
}

static void
authorize_url_changed_cb (NomoConnect *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTHORIZE_URL]);
}

static void
rejected_cb (NomoConnect *self, const GError *error)
{
  move (self, NOMO_CONNECT_WAITING, g_error_copy (error));
}

/**
 * nomo_connect_of:
 * @stores: gets the store that is connected
 *
 * The one connecting of @stores. It outlives the windows, so that a language can be switched while Salla is asked.
 *
 * Returns: (transfer none): it
 */
NomoConnect *
nomo_connect_of (NomoStores *stores)
{
  NomoConnect *self = g_object_get_data (G_OBJECT (stores), "nomo-connect");

  if (self == NULL) {
    self = g_object_new (NOMO_TYPE_CONNECT, NULL);
    self->stores = stores;
    g_object_set_data_full (G_OBJECT (stores), "nomo-connect", self, g_object_unref);
  }
  return self;
}

/**
 * nomo_connect_begin:
 * @self: the connecting
 * @client_id: of the merchant's own app
 * @client_secret: of the merchant's own app
 * @port: of the redirect address registered with the app
 *
 * Listens for the redirect; then `authorize-url` is set and is to be opened in the browser.
 */
void
nomo_connect_begin (NomoConnect *self, const char *client_id, const char *client_secret, guint16 port)
{
  g_return_if_fail (NOMO_IS_CONNECT (self));
  nomo_connect_cancel (self);
  self->client_id = g_strdup (client_id);
  self->client_secret = g_strdup (client_secret);
  self->cancellable = g_cancellable_new ();
  self->sign_in = nomo_sign_in_new (nomo_stores_get_endpoints (self->stores), client_id, client_secret, port,
                                    nomo_stores_get_http (self->stores));
  g_signal_connect_object (self->sign_in, "notify::authorize-url", G_CALLBACK (authorize_url_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_in, "rejected", G_CALLBACK (rejected_cb), self, G_CONNECT_SWAPPED);
  move (self, NOMO_CONNECT_WAITING, NULL);
  nomo_sign_in_run_async (self->sign_in, self->cancellable, signed_in_cb, g_object_ref (self));
}

/**
 * nomo_connect_cancel:
 * @self: the connecting
 *
 * Gives up; nothing is kept.
 */
void
nomo_connect_cancel (NomoConnect *self)
{
  g_return_if_fail (NOMO_IS_CONNECT (self));
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  forget (self);
  if (self->state != NOMO_CONNECT_IDLE)
    move (self, NOMO_CONNECT_IDLE, NULL);
}

/**
 * nomo_connect_take_address:
 * @self: the connecting, waiting
 * @address: the address the browser ended at
 *
 * For when the redirect cannot reach this program.
 *
 * Returns: whether it is the answer; if not, [method@Connect.get_error] says why
 */
gboolean
nomo_connect_take_address (NomoConnect *self, const char *address)
{
  GError *error = NULL;

  g_return_val_if_fail (NOMO_IS_CONNECT (self), FALSE);
  if (self->sign_in == NULL)
    return FALSE;
  if (nomo_sign_in_take_address (self->sign_in, address, &error))
    return TRUE;
  if (self->state == NOMO_CONNECT_WAITING)
    move (self, NOMO_CONNECT_WAITING, error);
  else
    g_clear_error (&error);
  return FALSE;
}

/**
 * nomo_connect_keep_for_this_run:
 * @self: the connecting, in %NOMO_CONNECT_NO_KEYRING
 *
 * Keeps the sign-in in memory and goes on.
 */
void
nomo_connect_keep_for_this_run (NomoConnect *self)
{
  g_return_if_fail (NOMO_IS_CONNECT (self));
  g_return_if_fail (self->state == NOMO_CONNECT_NO_KEYRING);
  self->this_run_only = TRUE;
  save (self, FALSE);
}

/**
 * nomo_connect_leave_to_relay:
 * @self: the connecting, in %NOMO_CONNECT_RELAY
 *
 * Leaves the store to its relay, as it is already; what is saved of it on this device is shown.
 */
void
nomo_connect_leave_to_relay (NomoConnect *self)
{
  g_return_if_fail (NOMO_IS_CONNECT (self));
  g_return_if_fail (self->state == NOMO_CONNECT_RELAY);
  forget (self);
  move (self, NOMO_CONNECT_IDLE, NULL);
  nomo_stores_leave_to_relay (self->stores);
}

/**
 * nomo_connect_take_back:
 * @self: the connecting, in %NOMO_CONNECT_RELAY
 *
 * Takes the store from its relay and goes on.
 */
void
nomo_connect_take_back (NomoConnect *self)
{
  g_return_if_fail (NOMO_IS_CONNECT (self));
  g_return_if_fail (self->state == NOMO_CONNECT_RELAY);
  save (self, TRUE);
}

/**
 * nomo_connect_get_state:
 * @self: the connecting
 *
 * Returns: where it stands
 */
NomoConnectState
nomo_connect_get_state (NomoConnect *self)
{
  return self->state;
}

/**
 * nomo_connect_get_error:
 * @self: the connecting
 *
 * Returns: (transfer none) (nullable): what went wrong last
 */
const GError *
nomo_connect_get_error (NomoConnect *self)
{
  return self->error;
}

/**
 * nomo_connect_get_authorize_url:
 * @self: the connecting
 *
 * Returns: (transfer none) (nullable): the address to open in the browser, once it is known
 */
const char *
nomo_connect_get_authorize_url (NomoConnect *self)
{
  return self->sign_in != NULL ? nomo_sign_in_get_authorize_url (self->sign_in) : NULL;
}
