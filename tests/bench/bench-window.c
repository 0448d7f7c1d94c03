#include "bench-orders.h"
#include "bench.h"
#include "nomo-application.h"
#include "nomo-coupon-builder.h"
#include "nomo-locale.h"
#include "nomo-order.h"
#include "nomo-record-table.h"
#include "nomo-shop.h"
#include "nomo-stores.h"
#include "nomo-window.h"

#include <glib/gstdio.h>

/* The window itself: lists of a million orders that appear, scroll and change, the switch of the language, and keys in the coupon
 * builder. Runs the real
 * program in this process, inside tests/ui/session. */

#define MERCHANT "1180227410"
#define N_ORDERS 1000000
#define COLUMNS  6
#define ROUNDS   7
#define FRAMES   300
#define STEP     97 /* pixels that a frame scrolls: neither a row nor a multiple of one */
#define BURST_MS 10
#define BURST_US 1000 /* for each change: a thousand in a second */
#define KEYS     12   /* in each entry, one after the other */
#define KEY_MS   80   /* from one to the next: a quick hand */
#define FRAME_S  (1 / 60.0)

typedef struct {
  GArray *samples; /* of frames: double, seconds */
  gint64 since;
  guint painted;
} Frames;

static NomoApplication *application;

static void
wait_until (gboolean (*condition) (gpointer data), gpointer data)
{
  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Frames *frames = data;

  frames->since = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  Frames *frames = data;

  if (frames->samples != NULL && frames->since != 0)
    bench_add (frames->samples, frames->since);
  frames->painted++;
}

static void
watch_frames (GtkWidget *window, Frames *frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), frames);
}

static void
leave_frames (GtkWidget *window, Frames *frames)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (window), frames);
}

static void
paint_once (GtkWidget *window, Frames *frames)
{
  guint painted = frames->painted;

  gtk_widget_queue_draw (window);
  while (frames->painted == painted)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_shown (GtkWidget *widget, GType type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (is_shown (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
main_window (void)
{
  return GTK_WIDGET (nomo_application_get_main_window (application));
}

static GtkColumnView *
orders_view (void)
{
  GtkWidget *table = find (main_window (), NOMO_TYPE_RECORD_TABLE);

  return table != NULL ? GTK_COLUMN_VIEW (find (table, GTK_TYPE_COLUMN_VIEW)) : NULL;
}

/* Whether the first rows of a list have their records. */
static gboolean
has_rows (GtkColumnView *view)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (view));
  g_autoptr (GObject) first = g_list_model_get_item (model, 0);
  g_autoptr (GObject) tenth = g_list_model_get_item (model, 9);

  return first != NULL && tenth != NULL && nomo_record_item_get_record (NOMO_RECORD_ITEM (first)) != NULL &&
         nomo_record_item_get_record (NOMO_RECORD_ITEM (tenth)) != NULL;
}

static gboolean
orders_are_shown (gpointer data)
{
  GtkColumnView *view = orders_view ();

  return view != NULL && has_rows (view);
}

static gboolean
is_whole (gpointer data)
{
  return g_list_model_get_n_items (data) == N_ORDERS;
}

static gboolean
is_alone (gpointer data)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))) == 1;
}

static void
show_page (const char *page)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "page", g_variant_new_string (page));
}

static void
setup_string_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

/* The strings are there already: what it costs to read and to word them is what the list adds. */
static void
bind_string_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  static const char *const strings[COLUMNS] = {
    "20999999", "الأحد 22 نوفمبر 2026", "مبخرة خشبية", "مدى", "مكتمل", "1,240.50",
  };

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), strings[GPOINTER_TO_UINT (data)]);
}

static GtkColumnView *
create_bare_view (GListModel *model)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (g_object_ref (model));

  for (guint i = 0; i < COLUMNS; i++) {
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
    g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new ("Column", factory);

    g_signal_connect (factory, "setup", G_CALLBACK (setup_string_cb), NULL);
    g_signal_connect (factory, "bind", G_CALLBACK (bind_string_cb), GUINT_TO_POINTER (i));
    gtk_column_view_column_set_expand (column, i == 2);
    gtk_column_view_append_column (view, column);
  }
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
  return view;
}

static GtkWidget *
create_bare_window (GtkColumnView *view)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scroller);
  gtk_window_maximize (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static GListModel *
create_ids (guint n)
{
  GListStore *store = g_list_store_new (NOMO_TYPE_RECORD_ITEM);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, nomo_record_item_new (i));
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (store);
}

