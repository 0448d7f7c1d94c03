#pragma once

#include <adwaita.h>

#include "nomo-crash.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CRASH_BANNER (nomo_crash_banner_get_type ())
G_DECLARE_FINAL_TYPE (NomoCrashBanner, nomo_crash_banner, NOMO, CRASH_BANNER, AdwBin)

void nomo_crash_banner_set_crash (NomoCrashBanner *self, NomoCrash *crash);
void nomo_crash_banner_set_narrow (NomoCrashBanner *self, gboolean narrow);

G_END_DECLS
