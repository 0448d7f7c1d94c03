#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD_ITEM (nomo_record_item_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordItem, nomo_record_item, NOMO, RECORD_ITEM, GObject)

NomoRecordItem *nomo_record_item_new (gint64 id);
gint64 nomo_record_item_get_id (NomoRecordItem *self);
NomoRecord *nomo_record_item_get_record (NomoRecordItem *self);
void nomo_record_item_set_record (NomoRecordItem *self, NomoRecord *record);

G_END_DECLS
