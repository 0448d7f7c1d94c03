#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_WINDOW (nomo_window_get_type ())
G_DECLARE_FINAL_TYPE (NomoWindow, nomo_window, NOMO, WINDOW, AdwApplicationWindow)

NomoWindow *nomo_window_new (GtkApplication *application, NomoSession *session);

G_END_DECLS
