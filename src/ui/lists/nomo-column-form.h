#pragma once

#include "nomo-record-table.h"

G_BEGIN_DECLS

#define NOMO_TYPE_COLUMN_FORM (nomo_column_form_get_type ())
G_DECLARE_FINAL_TYPE (NomoColumnForm, nomo_column_form, NOMO, COLUMN_FORM, GtkPopover)

GtkWidget *nomo_column_form_new (NomoRecordTable *table, const char *place, const NomoEntity *entity,
                                 const NomoColumn *columns, guint n_columns);

G_END_DECLS
