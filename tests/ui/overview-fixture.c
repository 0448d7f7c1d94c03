#include "config.h"

#include "overview-fixture.h"

#include "nomo-amount.h"
#include "nomo-clock.h"
#include "nomo-customer.h"
#include "nomo-http.h"
#include "nomo-json.h"
#include "nomo-keyring.h"
#include "nomo-kpi-tile.h"
#include "nomo-list-words.h"
#include "nomo-locale.h"
#include "nomo-order.h"
#include "nomo-overview-page.h"
#include "nomo-sync.h"

#include <ftw.h>
#include <glib/gstdio.h>

/* A shop of 30 days: on the day n days ago n + 1 orders of 100.50 SAR each, at ten past nine. */
#define SHOP_DAYS 30

gint64 overview_fixture_opened_order;
gint64 overview_fixture_opened_coupon;
char *overview_fixture_listed;

/* One for all tests: a process has one. */
static GtkApplication *application;

static int
remove_cb (const char *path, const struct stat *info, int kind, struct FTW *walk)
{
  return g_remove (path);
}

void
overview_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
overview_fixture_wait (GAsyncResult **result)
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
  g_autoptr (NomoSallaTokens) tokens = nomo_salla_tokens_parse (answer_node, OVERVIEW_NOW, &error);
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
  nomo_shop_create_async (directory, signed_in, endpoints, "id", "secret", FALSE, keyring, http, NULL,
                          overview_fixture_keep_result, &result);
  shop = nomo_shop_create_finish (overview_fixture_wait (&result), &error);
  g_assert_no_error (error);
  return shop;
}

NomoRecord *
overview_fixture_make_order (gint64 id, gint64 date, gint64 total, const char *status)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_order_entity (), id);
  g_autofree char *reference = g_strdup_printf ("%" G_GINT64_FORMAT, 206000 + id);

  nomo_builder_set_as_of (builder, OVERVIEW_NOW);
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
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_PRODUCT, OVERVIEW_PRODUCT);
    nomo_builder_part_int (builder, ORDER_PART_ITEMS, ORDER_ITEM_TOTAL, total / (1 + id % 3));
  }
  return nomo_builder_end (builder);
}

static NomoRecord *
make_customer (gint64 id, gint64 seen)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_customer_entity (), id);

  nomo_builder_set_as_of (builder, OVERVIEW_NOW);
  nomo_builder_set_text (builder, CUSTOMER_NAME, "سارة الدوسري");
  nomo_builder_set_int (builder, CUSTOMER_UPDATED_AT, seen);
  nomo_builder_set_int (builder, CUSTOMER_FIRST_SEEN, seen);
  return nomo_builder_end (builder);
}

void
overview_fixture_put (NomoCommit *commit, NomoRecord *record)
{
  nomo_commit_put (commit, record);
  nomo_record_unref (record);
}

static void
fill_shop (OverviewFixture *fixture)
{
  static const char *const statuses[] = { "completed", "in_progress", "under_review", "delivering" };
  g_autoptr (NomoCommit) commit = nomo_commit_new ("salla", NULL);
  g_autofree char *as_of = g_strdup_printf ("%" G_GINT64_FORMAT, OVERVIEW_NOW);
  g_autoptr (GError) error = NULL;
  NomoCommitResult result;

  for (int ago = 0; ago < SHOP_DAYS; ago++) {
    gint64 date = OVERVIEW_NOW - ago * OVERVIEW_DAY - 92 * 60 * 1000;

    for (int i = 0; i <= ago; i++) {
      gint64 id = fixture->next_id++;

      overview_fixture_put (commit,
                            overview_fixture_make_order (id, date - i * 1000, OVERVIEW_PRICE, statuses[id % 4]));
    }
    overview_fixture_put (commit, make_customer (1000 + ago, date));
  }
  overview_fixture_put (
      commit, overview_fixture_make_order (fixture->next_id++, OVERVIEW_NOW - OVERVIEW_DAY, 999900, "canceled"));
  nomo_commit_set_mark (commit, NOMO_MARK_AS_OF, as_of);
  nomo_store_commit (nomo_shop_get_store (fixture->shop), commit, &result, &error);
  g_assert_no_error (error);
}

