#pragma once

#include <adwaita.h>

#include "nomo-record-filter.h"

G_BEGIN_DECLS

#define NOMO_TYPE_FILTER_RANGE (nomo_filter_range_get_type ())
G_DECLARE_FINAL_TYPE (NomoFilterRange, nomo_filter_range, NOMO, FILTER_RANGE, AdwBin)

GtkWidget *nomo_filter_range_new (NomoRecordFilter *filter, guint index, gboolean named);
void nomo_filter_range_show (NomoFilterRange *self);
gboolean nomo_filter_range_check (NomoFilterRange *self);

G_END_DECLS
