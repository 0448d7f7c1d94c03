#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_JOBS_BUTTON (nomo_jobs_button_get_type ())
G_DECLARE_FINAL_TYPE (NomoJobsButton, nomo_jobs_button, NOMO, JOBS_BUTTON, AdwBin)

void nomo_jobs_button_set_session (NomoJobsButton *self, NomoSession *session);

G_END_DECLS