/* The page of orders, gone to for the first time in a window, against a bare view of the same ids put into one. */
static void
bench_first_rows (GListModel *ids)
{
  g_autoptr (Samples) samples = samples_new ();

  for (guint round = 0; round <= ROUNDS; round++) {
    Frames frames = { NULL, 0, 0 };
    GtkWidget *window = main_window ();
    GtkWidget *bare;
    gint64 since;

    watch_frames (window, &frames);
    since = g_get_monotonic_time ();
    show_page ("orders");
    wait_until (orders_are_shown, NULL);
    paint_once (window, &frames);
    if (round > 0)
      bench_add (samples->ours, since);
    leave_frames (window, &frames);

    since = g_get_monotonic_time ();
    bare = create_bare_window (create_bare_view (ids));
    frames.painted = 0;
    watch_frames (bare, &frames);
    paint_once (bare, &frames);
    if (round > 0)
      bench_add (samples->theirs, since);
    gtk_window_destroy (GTK_WINDOW (bare));
    show_page ("overview");
    /* Another window has pages that nobody has gone to yet. */
    nomo_application_set_language (application, round % 2 == 0 ? "en" : "ar");
    wait_until (is_alone, NULL);
  }
  bench_report ("first-rows-of-orders-against-bare-view", samples, FALSE, 1.2);
}

static GtkAdjustment *
vertical_of (GtkColumnView *view)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

static void
scroll (GtkWidget *window, GtkColumnView *view, GArray *samples)
{
  Frames frames = { samples, 0, 0 };
  GtkAdjustment *place = vertical_of (view);

  watch_frames (window, &frames);
  for (guint i = 0; i < FRAMES; i++) {
    gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + STEP);
    paint_once (window, &frames);
  }
  leave_frames (window, &frames);
}

static void
bench_scroll (GListModel *ids)
{
  GtkColumnView *view = create_bare_view (ids);
  GtkWidget *bare = create_bare_window (view);
  g_autoptr (Samples) samples = samples_new ();
  Frames frames = { NULL, 0, 0 };

  watch_frames (bare, &frames);
  paint_once (bare, &frames);
  leave_frames (bare, &frames);
  for (guint round = 0; round < 3; round++) {
    gtk_window_present (GTK_WINDOW (main_window ()));
    scroll (main_window (), orders_view (), samples->ours);
    gtk_window_present (GTK_WINDOW (bare));
    scroll (bare, view, samples->theirs);
  }
  gtk_window_destroy (GTK_WINDOW (bare));
  bench_report_percentile ("scroll-frame-p95-against-bare-view", samples, 95, 2.0);
}

typedef struct {
  NomoStore *store;
  gint64 since;
  gint64 changes;
} Burst;

