#include "config.h"

#include "nomo-amount.h"
#include "nomo-avatar-tile.h"
#include "nomo-banner.h"
#include "nomo-bar-list.h"
#include "nomo-calendar.h"
#include "nomo-chart.h"
#include "nomo-clock.h"
#include "nomo-empty.h"
#include "nomo-error.h"
#include "nomo-format.h"
#include "nomo-graph-output.h"
#include "nomo-heat-map.h"
#include "nomo-kpi-tile.h"
#include "nomo-legend.h"
#include "nomo-locale.h"
#include "nomo-ring.h"
#include "nomo-salla-error.h"
#include "nomo-scopes-group.h"
#include "nomo-segmented.h"
#include "nomo-sign-in-group.h"
#include "nomo-skeleton.h"
#include "nomo-sparkline.h"
#include "nomo-stack.h"
#include "nomo-status-pill.h"
#include "nomo-week.h"
#include "nomo-wrap.h"

#include <glib/gi18n.h>

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static const gint64 now_sales[] = { 1830000, 2140000, 1710000, 1980000, 2460000, 2950000, 2240000,
                                    2010000, 2380000, 1930000, 2300000, 2920000, 3420000, 1660000 };
static const gint64 before_sales[] = { 1510000, 1690000, 1630000, 1700000, 2050000, 2300000, 1980000,
                                       1900000, 2010000, 1890000, 1960000, 2200000, 2480000, 2440000 };

static char *language;
static char *out;
static gboolean dark;
static gboolean bars;
static gboolean table;
static gboolean sign_ins;
static gboolean charts;
static gboolean menu;
static char *paper;
static int width = 1280;
static int height = 1000;
static int point = -1;

static const GOptionEntry options[] = {
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, "Language: ar or en", "LANGUAGE" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, "The dark theme", NULL },
  { "bars", 0, 0, G_OPTION_ARG_NONE, &bars, "Bars instead of a line", NULL },
  { "table", 0, 0, G_OPTION_ARG_NONE, &table, "The chart as a table", NULL },
  { "charts", 0, 0, G_OPTION_ARG_NONE, &charts, "The charts, instead of the parts", NULL },
  { "menu", 0, 0, G_OPTION_ARG_NONE, &menu, "Open the menu of a chart", NULL },
  { "print", 0, 0, G_OPTION_ARG_FILENAME, &paper,
    "Print the stacked bars into a PDF, and copy them into a picture beside it", "FILE" },
  { "sign-ins", 0, 0, G_OPTION_ARG_NONE, &sign_ins, "How a sign-in may stand, instead of the parts", NULL },
  { "point", 0, 0, G_OPTION_ARG_INT, &point, "The point of the chart to show", "INDEX" },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "Width in pixels", "PIXELS" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, "Height in pixels", "PIXELS" },
  { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, "Write a picture and end", "FILE" },
  { NULL }
};

static char *
tick (guint index, int previous, gpointer data)
{
  if (index + 1 == G_N_ELEMENTS (now_sales))
    return g_strdup (_ ("Today"));
  return nomo_format_day (20766 + (int) index, previous < 0 ? NOMO_DAY_DAY_MONTH : NOMO_DAY_DAY);
}

static char *
name_point (guint index, gpointer data)
{
  return nomo_format_day (20766 + (int) index, NOMO_DAY_WEEKDAY_SHORT);
}

static char *
name_value (gint64 value, gpointer data)
{
  return nomo_format_money (value, "SAR", FALSE);
}

static GtkWidget *
card (GtkWidget *child)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "n-card");
  gtk_widget_set_hexpand (child, TRUE);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_widget_add_css_class (child, "n-card-body");
  gtk_box_append (GTK_BOX (box), child);
  return box;
}

static GtkWidget *
build_chart (void)
{
  GtkWidget *chart = nomo_chart_new ();
  NomoSeries *series[2] = { nomo_series_new (bars ? NOMO_SERIES_BARS : NOMO_SERIES_AREA, "This period", 1, now_sales,
                                             G_N_ELEMENTS (now_sales)),
                            nomo_series_new_before ("Period before", before_sales, G_N_ELEMENTS (before_sales)) };

  nomo_chart_set_words (NOMO_CHART (chart), &(NomoChartWords) { tick, name_point, name_value }, NULL, NULL);
  nomo_chart_set_unfinished (NOMO_CHART (chart), TRUE);
  nomo_chart_set_series (NOMO_CHART (chart), series, bars ? 1 : 2, 100);
  nomo_graph_set_summary (NOMO_GRAPH (chart), "Daily sales");
  nomo_graph_select (NOMO_GRAPH (chart), point);
  nomo_graph_show_table (NOMO_GRAPH (chart), table);
  nomo_series_unref (series[0]);
  nomo_series_unref (series[1]);
  gtk_widget_set_size_request (chart, -1, 250);
  return card (chart);
}

