#include "config.h"

#include "nomo-amount.h"
#include "nomo-attention-card.h"
#include "nomo-calendar.h"
#include "nomo-chart.h"
#include "nomo-clock.h"
#include "nomo-coupon.h"
#include "nomo-customer.h"
#include "nomo-http.h"
#include "nomo-json.h"
#include "nomo-keyring.h"
#include "nomo-kpi-tile.h"
#include "nomo-latest-card.h"
#include "nomo-list-words.h"
#include "nomo-locale.h"
#include "nomo-order-print.h"
#include "nomo-order-row.h"
#include "nomo-order.h"
#include "nomo-overview-page.h"
#include "nomo-percent.h"
#include "nomo-product.h"
#include "nomo-sales-card.h"
#include "nomo-shop.h"
#include "nomo-status-pill.h"
#include "nomo-store.h"
#include "nomo-sync.h"
#include "nomo-tile-chooser.h"

#include <ftw.h>
#include <glib/gstdio.h>

/* Sunday 22 November 2026, 10:42 in Riyadh. */
#define NOW G_GINT64_CONSTANT (1795333320000)
#define DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* A shop of 30 days: on the day n days ago n + 1 orders of 100.50 SAR each, at ten past nine. */
#define SHOP_DAYS 30
#define PRODUCT   900
#define PRICE     10050

typedef struct {
  char *directory;
  NomoKeyring *keyring;
  NomoShop *shop;
  NomoSession *session;
  GtkWidget *window;
  GtkWidget *page;
  gint64 next_id;
} Fixture;

/* One for all tests: a process has one. */
static GtkApplication *application;
static gint64 opened_order;
static gint64 opened_coupon;
static char *listed;

static int
remove_cb (const char *path, const struct stat *info, int kind, struct FTW *walk)
{
  return g_remove (path);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
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

static NomoSignedIn *
make_signed_in (void)
{
  static const char user[] =
      "{\"id\":7,\"name\":\"نورة القحطاني\",\"merchant\":{\"id\":1180227410,\"name\":\"متجر ورد الرياض\"}}";
  static const char answer[] = "{\"access_token\":\"a\",\"refresh_token\":\"r\",\"expires\":1900000000}";
  g_autoptr (GBytes) user_bytes = g_bytes_new_static (user, strlen (user));
  g_autoptr (GBytes) answer_bytes = g_bytes_new_static (answer, strlen (answer));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) user_node = nomo_json_parse (user_bytes, 0, NULL, &error);
  g_autoptr (JsonNode) answer_node = nomo_json_parse (answer_bytes, 0, NULL, &error);
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (answer_node, NOW, &error);
  NomoSignedIn *signed_in = nomo_signed_in_new (tokens, user_node, &error);

  g_assert_no_error (error);
  return signed_in;
}

/* At its address nobody answers. */
static NomoShop *
create_shop (const char *directory, NomoKeyring *keyring)
{
  g_autoptr (NomoSignedIn) signed_in = make_signed_in ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoSallaEndpoints) endpoints =
      nomo_salla_endpoints_new ("http://127.0.0.1:1", "http://127.0.0.1:1", &error);
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  NomoShop *shop;

  g_assert_no_error (error);
  nomo_shop_create_async (directory, signed_in, endpoints, "id", "secret", FALSE, keyring, http, NULL, keep_result_cb,
                          &result);
  shop = nomo_shop_create_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  return shop;
}

static NomoRecord *
make_order (gint64 id, gint64 date, gint64 total, const char *status)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, 206000 + id);

  nomo_builder_set_as_of (builder, NOW);
  nomo_builder_set_text (builder, ORDER_REFERENCE, reference);
  nomo_builder_set_int (builder, ORDER_DATE, date);
  nomo_builder_set_text (builder, ORDER_STATUS, status);
  nomo_builder_set_text (builder, ORDER_PAYMENT, "mada");
  nomo_builder_set_int (builder, ORDER_TOTAL, total);
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL_SHOP, total);
  nomo_builder_set_text (builder, ORDER_SHOP_CURRENCY, "SAR");
  nomo_builder_set_text (builder, ORDER_ITEMS_TEXT, "باقة ورد");
  nomo_builder_set_int (builder, ORDER_ITEM_COUNT, 1 + id % 3);
  for (int i = 0; i <= id % 3; i++) {
    nomo_builder_add_part (builder, ORDER_PART_ITEMS);
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME,
                            id % 2 == 0 ? "باقة ورد جوري فاخرة" : "Oud perfume");
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, PRODUCT);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, total / (1 + id % 3));
  }
  return nomo_builder_end (builder);
}