static gboolean
burst_cb (gpointer data)
{
  Burst *burst = data;
  NomoCommit *commit = nomo_commit_new ("salla", NULL);
  gint64 due = (g_get_monotonic_time () - burst->since) / BURST_US;

  /* A frame that takes longer than BURST_MS makes none of them late for good. */
  while (burst->changes < due) {
    g_autoptr (NomoRecord) order = NULL;

    burst->changes++;
    order = bench_make_changed_order (N_ORDERS - 1 - burst->changes % 500, burst->changes);
    nomo_commit_put (commit, order);
  }
  nomo_store_commit_async (burst->store, commit, NULL, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
scroll_from_top (GArray *samples)
{
  gtk_adjustment_set_value (vertical_of (orders_view ()), 0);
  scroll (main_window (), orders_view (), samples);
}

/* A thousand orders a second change, those that are looked at among them, against the same list at rest. */
static void
bench_burst (void)
{
  NomoShop *shop = nomo_session_get_shop (nomo_application_get_session (application));
  Burst burst = { nomo_shop_get_store (shop), 0, 0 };
  g_autoptr (Samples) samples = samples_new ();
  gint64 since, took;
  guint source;

  scroll_from_top (samples->theirs);
  since = burst.since = g_get_monotonic_time ();
  source = g_timeout_add (BURST_MS, burst_cb, &burst);
  scroll_from_top (samples->ours);
  took = g_get_monotonic_time () - since;
  g_source_remove (source);
  printf ("%.0f changes a second\n", (double) burst.changes * (double) G_USEC_PER_SEC / (double) took);
  bench_report_percentile ("scroll-frame-p95-in-a-burst-against-at-rest", samples, 95, 2.0);
}

static gboolean
is_painted (gpointer data)
{
  return ((Frames *) data)->painted > 0;
}

static void
wait_for_paint (GtkWidget *window)
{
  Frames frames = { NULL, 0, 0 };

  watch_frames (window, &frames);
  wait_until (is_painted, &frames);
  leave_frames (window, &frames);
}

/* From the choice of a language to the frame that is in it, against a window that is built where none was. */
static void
bench_language (void)
{
  g_autoptr (Samples) samples = samples_new ();

  for (guint round = 0; round <= ROUNDS; round++) {
    NomoStores *stores = nomo_application_get_stores (application);
    gint64 since = g_get_monotonic_time ();
    GtkWidget *window;

    nomo_application_set_language (application, round % 2 == 0 ? "en" : "ar");
    wait_for_paint (gtk_application_get_windows (GTK_APPLICATION (application))->data);
    if (round > 0)
      bench_add (samples->ours, since);
    wait_until (is_alone, NULL);

    since = g_get_monotonic_time ();
    window = GTK_WIDGET (nomo_window_new (GTK_APPLICATION (application), stores));
    gtk_window_present (GTK_WINDOW (window));
    wait_for_paint (window);
    if (round > 0)
      bench_add (samples->theirs, since);
    gtk_window_destroy (GTK_WINDOW (window));
    wait_until (is_alone, NULL);
  }
  bench_report ("language-switch-against-building-the-window", samples, FALSE, 3.0);
}

typedef struct {
  GtkEditable *entry;
  gboolean pressed;
} Key;

static gboolean
press_cb (gpointer data)
{
  Key *key = data;
  int end = (int) g_utf8_strlen (gtk_editable_get_text (key->entry), -1);

  gtk_editable_insert_text (key->entry, "1", 1, &end);
  key->pressed = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
was_pressed (gpointer data)
{
  return ((Key *) data)->pressed;
}

/* From when a key is due, and not from when somebody finds the time for it, to the frame that shows what it did. */
static void
press (GtkWidget *window, GtkEditable *entry, GArray *samples)
{
  Frames frames = { NULL, 0, 0 };
  Key key = { entry, FALSE };
  gint64 due = g_get_monotonic_time () + KEY_MS * 1000;

  g_timeout_add (KEY_MS, press_cb, &key);
  wait_until (was_pressed, &key);
  watch_frames (window, &frames);
  wait_until (is_painted, &frames);
  leave_frames (window, &frames);
  if (samples != NULL)
    bench_add (samples, due);
}

static void
type_into (GtkWidget *window, GtkEditable *entry, GArray *samples)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (entry));

  gtk_widget_grab_focus (GTK_WIDGET (entry));
  press (window, entry, NULL);
  for (guint i = 0; i < KEYS; i++)
    press (window, entry, samples);
  gtk_editable_set_text (entry, before);
}

static void
collect_entries (GtkWidget *root, GPtrArray *entries)
{
  if (is_shown (root, GTK_TYPE_TEXT) && gtk_editable_get_editable (GTK_EDITABLE (root)))
    g_ptr_array_add (entries, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_entries (child, entries);
}

static gboolean
builder_is_shown (gpointer data)
{
  return find (main_window (), NOMO_TYPE_COUPON_BUILDER) != NULL;
}

static GtkEditable *
add_bare_entry (GtkWidget *window)
{
  g_autoptr (GtkWidget) content = g_object_ref (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)));
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *entry = gtk_entry_new ();

  gtk_widget_set_halign (entry, GTK_ALIGN_END);
  gtk_widget_set_valign (entry, GTK_ALIGN_END);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), overlay);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), content);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), entry);
  return GTK_EDITABLE (find (entry, GTK_TYPE_TEXT));
}

/* Each entry of the coupon builder, which words, draws and tries what it says on past orders, against one that does nothing. */
static void
bench_builder (void)
{
  GtkWidget *window = main_window ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (Samples) samples = samples_new ();
  GtkEditable *bare = add_bare_entry (window);

  g_action_group_activate_action (G_ACTION_GROUP (application), "new-coupon", NULL);
  wait_until (builder_is_shown, NULL);
  collect_entries (find (window, NOMO_TYPE_COUPON_BUILDER), entries);
  g_assert_cmpuint (entries->len, >, 3);
  for (guint i = 0; i < entries->len; i++) {
    type_into (window, entries->pdata[i], samples->ours);
    type_into (window, bare, samples->theirs);
  }
  printf ("%u entries, %u keys\n", entries->len, samples->ours->len);
  bench_report_above ("builder-key-p95-above-bare-entry-in-frames", samples, 95, FRAME_S, 1.0);
}

static gboolean
has_shop (gpointer data)
{
  return nomo_session_get_shop (nomo_application_get_session (application)) != NULL && main_window () != NULL &&
         gtk_widget_get_mapped (main_window ());
}

static void
open_application (void)
{
  g_autoptr (GError) error = NULL;

  application = nomo_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  g_application_activate (G_APPLICATION (application));
  wait_until (has_shop, NULL);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "nomo-flow", "stores", NULL);
  g_autofree char *path = g_build_filename (folder, MERCHANT ".db", NULL);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (GListModel) ids = NULL;

  bench_init (argc, argv);
  g_mkdir_with_parents (folder, 0700);
  g_chmod (parent, 0700);
  bench_make_shop (path, N_ORDERS, MERCHANT);
  nomo_locale_init (NULL);
  open_application ();
  ids = create_ids (N_ORDERS);
  bench_first_rows (ids);
  show_page ("orders");
  wait_until (orders_are_shown, NULL);
  wait_until (is_whole, gtk_column_view_get_model (orders_view ()));
  bench_scroll (ids);
  bench_burst ();
  show_page ("overview");
  bench_language ();
  bench_builder ();
  return bench_end ();
}
