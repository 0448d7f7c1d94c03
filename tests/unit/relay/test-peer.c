#include "config.h"

#include "nomo-relay-peer.h"

typedef struct {
  const char *remote;
  const char *proxy;
  const char *forwarded;
  const char *peer;
} Case;

static const Case cases[] = {
  { "192.0.2.1", NULL, NULL, "192.0.2.1" },
  { "192.0.2.1", NULL, "203.0.113.9", "192.0.2.1" },
  { "192.0.2.1", "192.0.2.2", "203.0.113.9", "192.0.2.1" },
  { "192.0.2.2", "192.0.2.2", "203.0.113.9", "203.0.113.9" },
  { "192.0.2.2", "192.0.2.2", NULL, "192.0.2.2" },
  { "192.0.2.2", "192.0.2.2", "", "192.0.2.2" },
  /* What stands before the last name was written by somebody else. */
  { "192.0.2.2", "192.0.2.2", "127.0.0.1, 192.0.2.9, 203.0.113.9", "203.0.113.9" },
  { "192.0.2.2", "192.0.2.2", "127.0.0.1,2001:db8::7 ", "2001:db8::7" },
  { "192.0.2.2", "192.0.2.2", "203.0.113.9, unknown", "192.0.2.2" },
  { "192.0.2.2", "192.0.2.2", "203.0.113.9\nforged", "192.0.2.2" },
  { "::1", "::1", "203.0.113.9", "203.0.113.9" },
};

/* Only the last name counts, and only from the one web server that is declared. */
static void
test_forwarded (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GInetAddress) remote = g_inet_address_new_from_string (cases[i].remote);
    g_autoptr (GInetAddress) proxy = cases[i].proxy != NULL ? g_inet_address_new_from_string (cases[i].proxy) : NULL;
    g_autofree char *peer = nomo_relay_peer_read (remote, proxy, cases[i].forwarded);

    g_assert_cmpstr (peer, ==, cases[i].peer);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relay/peer/forwarded", test_forwarded);
  return g_test_run ();
}