static NomoRecord *
make_customer (gint64 id, gint64 seen)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), id);

  nomo_builder_set_as_of (builder, NOW);
  nomo_builder_set_text (builder, CUSTOMER_NAME, "سارة الدوسري");
  nomo_builder_set_int (builder, CUSTOMER_UPDATED_AT, seen);
  nomo_builder_set_int (builder, CUSTOMER_FIRST_SEEN, seen);
  return nomo_builder_end (builder);
}

static void
put (NomoCommit *commit, NomoRecord *record)
{
  nomo_commit_put (commit, record);
  nomo_record_unref (record);
}

static void
fill_shop (Fixture *fixture)
{
  static const char *const statuses[] = { "completed", "in_progress", "under_review", "delivering" };
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autofree char *as_of = g_strdup_printf ("%" G_GINT64_FORMAT, NOW);
  g_autoptr (GError) error = NULL;
  NomoCommitResult result;

  for (int ago = 0; ago < SHOP_DAYS; ago++) {
    gint64 date = NOW - ago * DAY - 92 * 60 * 1000;

    for (int i = 0; i <= ago; i++) {
      gint64 id = fixture->next_id++;

      put (commit, make_order (id, date - i * 1000, PRICE, statuses[id % 4]));
    }
    put (commit, make_customer (1000 + ago, date));
  }
  put (commit, make_order (fixture->next_id++, NOW - DAY, 999900, "canceled"));
  nomo_commit_set_mark (commit, NOMO_MARK_AS_OF, as_of);
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, &result, &error);
  g_assert_no_error (error);
}

/* It may be counting what waits for Salla, and goes when it has. */
static void
close_shop (Fixture *fixture)
{
  NomoShop *shop = g_steal_pointer (&fixture->shop);

  g_object_add_weak_pointer (G_OBJECT (shop), (gpointer *) &shop);
  g_object_unref (shop);
  while (shop != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* as_of is read as the shop opens. */
static void
reopen_shop (Fixture *fixture)
{
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  close_shop (fixture);
  nomo_shop_open_async (fixture->directory, "1180227410", fixture->keyring, http, NULL, keep_result_cb, &result);
  fixture->shop = nomo_shop_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *place;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &place, &id);
  g_assert_true (g_str_equal (place, "orders") || g_str_equal (place, "coupons"));
  *(g_str_equal (place, "orders") ? &opened_order : &opened_coupon) = id;
}

static void
open_window (Fixture *fixture)
{
  gboolean narrow = nomo_session_get_narrow (fixture->session);

  fixture->page = g_object_new (NOMO_TYPE_OVERVIEW_PAGE, "session", fixture->session, NULL);
  fixture->window = gtk_application_window_new (application);
  gtk_window_set_titlebar (GTK_WINDOW (fixture->window), gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), narrow ? 400 : 1040, 800);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->next_id = 1;
  fixture->directory = g_dir_make_tmp ("nomo-overview-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->keyring = nomo_keyring_new_session ();
  fixture->shop = create_shop (fixture->directory, fixture->keyring);
  fixture->session = nomo_session_new ();
  if (GPOINTER_TO_INT (data)) {
    fill_shop (fixture);
    reopen_shop (fixture);
  }
  nomo_session_set_shop (fixture->session, fixture->shop);
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = fixture->page;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (page != NULL)
    g_main_context_iteration (NULL, TRUE);
  nomo_shop_stop (fixture->shop);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->shop);
  g_clear_object (&fixture->keyring);
  nftw (fixture->directory, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_free (fixture->directory);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  nomo_locale_set_language ("en");
}

/* The nth widget of a type that is on the screen, in the order of reading. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_child_visible (widget) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = gtk_widget_get_child_visible (child) ? find_nth (child, type, n) : NULL;

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
find (Fixture *fixture, GType type, guint n)
{
  return find_nth (fixture->page, type, &n);
}

static gboolean
has_label (GtkWidget *widget, const char *label)
{
  g_autofree char *wrong = NULL;

  if (widget == NULL)
    return FALSE;
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  return wrong == NULL;
}

static gboolean
figure_is (Fixture *fixture, guint tile, const char *spoken)
{
  GtkWidget *widget = find (fixture, NOMO_TYPE_KPI_TILE, tile);
  guint first = 0;

  return has_label (find_nth (widget, NOMO_TYPE_AMOUNT, &first), spoken);
}

static G_NORETURN gboolean
late_cb (gpointer data)
{
  g_error ("“%s” did not come", (const char *) data);
}

static void
wait_for_figure (Fixture *fixture, guint tile, const char *spoken)
{
  guint late = g_timeout_add_seconds (30, late_cb, (gpointer) spoken);

  while (!figure_is (fixture, tile, spoken))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

static gboolean
ticked_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* For people who want to see: pictures go where NOMO_SHOTS says. */
static void
take_picture (Fixture *fixture, const char *name)
{
  const char *directory = g_getenv ("NOMO_SHOTS");
  g_autofree char *path = directory != NULL ? g_strdup_printf ("%s/%s.png", directory, name) : NULL;
  gboolean ticked = FALSE;
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *snapshot;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (path == NULL)
    return;
  g_timeout_add (700, ticked_cb, &ticked);
  while (!ticked)
    g_main_context_iteration (NULL, TRUE);
  snapshot = gtk_snapshot_new ();
  paintable = gtk_widget_paintable_new (fixture->window);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (fixture->window),
                          gtk_widget_get_height (fixture->window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)), node, NULL);
  gdk_texture_save_to_png (texture, path);
}

