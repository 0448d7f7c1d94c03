#pragma once

#include "nomo-demo-shop.h"

G_BEGIN_DECLS

const char *nomo_demo_entity_get_name (NomoDemoEntity entity);
gboolean nomo_demo_entity_find (const char *name, NomoDemoEntity *entity);
gboolean nomo_demo_record_find (NomoDemoShop *shop, gint64 now, NomoDemoEntity entity, gint64 id, guint *index);
gint64 nomo_demo_record_get_id (NomoDemoShop *shop, NomoDemoEntity entity, guint index);

G_END_DECLS
