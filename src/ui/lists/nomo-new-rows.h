#pragma once

#include "nomo-count-words.h"
#include "nomo-record-table.h"

G_BEGIN_DECLS

#define NOMO_TYPE_NEW_ROWS (nomo_new_rows_get_type ())
G_DECLARE_FINAL_TYPE (NomoNewRows, nomo_new_rows, NOMO, NEW_ROWS, AdwBin)

GtkWidget *nomo_new_rows_new (NomoRecordTable *table, NomoRecordList *list, NomoCountWordsFunc words);

G_END_DECLS
