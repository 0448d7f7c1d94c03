#include "config.h"

#include "nomo-locale.h"
#include "nomo-relay-settings.h"

#include <string.h>

static NomoRelaySettings *
read_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL));
  return nomo_relay_settings_read (file, "/var/lib/relay", error);
}

static NomoRelaySettings *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  NomoRelaySettings *settings = read_text (text, &error);

  g_assert_no_error (error);
  return settings;
}

/* Without a word it listens to this machine alone. */
static void
test_usual (void)
{
  g_autoptr (NomoRelaySettings) nothing = read_good ("");
  g_autoptr (NomoRelaySettings) some =
      read_good ("[relay]\nlisten=::1\nport=9000\n[salla]\nstrategy=token\nsubscriptions=portal\n");
  g_autoptr (NomoRelaySettings) any = read_good ("[relay]\nport=0\n");
  g_autoptr (NomoRelaySettings) all = read_good ("[watch]\nlisten=10.0.0.2\nport=9100\n");

  g_assert_cmpstr (nothing->host, ==, "127.0.0.1");
  g_assert_cmpuint (nothing->port, ==, 8790);
  g_assert_cmpstr (nothing->watch_host, ==, "127.0.0.1");
  g_assert_cmpuint (nothing->watch_port, ==, 8791);
  g_assert_false (nothing->takes_tokens);
  g_assert_cmpstr (some->host, ==, "::1");
  g_assert_cmpuint (some->port, ==, 9000);
  g_assert_cmpuint (some->watch_port, ==, 9001);
  g_assert_true (some->takes_tokens);
  g_assert_false (nothing->by_portal);
  g_assert_true (some->by_portal);
  g_assert_cmpuint (any->watch_port, ==, 0);
  g_assert_cmpstr (all->watch_host, ==, "10.0.0.2");
  g_assert_cmpuint (all->watch_port, ==, 9100);
}

typedef struct {
  const char *text;
  const char *said; /* in both languages */
} Bad;

static const Bad bads[] = {
  { "[relay]\nprot=8790\n", "prot" },
  { "[rely]\nport=8790\n", "[rely]" },
  { "[relay]\nport=http\n", "http" },
  { "[relay]\nport=65536\n", "65536" },
  { "[relay]\nport=-1\n", "-1" },
  { "[salla]\nsubscriptions=both\n", "both" },
  { "[relay]\nport=\n", "port" },
  { "[relay]\nlisten=example.org\n", "example.org" },
  { "[relay]\nlisten=300.0.0.1\n", "300.0.0.1" },
  { "[relay]\ncertificate=a.pem\n", "key" },
  { "[relay]\nkey=a.pem\n", "certificate" },
  { "[relay]\nproxy=localhost\n", "localhost" },
  { "[salla]\nstrategy=none\n", "none" },
  { "[salla]\nprevious-until=soon\n", "soon" },
  { "[salla]\nsecret=\n", "secret" },
};

static gboolean
is_arabic (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_ARABIC)
      return TRUE;
  return FALSE;
}

/* What is misspelt is said, and never taken for what is not set. */
static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bads); i++)
    for (guint arabic = 0; arabic < 2; arabic++) {
      g_autoptr (GError) error = NULL;

      nomo_locale_set_language (arabic ? "ar" : "en");
      g_assert_null (read_text (bads[i].text, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "relay.conf"));
      g_assert_nonnull (strstr (error->message, bads[i].said));
      g_assert_cmpint (is_arabic (error->message), ==, arabic);
    }
  nomo_locale_set_language ("en");
}

/* Paths are found from the relay's folder. */
static void
test_paths (void)
{
  g_autoptr (NomoRelaySettings) settings = read_good ("[relay]\ncertificate=tls/a.pem\nkey=/etc/relay/a.key\n");

  g_assert_cmpstr (settings->certificate, ==, "/var/lib/relay/tls/a.pem");
  g_assert_cmpstr (settings->key, ==, "/etc/relay/a.key");
}

static void
assert_guarded (const char *text, gboolean guarded)
{
  g_autoptr (NomoRelaySettings) settings = read_good (text);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (nomo_relay_settings_is_guarded (settings, &error), ==, guarded);
  g_assert_cmpint (error == NULL, ==, guarded);
  if (!guarded)
    g_assert_true (strstr (error->message, settings->host) != NULL && strstr (error->message, "proxy") != NULL &&
                   strstr (error->message, "certificate") != NULL);
}

/* Nothing unencrypted crosses a network, unless somebody says who encrypts. */
static void
test_guarded (void)
{
  assert_guarded ("", TRUE);
  assert_guarded ("[relay]\nlisten=127.0.0.7\n", TRUE);
  assert_guarded ("[relay]\nlisten=::1\n", TRUE);
  assert_guarded ("[relay]\nlisten=0.0.0.0\n", FALSE);
  assert_guarded ("[relay]\nlisten=::\n", FALSE);
  assert_guarded ("[relay]\nlisten=192.168.1.2\n", FALSE);
  assert_guarded ("[relay]\nlisten=192.168.1.2\nproxy=192.168.1.1\n", TRUE);
  assert_guarded ("[relay]\nlisten=::\ncertificate=a\nkey=b\n", TRUE);
}

/* What a new relay gets is what is usual. */
static void
test_created (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (NomoRelaySettings) settings = nomo_relay_settings_create (file, "/var/lib/relay");
  g_autofree char *text = g_key_file_to_data (file, NULL, NULL);
  g_autoptr (NomoRelaySettings) again = read_good (text);

  g_assert_cmpstr (again->host, ==, settings->host);
  g_assert_cmpuint (again->port, ==, 8790);
}

int
main (int argc, char **argv)
{
  nomo_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relay/settings/usual", test_usual);
  g_test_add_func ("/relay/settings/bad", test_bad);
  g_test_add_func ("/relay/settings/paths", test_paths);
  g_test_add_func ("/relay/settings/guarded", test_guarded);
  g_test_add_func ("/relay/settings/created", test_created);
  return g_test_run ();
}
