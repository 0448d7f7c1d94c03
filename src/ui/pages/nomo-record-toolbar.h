#pragma once

#include "nomo-record-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD_TOOLBAR (nomo_record_toolbar_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordToolbar, nomo_record_toolbar, NOMO, RECORD_TOOLBAR, AdwBin)

void nomo_record_toolbar_fill (NomoRecordToolbar *self, const NomoRecordPageKind *kind, NomoRecordFilter *filter,
                               NomoRecordTable *table, NomoSession *session);
void nomo_record_toolbar_set_count (NomoRecordToolbar *self, const char *group, gint64 count);
void nomo_record_toolbar_set_narrow (NomoRecordToolbar *self, gboolean narrow);
void nomo_record_toolbar_open_filter (NomoRecordToolbar *self);

G_END_DECLS
