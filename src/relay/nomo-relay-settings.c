#include "config.h"

#include "nomo-relay-settings.h"

#include <glib/gi18n.h>
#include <string.h>

#define USUAL_HOST "127.0.0.1"
#define USUAL_PORT 8790
#define USUAL_DAYS 30
#define MOST_DAYS  36500

typedef enum {
  ADDRESS,
  PORT,
  PATH,
  STRATEGY,
  SUBSCRIPTIONS,
  URL,
  DAYS,
  TEXT,
  NUMBER,
  MOMENT,
  SEALED,
} Kind;

static const struct {
  const char *group;
  const char *name;
  Kind kind;
} known[] = {
  { "relay", "certificate", PATH },
  { "relay", "key", PATH },
  { "relay", "proxy", ADDRESS },
  { "relay", "listen", ADDRESS },
  { "relay", "port", PORT },
  { "relay", "public-url", URL },
  { "relay", "keep-days", DAYS },
  { "relay", "erase-after-days", DAYS },
  { "watch", "listen", ADDRESS },
  { "watch", "port", PORT },
  { "salla", "strategy", STRATEGY },
  { "salla", "secret", SEALED },
  { "salla", "previous", SEALED },
  { "salla", "previous-until", MOMENT },
  { "salla", "accounts", URL },
  { "salla", "api", URL },
  { "salla", "client-id", TEXT },
  { "salla", "client-secret", SEALED },
  { "salla", "subscriptions", SUBSCRIPTIONS },
  { "salla", "app-id", NUMBER },
};

static const char *const kinds[] = {
  [ADDRESS] = N_ ("an address as numbers, such as 127.0.0.1"),
  [PORT] = N_ ("a number from 0 to 65535"),
  [PATH] = N_ ("the path of a file"),
  [STRATEGY] = N_ ("“signature” or “token”"),
  [SUBSCRIPTIONS] = N_ ("“store” or “portal”"),
  [URL] = N_ ("an address such as https://api.salla.dev"),
  [TEXT] = N_ ("a text"),
  [NUMBER] = N_ ("a number"),
  [DAYS] = N_ ("a number of days"),
  [MOMENT] = N_ ("a number of milliseconds"),
  [SEALED] = N_ ("what nomo-relay itself has written"),
};

/**
 * nomo_relay_settings_free:
 * @self: (transfer full): settings
 */
void
nomo_relay_settings_free (NomoRelaySettings *self)
{
  g_free (self->host);
  g_free (self->watch_host);
  g_free (self->public_url);
  g_free (self->accounts_url);
  g_free (self->api_url);
  g_free (self->client_id);
  g_free (self->app_id);
  g_free (self->certificate);
  g_free (self->key);
  g_clear_object (&self->proxy);
  g_free (self);
}

static gboolean
is_number (const char *value, guint64 most)
{
  return g_ascii_string_to_unsigned (value, 10, 0, most, NULL, NULL);
}

static gboolean
is_of_kind (const char *value, Kind kind)
{
  g_autoptr (GInetAddress) address = NULL;

  switch (kind) {
  case ADDRESS:
    address = g_inet_address_new_from_string (value);
    return address != NULL;
  case PORT:
    return is_number (value, G_MAXUINT16);
  case STRATEGY:
    return g_str_equal (value, "signature") || g_str_equal (value, "token");
  case SUBSCRIPTIONS:
    return g_str_equal (value, "store") || g_str_equal (value, "portal");
  case URL:
    return g_str_has_prefix (value, "https://") || g_str_has_prefix (value, "http://");
  case DAYS:
    return is_number (value, MOST_DAYS);
  case NUMBER:
  case MOMENT:
    return is_number (value, G_MAXINT64);
  case TEXT:
  case PATH:
  case SEALED:
  default:
    return *value != '\0';
  }
}

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_clear_error (error);
  if (error != NULL)
    *error = g_error_new_valist (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
check_value (GKeyFile *file, guint index, GError **error)
{
  const char *name = known[index].name;
  g_autofree char *value = g_key_file_get_value (file, known[index].group, name, error);

  if (value == NULL)
    return FALSE;
  if (is_of_kind (value, known[index].kind))
    return TRUE;
  if (*value == '\0' || known[index].kind == SEALED)
    /* Translators: 1 is the name of a setting, 2 says what is taken. */
    return refuse (error, _ ("In relay.conf “%1$s” has no value that can be used. It takes %2$s."), name,
                   _ (kinds[known[index].kind]));
  /* Translators: 1 is the name of a setting, 2 what it is set to, 3 says what is taken. */
  return refuse (error, _ ("In relay.conf “%1$s” is “%2$s”. It takes %3$s."), name, value,
                 _ (kinds[known[index].kind]));
}

static gboolean
check_name (GKeyFile *file, const char *group, const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].group, group) && g_str_equal (known[i].name, name))
      return check_value (file, i, error);
  /* Translators: 1 is the name of a setting, 2 the part of the file in which it stands. */
  return refuse (error, _ ("relay.conf has a setting that this relay does not know: “%1$s” in [%2$s]."), name, group);
}

