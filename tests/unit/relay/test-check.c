#include "config.h"

#include "nomo-clock.h"
#include "nomo-inbox.h"
#include "nomo-locale.h"
#include "nomo-relay-check.h"
#include "nomo-relay-home.h"
#include "pair.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static char *
path_of (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
read_file (const char *folder, const char *name, gsize *size)
{
  g_autofree char *path = path_of (folder, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, size, NULL));
  return text;
}

static void
write_file (const char *folder, const char *name, const char *text, gsize size)
{
  g_autofree char *path = path_of (folder, name);

  g_assert_true (g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  delivery->event = g_strdup ("order.created");
  return TRUE;
}

static void
stored_cb (gboolean is_new, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  (*(guint *) data)++;
}

static void
deliver (const char *folder)
{
  g_autofree char *path = path_of (folder, NOMO_RELAY_INBOX);
  g_autoptr (NomoInbox) inbox = nomo_inbox_open (path, read_delivery, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("%03000u", i);
    g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

    nomo_inbox_put (inbox, 7, body, stored_cb, &n);
  }
  while (n < 20)
    g_main_context_iteration (NULL, TRUE);
}

static char *
make_relay (void)
{
  char *folder = g_dir_make_tmp ("nomo-relay-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRelayHome) home = nomo_relay_home_create (folder, &error);

  g_assert_no_error (error);
  g_assert_true (nomo_relay_home_rotate (home, "secret", nomo_clock_now (), &error));
  deliver (folder);
  return folder;
}

static void
remove_relay (char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL) {
    g_autofree char *path = path_of (folder, name);

    g_unlink (path);
  }
  g_rmdir (folder);
  g_free (folder);
}

static gboolean
is_arabic (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_ARABIC)
      return TRUE;
  return FALSE;
}

/* Just this one is not well, and both languages say so. */
static void
assert_found_at (const char *folder, gint64 now, const char *name)
{
  for (guint arabic = 0; arabic < 2; arabic++) {
    g_autoptr (GPtrArray) findings = NULL;
    gboolean found = FALSE;

    nomo_locale_set_language (arabic ? "ar" : "en");
    findings = nomo_relay_check (folder, now);
    for (guint i = 0; i < findings->len; i++) {
      const NomoRelayFinding *finding = findings->pdata[i];

      g_assert_cmpint (is_arabic (finding->sentence), ==, arabic);
      if (!finding->is_well && g_strcmp0 (finding->name, name) != 0)
        g_error ("%s: %s", finding->name, finding->sentence);
      found = found || !finding->is_well;
    }
    g_assert_cmpint (found, ==, name != NULL);
    g_assert_cmpint (nomo_relay_check_is_well (findings), ==, name == NULL);
  }
  nomo_locale_set_language ("en");
}

static void
assert_found (const char *folder, const char *name)
{
  assert_found_at (folder, nomo_clock_now (), name);
}

static void
test_modes (void)
{
  static const struct {
    const char *name;
    int mode;
    const char *found;
  } modes[] = {
    { ".", 0755, "folder" },
    { ".", 0710, "folder" },
    { NOMO_RELAY_KEY, 0640, "key" },
    { NOMO_RELAY_SETTINGS, 0604, "settings" },
  };
  char *folder = make_relay ();

  assert_found (folder, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_autofree char *path = path_of (folder, modes[i].name);

    g_assert_cmpint (g_chmod (path, modes[i].mode), ==, 0);
    assert_found (folder, modes[i].found);
    g_assert_cmpint (g_chmod (path, *modes[i].name == '.' ? 0700 : 0600), ==, 0);
  }
  assert_found (folder, NULL);
  remove_relay (folder);
}

static void
assert_settings (const char *folder, const char *text, const char *found)
{
  write_file (folder, NOMO_RELAY_SETTINGS, text, strlen (text));
  assert_found (folder, found);
}

static char *
replace (const char *text, const char *old, const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, -1);

  g_assert_nonnull (parts[1]);
  return g_strjoinv (new, parts);
}

static void
test_settings (void)
{
  char *folder = make_relay ();
  g_autofree char *good = read_file (folder, NOMO_RELAY_SETTINGS, NULL);
  g_autofree char *unknown = g_strconcat (good, "\n[relay]\ncolour=blue\n", NULL);
  g_autofree char *damaged = replace (good, "secret=a256gcm:", "secret=a256gcm:A");
  g_autofree char *none = replace (good, "secret=", "previous=");

  assert_settings (folder, unknown, "settings");
  assert_settings (folder, "listen to everybody", "settings");
  write_file (folder, NOMO_RELAY_SETTINGS, "[relay]\0", 8);
  assert_found (folder, "settings");
  assert_settings (folder, damaged, "secret");
  assert_settings (folder, none, "secret");
  assert_settings (folder, good, NULL);
  remove_relay (folder);
}

static void
test_certificate (void)
{
  static const struct {
    int from;
    int until;
    const char *found;
  } spans[] = { { -1, 90, NULL }, { -1, 13, "certificate" }, { -9, -1, "certificate" }, { 1, 90, "certificate" } };
  char *folder = make_relay ();
  g_autofree char *good = read_file (folder, NOMO_RELAY_SETTINGS, NULL);
  g_autofree char *key = path_of (folder, "tls.key");
  g_autofree char *open = replace (good, "listen=127.0.0.1", "listen=0.0.0.0");
  g_autofree char *with = replace (open, "port=", "certificate=tls.crt\nkey=tls.key\nport=");
  g_autofree char *behind = replace (open, "port=", "proxy=192.0.2.1\nport=");

  assert_settings (folder, open, "certificate");
  assert_settings (folder, behind, NULL);
  assert_settings (folder, with, "certificate");
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++) {
    g_autoptr (Pair) pair = pair_new (spans[i].from * (DAY_MS / 1000), spans[i].until * (DAY_MS / 1000));

    pair_write (pair, folder);
    assert_found (folder, spans[i].found);
    if (spans[i].found == NULL) {
      g_chmod (key, 0604);
      assert_found (folder, "certificate");
    }
  }
  remove_relay (folder);
}

/* A clock that was set back is found by what was written before. */
static void
test_clock (void)
{
  char *folder = make_relay ();

  assert_found_at (folder, nomo_clock_now () - 2 * 60 * 1000, "clock");
  assert_found_at (folder, nomo_clock_now () + DAY_MS, NULL);
  remove_relay (folder);
}

static void
test_inbox (void)
{
  char *folder = make_relay ();
  g_autofree char *path = path_of (folder, NOMO_RELAY_INBOX);
  gsize size;
  g_autofree char *text = read_file (folder, NOMO_RELAY_INBOX, &size);

  memset (text + size - 3 * 4096, 0xa5, 4096);
  write_file (folder, NOMO_RELAY_INBOX, text, size);
  assert_found (folder, "inbox");
  memset (text, 0xa5, 100);
  write_file (folder, NOMO_RELAY_INBOX, text, size);
  assert_found (folder, "inbox");
  g_unlink (path);
  assert_found (folder, NULL);
  remove_relay (folder);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relay/check/modes", test_modes);
  g_test_add_func ("/relay/check/settings", test_settings);
  g_test_add_func ("/relay/check/certificate", test_certificate);
  g_test_add_func ("/relay/check/clock", test_clock);
  g_test_add_func ("/relay/check/inbox", test_inbox);
  return g_test_run ();
}
