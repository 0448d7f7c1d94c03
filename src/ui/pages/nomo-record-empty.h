#pragma once

#include "nomo-empty.h"
#include "nomo-record-list.h"
#include "nomo-record-page.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

gboolean nomo_record_empty_tell (NomoEmpty *empty, const NomoRecordPageKind *kind, NomoShop *shop,
                                 NomoRecordFilter *filter, NomoRecordList *list, gboolean *known);

G_END_DECLS