static GtkWidget *
build_tile (int state)
{
  GtkWidget *widget = nomo_kpi_tile_new ("nomo-coins-symbolic", "Sales");
  NomoKpiTile *tile = NOMO_KPI_TILE (widget);
  NomoChange change = nomo_change_of (32840000, 27780000, NOMO_AGAINST_BEFORE);

  nomo_kpi_tile_set_money (tile, state == 1 ? 32841250 : 32840000, "SAR");
  nomo_kpi_tile_set_change (tile, &change, state != 1);
  nomo_kpi_tile_set_course (tile, now_sales, G_N_ELEMENTS (now_sales));
  if (state < 2)
    nomo_kpi_tile_show_figure (tile);
  else if (state == 3)
    nomo_kpi_tile_show_empty (tile, "No orders in this period");
  else if (state == 4)
    nomo_kpi_tile_show_stale (tile, "as of 10:42 AM");
  else if (state == 5)
    nomo_kpi_tile_show_error (tile, "Could not be worked out", "win.retry");
  else if (state == 6)
    nomo_kpi_tile_show_denied (tile, "Ask Noura, who owns the shop");
  else if (state == 7)
    nomo_kpi_tile_set_number (tile, 1046), nomo_kpi_tile_show_figure (tile);
  return widget;
}

static GtkWidget *
build_pills (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *avatar = nomo_avatar_tile_new ();
  GtkWidget *tile = nomo_avatar_tile_new ();
  GtkWidget *ring = nomo_ring_new ();
  GtkWidget *unknown = nomo_ring_new ();
  GtkWidget *amount = nomo_amount_new ();

  gtk_box_append (GTK_BOX (box), nomo_status_pill_new (NOMO_TONE_OK, "nomo-ok-symbolic", "Running"));
  gtk_box_append (GTK_BOX (box), nomo_status_pill_new (NOMO_TONE_INFO, "nomo-clock-symbolic", "Scheduled"));
  gtk_box_append (GTK_BOX (box), nomo_status_pill_new (NOMO_TONE_WARN, "nomo-pause-symbolic", "Paused"));
  gtk_box_append (GTK_BOX (box), nomo_status_pill_new (NOMO_TONE_ERR, "nomo-fail-symbolic", "Failed"));
  gtk_box_append (GTK_BOX (box), nomo_status_pill_new (NOMO_TONE_MUTE, "nomo-end-symbolic", "Ended"));
  gtk_box_append (GTK_BOX (box), nomo_status_pill_new (NOMO_TONE_ACCENT, "nomo-sync-symbolic", "Waiting to send"));
  nomo_avatar_tile_set_name (NOMO_AVATAR_TILE (avatar), "سارة الدوسري");
  gtk_widget_add_css_class (avatar, "round");
  nomo_avatar_tile_set_icon (NOMO_AVATAR_TILE (tile), "nomo-bag-symbolic", NOMO_TONE_AMBER);
  nomo_ring_set_progress (NOMO_RING (ring), 65, 100);
  nomo_amount_set_money (NOMO_AMOUNT (amount), 112050, "SAR", FALSE);
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), ring);
  gtk_box_append (GTK_BOX (box), unknown);
  gtk_box_append (GTK_BOX (box), amount);
  return box;
}

static GtkWidget *
build_buttons (void)
{
  static const char *const classes[] = { "suggested-action", "n-button", "n-link", "destructive-action" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *segmented = nomo_segmented_new ();

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    GtkWidget *button = gtk_button_new_with_label (classes[i]);

    gtk_widget_add_css_class (button, classes[i]);
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (box), button);
  }
  nomo_segmented_add (NOMO_SEGMENTED (segmented), "1", "Today");
  nomo_segmented_add (NOMO_SEGMENTED (segmented), "7", "7 days");
  nomo_segmented_add (NOMO_SEGMENTED (segmented), "14", "14 days");
  nomo_segmented_set_count (NOMO_SEGMENTED (segmented), "7", 24);
  nomo_segmented_set_active (NOMO_SEGMENTED (segmented), "14");
  gtk_box_append (GTK_BOX (box), segmented);
  return box;
}

