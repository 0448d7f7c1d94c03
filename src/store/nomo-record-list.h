#pragma once

#include "nomo-record-item.h"
#include "nomo-record-list-state.h"
#include "nomo-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOMO_TYPE_RECORD_LIST (nomo_record_list_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordList, nomo_record_list, NOMO, RECORD_LIST, GObject)

NomoRecordList *nomo_record_list_new (NomoStore *store, const NomoQuery *query);
NomoRecordListState nomo_record_list_get_state (NomoRecordList *self);
const GError *nomo_record_list_get_error (NomoRecordList *self);
double nomo_record_list_get_progress (NomoRecordList *self);
gint64 nomo_record_list_get_count (NomoRecordList *self);
guint64 nomo_record_list_get_seq (NomoRecordList *self);
void nomo_record_list_set_query (NomoRecordList *self, const NomoQuery *query);
const NomoQuery *nomo_record_list_get_query (NomoRecordList *self);
gint64 nomo_record_list_get_id (NomoRecordList *self, guint position);
int nomo_record_list_find (NomoRecordList *self, gint64 id);
guint nomo_record_list_look (NomoRecordList *self, guint first, guint n_rows);
void nomo_record_list_refresh (NomoRecordList *self);

G_END_DECLS
