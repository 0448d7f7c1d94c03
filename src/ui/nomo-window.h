#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_WINDOW (nomo_window_get_type ())
G_DECLARE_FINAL_TYPE (NomoWindow, nomo_window, NOMO, WINDOW, AdwApplicationWindow)

NomoWindow *nomo_window_new (GtkApplication *application, NomoStores *stores);
void nomo_window_save (NomoWindow *self);

G_END_DECLS
