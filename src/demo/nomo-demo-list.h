#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

/**
 * NomoDemoWriteRow:
 * @call: the request
 * @place: place in the list, the first is 0
 * @data: what came with the function
 * @json: where to
 */
typedef void (*NomoDemoWriteRow) (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json);

char *nomo_demo_list_dup_keyword (NomoDemoCall *call);
void nomo_demo_list_answer (NomoDemoCall *call, guint total, NomoDemoWriteRow write, gpointer data);
void nomo_demo_list_answer_light (NomoDemoCall *call, guint total, NomoDemoWriteRow write, gpointer data);

G_END_DECLS
