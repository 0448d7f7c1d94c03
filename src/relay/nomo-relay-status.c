#include "config.h"

#include "nomo-relay-status.h"

#include "nomo-engine-lock.h"
#include "nomo-format.h"
#include "nomo-relay-certificate.h"
#include "nomo-relay-line.h"
#include "nomo-relay-reason.h"
#include "nomo-relay-store-words.h"
#include "nomo-status-json.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/**
 * nomo_relay_status_free:
 * @self: (transfer full): a status
 */
void
nomo_relay_status_free (NomoRelayStatus *self)
{
  g_free (self->folder);
  g_free (self->held_by);
  g_clear_pointer (&self->notice, nomo_relay_notice_free);
  g_free (self->refused);
  g_clear_pointer (&self->inbox, nomo_inbox_summary_free);
  g_clear_pointer (&self->stores, nomo_relay_stores_free);
  g_clear_object (&self->home);
  g_clear_object (&self->certificate);
  g_clear_error (&self->lack);
  g_free (self);
}

static gboolean
read_inbox (NomoRelayStatus *self, GError **error)
{
  g_autofree char *path = nomo_relay_home_dup_path (self->home, NOMO_RELAY_INBOX);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  self->inbox = nomo_inbox_summary_read (path, error);
  return self->inbox != NULL;
}

static void
read_serving (NomoRelayStatus *self)
{
  g_autofree char *lock = nomo_relay_home_dup_path (self->home, NOMO_RELAY_LOCK);
  g_autofree char *notice = nomo_relay_home_dup_path (self->home, NOMO_RELAY_NOTICE);

  self->held_by = nomo_engine_lock_dup_holder (lock);
  if (self->held_by != NULL)
    self->notice = nomo_relay_notice_read (notice);
  if (self->notice != NULL)
    self->refused = nomo_relay_refused_read (self->notice->watch);
}

/**
 * nomo_relay_status_read:
 * @folder: the folder of a relay
 * @now: UTC milliseconds
 * @error: return location
 *
 * Reads beside a relay that serves, which it does not disturb. Runs the context until all is read.
 *
 * Returns: (transfer full) (nullable): how the relay stands
 */
NomoRelayStatus *
nomo_relay_status_read (const char *folder, gint64 now, GError **error)
{
  g_autoptr (NomoRelayStatus) self = g_new0 (NomoRelayStatus, 1);

  self->folder = g_strdup (folder);
  self->home = nomo_relay_home_open (folder, error);
  if (self->home == NULL || !read_inbox (self, error))
    return NULL;
  self->stores = nomo_relay_stores_read (self->home, now, error);
  if (self->stores == NULL)
    return NULL;
  self->settings = nomo_relay_home_get_settings (self->home);
  read_serving (self);
  if (self->settings->certificate != NULL)
    self->certificate = nomo_relay_certificate_load (self->settings->certificate, self->settings->key, &self->lack);
  return g_steal_pointer (&self);
}

static gint64
count (const NomoRelayStatus *self, NomoDeliveryState state)
{
  return self->inbox != NULL ? self->inbox->counts[state] : 0;
}

static JsonObject *
make_serving (const NomoRelayStatus *self)
{
  JsonObject *object = json_object_new ();

  nomo_status_set_text (object, "held_by", self->held_by);
  nomo_status_set_text (object, "address", self->notice != NULL ? self->notice->address : NULL);
  nomo_status_set_text (object, "watch", self->notice != NULL ? self->notice->watch : NULL);
  nomo_status_set_time (object, "since", self->notice != NULL ? self->notice->since : 0);
  return object;
}

static JsonObject *
make_deliveries (const NomoRelayStatus *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "waiting", count (self, NOMO_DELIVERY_WAITING));
  json_object_set_int_member (object, "done", count (self, NOMO_DELIVERY_DONE));
  json_object_set_int_member (object, "kept", count (self, NOMO_DELIVERY_KEPT));
  json_object_set_array_member (object, "kept_reasons",
                                self->inbox != NULL ? nomo_relay_reasons_to_json (self->inbox->reasons)
                                                    : json_array_new ());
  nomo_status_set_time (object, "last_at", self->inbox != NULL ? self->inbox->last_at : 0);
  return object;
}

static gint64
previous_until (const NomoRelayStatus *self, gint64 now)
{
  return self->settings->previous_until > now ? self->settings->previous_until : 0;
}

static JsonObject *
make_secret (const NomoRelayStatus *self, gint64 now)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "set", self->settings->has_secret);
  json_object_set_string_member (object, "strategy", self->settings->takes_tokens ? "token" : "signature");
  nomo_status_set_time (object, "previous_until", previous_until (self, now));
  return object;
}

static JsonObject *
make_protection (const NomoRelayStatus *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *proxy = self->settings->proxy != NULL ? g_inet_address_to_string (self->settings->proxy) : NULL;

  nomo_status_set_text (object, "certificate", self->settings->certificate);
  nomo_status_set_time (object, "certificate_until",
                        self->certificate != NULL ? nomo_relay_certificate_get_until (self->certificate) : 0);
  nomo_status_set_text (object, "certificate_lack", self->lack != NULL ? self->lack->message : NULL);
  nomo_status_set_text (object, "proxy", proxy);
  return object;
}

