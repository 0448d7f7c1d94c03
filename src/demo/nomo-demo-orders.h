#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_order_write_light (NomoDemo *demo, const NomoDemoOrder *order, NomoDemoJson *json);
void nomo_demo_order_write_full (NomoDemo *demo, const NomoDemoOrder *order, gint64 now, gboolean light,
                                 NomoDemoJson *json);
void nomo_demo_order_write_items (NomoDemo *demo, const NomoDemoOrder *order, const char *name, NomoDemoJson *json);
void nomo_demo_order_write_histories (NomoDemo *demo, const NomoDemoOrder *order, NomoDemoJson *json);
void nomo_demo_status_write_list (NomoDemoJson *json);

G_END_DECLS