/* It may be counting what waits for Salla, and goes when it has. */
static void
close_shop (OverviewFixture *fixture)
{
  NomoShop *shop = g_steal_pointer (&fixture->shop);

  g_object_add_weak_pointer (G_OBJECT (shop), (gpointer *) &shop);
  g_object_unref (shop);
  while (shop != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* as_of is read as the shop opens. */
static void
reopen_shop (OverviewFixture *fixture)
{
  g_autoptr (NomoHttp) http = nomo_http_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  close_shop (fixture);
  nomo_shop_open_async (fixture->directory, "1180227410", fixture->keyring, http, NULL, overview_fixture_keep_result,
                        &result);
  fixture->shop = nomo_shop_open_finish (overview_fixture_wait (&result), &error);
  g_assert_no_error (error);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *place;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &place, &id);
  g_assert_true (g_str_equal (place, "orders") || g_str_equal (place, "coupons"));
  *(g_str_equal (place, "orders") ? &overview_fixture_opened_order : &overview_fixture_opened_coupon) = id;
}

static void
open_window (OverviewFixture *fixture)
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
set_up (OverviewFixture *fixture, gconstpointer data)
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
tear_down (OverviewFixture *fixture, gconstpointer data)
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
GtkWidget *
overview_fixture_find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_child_visible (widget) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = gtk_widget_get_child_visible (child) ? overview_fixture_find_nth (child, type, n) : NULL;

    if (found != NULL)
      return found;
  }
  return NULL;
}

GtkWidget *
overview_fixture_find (OverviewFixture *fixture, GType type, guint n)
{
  return overview_fixture_find_nth (fixture->page, type, &n);
}

gboolean
overview_fixture_has_label (GtkWidget *widget, const char *label)
{
  g_autofree char *wrong = NULL;

  if (widget == NULL)
    return FALSE;
  wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  return wrong == NULL;
}

gboolean
overview_fixture_figure_is (OverviewFixture *fixture, guint tile, const char *spoken)
{
  GtkWidget *widget = overview_fixture_find (fixture, NOMO_TYPE_KPI_TILE, tile);
  guint first = 0;

  return overview_fixture_has_label (overview_fixture_find_nth (widget, NOMO_TYPE_AMOUNT, &first), spoken);
}

G_NORETURN gboolean
overview_fixture_late (gpointer data)
{
  g_error ("“%s” did not come", (const char *) data);
}

void
overview_fixture_wait_for_figure (OverviewFixture *fixture, guint tile, const char *spoken)
{
  guint late = g_timeout_add_seconds (30, overview_fixture_late, (gpointer) spoken);

  while (!overview_fixture_figure_is (fixture, tile, spoken))
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
void
overview_fixture_take_picture (OverviewFixture *fixture, const char *name)
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

gboolean
overview_fixture_any_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_get_child_visible (child) && overview_fixture_any_text (child, text))
      return TRUE;
  }
  return FALSE;
}

void
overview_fixture_reopen_window (OverviewFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  open_window (fixture);
}

void
overview_fixture_speak_arabic (OverviewFixture *fixture)
{
  nomo_locale_set_language ("ar");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  overview_fixture_reopen_window (fixture);
}

/* By what it says, or, where it shows an icon alone, by its name. */
GtkWidget *
overview_fixture_find_button (GtkWidget *widget, const char *name)
{
  if (GTK_IS_BUTTON (widget) &&
      (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), name) == 0 || overview_fixture_has_label (widget, name)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = overview_fixture_find_button (child, name);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
list_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *place, *filter, *words;
  g_autofree char *said = NULL;

  g_variant_get (parameter, "(&s&s&s)", &place, &filter, &words);
  said = nomo_list_words_say (words);
  g_free (overview_fixture_listed);
  overview_fixture_listed = g_strdup_printf ("%s: %s (%s)", place, filter, said);
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

void
overview_fixture_init (int *argc, char ***argv)
{
  g_autofree char *clock = nomo_clock_spec (g_get_real_time () / 1000, OVERVIEW_NOW, 1);

  g_setenv ("NOMO_CLOCK", clock, TRUE);
  nomo_locale_init ("en");
  gtk_test_init (argc, argv, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  start_application ();
}

void
overview_fixture_add (const char *path, gboolean filled, void (*test) (OverviewFixture *fixture, gconstpointer data))
{
  g_test_add (path, OverviewFixture, GINT_TO_POINTER (filled), set_up, test, tear_down);
}
