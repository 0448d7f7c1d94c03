#pragma once

#include <gtk/gtk.h>

#include "nomo-record.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ORDER_ROW (nomo_order_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoOrderRow, nomo_order_row, NOMO, ORDER_ROW, GtkListBoxRow)

GtkWidget *nomo_order_row_new (void);
void nomo_order_row_show (NomoOrderRow *self, const NomoRecord *order, const char *when);

G_END_DECLS
