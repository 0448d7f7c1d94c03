#pragma once

#include "nomo-demo-basket.h"
#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_order_write_light (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json);
void nomo_demo_order_write_full (NomoDemoStore *demo, const NomoDemoOrder *order, gint64 now, gboolean light,
                                 NomoDemoJson *json);
void nomo_demo_order_write_items (NomoDemoStore *demo, const NomoDemoOrder *order, const char *name,
                                  NomoDemoJson *json);
void nomo_demo_order_write_status (NomoDemoJson *json, NomoDemoStatus status);
void nomo_demo_order_write_discounts (NomoDemoJson *json, const NomoDemoBasket *basket);
void nomo_demo_order_write_urls (NomoDemoJson *json, const NomoDemoOrder *order);
const char *nomo_demo_order_get_device (const NomoDemoOrder *order);
void nomo_demo_item_write_amounts (const NomoDemoItem *item, const char *currency, NomoDemoJson *json);
void nomo_demo_order_write_last_step (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json);
void nomo_demo_order_write_histories (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json);
void nomo_demo_status_write_list (NomoDemoJson *json);

G_END_DECLS
