#pragma once

#include <adwaita.h>

#include "nomo-commands.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COMMAND_ROW (nomo_command_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoCommandRow, nomo_command_row, NOMO, COMMAND_ROW, GtkListBoxRow)

GtkWidget *nomo_command_row_new (const NomoCommand *command);
const char *nomo_command_row_get_action (NomoCommandRow *self);

G_END_DECLS
