#pragma once

#include "nomo-chart.h"

#include <adwaita.h>

#define CHARTS_FIXTURE_N_VALUES 5

#define assert_label(widget, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text)
#define assert_description(widget, text) \
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text)

/* For how many points there are names. */
extern guint charts_fixture_n_points;

/* In halalas. */
extern const gint64 charts_fixture_values[CHARTS_FIXTURE_N_VALUES];

char *charts_fixture_name_value (gint64 value, gpointer data);
void charts_fixture_set_words (NomoChart *chart);
GtkWidget *charts_fixture_build_stack (void);
GtkWidget *charts_fixture_build_heat_map (void);
void charts_fixture_wait_for_paint (GtkWidget *window);
GtkWidget *charts_fixture_show (GtkWidget *child, int width);
gboolean charts_fixture_press_with (GtkWidget *widget, guint key, GdkModifierType state);
gboolean charts_fixture_press (GtkWidget *widget, guint key);
GtkWidget *charts_fixture_find_type (GtkWidget *widget, GType type);
void charts_fixture_assert_log (GString *log, const char *expected);
void charts_fixture_init (int *argc, char ***argv);
