#pragma once

#include "nomo-record-page.h"

G_BEGIN_DECLS

/**
 * NomoRecordFoot:
 *
 * What stands below a list of records: how many they are, and their sum.
 */
#define NOMO_TYPE_RECORD_FOOT (nomo_record_foot_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordFoot, nomo_record_foot, NOMO, RECORD_FOOT, GtkBox)

void nomo_record_foot_fill (NomoRecordFoot *self, const NomoRecordPageKind *kind, NomoShop *shop);
void nomo_record_foot_tell_count (NomoRecordFoot *self, gint64 count);
void nomo_record_foot_tell_sum (NomoRecordFoot *self, gint64 count, gint64 sum);

G_END_DECLS
