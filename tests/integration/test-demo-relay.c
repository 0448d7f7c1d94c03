#include "config.h"

#include "nomo-demo.h"
#include "nomo-engine-lock.h"
#include "nomo-http.h"
#include "nomo-keyring.h"
#include "nomo-store.h"

#include <glib/gstdio.h>
#include <signal.h>

/* The relay of the demo store, with the demo store and the relay themselves. */

#define WAIT_MS 60000

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

typedef struct {
  char *data_dir;
  char *folder; /* of the relay */
  NomoKeyring *keyring;
  NomoHttp *http;
  NomoDemo *demo;
  NomoShop *shop;
} Fixture;

static void
start (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_demo_start_async (fixture->demo, NULL, keep_result, &result);
  fixture->shop = nomo_demo_start_finish (fixture->demo, wait_for (&result), &error);
  g_assert_no_error (error);
  nomo_shop_start (fixture->shop);
}

static void
stop (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  nomo_shop_halt_async (fixture->shop, keep_result, &result);
  nomo_shop_halt_finish (fixture->shop, wait_for (&result));
  nomo_store_close (nomo_shop_get_store (fixture->shop));
  nomo_demo_stop (fixture->demo);
  g_clear_object (&fixture->shop);
}

static void
set_up_in (Fixture *fixture, const char *data_dir)
{
  fixture->data_dir = g_strdup (data_dir);
  fixture->folder = g_build_filename (data_dir, "demo-relay", NULL);
  fixture->keyring = nomo_keyring_new_session ();
  fixture->http = nomo_http_new ();
  fixture->demo = nomo_demo_new (data_dir, fixture->keyring, fixture->http);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *data_dir = g_dir_make_tmp ("nomo-demo-XXXXXX", NULL);

  set_up_in (fixture, data_dir);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    if (g_file_test (inner, G_FILE_TEST_IS_DIR))
      remove_folder (inner);
    else
      g_remove (inner);
  }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->shop);
  g_clear_object (&fixture->demo);
  g_clear_object (&fixture->http);
  g_clear_object (&fixture->keyring);
  remove_folder (fixture->data_dir);
  g_free (fixture->folder);
  g_free (fixture->data_dir);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_until (Fixture *fixture, gboolean (*holds) (Fixture *fixture))
{
  gint64 deadline = g_get_monotonic_time () + WAIT_MS * 1000;
  guint tick = g_timeout_add (20, tick_cb, NULL);

  while (!holds (fixture)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (tick);
}

static gboolean
serves (Fixture *fixture)
{
  g_autofree char *lock = g_build_filename (fixture->folder, "relay.lock", NULL);
  g_autofree char *holder = nomo_engine_lock_dup_holder (lock);

  return holder != NULL;
}

static gboolean
is_gone (Fixture *fixture)
{
  return !serves (fixture);
}

/* Whether the relay has got its consent, and with that all the records: then its first sync has ended. */
static gboolean
has_records (Fixture *fixture)
{
  g_autofree char *merchant = g_strdup_printf ("%" G_GINT64_FORMAT, nomo_shop_get_merchant (fixture->shop));
  g_autofree char *path = g_build_filename (fixture->folder, "stores", merchant, NULL);
  g_autofree char *file = g_strconcat (path, ".db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoShop) copy = NULL;
  gboolean has;

  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return FALSE;
  nomo_shop_open_async (fixture->folder, merchant, fixture->keyring, fixture->http, NULL, keep_result, &result);
  copy = nomo_shop_open_finish (wait_for (&result), NULL);
  if (copy == NULL)
    return FALSE;
  has = nomo_shop_get_as_of (copy) > 0;
  nomo_store_close (nomo_shop_get_store (copy));
  return has;
}

/* It has a consent of its own; the shop of before goes on with the one that it has. */
static void
test_beside_the_shop (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++) {
    start (fixture);
    wait_until (fixture, serves);
    wait_until (fixture, has_records);
    g_assert_null (nomo_shop_get_relay (fixture->shop));
    g_assert_cmpint (nomo_shop_get_state (fixture->shop), !=, NOMO_SHOP_SIGNED_OUT);
    stop (fixture);
    wait_until (fixture, is_gone);
  }
}

/* However the program ends, the relay ends with it. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  const char *argv[] = { "/proc/self/exe", "--hold", fixture->data_dir, NULL };
  g_autofree char *self = g_file_read_link (argv[0], NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  argv[0] = self;
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  wait_until (fixture, serves);
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  wait_until (fixture, is_gone);
}

static void
test_without_a_relay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *program = g_strdup (g_getenv ("NOMO_DEMO_RELAY"));
  static const char *const programs[] = { "/nonexistent", "/bin/false", "/bin/true" };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++) {
    g_setenv ("NOMO_DEMO_RELAY", programs[i], TRUE);
    start (fixture);
    while (nomo_shop_get_as_of (fixture->shop) == 0 || nomo_shop_get_state (fixture->shop) != NOMO_SHOP_IDLE)
      g_main_context_iteration (NULL, TRUE);
    g_assert_false (serves (fixture));
    stop (fixture);
  }
  g_setenv ("NOMO_DEMO_RELAY", program, TRUE);
}

static int
hold (const char *data_dir)
{
  Fixture fixture = { 0 };

  set_up_in (&fixture, data_dir);
  start (&fixture);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return hold (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/demo-relay/beside-the-shop", Fixture, NULL, set_up, test_beside_the_shop, tear_down);
  g_test_add ("/demo-relay/killed", Fixture, NULL, set_up, test_killed, tear_down);
  g_test_add ("/demo-relay/without-a-relay", Fixture, NULL, set_up, test_without_a_relay, tear_down);
  return g_test_run ();
}
