#include "config.h"

#include "nomo-calendar.h"
#include "nomo-clock.h"
#include "nomo-demo.h"
#include "nomo-engine-error.h"
#include "nomo-figures.h"
#include "nomo-http.h"
#include "nomo-job.h"
#include "nomo-json.h"
#include "nomo-keyring.h"
#include "nomo-order.h"
#include "nomo-store.h"

#include <glib/gstdio.h>

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

static NomoShop *
start_demo (NomoDemo *demo)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  NomoShop *shop;

  nomo_demo_start_async (demo, NULL, keep_result, &result);
  shop = nomo_demo_start_finish (demo, wait_for (&result), &error);
  g_assert_no_error (error);
  return shop;
}

static gint64
sync_orders (NomoShop *shop)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  gint64 total = 0;

  nomo_shop_sync_async (shop, NULL, keep_result, &result);
  summary = nomo_shop_sync_finish (shop, wait_for (&result), &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_static (summary, strlen (summary));
  node = nomo_json_parse (bytes, 0, NULL, NULL);
  g_assert_true (nomo_json_get_int (node, "orders.total", &total));
  return total;
}

/* The figures by hand: every order of those days that counts as a sale. */
static void
check_figures (NomoShop *shop)
{
  int today = nomo_day_of (nomo_clock_now (), nomo_shop_get_zone (shop));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (NomoFigures) figures = NULL;
  g_autoptr (NomoQuery) query = nomo_query_new (nomo_order_entity ());
  g_autoptr (GPtrArray) orders = NULL;
  NomoFigure sales = { 0 }, count = { 0 };
  const NomoFiguresRequest request = { { today - 29, today }, { today - 59, today - 30 }, today };

  nomo_figures_read_async (shop, &request, NULL, keep_result, &result);
  figures = nomo_figures_read_finish (wait_for (&result), NULL);
  orders = nomo_store_list (nomo_shop_get_store (shop), query, 0, 1000000, NULL);
  for (guint i = 0; i < orders->len; i++) {
    int day = nomo_day_of (nomo_record_get_int (orders->pdata[i], ORDER_DATE), nomo_shop_get_zone (shop));
    gint64 total = nomo_record_get_int (orders->pdata[i], ORDER_TOTAL_SHOP);

    if (!nomo_order_counts_as_sale (orders->pdata[i]) || day <= today - 60 || day > today)
      continue;
    *(day > today - 30 ? &sales.now : &sales.before) += total;
    *(day > today - 30 ? &count.now : &count.before) += 1;
  }
  g_assert_cmpint (count.now, >, 0);
  g_assert_cmpint (figures->sales.now, ==, sales.now);
  g_assert_cmpint (figures->sales.before, ==, sales.before);
  g_assert_cmpint (figures->orders.now, ==, count.now);
  g_assert_cmpint (figures->orders.before, ==, count.before);
  g_assert_cmpint (figures->average.now, ==, (sales.now + count.now / 2) / count.now);
  g_assert_cmpuint (figures->n_days, ==, 30);
}

static void
erase (NomoShop *shop, const char *data_dir)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) merchants = NULL;

  nomo_shop_disconnect_async (shop, TRUE, NULL, keep_result, &result);
  nomo_shop_disconnect_finish (shop, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (nomo_shop_get_state (shop), ==, NOMO_SHOP_SIGNED_OUT);
  nomo_shops_find_async (data_dir, NULL, keep_result, &found);
  merchants = nomo_shops_find_finish (wait_for (&found), NULL);
  g_assert_cmpuint (g_strv_length (merchants), ==, 0);
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
test_same_shop_over_restarts (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("nomo-demo-XXXXXX", NULL);
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new_session ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (NomoDemo) demo = nomo_demo_new (data_dir, keyring, http);
  g_autoptr (NomoShop) first = start_demo (demo);
  g_autoptr (NomoShop) second = NULL;
  g_autoptr (NomoJob) job = nomo_job_new ("Some work");
  gint64 merchant = nomo_shop_get_merchant (first);
  gint64 orders = sync_orders (first);

  g_assert_true (nomo_shop_get_is_demo (first));
  g_assert_cmpint (nomo_shop_get_state (first), ==, NOMO_SHOP_IDLE);
  g_assert_cmpuint (g_list_model_get_n_items (nomo_shop_get_jobs (first)), ==, 1);
  check_figures (first);
  nomo_shop_list_job (first, job);
  nomo_shop_cancel_jobs (first);
  g_assert_true (g_cancellable_is_cancelled (nomo_job_get_cancellable (job)));
  nomo_shop_stop (first);
  nomo_store_close (nomo_shop_get_store (first));
  nomo_demo_stop (demo);

  second = start_demo (demo);
  g_assert_cmpint (nomo_shop_get_merchant (second), ==, merchant);
  g_assert_cmpint (nomo_shop_get_as_of (second), >, 0);
  /* It trades on: six orders an hour, so a few more at most. */
  g_assert_cmpint (sync_orders (second), >=, orders);
  g_assert_cmpint (sync_orders (second), <, orders + 50);
  check_figures (second);
  nomo_shop_stop (second);
  erase (second, data_dir);
  remove_folder (data_dir);
}

static void
test_no_program (void)
{
  g_autofree char *data_dir = g_dir_make_tmp ("nomo-demo-XXXXXX", NULL);
  g_autofree char *program = g_strdup (g_getenv ("NOMO_DEMO_STORE"));
  g_autoptr (NomoKeyring) keyring = nomo_keyring_new_session ();
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (NomoDemo) demo = nomo_demo_new (data_dir, keyring, http);
  static const char *const programs[] = { "/nonexistent", "/bin/true", "/bin/false" };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    g_setenv ("NOMO_DEMO_STORE", programs[i], TRUE);
    nomo_demo_start_async (demo, NULL, keep_result, &result);
    g_assert_null (nomo_demo_start_finish (demo, wait_for (&result), &error));
    g_assert_error (error, NOMO_ENGINE_ERROR, NOMO_ENGINE_ERROR_DEMO);
  }
  g_setenv ("NOMO_DEMO_STORE", program, TRUE);
  remove_folder (data_dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-shop/same-over-restarts", test_same_shop_over_restarts);
  g_test_add_func ("/demo-shop/no-program", test_no_program);
  return g_test_run ();
}