/* 14 days: 1 + 2 + … + 14 = 105 orders, the 14 before 301. The cancelled order is no sale. */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  wait_for_figure (fixture, 0, "10,552 Saudi riyals and 50 halalas");
  g_assert_true (figure_is (fixture, 1, "105"));
  g_assert_true (figure_is (fixture, 2, "100 Saudi riyals and 50 halalas"));
  g_assert_true (figure_is (fixture, 3, "14"));
  g_assert_true (has_label (find (fixture, NOMO_TYPE_CHART, 0),
                            "Daily sales: 10,552 Saudi riyals and 50 halalas in 14 days, most on Mon 9 Nov"));
  take_picture (fixture, "overview-en");

  g_object_set (fixture->session, "period", "last-7-days", NULL);
  wait_for_figure (fixture, 1, "28");
  g_object_set (fixture->session, "period", "today", NULL);
  wait_for_figure (fixture, 1, "1");
  g_assert_true (
      has_label (find (fixture, NOMO_TYPE_CHART, 0), "Daily sales: 2,814 Saudi riyals in 7 days, most on Mon 16 Nov"));
  take_picture (fixture, "overview-today-en");
}

/* An order that comes in is on the page without anyone asking, and can be opened from there. */
static void
test_live (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  NomoCommitResult result;
  gint64 id = fixture->next_id++;
  GtkWidget *row;

  wait_for_figure (fixture, 1, "105");
  put (commit, make_order (id, NOW - 60 * 1000, 1000000, "payment_pending"));
  put (commit, make_order (fixture->next_id++, NOW - 90 * 1000, 44750, "completed"));
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, &result, &error);
  g_assert_no_error (error);
  wait_for_figure (fixture, 0, "11,000 Saudi riyals");
  g_assert_true (figure_is (fixture, 1, "106"));

  row = find (fixture, NOMO_TYPE_ORDER_ROW, 0);
  while (opened_order != id) {
    g_main_context_iteration (NULL, TRUE);
    gtk_widget_activate (row);
  }
  g_assert_nonnull (find (fixture, NOMO_TYPE_ORDER_ROW, 4));
  g_assert_null (find (fixture, NOMO_TYPE_ORDER_ROW, 5));
}

static GtkWidget *
find_stamp (Fixture *fixture)
{
  GtkWidget *card = find (fixture, NOMO_TYPE_SALES_CARD, 0);
  guint first = 0;

  return find_nth (card, NOMO_TYPE_STATUS_PILL, &first);
}

/* Salla cannot be reached: the figures stay, and say until when they hold. */
static void
test_offline (Fixture *fixture, gconstpointer data)
{
  GtkWidget *stamp = find_stamp (fixture);
  guint late = g_timeout_add_seconds (30, late_cb, (gpointer) "offline");

  wait_for_figure (fixture, 1, "105");
  g_assert_false (gtk_widget_get_visible (stamp));
  nomo_shop_start (fixture->shop);
  while (nomo_shop_get_state (fixture->shop) != NOMO_SHOP_OFFLINE)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  g_assert_true (gtk_widget_get_visible (stamp));
  g_assert_cmpstr (nomo_status_pill_get_label (NOMO_STATUS_PILL (stamp)), ==, "As of 10:42 AM");
  g_assert_true (figure_is (fixture, 1, "105"));
  take_picture (fixture, "overview-stale-en");
}

