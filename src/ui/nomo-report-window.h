#pragma once

#include <adwaita.h>

#include "nomo-support-report.h"

G_BEGIN_DECLS

#define NOMO_TYPE_REPORT_WINDOW (nomo_report_window_get_type ())
G_DECLARE_FINAL_TYPE (NomoReportWindow, nomo_report_window, NOMO, REPORT_WINDOW, AdwWindow)

GtkWidget *nomo_report_window_new (GtkWindow *parent, const NomoSupportFacts *facts);

G_END_DECLS
