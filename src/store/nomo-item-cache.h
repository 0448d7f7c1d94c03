#pragma once

#include "nomo-record-item.h"

G_BEGIN_DECLS

/* The items of a list: those in use anywhere, of which the last windows that were read are kept. */
typedef struct _NomoItemCache NomoItemCache;

NomoItemCache *nomo_item_cache_new (void);
void nomo_item_cache_free (NomoItemCache *self);
void nomo_item_cache_clear (NomoItemCache *self);
NomoRecordItem *nomo_item_cache_get (NomoItemCache *self, gint64 id);
void nomo_item_cache_add_window (NomoItemCache *self, const GArray *ids, guint first, guint n, GArray *added);
void nomo_item_cache_append_ids (NomoItemCache *self, gboolean missing_only, GArray *ids);
void nomo_item_cache_show (NomoItemCache *self, const NomoEntity *entity, const GPtrArray *records);

G_END_DECLS
