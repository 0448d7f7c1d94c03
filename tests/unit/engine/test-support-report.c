#include "config.h"

#include "fixture.h"
#include "nomo-shop.h"
#include "nomo-support-hide.h"
#include "nomo-support-report.h"
#include "nomo-support-store.h"

#include <glib/gstdio.h>
#include <string.h>

#define MERCHANT   "1180227410"
#define PERSON     "noura-alotaibi"
#define SHOP_NAME  "متجر نورة للعطور"
#define OWNER      "نورة العتيبي"
#define CLIENT     "5b2e7c0f-9a41-4c1e-8f57-6c2d1e90ab34"
#define CUSTOMER   "Abdullah Al-Harbi"
#define PHONE      "+966501234567"
#define CITY       "Unayzah"
#define ORDER_ID   2090013377
#define TOKEN_PATH "planted-directory-4711"

/* All of these are in the store, or on the way to it. */
static const char *const planted[] = {
  MERCHANT,    PERSON,      SHOP_NAME, OWNER,        CLIENT,    CUSTOMER, "Abdullah", "Harbi", PHONE,
  "501234567", "٥٠١٢٣٤٥٦٧", CITY,      "2090013377", "2090013", "918273", "9182",     "الورد", "relay.example.net",
  TOKEN_PATH,  "completed",
};

typedef struct {
  Fixture base;
  Fixture shop; /* the same, at the place of a merchant's store */
  char *data_dir;
  char *state_dir;
} World;

static void
put_facts (NomoStore *store)
{
  static const char *const pairs[][2] = {
    { "merchant", MERCHANT },
    { "name", SHOP_NAME },
    { "owner-name", OWNER },
    { "client-id", CLIENT },
    { "relay-host", "relay.example.net" },
    { "token-directory", TOKEN_PATH },
    { "token-generation", "3" },
  };
  g_autoptr (GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_hash_table_insert (facts, (gpointer) pairs[i][0], (gpointer) pairs[i][1]);
  g_assert_true (nomo_store_write_meta (store, facts, NULL));
}

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_set_up (&world->base, data);
  world->data_dir = g_build_filename (world->base.directory, PERSON, NULL);
  world->state_dir = g_build_filename (world->base.directory, "state", NULL);
  world->shop = world->base;
  world->shop.path = nomo_shop_make_path (world->data_dir, MERCHANT);
  world->shop.store = nomo_store_open (world->shop.path, world->shop.entities, &error);
  g_assert_no_error (error);
  put_facts (world->shop.store);
  fixture_put (&world->shop, fixture_customer (1, CUSTOMER, PHONE, CITY, FIXTURE_EPOCH));
  fixture_put (&world->shop, fixture_order (ORDER_ID, FIXTURE_EPOCH, 918273, "completed", 1000));
}

static void
tear_down (World *world, gconstpointer data)
{
  nomo_store_close (world->shop.store);
  g_object_unref (world->shop.store);
  g_free (world->shop.path);
  g_free (world->data_dir);
  g_free (world->state_dir);
  fixture_tear_down (&world->base, data);
}

static char *
make_report (World *world)
{
  const NomoSupportFacts facts = { "nomo-test", "GTK 4.8.3", world->data_dir, world->state_dir };

  return nomo_support_report_make (&facts, NULL);
}

static void
put_trace (World *world)
{
  g_autofree char *path = g_build_filename (world->state_dir, "crash", NULL);

  g_assert_cmpint (g_mkdir_with_parents (world->state_dir, 0700), ==, 0);
  g_assert_true (
      g_file_set_contents (path,
                           "program nomo-flow\nversion 0.1\nbegan 1795832800\ntimes 2\nat 1795832860\nsignal 11\n"
                           "thread pool-nomo\njob Getting the store’s records\n"
                           "complaint 3 critical Gtk gtk_label_set_text\nframe nomo-flow+0x12345678\n",
                           -1, NULL));
}

static void
assert_says (const char *report, const char *words)
{
  if (strstr (report, words) == NULL)
    g_test_message ("%s", report);
  g_assert_nonnull (strstr (report, words));
}

