#pragma once

#include <adwaita.h>

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD_ROW (nomo_record_row_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordRow, nomo_record_row, NOMO, RECORD_ROW, GtkListBoxRow)

GtkWidget *nomo_record_row_new (NomoRecord *record, NomoShop *shop);
NomoRecord *nomo_record_row_get_record (NomoRecordRow *self);

G_END_DECLS
