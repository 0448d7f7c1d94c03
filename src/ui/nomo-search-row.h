#pragma once

#include <adwaita.h>

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SEARCH_ROW (nomo_search_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoSearchRow, nomo_search_row, NOMO, SEARCH_ROW, GtkListBoxRow)

GtkWidget *nomo_search_row_new (NomoRecord *record, NomoShop *shop);
NomoRecord *nomo_search_row_get_record (NomoSearchRow *self);

G_END_DECLS
