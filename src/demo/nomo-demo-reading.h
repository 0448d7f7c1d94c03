#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

/**
 * NomoDemoWriteRecord:
 * @demo: the store
 * @index: which record
 * @json: where to
 */
typedef void (*NomoDemoWriteRecord) (NomoDemoStore *demo, guint index, NomoDemoJson *json);

void nomo_demo_read_out (NomoDemoCall *call, NomoDemoEntity entity, guint n, NomoDemoWriteRecord write);

G_END_DECLS
