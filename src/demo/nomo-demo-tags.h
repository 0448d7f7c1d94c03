#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

/* One bit for each. */
#define NOMO_DEMO_MAX_TAGS 32

guint nomo_demo_tags_get_n (NomoDemoShop *shop);
gint64 nomo_demo_tag_get_id (guint tag);
const char *nomo_demo_tag_get_name (guint tag, NomoDemoShop *shop);
gboolean nomo_demo_tag_find (gint64 id, NomoDemoShop *shop, guint *tag);
gboolean nomo_demo_tag_take (const char *name, NomoDemoShop *shop, guint *tag);
gboolean nomo_demo_tag_is_on (guint tag, NomoDemoShop *shop, const NomoDemoOrder *order);
void nomo_demo_tag_write (guint tag, NomoDemoShop *shop, const char *name, NomoDemoJson *json);
void nomo_demo_tags_write (NomoDemoStore *demo, const NomoDemoOrder *order, NomoDemoJson *json);
void nomo_demo_tags_list (NomoDemoCall *call, gint64 unused);

G_END_DECLS