static GtkWidget *
build_empty (NomoTone tone)
{
  GtkWidget *empty = nomo_empty_new ();

  nomo_empty_set (NOMO_EMPTY (empty), tone, tone == NOMO_TONE_ERR ? "nomo-warn-symbolic" : "nomo-bag-symbolic",
                  "No orders yet", "They appear here as soon as the first one comes in.");
  nomo_empty_set_action (NOMO_EMPTY (empty), "Try again", "win.retry");
  return card (empty);
}

static GtkWidget *
build_banner (NomoTone tone, const char *icon)
{
  GtkWidget *banner = nomo_banner_new ();

  nomo_banner_show (NOMO_BANNER (banner), tone, icon, "No connection. You are working on the copy saved at 10:42 AM.");
  nomo_banner_set_action (NOMO_BANNER (banner), "Try again", "win.retry");
  return banner;
}

static GtkWidget *
build_gallery (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *tiles = nomo_wrap_new (4, 200, 14);
  GtkWidget *cards = nomo_wrap_new (3, 290, 14);

  gtk_widget_add_css_class (page, "n-page");
  for (int i = 0; i < 8; i++)
    nomo_wrap_append (NOMO_WRAP (tiles), build_tile (i), 1);
  nomo_wrap_append (NOMO_WRAP (cards), build_chart (), 2);
  nomo_wrap_append (NOMO_WRAP (cards), build_empty (NOMO_TONE_MUTE), 1);
  nomo_wrap_append (NOMO_WRAP (cards), card (nomo_skeleton_new (NOMO_SKELETON_CHART)), 1);
  nomo_wrap_append (NOMO_WRAP (cards), card (nomo_skeleton_new (NOMO_SKELETON_ROWS)), 1);
  nomo_wrap_append (NOMO_WRAP (cards), card (nomo_skeleton_new (NOMO_SKELETON_BARS)), 1);
  nomo_wrap_append (NOMO_WRAP (cards), build_empty (NOMO_TONE_ERR), 1);
  gtk_box_append (GTK_BOX (page), tiles);
  gtk_box_append (GTK_BOX (page), build_banner (NOMO_TONE_WARN, "nomo-offline-symbolic"));
  gtk_box_append (GTK_BOX (page), cards);
  gtk_box_append (GTK_BOX (page), build_pills ());
  gtk_box_append (GTK_BOX (page), build_buttons ());
  return page;
}

/* A legend of one entry stands beside the title, a longer one below. */
static GtkWidget *
titled (const char *title, GtkWidget *extra, GtkWidget *child)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  gboolean below = extra != NULL && gtk_widget_get_next_sibling (gtk_widget_get_first_child (extra)) != NULL;

  gtk_widget_add_css_class (label, "n-heading");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (head), label);
  if (extra != NULL && !below) {
    gtk_widget_set_hexpand (extra, TRUE);
    gtk_widget_set_halign (extra, GTK_ALIGN_END);
    gtk_box_append (GTK_BOX (head), extra);
  }
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (GTK_BOX (box), head);
  if (below)
    gtk_box_append (GTK_BOX (box), extra);
  gtk_box_append (GTK_BOX (box), child);
  return card (box);
}

static char *
name_count (gint64 value, gpointer data)
{
  g_autofree char *number = nomo_format_int (value);

  return g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) value), number);
}

static void
chosen_cb (void)
{
}

static gboolean
use_cb (gpointer data)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *image = NULL;
  g_autoptr (GtkPrintOperation) operation = nomo_graph_output_create_print (data);

  if (menu)
    gtk_widget_activate_action (data, "chart.menu", NULL);
  if (paper == NULL)
    return G_SOURCE_REMOVE;
  gtk_print_operation_set_export_filename (operation, paper);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL);
  texture = nomo_graph_output_create_texture (data);
  image = g_strconcat (paper, ".png", NULL);
  gdk_texture_save_to_png (texture, image);
  return G_SOURCE_REMOVE;
}

