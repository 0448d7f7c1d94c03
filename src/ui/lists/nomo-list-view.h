#pragma once

#include "nomo-record-filter.h"
#include "nomo-record-table.h"

G_BEGIN_DECLS

/* The type of nomo_list_view_create(): filter, name of the field of the order, whether it descends. */
#define NOMO_LIST_VIEW "(" NOMO_FILTER_STATE "sb)"

GVariant *nomo_list_view_create (NomoRecordFilter *filter, NomoRecordTable *table);
void nomo_list_view_apply (NomoRecordFilter *filter, NomoRecordTable *table, GVariant *view);

G_END_DECLS
