#pragma once

#include <adwaita.h>

#include "nomo-stores.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SHELL (nomo_shell_get_type ())
G_DECLARE_FINAL_TYPE (NomoShell, nomo_shell, NOMO, SHELL, AdwBin)

void nomo_shell_set_stores (NomoShell *self, NomoStores *stores);
void nomo_shell_focus (NomoShell *self);
void nomo_shell_set_window_width (NomoShell *self, int width);
void nomo_shell_search (NomoShell *self);
void nomo_shell_filter (NomoShell *self);
void nomo_shell_activate (NomoShell *self, const char *action);
void nomo_shell_toggle_sidebar (NomoShell *self);
gboolean nomo_shell_close_pane (NomoShell *self);
void nomo_shell_save (NomoShell *self);

G_END_DECLS
