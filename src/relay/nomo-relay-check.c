#include "config.h"

#include "nomo-relay-check.h"

#include "nomo-format.h"
#include "nomo-inbox-summary.h"
#include "nomo-relay-certificate.h"
#include "nomo-relay-home.h"
#include "nomo-seal.h"
#include "nomo-text.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whoever renews certificates does so weeks before: what is left then says that it does not work. */
#define SOON_DAYS 14

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* Clocks are set by as much without any harm. */
#define CLOCK_SLACK_MS (60 * 1000)

typedef struct {
  const char *folder;
  char *shown; /* the folder, for sentences */
  gint64 now;
  GPtrArray *findings;
  GBytes *key;                 /* nullable */
  NomoRelaySettings *settings; /* nullable */
  gint64 seen_at;              /* what is known to be past, UTC milliseconds */
} Check;

static void
finding_free (gpointer data)
{
  NomoRelayFinding *finding = data;

  g_free (finding->sentence);
  g_free (finding);
}

static void G_GNUC_PRINTF (4, 5) tell (Check *check, const char *name, gboolean is_well, const char *format, ...)
{
  NomoRelayFinding *finding = g_new0 (NomoRelayFinding, 1);
  va_list arguments;

  finding->name = name;
  finding->is_well = is_well;
  va_start (arguments, format);
  finding->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (check->findings, finding);
}

static void
check_folder (Check *check)
{
  GStatBuf status;

  if (g_stat (check->folder, &status) != 0)
    /* Translators: 1 is a folder, 2 says why not. */
    tell (check, "folder", FALSE, _ ("The folder %1$s cannot be read: %2$s."), check->shown, g_strerror (errno));
  else if ((status.st_mode & 077) != 0)
    /* Translators: %s is a folder. */
    tell (check, "folder", FALSE, _ ("Others than its owner may enter the folder %s. Take that away (chmod 700)."),
          check->shown);
  else if (status.st_uid != geteuid () && geteuid () != 0)
    /* Translators: %s is a folder. */
    tell (check, "folder", FALSE, _ ("The folder %s belongs to another user. Check as the user who runs the relay."),
          check->shown);
  else if (g_access (check->folder, W_OK | X_OK) != 0)
    /* Translators: 1 is a folder, 2 says why not. */
    tell (check, "folder", FALSE, _ ("Nothing can be written to the folder %1$s: %2$s."), check->shown,
          g_strerror (errno));
  else
    /* Translators: %s is a folder. */
    tell (check, "folder", TRUE, _ ("The folder %s is its owner’s alone and can be written."), check->shown);
}

static void
check_key (Check *check)
{
  g_autofree char *path = g_build_filename (check->folder, NOMO_RELAY_KEY, NULL);
  g_autoptr (GError) error = NULL;

  check->key = nomo_seal_read_key (path, &error);
  if (check->key != NULL)
    tell (check, "key", TRUE, "%s", _ ("The key that seals secrets is there and its owner’s alone."));
  else
    tell (check, "key", FALSE, "%s", error->message);
}

static void
check_settings (Check *check)
{
  g_autofree char *path = g_build_filename (check->folder, NOMO_RELAY_SETTINGS, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  check->settings = nomo_relay_settings_load (file, path, &error);
  if (check->settings == NULL)
    tell (check, "settings", FALSE, "%s", error->message);
  else if (g_stat (path, &status) == 0 && (status.st_mode & 077) != 0)
    /* Translators: %s is a file. */
    tell (check, "settings", FALSE, _ ("Others than its owner may read %s. Take that away (chmod 600)."), path);
  else
    tell (check, "settings", TRUE, "%s", _ ("relay.conf is understood and its owner’s alone."));
  if (check->settings != NULL && g_stat (path, &status) == 0)
    check->seen_at = MAX (check->seen_at, status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000));
}