/**
 * nomo_relay_status_to_json:
 * @self: a status
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): the status for programs
 */
JsonObject *
nomo_relay_status_to_json (const NomoRelayStatus *self, gint64 now)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "folder", self->folder);
  json_object_set_object_member (object, "serving", make_serving (self));
  json_object_set_object_member (object, "protection", make_protection (self));
  json_object_set_object_member (object, "secret", make_secret (self, now));
  json_object_set_object_member (object, "deliveries", make_deliveries (self));
  if (self->refused != NULL)
    json_object_set_object_member (object, "refused", nomo_relay_refused_to_json (self->refused));
  else
    json_object_set_null_member (object, "refused");
  json_object_set_array_member (object, "stores", nomo_relay_stores_to_json (self->stores));
  return object;
}

static void
add_serving (const NomoRelayStatus *self, GString *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *holder = self->held_by != NULL ? nomo_text_isolate_ltr (self->held_by) : NULL;
  g_autofree char *since = self->notice != NULL ? nomo_format_moment (self->notice->since, zone) : NULL;
  g_autofree char *address = self->notice != NULL ? nomo_text_isolate_ltr (self->notice->address) : NULL;
  g_autofree char *watch = self->notice != NULL ? nomo_text_isolate_ltr (self->notice->watch) : NULL;

  if (holder == NULL)
    nomo_relay_line_add (text, _ ("Relay"), "%s", _ ("none serves in this folder"));
  else if (since == NULL)
    nomo_relay_line_add (text, _ ("Relay"), "%s", holder);
  else
    /* Translators: 1 is a program and its number, 2 a moment. */
    nomo_relay_line_add (text, _ ("Relay"), _ ("%1$s serves since %2$s"), holder, since);
  if (self->notice == NULL)
    return;
  nomo_relay_line_add (text, _ ("Address"), "%s", address);
  nomo_relay_line_add (text, _ ("For monitors"), "%s", watch);
}

static void
add_protection (const NomoRelayStatus *self, GString *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *until = self->certificate != NULL
                               ? nomo_format_moment (nomo_relay_certificate_get_until (self->certificate), zone)
                               : NULL;
  g_autofree char *proxy = self->settings->proxy != NULL ? g_inet_address_to_string (self->settings->proxy) : NULL;

  if (self->lack != NULL)
    nomo_relay_line_add (text, _ ("Encryption"), "%s", self->lack->message);
  else if (until != NULL)
    /* Translators: %s is a moment. */
    nomo_relay_line_add (text, _ ("Encryption"), _ ("a certificate that is valid until %s"), until);
  else if (proxy != NULL)
    /* Translators: %s is an address. */
    nomo_relay_line_add (text, _ ("Encryption"), _ ("by the web server at %s"), proxy);
  else
    nomo_relay_line_add (text, _ ("Encryption"), "%s", _ ("none; only this machine can reach the relay"));
}

static void
add_secret (const NomoRelayStatus *self, GString *text, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *until = nomo_format_moment (self->settings->previous_until, zone);

  if (!self->settings->has_secret)
    nomo_relay_line_add (text, _ ("Secret"), "%s",
                         _ ("none, so that nothing is taken; “nomo-relay rotate-secret” makes one"));
  else if (previous_until (self, now) > 0)
    /* Translators: %s is a moment. */
    nomo_relay_line_add (text, _ ("Secret"), _ ("set; the one before is taken until %s"), until);
  else
    nomo_relay_line_add (text, _ ("Secret"), "%s", _ ("set"));
}

static void
add_deliveries (const NomoRelayStatus *self, GString *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *waiting = nomo_format_int (count (self, NOMO_DELIVERY_WAITING));
  g_autofree char *done = nomo_format_int (count (self, NOMO_DELIVERY_DONE));
  g_autofree char *kept = nomo_format_int (count (self, NOMO_DELIVERY_KEPT));
  g_autofree char *last = self->inbox != NULL ? nomo_format_moment (self->inbox->last_at, zone) : NULL;

  nomo_relay_line_add (text, _ ("Deliveries that wait"), "%s", waiting);
  nomo_relay_line_add (text, _ ("Deliveries done"), "%s", done);
  nomo_relay_line_add (text, _ ("Deliveries kept, as nothing can come of them yet"), "%s", kept);
  if (self->inbox != NULL)
    nomo_relay_reasons_write (self->inbox->reasons, "  ", text);
  nomo_relay_line_add (text, _ ("Last delivery"), "%s",
                       self->inbox != NULL && self->inbox->last_at > 0 ? last : _ ("none has come yet"));
}

/**
 * nomo_relay_status_to_text:
 * @self: a status
 * @now: UTC milliseconds
 *
 * Returns: (transfer full): the status for people, in lines
 */
char *
nomo_relay_status_to_text (const NomoRelayStatus *self, gint64 now)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folder = nomo_text_isolate_ltr (self->folder);

  add_serving (self, text);
  nomo_relay_line_add (text, _ ("Folder"), "%s", folder);
  add_protection (self, text);
  add_secret (self, text, now);
  add_deliveries (self, text);
  if (self->refused != NULL)
    nomo_relay_refused_write (self->refused, text);
  nomo_relay_stores_write (self->stores, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