static void
test_says (World *world, gconstpointer data)
{
  g_autofree char *report = NULL;

  put_trace (world);
  report = make_report (world);
  assert_says (report, "تقرير للدعم الفني");
  assert_says (report, "Nomo Flow " NOMO_VERSION " (nomo-test)\n  GTK 4.8.3\n");
  assert_says (report, "SQLite 3.");
  assert_says (report, "Data: in another folder, ");
  assert_says (report, "  nomo-flow 0.1: died of SIGSEGV (11)\n");
  assert_says (report, "  Ran for: 60 seconds\n  Times in a row: 2\n  Thread: pool-nomo\n");
  assert_says (report, "    Getting the store’s records\n");
  assert_says (report, "    3 critical Gtk gtk_label_set_text\n");
  assert_says (report, "    nomo-flow+0x12345678\n");
  assert_says (report, "\nStore 1\n  Files: .db ");
  assert_says (report, "  Connection: looked after by a relay\n  Last sync: never came to its end\n");
  assert_says (report, "  Records: customer 1, order 1\n");
  assert_says (report, "  Quick check: sound\n");
}

/* Not even the last gate has something to hide in what is told of a store. */
static void
test_tells_nothing_personal (World *world, gconstpointer data)
{
  g_autofree char *report = make_report (world);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    g_assert_null (strstr (report, planted[i]));
  g_assert_null (strstr (report, g_get_home_dir ()));
  nomo_support_store_write (text, 1, world->data_dir, MERCHANT, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    g_assert_null (strstr (text->str, planted[i]));
}

static void
test_unreadable (World *world, gconstpointer data)
{
  g_autofree char *path = nomo_shop_make_path (world->data_dir, "99");
  g_autofree char *report = NULL;

  g_assert_true (g_file_set_contents (path, "this is no database, however long one looks at it", -1, NULL));
  report = make_report (world);
  assert_says (report, "  Cannot be read: corrupt\n");
  assert_says (report, "\nStore 2\n");
  g_assert_null (strstr (report, "99.db"));
  g_assert_null (strstr (report, "Store 3"));
}

static void
test_without_stores (void)
{
  const NomoSupportFacts facts = { "nomo-test", NULL, "/nonexistent/" PERSON, "/nonexistent" };
  g_autofree char *report = nomo_support_report_make (&facts, NULL);

  assert_says (report, "\nLast unexpected end\n  none known\n\nStores\n  none\n");
  g_assert_null (strstr (report, PERSON));
}

static void
assert_hides (const char *text, const char *expected)
{
  g_autofree char *hidden = nomo_support_hide (text);

  g_assert_cmpstr (hidden, ==, expected);
}

static void
test_hides (void)
{
  g_autofree char *home = g_strconcat (g_get_home_dir (), "/data", NULL);

  assert_hides ("ask noura@example.sa now", "ask [hidden] now");
  assert_hides ("call +966 50 123 4567 now", "call [hidden] now");
  assert_hides ("call 0501234567, 966501234567", "call [hidden], [hidden]");
  assert_hides ("call ٠٥٠١٢٣٤٥٦٧ or ۰۵۰۱۲۳۴۵۶۷", "call [hidden] or [hidden]");
  assert_hides ("order 2090013377", "order [hidden]");
  assert_hides ("ory_at_3kF9xQm2vLr8Tz7YbNc4Hd6Jw1Pe5Us0Ga.Xk9", "[hidden]");
  assert_hides (home, "[hidden]/data");
  assert_hides ("libgtk-4.so.1+0x12345678 at 2026-11-28 02:30 UTC, 1,234,567 KiB",
                "libgtk-4.so.1+0x12345678 at 2026-11-28 02:30 UTC, 1,234,567 KiB");
}

static void
test_counts (void)
{
  static const struct {
    gint64 count;
    const char *words;
  } cases[] = { { 0, "0" }, { 999, "999" }, { 1000, "1,000" }, { 1234567, "1,234,567" }, { -1234, "-1,234" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *words = nomo_support_format_count (cases[i].count);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("HOME", "/home/" PERSON, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/support-report/says", World, NULL, set_up, test_says, tear_down);
  g_test_add ("/support-report/tells-nothing-personal", World, NULL, set_up, test_tells_nothing_personal, tear_down);
  g_test_add ("/support-report/unreadable", World, NULL, set_up, test_unreadable, tear_down);
  g_test_add_func ("/support-report/without-stores", test_without_stores);
  g_test_add_func ("/support-report/hides", test_hides);
  g_test_add_func ("/support-report/counts", test_counts);
  return g_test_run ();
}