/* Only with a key and with settings is there anything to open. */
static void
check_secret (Check *check)
{
  g_autoptr (NomoRelayHome) home = NULL;
  g_autoptr (NomoSecret) current = NULL;
  g_autoptr (NomoSecret) previous = NULL;
  g_autoptr (GError) error = NULL;

  if (check->key == NULL || check->settings == NULL)
    return;
  home = nomo_relay_home_open (check->folder, &error);
  if (home == NULL || !nomo_relay_home_read_secrets (home, check->now, &current, &previous, &error))
    tell (check, "secret", FALSE, "%s", error->message);
  else if (current == NULL)
    tell (check, "secret", FALSE, "%s",
          _ ("There is no secret, so that nothing is taken. “nomo-relay rotate-secret” makes one."));
  else
    tell (check, "secret", TRUE, "%s", _ ("The secret that is shared with Salla can be opened."));
}

static void
tell_valid (Check *check, GTlsCertificate *certificate)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 starts = nomo_relay_certificate_get_from (certificate);
  gint64 ends = nomo_relay_certificate_get_until (certificate);
  g_autofree char *from = nomo_format_moment (starts, zone);
  g_autofree char *until = nomo_format_moment (ends, zone);
  g_autofree char *left = nomo_format_days (MAX (ends - check->now, 0) / DAY_MS);

  if (check->now < starts)
    /* Translators: %s is a moment. */
    tell (check, "certificate", FALSE, _ ("The certificate is not valid before %s. Is the clock right?"), from);
  else if (check->now >= ends)
    /* Translators: %s is a moment. */
    tell (check, "certificate", FALSE, _ ("The certificate ended on %s, so that Salla delivers nothing. Renew it."),
          until);
  else if (ends - check->now < SOON_DAYS * DAY_MS)
    /* Translators: 1 is a moment, 2 a number of days. */
    tell (check, "certificate", FALSE, _ ("The certificate ends on %1$s, with %2$s left. Renew it."), until, left);
  else
    /* Translators: 1 is a moment, 2 a number of days. */
    tell (check, "certificate", TRUE, _ ("The certificate is valid until %1$s, with %2$s left."), until, left);
}

/* A group may read it: that is how one file serves several programs. */
static gboolean
is_open_to_all (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && (status.st_mode & 007) != 0;
}

/* In front of a relay without a certificate of its own stands a web server, or nobody at all. */
static void
check_certificate (Check *check)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (check->settings == NULL)
    return;
  if (!nomo_relay_settings_is_guarded (check->settings, &error)) {
    tell (check, "certificate", FALSE, "%s", error->message);
  } else if (check->settings->certificate == NULL) {
    tell (check, "certificate", TRUE, "%s",
          check->settings->proxy != NULL
              ? _ ("A web server in front encrypts.")
              : _ ("Only this machine can reach the relay, so that it needs no certificate."));
  } else {
    certificate = nomo_relay_certificate_load (check->settings->certificate, check->settings->key, &error);
    if (certificate == NULL)
      tell (check, "certificate", FALSE, "%s", error->message);
    else if (is_open_to_all (check->settings->key))
      /* Translators: %s is a file. */
      tell (check, "certificate", FALSE, _ ("Others than its owner may read %s. Take that away (chmod 600)."),
            check->settings->key);
    else
      tell_valid (check, certificate);
  }
}

static void
tell_problems (Check *check, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    tell (check, "inbox", FALSE, "%s", (const char *) problems->pdata[i]);
  if (problems->len == 0)
    tell (check, "inbox", TRUE, "%s", _ ("The inbox is whole."));
}

static void
check_inbox (Check *check)
{
  g_autofree char *path = g_build_filename (check->folder, NOMO_RELAY_INBOX, NULL);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (NomoInboxSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    tell (check, "inbox", TRUE, "%s", _ ("There is no inbox yet: the relay has not served so far."));
    return;
  }
  if (!nomo_inbox_check (path, problems, &error))
    g_ptr_array_add (problems, g_strdup (error->message));
  tell_problems (check, problems);
  summary = nomo_inbox_summary_read (path, NULL);
  if (summary != NULL)
    check->seen_at = MAX (check->seen_at, summary->last_at);
}

