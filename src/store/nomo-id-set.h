#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *nomo_id_set_new (void);
gboolean nomo_id_set_has (const GArray *set, gint64 id);
void nomo_id_set_add (GArray *set, const gint64 *ids, guint n_ids);
void nomo_id_set_remove (GArray *set, const gint64 *ids, guint n_ids);

G_END_DECLS
