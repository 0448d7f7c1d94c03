#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

guint nomo_demo_tags_get_n (void);
gint64 nomo_demo_tag_get_id (guint tag);
const char *nomo_demo_tag_get_name (guint tag);
gboolean nomo_demo_tag_find (gint64 id, guint *tag);
gboolean nomo_demo_tag_is_on (guint tag, NomoDemoShop *shop, const NomoDemoOrder *order);
void nomo_demo_tags_write (NomoDemoShop *shop, const NomoDemoOrder *order, NomoDemoJson *json);
void nomo_demo_tags_list (NomoDemoCall *call, gint64 unused);

G_END_DECLS
