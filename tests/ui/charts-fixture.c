#include "config.h"

#include "charts-fixture.h"

#include "nomo-heat-map.h"
#include "nomo-locale.h"
#include "nomo-week.h"

guint charts_fixture_n_points = CHARTS_FIXTURE_N_VALUES;

const gint64 charts_fixture_values[CHARTS_FIXTURE_N_VALUES] = { 10000, 30050, 20000, 50000, 40000 };

static char *
name_tick (guint index, int previous, gpointer data)
{
  return g_strdup_printf ("%u", index);
}

static char *
name_point (guint index, gpointer data)
{
  g_assert_cmpuint (index, <, charts_fixture_n_points);
  return g_strdup_printf ("Day %u", index);
}

char *
charts_fixture_name_value (gint64 value, gpointer data)
{
  return g_strdup_printf ("SAR %d", (int) (value / 100));
}

static char *
name_count (gint64 value, gpointer data)
{
  return g_strdup_printf ("%d orders", (int) value);
}

void
charts_fixture_set_words (NomoChart *chart)
{
  nomo_chart_set_words (chart, &(NomoChartWords) { name_tick, name_point, charts_fixture_name_value }, NULL, NULL);
}

GtkWidget *
charts_fixture_build_stack (void)
{
  static const char *const titles[] = { "TikTok", "=Snap", "Direct" };
  GtkWidget *chart = nomo_chart_new ();
  g_autoptr (GPtrArray) series = g_ptr_array_new_with_free_func ((GDestroyNotify) nomo_series_unref);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_ptr_array_add (
        series, nomo_series_new (NOMO_SERIES_STACK, titles[i], i + 1, charts_fixture_values, CHARTS_FIXTURE_N_VALUES));
  charts_fixture_set_words (NOMO_CHART (chart));
  nomo_chart_set_unfinished (NOMO_CHART (chart), TRUE);
  nomo_chart_set_series (NOMO_CHART (chart), (NomoSeries *const *) series->pdata, series->len, 100);
  nomo_graph_set_summary (NOMO_GRAPH (chart), "Sales by channel");
  nomo_graph_set_title (NOMO_GRAPH (chart), "Sales by channel", "as of 10:42 AM");
  return chart;
}

GtkWidget *
charts_fixture_build_heat_map (void)
{
  GtkWidget *heat = nomo_heat_map_new ();
  gint64 counts[NOMO_WEEK_DAYS * NOMO_WEEK_HOURS];

  for (int i = 0; i < NOMO_WEEK_DAYS * NOMO_WEEK_HOURS; i++)
    counts[i] = i;
  nomo_heat_map_set_words (
      NOMO_HEAT_MAP (heat),
      &(NomoHeatWords) { nomo_week_name_day, nomo_week_name_hour, nomo_week_name_cell, name_count }, NULL, NULL);
  nomo_heat_map_set_counts (NOMO_HEAT_MAP (heat), counts, NOMO_WEEK_DAYS, NOMO_WEEK_HOURS);
  nomo_graph_set_summary (NOMO_GRAPH (heat), "Orders by weekday and hour, most on Saturday");
  return heat;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

void
charts_fixture_wait_for_paint (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;

  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_func (clock, painted_cb, &painted);
}

GtkWidget *
charts_fixture_show (GtkWidget *child, int width)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (child) == 0)
    charts_fixture_wait_for_paint (window);
  return window;
}

gboolean
charts_fixture_press_with (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
  }
  return handled;
}

gboolean
charts_fixture_press (GtkWidget *widget, guint key)
{
  return charts_fixture_press_with (widget, key, 0);
}

GtkWidget *
charts_fixture_find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = charts_fixture_find_type (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

void
charts_fixture_assert_log (GString *log, const char *expected)
{
  g_assert_cmpstr (log->str, ==, expected);
  g_string_truncate (log, 0);
}

static void
load_style (const char *name)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autofree char *path = g_strconcat ("/io/github/nomoflow/NomoFlow/", name, NULL);

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
charts_fixture_init (int *argc, char ***argv)
{
  nomo_locale_init ("en");
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  load_style ("style.css");
  load_style ("style-dark.css");
}