static gboolean
any_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_get_child_visible (child) && any_text (child, text))
      return TRUE;
  }
  return FALSE;
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  while (!any_text (fixture->page, "No orders in this period") || !any_text (fixture->page, "No orders yet"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (any_text (fixture->page, "No new customers in this period"));
  g_assert_true (any_text (fixture->page, "No sales in these days"));
  take_picture (fixture, "overview-empty-en");
}

static void
reopen_window (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  open_window (fixture);
}

/* Arabic tells what one order is worth, what two are and what more are with three words. */
static void
test_attention (Fixture *fixture, gconstpointer data)
{
  static const char *const worth[] = { "قيمته 100\u00a0ر.س", "قيمتهما 200\u00a0ر.س", "قيمتها 300\u00a0ر.س" };

  nomo_locale_set_language ("ar");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  reopen_window (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (worth); i++) {
    g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
    g_autoptr (GError) error = NULL;
    guint late = g_timeout_add_seconds (30, late_cb, (gpointer) worth[i]);

    put (commit, make_order (fixture->next_id++, NOW - 5 * DAY, 10000, "payment_pending"));
    nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, NULL, &error);
    g_assert_no_error (error);
    while (!any_text (fixture->page, worth[i]))
      g_main_context_iteration (NULL, TRUE);
    g_source_remove (late);
  }
}

static void
speak_arabic (Fixture *fixture)
{
  nomo_locale_set_language ("ar");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  reopen_window (fixture);
}

static void
test_arabic (Fixture *fixture, gconstpointer data)
{
  speak_arabic (fixture);
  wait_for_figure (fixture, 1, "105");
  g_assert_cmpint (gtk_widget_get_direction (fixture->page), ==, GTK_TEXT_DIR_RTL);
  take_picture (fixture, "overview-ar");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  take_picture (fixture, "overview-ar-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
assert_order (Fixture *fixture, GType first, GType second)
{
  g_assert_true (gtk_widget_get_next_sibling (find (fixture, first, 0)) == find (fixture, second, 0));
}

/* In both languages the page asks for no more than a window of 480, and narrow for no more than 400; what needs somebody comes
 * before the sales there. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  static const char *const languages[] = { "ar", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *name = g_strdup_printf ("overview-narrow-%s", languages[i]);
    int least;

    nomo_locale_set_language (languages[i]);
    gtk_widget_set_default_direction (nomo_locale_is_rtl () ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
    nomo_session_set_narrow (fixture->session, FALSE);
    reopen_window (fixture);
    wait_for_figure (fixture, 1, "105");
    gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    g_assert_cmpint (least, <=, 480);

    assert_order (fixture, NOMO_TYPE_SALES_CARD, NOMO_TYPE_ATTENTION_CARD);
    nomo_session_set_narrow (fixture->session, TRUE);
    assert_order (fixture, NOMO_TYPE_ATTENTION_CARD, NOMO_TYPE_SALES_CARD);
    reopen_window (fixture);
    wait_for_figure (fixture, 1, "105");
    gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    g_assert_cmpint (least, <=, 400);
    take_picture (fixture, name);
  }
}

static gboolean
is_named (GtkWidget *widget, const char *name)
{
  g_autofree char *wrong =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return wrong == NULL;
}

static void
assert_tiles (Fixture *fixture, const char *const *names)
{
  guint i = 0;

  for (; names[i] != NULL; i++)
    g_assert_true (is_named (find (fixture, NOMO_TYPE_KPI_TILE, i), names[i]));
  g_assert_null (find (fixture, NOMO_TYPE_KPI_TILE, i));
}

/* Tiles come and go at once, keep their figures, and are there again in a window that is built anew. */
static void
test_tiles (Fixture *fixture, gconstpointer data)
{
  static const char *const usual[] = {
    "Sales", "Orders", "Average order", "New customers", "Refunds", "Carts left today", NULL
  };
  static const char *const chosen[] = { "Carts left today", "Orders", "Sales", NULL };

  wait_for_figure (fixture, 1, "105");
  assert_tiles (fixture, usual);
  nomo_session_set_tiles (fixture->session, "carts orders sales -average -customers -refunds profit");
  assert_tiles (fixture, chosen);
  g_assert_true (figure_is (fixture, 1, "105"));
  reopen_window (fixture);
  assert_tiles (fixture, chosen);
  wait_for_figure (fixture, 1, "105");
  nomo_session_set_tiles (fixture->session, NULL);
  assert_tiles (fixture, usual);
}

static void
set_profit (Fixture *fixture, NomoProfitBy by, int margin)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  nomo_shop_set_profit_async (fixture->shop, by, margin, keep_result_cb, &result);
  nomo_shop_set_profit_finish (fixture->shop, wait_for (&result), &error);
  g_assert_no_error (error);
}

/* As long as the merchant told no margin there is no profit: 10,552.50 at 25% is 2,638.125, half up. */
static void
test_profit (Fixture *fixture, gconstpointer data)
{
  wait_for_figure (fixture, 1, "105");
  g_assert_null (find (fixture, NOMO_TYPE_KPI_TILE, 6));
  set_profit (fixture, NOMO_PROFIT_BY_MARGIN, 2500);
  wait_for_figure (fixture, 6, "2,638 Saudi riyals and 13 halalas");
  g_assert_true (any_text (find (fixture, NOMO_TYPE_KPI_TILE, 6), "At a margin of 25%"));
  take_picture (fixture, "overview-profit-en");
  set_profit (fixture, NOMO_PROFIT_BY_MARGIN, NOMO_PERCENT_UNKNOWN);
  g_assert_null (find (fixture, NOMO_TYPE_KPI_TILE, 6));
}

static NomoRecord *
make_product (gint64 cost)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_product_entity (), PRODUCT);

  nomo_builder_set_as_of (builder, NOW);
  nomo_builder_set_text (builder, PRODUCT_NAME, "باقة ورد");
  nomo_builder_set_int (builder, PRODUCT_COST_PRICE, cost);
  return nomo_builder_end (builder);
}