/* A clock that runs behind refuses certificates, takes secrets for too long, and dates what comes wrongly. */
static void
check_clock (Check *check)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *now = nomo_format_moment (check->now, zone);
  g_autofree char *seen = nomo_format_moment (check->seen_at, zone);

  if (check->now + CLOCK_SLACK_MS < check->seen_at)
    /* Translators: both are moments. */
    tell (check, "clock", FALSE, _ ("The clock says %1$s, yet something was written here on %2$s. Set the clock."), now,
          seen);
  else
    /* Translators: %s is a moment. */
    tell (check, "clock", TRUE, _ ("The clock says %s, which is later than all that was written here."), now);
}

/**
 * nomo_relay_check:
 * @folder: the folder of a relay
 * @now: UTC milliseconds
 *
 * Looks at all that a relay needs, beside one that serves. Blocks.
 *
 * Returns: (transfer full) (element-type NomoRelayFinding): what was found, in the order in which it is best put right
 */
GPtrArray *
nomo_relay_check (const char *folder, gint64 now)
{
  Check check = { .folder = folder, .now = now, .findings = g_ptr_array_new_with_free_func (finding_free) };

  check.shown = nomo_text_isolate_ltr (folder);
  check_folder (&check);
  check_key (&check);
  check_settings (&check);
  check_secret (&check);
  check_certificate (&check);
  check_inbox (&check);
  check_clock (&check);
  g_free (check.shown);
  g_clear_pointer (&check.key, g_bytes_unref);
  g_clear_pointer (&check.settings, nomo_relay_settings_free);
  return check.findings;
}

static guint
count_problems (GPtrArray *findings)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += !((NomoRelayFinding *) findings->pdata[i])->is_well;
  return n;
}

/**
 * nomo_relay_check_is_well:
 * @findings: (element-type NomoRelayFinding): what was found
 *
 * Returns: whether all is as it should be
 */
gboolean
nomo_relay_check_is_well (GPtrArray *findings)
{
  return count_problems (findings) == 0;
}

/**
 * nomo_relay_check_to_json:
 * @findings: (element-type NomoRelayFinding): what was found
 *
 * Returns: (transfer full): the findings for programs
 */
JsonObject *
nomo_relay_check_to_json (GPtrArray *findings)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < findings->len; i++) {
    const NomoRelayFinding *finding = findings->pdata[i];
    JsonObject *inner = json_object_new ();

    json_object_set_string_member (inner, "name", finding->name);
    json_object_set_boolean_member (inner, "ok", finding->is_well);
    json_object_set_string_member (inner, "message", finding->sentence);
    json_array_add_object_element (array, inner);
  }
  json_object_set_boolean_member (object, "ok", nomo_relay_check_is_well (findings));
  json_object_set_array_member (object, "findings", array);
  return object;
}

/**
 * nomo_relay_check_to_text:
 * @findings: (element-type NomoRelayFinding): what was found
 *
 * Returns: (transfer full): the findings for people, a line for each and one for all
 */
char *
nomo_relay_check_to_text (GPtrArray *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = count_problems (findings);
  g_autofree char *figure = nomo_format_int (n);

  for (guint i = 0; i < findings->len; i++) {
    const NomoRelayFinding *finding = findings->pdata[i];

    g_string_append_printf (text, "%s %s\n", finding->is_well ? "✓" : "✗", finding->sentence);
  }
  if (n == 0)
    g_string_append (text, _ ("All is well."));
  else
    /* Translators: %s is how many. */
    g_string_append_printf (text, ngettext ("%s thing is to be put right.", "%s things are to be put right.", n),
                            figure);
  g_string_append_c (text, '\n');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