static GtkWidget *
build_heat_map (gboolean chosen)
{
  static const int hours[] = {
    14, 10, 5, 2, 1, 1, 2, 4, 8, 12, 16, 20, 22, 18, 16, 14, 13, 15, 22, 32, 44, 52, 46, 30
  };
  GtkWidget *heat = nomo_heat_map_new ();
  GtkWidget *legend = nomo_legend_new ();
  gint64 counts[NOMO_WEEK_DAYS * NOMO_WEEK_HOURS];

  for (int i = 0; i < NOMO_WEEK_DAYS * NOMO_WEEK_HOURS; i++)
    counts[i] = hours[i % 24] * (10 + (i / 24 == 4 ? 4 : i / 24 - 3)) / 10;
  nomo_legend_set_ramp (NOMO_LEGEND (legend), NULL, NULL);
  nomo_heat_map_set_words (
      NOMO_HEAT_MAP (heat),
      &(NomoHeatWords) { nomo_week_name_day, nomo_week_name_hour, nomo_week_name_cell, name_count }, NULL, NULL);
  nomo_heat_map_set_counts (NOMO_HEAT_MAP (heat), counts, NOMO_WEEK_DAYS, NOMO_WEEK_HOURS);
  nomo_graph_set_summary (NOMO_GRAPH (heat), "Orders by weekday and hour");
  nomo_graph_set_title (NOMO_GRAPH (heat), "Orders by weekday and hour", "as of 10:42 AM");
  g_signal_connect (heat, "chosen", G_CALLBACK (chosen_cb), NULL);
  if (chosen)
    nomo_heat_map_choose (NOMO_HEAT_MAP (heat), 4, 21);
  nomo_graph_select (NOMO_GRAPH (heat), point < 0 ? -1 : 4 * NOMO_WEEK_HOURS + 15 + point);
  nomo_graph_show_table (NOMO_GRAPH (heat), table);
  return titled ("Orders by weekday and hour", legend, heat);
}

static GtkWidget *
build_stack (void)
{
  static const char *const titles[] = {
    "TikTok", "سناب شات", "WhatsApp", "إنستغرام", "Google", "Affiliates", "Direct"
  };
  static const guint palette[] = { 4, 3, 2, 6, 5, 7, 8 };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);
  g_autoptr (GPtrArray) shown = NULL;
  GtkWidget *chart = nomo_chart_new ();
  GtkWidget *legend = nomo_legend_new ();

  for (guint s = 0; s < G_N_ELEMENTS (titles); s++) {
    gint64 values[7];

    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      values[i] = now_sales[(i * 3 + s * 5) % G_N_ELEMENTS (now_sales)] * (8 - (int) s) / (i == 6 ? 16 : 8);
    g_ptr_array_add (all, nomo_series_new (NOMO_SERIES_STACK, titles[s], palette[s], values, G_N_ELEMENTS (values)));
  }
  shown = nomo_stack_fold ((NomoSeries *const *) all->pdata, all->len);
  nomo_chart_set_words (NOMO_CHART (chart), &(NomoChartWords) { tick, name_point, name_value }, NULL, NULL);
  nomo_chart_set_unfinished (NOMO_CHART (chart), TRUE);
  nomo_chart_set_series (NOMO_CHART (chart), (NomoSeries *const *) shown->pdata, shown->len, 100);
  nomo_graph_set_summary (NOMO_GRAPH (chart), "Sales by channel");
  nomo_graph_set_title (NOMO_GRAPH (chart), "المبيعات حسب القناة", "بيانات حتى 10:42 ص");
  if (menu || paper != NULL)
    g_timeout_add (400, use_cb, chart);
  nomo_graph_select (NOMO_GRAPH (chart), point < 0 ? -1 : MIN (point, 6));
  nomo_graph_show_table (NOMO_GRAPH (chart), table);
  nomo_legend_set_series (NOMO_LEGEND (legend), (NomoSeries *const *) shown->pdata, shown->len);
  return titled ("Sales by channel", legend, chart);
}

static GtkWidget *
build_range (void)
{
  GtkWidget *box = build_chart ();
  GtkWidget *chart = gtk_widget_get_first_child (box);

  g_signal_connect (chart, "chosen", G_CALLBACK (chosen_cb), NULL);
  nomo_graph_choose (NOMO_GRAPH (chart), 4, 7);
  return box;
}

static GtkWidget *
build_bar_list (void)
{
  static const NomoBarItem items[] = {
    { "1", "عطر العود الملكي 100 مل", 9120000 },
    { "2", "Rose & Musk gift box", 6480050 },
    { "3", "باقة ورد جوري (SALE 20) مع بطاقة إهداء مكتوبة بخط اليد وتغليف فاخر وشريط من الساتان", 4210000 },
    { "4", "", 2300000 },
    { "5", "مبخرة", 1190000 },
    { "6", "شمعة", 640000 },
    { "7", "صابون", 320000 },
  };
  GtkWidget *list = nomo_bar_list_new ();

  nomo_bar_list_set_label (NOMO_BAR_LIST (list), "Top products");
  nomo_bar_list_set_items (NOMO_BAR_LIST (list), items, G_N_ELEMENTS (items), 5, name_value, NULL);
  return titled ("Top products", NULL, list);
}