/* Salla's details of the orders from the nth to the nth. */
static void
tell_details (Fixture *fixture, gint64 first, gint64 last)
{
  NomoStore *store = nomo_shop_get_store (fixture->shop);
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;

  put (commit, make_product (1000));
  for (gint64 id = first; id <= last; id++) {
    g_autoptr (NomoRecord) order = nomo_store_get (store, nomo_order_entity (), id, &error);
    NomoRecordBuilder *builder = nomo_record_rebuild (order);

    nomo_builder_set_as_of (builder, NOW + 2000);
    nomo_builder_set_int (builder, ORDER_DETAILED, 1);
    put (commit, nomo_builder_end (builder));
  }
  nomo_store_commit (store, commit, NULL, &error);
  g_assert_no_error (error);
}

static void
wait_for_text (Fixture *fixture, guint tile, const char *text)
{
  guint late = g_timeout_add_seconds (30, late_cb, (gpointer) text);

  while (!any_text (find (fixture, NOMO_TYPE_KPI_TILE, tile), text))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

/* Where the details are known of a part of the orders, it is said of which days, and nothing is compared. */
static void
test_known (Fixture *fixture, gconstpointer data)
{
  const guint refunds = 4, profit = 6;

  wait_for_figure (fixture, 1, "105");
  set_profit (fixture, NOMO_PROFIT_BY_COSTS, NOMO_PERCENT_UNKNOWN);
  wait_for_text (fixture, profit, "Known for 0 of 105 orders");
  wait_for_text (fixture, refunds, "Known for 0 of 105 orders");
  tell_details (fixture, 1, 104);
  wait_for_text (fixture, profit, "Known for 104 of 105 orders");
  tell_details (fixture, 105, 107);
  wait_for_text (fixture, profit, "Period before: 2 of 301 known");
  take_picture (fixture, "overview-known-en");
  g_assert_false (any_text (find (fixture, NOMO_TYPE_KPI_TILE, profit), "vs. period before"));
  wait_for_text (fixture, refunds, "No refunds in this period");
  speak_arabic (fixture);
  wait_for_text (fixture, profit, "الفترة السابقة: المعروف 2 من 301");
  take_picture (fixture, "overview-known-ar");
  tell_details (fixture, 108, 406);
  wait_for_text (fixture, profit, "عن الفترة السابقة");
}

/* By what it says, or, where it shows an icon alone, by its name. */
static GtkWidget *
find_button (GtkWidget *widget, const char *name)
{
  if (GTK_IS_BUTTON (widget) &&
      (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), name) == 0 || is_named (widget, name)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, name);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static char *
list_order (Fixture *fixture)
{
  return g_strdup (nomo_session_get_tiles (fixture->session));
}

/* By the buttons of the list of tiles; a tile that goes nowhere stays, and the usual order comes back. */
static void
test_choose_tiles (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chooser = g_object_ref_sink (nomo_tile_chooser_new (fixture->session));
  g_autofree char *moved = NULL;
  g_autofree char *hidden = NULL;
  guint third = 2;

  g_signal_emit_by_name (find_button (chooser, "Move down: Sales"), "clicked");
  moved = list_order (fixture);
  g_assert_cmpstr (moved, ==, "orders sales average customers refunds carts profit");
  g_assert_false (gtk_widget_get_sensitive (find_button (chooser, "Move up: Orders")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_nth (chooser, GTK_TYPE_CHECK_BUTTON, &third)), FALSE);
  hidden = list_order (fixture);
  g_assert_cmpstr (hidden, ==, "orders sales -average customers refunds carts profit");
  g_signal_emit_by_name (find_button (chooser, "Reset"), "clicked");
  g_assert_cmpstr (nomo_session_get_tiles (fixture->session), ==, "");
  g_object_unref (chooser);
}

/* A press shows the rows behind the figure, of its days. */
static void
test_behind (Fixture *fixture, gconstpointer data)
{
  wait_for_figure (fixture, 1, "105");
  gtk_widget_activate (find_button (find (fixture, NOMO_TYPE_KPI_TILE, 1), "Show these orders"));
  while (listed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (listed, ==,
                   "orders: date >= 2026-11-09 and date <= 2026-11-22 and " NOMO_ORDER_SALES
                   " (Orders, Mon 9 – Sun 22 November)");
  g_clear_pointer (&listed, g_free);
}

/* The figure and the words under it follow what is compared with. */
static void
test_against (Fixture *fixture, gconstpointer data)
{
  wait_for_figure (fixture, 1, "105");
  g_assert_true (any_text (find (fixture, NOMO_TYPE_KPI_TILE, 1), "vs. period before"));
  g_object_set (fixture->session, "against", "year", NULL);
  while (!any_text (find (fixture, NOMO_TYPE_KPI_TILE, 1), "Nothing last year"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (any_text (find (fixture, NOMO_TYPE_SALES_CARD, 0), "Last year"));
  g_object_set (fixture->session, "against", "hijri-year", NULL);
  while (!any_text (find (fixture, NOMO_TYPE_KPI_TILE, 1), "Nothing last Hijri year"))
    g_main_context_iteration (NULL, TRUE);
  g_object_set (fixture->session, "period", "2026-11-20..2026-11-22", NULL);
  wait_for_figure (fixture, 1, "6");
  g_assert_true (any_text (find (fixture, NOMO_TYPE_SALES_CARD, 0), "Fri 20 – Sun 22 November"));
}

static NomoRecord *
make_coupon (gint64 id, const char *code, gint64 start)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_coupon_entity (), id);

  nomo_builder_set_as_of (builder, NOW);
  nomo_builder_set_text (builder, COUPON_CODE, code);
  nomo_builder_set_text (builder, COUPON_STATUS, "active");
  nomo_builder_set_text (builder, COUPON_TYPE, "percentage");
  nomo_builder_set_int (builder, COUPON_PERCENT, 20);
  nomo_builder_set_int (builder, COUPON_MAXIMUM, 10000);
  nomo_builder_set_text (builder, COUPON_CURRENCY, "SAR");
  nomo_builder_set_int (builder, COUPON_START, start);
  nomo_builder_set_int (builder, COUPON_EXPIRY, start + 90 * DAY);
  return nomo_builder_end (builder);
}

static gboolean
any_named (GtkWidget *widget, const char *name)
{
  if (is_named (widget, name))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (any_named (child, name))
      return TRUE;
  return FALSE;
}

/* What happened stands in the sentence of the chart and in the row of its day. */
static void
test_annotations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *chart;

  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  put (commit, make_coupon (1, "WARD20", NOW - 9 * DAY));
  put (commit, make_coupon (2, "OLD10", NOW - 40 * DAY));
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, NULL, &error);
  g_assert_no_error (error);
  wait_for_figure (fixture, 1, "105");
  chart = find (fixture, NOMO_TYPE_CHART, 0);
  while (!has_label (chart, "Daily sales: 10,552 Saudi riyals and 50 halalas in 14 days, most on Mon 9 Nov · Start of "
                            "\u2068WARD20\u2069 (Fri 13 November)"))
    g_main_context_iteration (NULL, TRUE);
  nomo_graph_show_table (NOMO_GRAPH (chart), TRUE);
  g_assert_true (any_named (chart,
                            "Fri 13 Nov · Start of \u2068WARD20\u2069 · This period: SAR\u00a01,005 · Period before: "
                            "SAR\u00a02,412"));
  nomo_graph_show_table (NOMO_GRAPH (chart), FALSE);

  g_object_set (fixture->session, "period", "2026-09-20..2026-09-26", NULL);
  while (!any_text (find (fixture, NOMO_TYPE_SALES_CARD, 0), "No sales in these days"))
    g_main_context_iteration (NULL, TRUE);
  g_object_set (fixture->session, "period", "this-year", NULL);
  while (!any_text (find (fixture, NOMO_TYPE_SALES_CARD, 0), "Weekly sales"))
    g_main_context_iteration (NULL, TRUE);
  take_picture (fixture, "overview-year-en");
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type, guint button)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type) &&
        (button == 0 || gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == button))
      return controller;
  }
  g_assert_not_reached ();
}

