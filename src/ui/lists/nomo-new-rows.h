#pragma once

#include "nomo-record-table.h"

G_BEGIN_DECLS

typedef char *(*NomoCountWords) (gint64 count);

#define NOMO_TYPE_NEW_ROWS (nomo_new_rows_get_type ())
G_DECLARE_FINAL_TYPE (NomoNewRows, nomo_new_rows, NOMO, NEW_ROWS, AdwBin)

GtkWidget *nomo_new_rows_new (NomoRecordTable *table, NomoRecordList *list, NomoCountWords words);

G_END_DECLS
