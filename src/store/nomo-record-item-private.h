#pragma once

#include "nomo-record-item.h"

G_BEGIN_DECLS

typedef void (*NomoRecordItemGone) (gpointer owner, gint64 id);

void _nomo_record_item_set_owner (NomoRecordItem *self, NomoRecordItemGone gone, gpointer owner);

G_END_DECLS
