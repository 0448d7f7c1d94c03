#pragma once

#include "nomo-entity.h"
#include "nomo-value.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD (nomo_record_get_type ())
GType nomo_record_get_type (void);

NomoRecord *nomo_record_ref (NomoRecord *self);
void nomo_record_unref (NomoRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRecord, nomo_record_unref)

const NomoEntity *nomo_record_get_entity (const NomoRecord *self);
gint64 nomo_record_get_id (const NomoRecord *self);
gint64 nomo_record_get_as_of (const NomoRecord *self);
guint64 nomo_record_get_seq (const NomoRecord *self);
gint64 nomo_record_get_salla_id (const NomoRecord *self);
gboolean nomo_record_is_pending (const NomoRecord *self);
gboolean nomo_record_is_refused (const NomoRecord *self);
const NomoValue *nomo_record_get_confirmed (const NomoRecord *self, guint field);
NomoRecord *nomo_record_dup_confirmed (const NomoRecord *self);
gboolean nomo_record_is_deleted (const NomoRecord *self);
gboolean nomo_record_is_null (const NomoRecord *self, guint field);
gint64 nomo_record_get_int (const NomoRecord *self, guint field);
const char *nomo_record_get_text (const NomoRecord *self, guint field);
guint nomo_record_count_part (const NomoRecord *self, guint part);
gboolean nomo_record_part_is_null (const NomoRecord *self, guint part, guint row, guint field);
gint64 nomo_record_part_int (const NomoRecord *self, guint part, guint row, guint field);
const char *nomo_record_part_text (const NomoRecord *self, guint part, guint row, guint field);
gboolean nomo_record_equal (const NomoRecord *a, const NomoRecord *b);
gboolean nomo_record_validate (const NomoRecord *self, GError **error);
char *nomo_record_to_json (const NomoRecord *self);
void nomo_record_append_json (const NomoRecord *self, const gboolean *wanted, GString *out);

NomoRecordBuilder *nomo_record_build (const NomoEntity *entity, gint64 id);
NomoRecordBuilder *nomo_record_build_from (const NomoRecord *record);
NomoRecordBuilder *nomo_record_rebuild (const NomoRecord *record);
void nomo_builder_set_int (NomoRecordBuilder *self, guint field, gint64 value);
void nomo_builder_set_text (NomoRecordBuilder *self, guint field, const char *value);
void nomo_builder_set_null (NomoRecordBuilder *self, guint field);
void nomo_builder_set_as_of (NomoRecordBuilder *self, gint64 ms);
void nomo_builder_clear_part (NomoRecordBuilder *self, guint part);
void nomo_builder_forget_part (NomoRecordBuilder *self, guint part);
void nomo_builder_add_part (NomoRecordBuilder *self, guint part);
void nomo_builder_part_int (NomoRecordBuilder *self, guint part, guint field, gint64 value);
void nomo_builder_part_text (NomoRecordBuilder *self, guint part, guint field, const char *value);
NomoRecord *nomo_builder_end (NomoRecordBuilder *self);
void nomo_builder_free (NomoRecordBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRecordBuilder, nomo_builder_free)

G_END_DECLS
