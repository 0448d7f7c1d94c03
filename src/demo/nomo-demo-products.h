#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_product_write (NomoDemoCall *call, guint product, const char *name, gboolean light, NomoDemoJson *json);
void nomo_demo_products_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_products_list_category (NomoDemoCall *call, gint64 id);
void nomo_demo_products_get (NomoDemoCall *call, gint64 id);
void nomo_demo_products_get_by_sku (NomoDemoCall *call, gint64 number);

G_END_DECLS
