#include "config.h"

#include "nomo-relay-status.h"

#include "nomo-engine-lock.h"
#include "nomo-format.h"
#include "nomo-relay-certificate.h"
#include "nomo-relay-reason.h"
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
  g_clear_pointer (&self->inbox, nomo_inbox_summary_free);
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
}

/**
 * nomo_relay_status_read:
 * @folder: the folder of a relay
 * @error: return location
 *
 * Reads beside a relay that serves, which it does not disturb. Blocks.
 *
 * Returns: (transfer full) (nullable): how the relay stands
 */
NomoRelayStatus *
nomo_relay_status_read (const char *folder, GError **error)
{
  g_autoptr (NomoRelayStatus) self = g_new0 (NomoRelayStatus, 1);

  self->folder = g_strdup (folder);
  self->home = nomo_relay_home_open (folder, error);
  if (self->home == NULL || !read_inbox (self, error))
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

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
set_time (JsonObject *object, const char *name, gint64 ms)
{
  g_autoptr (GDateTime) time = ms > 0 ? g_date_time_new_from_unix_utc (ms / 1000) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  set_text (object, name, text);
}

static JsonObject *
make_serving (const NomoRelayStatus *self)
{
  JsonObject *object = json_object_new ();

  set_text (object, "held_by", self->held_by);
  set_text (object, "address", self->notice != NULL ? self->notice->address : NULL);
  set_text (object, "watch", self->notice != NULL ? self->notice->watch : NULL);
  set_time (object, "since", self->notice != NULL ? self->notice->since : 0);
  return object;
}

static JsonArray *
make_reasons (const NomoRelayStatus *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; self->inbox != NULL && i < self->inbox->reasons->len; i++) {
    const NomoInboxReason *reason = self->inbox->reasons->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "reason", reason->reason);
    json_object_set_int_member (object, "count", reason->count);
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
make_deliveries (const NomoRelayStatus *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "waiting", count (self, NOMO_DELIVERY_WAITING));
  json_object_set_int_member (object, "done", count (self, NOMO_DELIVERY_DONE));
  json_object_set_int_member (object, "kept", count (self, NOMO_DELIVERY_KEPT));
  json_object_set_array_member (object, "kept_reasons", make_reasons (self));
  set_time (object, "last_at", self->inbox != NULL ? self->inbox->last_at : 0);
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
  set_time (object, "previous_until", previous_until (self, now));
  return object;
}

static JsonObject *
make_protection (const NomoRelayStatus *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *proxy = self->settings->proxy != NULL ? g_inet_address_to_string (self->settings->proxy) : NULL;

  set_text (object, "certificate", self->settings->certificate);
  set_time (object, "certificate_until",
            self->certificate != NULL ? nomo_relay_certificate_get_until (self->certificate) : 0);
  set_text (object, "certificate_lack", self->lack != NULL ? self->lack->message : NULL);
  set_text (object, "proxy", proxy);
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
  return object;
}

static void G_GNUC_PRINTF (3, 4) add_line (GString *text, const char *label, const char *format, ...)
{
  va_list arguments;

  g_string_append_printf (text, "%s: ", label);
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
  g_string_append_c (text, '\n');
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
    add_line (text, _ ("Relay"), "%s", _ ("none serves in this folder"));
  else if (since == NULL)
    add_line (text, _ ("Relay"), "%s", holder);
  else
    /* Translators: 1 is a program and its number, 2 a moment. */
    add_line (text, _ ("Relay"), _ ("%1$s serves since %2$s"), holder, since);
  if (self->notice == NULL)
    return;
  add_line (text, _ ("Address"), "%s", address);
  add_line (text, _ ("For monitors"), "%s", watch);
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
    add_line (text, _ ("Encryption"), "%s", self->lack->message);
  else if (until != NULL)
    /* Translators: %s is a moment. */
    add_line (text, _ ("Encryption"), _ ("a certificate that is valid until %s"), until);
  else if (proxy != NULL)
    /* Translators: %s is an address. */
    add_line (text, _ ("Encryption"), _ ("by the web server at %s"), proxy);
  else
    add_line (text, _ ("Encryption"), "%s", _ ("none; only this machine can reach the relay"));
}

static void
add_secret (const NomoRelayStatus *self, GString *text, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *until = nomo_format_moment (self->settings->previous_until, zone);

  if (!self->settings->has_secret)
    add_line (text, _ ("Secret"), "%s", _ ("none, so that nothing is taken; “nomo-relay rotate-secret” makes one"));
  else if (previous_until (self, now) > 0)
    /* Translators: %s is a moment. */
    add_line (text, _ ("Secret"), _ ("set; the one before is taken until %s"), until);
  else
    add_line (text, _ ("Secret"), "%s", _ ("set"));
}

static void
add_deliveries (const NomoRelayStatus *self, GString *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *waiting = nomo_format_int (count (self, NOMO_DELIVERY_WAITING));
  g_autofree char *done = nomo_format_int (count (self, NOMO_DELIVERY_DONE));
  g_autofree char *kept = nomo_format_int (count (self, NOMO_DELIVERY_KEPT));
  g_autofree char *last = self->inbox != NULL ? nomo_format_moment (self->inbox->last_at, zone) : NULL;

  add_line (text, _ ("Deliveries that wait"), "%s", waiting);
  add_line (text, _ ("Deliveries done"), "%s", done);
  add_line (text, _ ("Deliveries kept, as nothing can come of them yet"), "%s", kept);
  for (guint i = 0; self->inbox != NULL && i < self->inbox->reasons->len; i++) {
    const NomoInboxReason *reason = self->inbox->reasons->pdata[i];
    g_autofree char *isolated = nomo_text_isolate (nomo_relay_reason_words (reason->reason));
    g_autofree char *n = nomo_format_int (reason->count);

    g_string_append_printf (text, "  %s: %s\n", isolated, n);
  }
  add_line (text, _ ("Last delivery"), "%s",
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
  add_line (text, _ ("Folder"), "%s", folder);
  add_protection (self, text);
  add_secret (self, text, now);
  add_deliveries (self, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