static gboolean
press_enter (GtkWidget *chart, int point)
{
  gboolean handled = FALSE;

  nomo_graph_select (NOMO_GRAPH (chart), point);
  g_signal_emit_by_name (find_controller (chart, GTK_TYPE_EVENT_CONTROLLER_KEY, 0), "key-pressed", GDK_KEY_Return, 0, 0,
                         &handled);
  return handled;
}

/* How many pixels of the chart's upper edge open a coupon. */
static int
press_along (GtkWidget *chart)
{
  GtkEventController *click = find_controller (chart, GTK_TYPE_GESTURE_CLICK, GDK_BUTTON_PRIMARY);
  int n = 0;

  for (int x = 0; x < gtk_widget_get_width (chart); x++) {
    opened_coupon = 0;
    g_signal_emit_by_name (click, "pressed", 1, (double) x, 8.0);
    n += opened_coupon == 1 ? 1 : 0;
  }
  return n;
}

/* The day on which one coupon begins opens it, a day of several lists them; by keyboard and by a press on the flag. */
static void
test_flags_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *chart;
  int pixels;

  nomo_commit_set_role (commit, NOMO_ROLE_SALLA);
  put (commit, make_coupon (1, "WARD20", NOW - 9 * DAY));
  put (commit, make_coupon (2, "MALL", NOW - 2 * DAY));
  put (commit, make_coupon (3, "GATE", NOW - 2 * DAY));
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, NULL, &error);
  g_assert_no_error (error);
  wait_for_figure (fixture, 1, "105");
  chart = find (fixture, NOMO_TYPE_CHART, 0);
  while (!press_enter (chart, 4))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (opened_coupon, ==, 1);
  opened_coupon = 0;
  g_assert_false (press_enter (chart, 5));
  g_assert_true (press_enter (chart, 11));
  g_assert_cmpint (opened_coupon, ==, 0);
  g_assert_cmpstr (listed, ==,
                   "coupons: start >= 2026-11-20 and start <= 2026-11-20 (Coupons that begin, Fri 20 November)");
  g_clear_pointer (&listed, g_free);
  /* They have a place once the chart has one. */
  while ((pixels = press_along (chart)) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (pixels, >, 32);
  g_assert_cmpint (pixels, <, 200);
  g_clear_pointer (&listed, g_free);
}