/* What is misspelt must not pass for what is not set. */
static gboolean
check_names (GKeyFile *file, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (char **group = groups; *group != NULL; group++) {
    g_auto (GStrv) names = g_key_file_get_keys (file, *group, NULL, error);

    for (char **name = names; name != NULL && *name != NULL; name++)
      if (!check_name (file, *group, *name, error))
        return FALSE;
    if (names == NULL)
      return FALSE;
  }
  return TRUE;
}

static char *
dup_host (GKeyFile *file, const char *group)
{
  char *host = g_key_file_get_string (file, group, "listen", NULL);

  return host != NULL ? host : g_strdup (USUAL_HOST);
}

static gint64
read_days (GKeyFile *file, const char *name)
{
  return g_key_file_has_key (file, "relay", name, NULL) ? g_key_file_get_int64 (file, "relay", name, NULL) : USUAL_DAYS;
}

static char *
dup_url (GKeyFile *file, const char *group, const char *name)
{
  char *url = g_key_file_get_string (file, group, name, NULL);
  gsize length = url != NULL ? strlen (url) : 0;

  if (length > 0 && url[length - 1] == '/')
    url[length - 1] = '\0';
  return url;
}

static guint16
read_port (GKeyFile *file, const char *group, guint16 usual)
{
  return g_key_file_has_key (file, group, "port", NULL) ? (guint16) g_key_file_get_integer (file, group, "port", NULL)
                                                        : usual;
}

static char *
dup_path (GKeyFile *file, const char *name, const char *folder)
{
  g_autofree char *path = g_key_file_get_string (file, "relay", name, NULL);

  return path != NULL ? g_canonicalize_filename (path, folder) : NULL;
}

static GInetAddress *
dup_address (GKeyFile *file, const char *name)
{
  g_autofree char *text = g_key_file_get_string (file, "relay", name, NULL);

  return text != NULL ? g_inet_address_new_from_string (text) : NULL;
}

/**
 * nomo_relay_settings_read:
 * @file: relay.conf
 * @folder: the folder to which paths in it are relative
 * @error: return location
 *
 * Returns: (transfer full): what it says, or %NULL when a name or a value in it is not understood
 */
