#pragma once

#include "nomo-salla-map.h"

G_BEGIN_DECLS

gboolean _nomo_map_refuse (GError **error, const char *reason);
gboolean _nomo_map_read_id (JsonNode *row, gint64 *id, GError **error);
char *_nomo_map_dup_text (JsonNode *row, const char *path);
char *_nomo_map_dup_currency (JsonNode *row, const char *path, const char *fallback);
char *_nomo_map_dup_name (JsonNode *person);
char *_nomo_map_dup_phone (JsonNode *person);
void _nomo_map_copy_text (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
void _nomo_map_set_text (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
void _nomo_map_set_int (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
void _nomo_map_set_count (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
void _nomo_map_set_ref (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
void _nomo_map_set_bool (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
void _nomo_map_set_time (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
gboolean _nomo_map_read_amount (JsonNode *row, const char *path, const char *currency, gint64 *minor);
void _nomo_map_set_amount (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path,
                           const char *currency);
gboolean _nomo_map_set_bound (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path,
                              const char *currency);
gboolean _nomo_map_set_limit (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
gboolean _nomo_map_set_moment (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *path);
GPtrArray *_nomo_map_read_list (JsonNode *row, const char *path);
GArray *_nomo_map_read_ids (JsonNode *row, const char *path);
gboolean _nomo_map_read_hundredths (JsonNode *row, const char *path, gint64 *hundredths);
char *_nomo_map_dup_link (JsonNode *row, const char *path);
void _nomo_map_copy_link (NomoRecordBuilder *builder, guint field, JsonNode *row, const char *const *paths);
void _nomo_map_set_refs (NomoRecordBuilder *builder, guint part, guint field, JsonNode *row, const char *path);
gboolean _nomo_map_read_item_product (JsonNode *item, gint64 *id);
gboolean _nomo_map_read_item_quantity (JsonNode *item, gint64 *quantity);
char *_nomo_map_dup_item_name (JsonNode *item);
gboolean _nomo_map_tells_rows (JsonNode *row, const char *path);
gboolean _nomo_map_coupon_lists (NomoRecordBuilder *builder, JsonNode *row, GError **error);
NomoRecord *_nomo_map_end (NomoRecordBuilder *builder, GError **error);

G_END_DECLS