static void
list_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *place, *filter, *words;
  g_autofree char *said = NULL;

  g_variant_get (parameter, "(&s&s&s)", &place, &filter, &words);
  said = nomo_list_words_say (words);
  g_free (listed);
  listed = g_strdup_printf ("%s: %s (%s)", place, filter, said);
}

static void
start_application (void)
{
  static const GActionEntry actions[] = { { "open", open_cb, "(sx)" }, { "list", list_cb, "(sss)" } };
  g_autoptr (GError) error = NULL;

  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", "io.github.nomoflow.Test", "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path", "/io/github/nomoflow/NomoFlow", NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
}

static NomoRecord *
make_long_order (void)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), 1);

  nomo_builder_set_text (builder, ORDER_REFERENCE, "20290905");
  nomo_builder_set_int (builder, ORDER_DATE, NOW);
  nomo_builder_set_text (builder, ORDER_STATUS, "completed");
  nomo_builder_set_text (builder, ORDER_CURRENCY, "SAR");
  nomo_builder_set_int (builder, ORDER_TOTAL, 120 * PRICE);
  nomo_builder_set_int (builder, ORDER_DETAILED, 1);
  for (int i = 0; i < 120; i++) {
    nomo_builder_add_part (builder, ORDER_PART_ITEMS);
    nomo_builder_part_text (builder, ORDER_PART_ITEMS, ORDER_ITEM_NAME, "باقة ورد جوري فاخرة");
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_QUANTITY, 1);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRICE, PRICE);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, PRICE);
  }
  return nomo_builder_end (builder);
}