NomoRelaySettings *
nomo_relay_settings_read (GKeyFile *file, const char *folder, GError **error)
{
  NomoRelaySettings *self = NULL;
  g_autofree char *strategy = NULL;
  g_autofree char *subscriptions = NULL;

  if (!check_names (file, error))
    return NULL;
  if (g_key_file_has_key (file, "relay", "certificate", NULL) != g_key_file_has_key (file, "relay", "key", NULL)) {
    refuse (error, "%s", _ ("In relay.conf “certificate” and “key” go together: set both or none."));
    return NULL;
  }
  strategy = g_key_file_get_string (file, "salla", "strategy", NULL);
  subscriptions = g_key_file_get_string (file, "salla", "subscriptions", NULL);
  self = g_new0 (NomoRelaySettings, 1);
  self->host = dup_host (file, "relay");
  self->port = read_port (file, "relay", USUAL_PORT);
  self->watch_host = dup_host (file, "watch");
  self->watch_port = read_port (file, "watch", self->port == 0 ? 0 : (guint16) (self->port + 1));
  self->public_url = dup_url (file, "relay", "public-url");
  self->certificate = dup_path (file, "certificate", folder);
  self->key = dup_path (file, "key", folder);
  self->proxy = dup_address (file, "proxy");
  self->keep_days = read_days (file, "keep-days");
  self->erase_after_days = read_days (file, "erase-after-days");
  self->takes_tokens = g_strcmp0 (strategy, "token") == 0;
  self->by_portal = g_strcmp0 (subscriptions, "portal") == 0;
  self->accounts_url = g_key_file_get_string (file, "salla", "accounts", NULL);
  self->api_url = g_key_file_get_string (file, "salla", "api", NULL);
  self->client_id = g_key_file_get_string (file, "salla", "client-id", NULL);
  self->app_id = g_key_file_get_string (file, "salla", "app-id", NULL);
  self->has_secret = g_key_file_has_key (file, "salla", "secret", NULL);
  self->previous_until = g_key_file_get_int64 (file, "salla", "previous-until", NULL);
  return self;
}

/**
 * nomo_relay_settings_load:
 * @file: an empty key file, which gets what is in the file
 * @path: where relay.conf is
 * @error: return location
 *
 * Returns: (transfer full): what it says, or %NULL when it cannot be read or is not understood
 */
NomoRelaySettings *
nomo_relay_settings_load (GKeyFile *file, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;
  gsize size = 0;

  /* What a lost write left as zeros would pass for the end of a line. */
  if (g_file_get_contents (path, &text, &size, &failure) && !g_utf8_validate (text, (gssize) size, NULL)) {
    /* Translators: %s is a file. */
    refuse (error, _ ("There is something other than text in %s."), path);
    return NULL;
  }
  if (failure == NULL && g_key_file_load_from_data (file, text, size, G_KEY_FILE_KEEP_COMMENTS, &failure))
    return nomo_relay_settings_read (file, folder, error);
  /* Translators: 1 is a file, 2 says why not, in the language of the system. */
  g_set_error (error, failure->domain, failure->code, _ ("The settings in %1$s cannot be read: %2$s"), path,
               failure->message);
  return NULL;
}

/**
 * nomo_relay_settings_create:
 * @file: an empty relay.conf, which gets the settings of a new relay
 * @folder: the folder of the relay
 *
 * Returns: (transfer full): what it says
 */
NomoRelaySettings *
nomo_relay_settings_create (GKeyFile *file, const char *folder)
{
  g_key_file_set_string (file, "relay", "listen", USUAL_HOST);
  g_key_file_set_integer (file, "relay", "port", USUAL_PORT);
  g_key_file_set_string (file, "salla", "strategy", "signature");
  return nomo_relay_settings_read (file, folder, NULL);
}

/**
 * nomo_relay_settings_is_local:
 * @self: settings
 *
 * Returns: whether the relay listens to its own machine alone
 */
gboolean
nomo_relay_settings_is_local (const NomoRelaySettings *self)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (self->host);

  return g_inet_address_get_is_loopback (address);
}

/**
 * nomo_relay_settings_is_guarded:
 * @self: settings
 * @error: return location
 *
 * What crosses a network has to be encrypted: by a certificate of the relay's own, or by a web server in front that is named.
 *
 * Returns: whether the relay may listen where it is set to
 */
gboolean
nomo_relay_settings_is_guarded (const NomoRelaySettings *self, GError **error)
{
  if (self->certificate != NULL || self->proxy != NULL || nomo_relay_settings_is_local (self))
    return TRUE;
  return refuse (
      error,
      /* Translators: %s is an address; leave the names in quotes as they are. */
      _ ("Others can reach %s, so that it needs TLS. In relay.conf set “certificate” and “key”, or “proxy” to the "
         "address of the web server in front, or “listen” to 127.0.0.1."),
      self->host);
}
