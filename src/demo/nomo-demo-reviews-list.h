#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

gint64 nomo_demo_review_get_id (NomoDemoShop *shop, guint review);
gboolean nomo_demo_review_find (NomoDemoShop *shop, gint64 id, guint *review);
void nomo_demo_reviews_list (NomoDemoCall *call, gint64 unused);
void nomo_demo_reviews_get_one (NomoDemoCall *call, gint64 id);

G_END_DECLS