/* What is packed into a document, one piece after the other; pictures and fonts are none of text. */
static GString *
unpack (const char *document, gsize length)
{
  GString *text = g_string_new (NULL);
  const char *end = document + length;
  const char *at = document;

  while ((at = memmem (at, (gsize) (end - at), "\nstream\n", strlen ("\nstream\n"))) != NULL) {
    g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
    g_autoptr (GInputStream) packed = NULL;
    g_autoptr (GInputStream) stream = NULL;
    char piece[4096];
    gssize n;

    at += strlen ("\nstream\n");
    packed = g_memory_input_stream_new_from_data (at, end - at, NULL);
    stream = g_converter_input_stream_new (packed, converter);
    while ((n = g_input_stream_read (stream, piece, sizeof piece, NULL, NULL)) > 0)
      g_string_append_len (text, piece, n);
  }
  return text;
}

static guint
count_of (const GString *text, const char *word)
{
  const char *end = text->str + text->len;
  guint n = 0;

  for (const char *at = text->str; (at = memmem (at, (gsize) (end - at), word, strlen (word))) != NULL; at++)
    n++;
  return n;
}

static void
count_cb (GtkPrintOperation *operation, GtkPrintContext *paper, int page, guint *n)
{
  (*n)++;
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, int *said)
{
  *said = (int) result;
}

/* As it goes to a printer: each order begins a page, and what is written on them can be read out again. */
static void
test_print (Fixture *fixture, gconstpointer data)
{
  /* Of the store's name, of a product and of the number of an order: what a reader of the document finds for its shapes. */
  static const char *const letters[] = { "<0636>", "<0629>", "<0039>" };
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_record_unref);
  g_autofree char *path = g_build_filename (fixture->directory, "orders.pdf", NULL);
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autofree char *document = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  guint n_pages = 0;
  int result = -1;

  g_ptr_array_add (orders, make_long_order ());
  g_ptr_array_add (orders, make_order (2, NOW, PRICE, "completed"));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  nomo_locale_set_language ("ar");
  operation = nomo_order_print_new (orders, fixture->shop);
  g_signal_connect (operation, "draw-page", G_CALLBACK (count_cb), &n_pages);
  g_signal_connect (operation, "done", G_CALLBACK (printed_cb), &result);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), !=,
                   GTK_PRINT_OPERATION_RESULT_ERROR);
  g_assert_no_error (error);
  while (result < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_true (g_file_get_contents (path, &document, &length, &error));
  g_assert_true (g_str_has_prefix (document, "%PDF-"));
  text = unpack (document, length);
  g_assert_cmpuint (n_pages, >, orders->len);
  g_string_append_len (text, document, (gssize) length);
  g_assert_cmpuint (count_of (text, "/Type /Page") - count_of (text, "/Type /Pages"), ==, n_pages);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    g_assert_cmpuint (count_of (text, letters[i]), >, 0);
}

#define ADD(path, filled, test) g_test_add (path, Fixture, GINT_TO_POINTER (filled), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *clock = nomo_clock_spec (g_get_real_time () / 1000, NOW, 1);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  nomo_locale_init ("en");
  gtk_test_init (&argc, &argv, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  start_application ();
  ADD ("/ui/overview/figures", TRUE, test_figures);
  ADD ("/ui/overview/live", TRUE, test_live);
  ADD ("/ui/overview/offline", TRUE, test_offline);
  ADD ("/ui/overview/empty", FALSE, test_empty);
  ADD ("/ui/overview/arabic", TRUE, test_arabic);
  ADD ("/ui/overview/narrow", TRUE, test_narrow);
  ADD ("/ui/overview/tiles", TRUE, test_tiles);
  ADD ("/ui/overview/choose-tiles", FALSE, test_choose_tiles);
  ADD ("/ui/overview/profit", TRUE, test_profit);
  ADD ("/ui/overview/known", TRUE, test_known);
  ADD ("/ui/overview/behind", TRUE, test_behind);
  ADD ("/ui/overview/against", TRUE, test_against);
  ADD ("/ui/overview/annotations", TRUE, test_annotations);
  ADD ("/ui/overview/flags-open", TRUE, test_flags_open);
  ADD ("/ui/overview/attention", TRUE, test_attention);
  ADD ("/ui/overview/print", FALSE, test_print);
  return g_test_run ();
}
