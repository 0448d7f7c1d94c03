#pragma once

#include "nomo-waiting.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_OUTBOX_ROW (nomo_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoOutboxRow, nomo_outbox_row, NOMO, OUTBOX_ROW, GtkListBoxRow)

GtkWidget *nomo_outbox_row_new (void);
void nomo_outbox_row_show (NomoOutboxRow *self, const NomoWaiting *waiting);

G_END_DECLS
