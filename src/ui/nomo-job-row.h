#pragma once

#include <adwaita.h>

#include "nomo-job.h"

G_BEGIN_DECLS

#define NOMO_TYPE_JOB_ROW (nomo_job_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoJobRow, nomo_job_row, NOMO, JOB_ROW, GtkListBoxRow)

GtkWidget *nomo_job_row_new (NomoJob *job);

G_END_DECLS
