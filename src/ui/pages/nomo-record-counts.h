#pragma once

#include "nomo-record-filter.h"
#include "nomo-store.h"

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD_COUNTS (nomo_record_counts_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordCounts, nomo_record_counts, NOMO, RECORD_COUNTS, GObject)

NomoRecordCounts *nomo_record_counts_new (NomoStore *store, NomoRecordFilter *filter, int sum);
void nomo_record_counts_set_watched (NomoRecordCounts *self, gboolean watched);

G_END_DECLS