static GtkWidget *
build_charts (void)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);
  GtkWidget *cards = nomo_wrap_new (2, 290, 14);

  gtk_widget_add_css_class (page, "n-page");
  nomo_wrap_append (NOMO_WRAP (cards), build_stack (), 1);
  nomo_wrap_append (NOMO_WRAP (cards), build_heat_map (FALSE), 1);
  nomo_wrap_append (NOMO_WRAP (cards), build_bar_list (), 1);
  nomo_wrap_append (NOMO_WRAP (cards), build_heat_map (TRUE), 1);
  nomo_wrap_append (NOMO_WRAP (cards), build_range (), 2);
  gtk_box_append (GTK_BOX (page), cards);
  return page;
}

static GtkWidget *
build_sign_in (NomoTokenState state, const char *held_by, const GError *error)
{
  gint64 now = nomo_clock_now ();
  GtkWidget *group = nomo_sign_in_group_new ();
  NomoSignInReading reading = { .state = state, .error = error, .held_by = held_by };
  g_autoptr (NomoSignInFacts) facts = NULL;

  reading.lasting = held_by != NULL || state != NOMO_TOKENS_GOOD;
  reading.renewing = held_by != NULL;
  reading.renewals = held_by != NULL ? 4 : 0;
  reading.renewed = now - 5 * DAY_MS;
  reading.due = now + 2 * DAY_MS;
  reading.expires = now + (state == NOMO_TOKENS_ENDED ? -2 : 9) * DAY_MS;
  facts = nomo_sign_in_facts_new (&reading, nomo_calendar_riyadh ());
  nomo_sign_in_group_show (NOMO_SIGN_IN_GROUP (group), facts);
  nomo_sign_in_group_set_client_id (NOMO_SIGN_IN_GROUP (group), "1a2b3c4d-5e6f");
  return group;
}

static GtkWidget *
build_sign_ins (void)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *scopes = nomo_scopes_group_new ();
  g_autoptr (GError) lost = g_error_new (NOMO_CORE_ERROR, NOMO_CORE_ERROR_TIMEOUT, "lost");
  g_autoptr (GError) ended = g_error_new (NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_SIGNED_OUT, "ended");
  g_autoptr (GError) locked = g_error_new (NOMO_CORE_ERROR, NOMO_CORE_ERROR_KEYRING_LOCKED, "locked");
  GtkWidget *groups[] = {
    build_sign_in (NOMO_TOKENS_LAST, NULL, lost),   build_sign_in (NOMO_TOKENS_ENDED, NULL, ended),
    build_sign_in (NOMO_TOKENS_NONE, NULL, locked), build_sign_in (NOMO_TOKENS_GOOD, "nomo (1234)", NULL),
    build_sign_in (NOMO_TOKENS_GOOD, NULL, NULL),   scopes
  };

  nomo_scopes_group_show (NOMO_SCOPES_GROUP (scopes), "settings.read customers.read_write products.read branches.read");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (groups[i]));
  return page;
}

static gboolean
save_cb (gpointer data)
{
  GtkWidget *window = data;
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  if (!gdk_texture_save_to_png (texture, out))
    g_printerr ("%s could not be written\n", out);
  gtk_window_destroy (GTK_WINDOW (window));
  return G_SOURCE_REMOVE;
}

static void
nothing_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
}

/* So that the buttons which need them look as they do in the program. */
static void
add_actions (GtkApplication *application)
{
  static const GActionEntry entries[] = { { "reconnect", nothing_activated }, { "reopen", nothing_activated } };

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), NULL);
}

static GtkWidget *
build_page (void)
{
  if (charts)
    return build_charts ();
  return sign_ins ? build_sign_ins () : build_gallery ();
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  add_actions (application);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), build_page ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  if (out != NULL)
    g_timeout_add (900, save_cb, window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("— the parts of the interface, in all their states");
  g_autoptr (GError) error = NULL;
  g_autoptr (AdwApplication) application = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  nomo_locale_init (language);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", "io.github.nomoflow.Gallery", "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path", "/io/github/nomoflow/NomoFlow", NULL);
  gtk_widget_set_default_direction (nomo_locale_is_rtl () ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
