#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_FIRST_RUN (nomo_first_run_get_type ())
G_DECLARE_FINAL_TYPE (NomoFirstRun, nomo_first_run, NOMO, FIRST_RUN, AdwBin)

NomoFirstRun *nomo_first_run_new (NomoStores *stores);
void nomo_first_run_save (NomoFirstRun *self);

G_END_DECLS
