#pragma once

#include "nomo-commit.h"
#include "nomo-days.h"
#include "nomo-group.h"
#include "nomo-query.h"
#include "nomo-record.h"
#include "nomo-store-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOMO_TYPE_STORE (nomo_store_get_type ())
G_DECLARE_FINAL_TYPE (NomoStore, nomo_store, NOMO, STORE, GObject)

/* Functions without _async block: for worker threads, tests and the command line. */

NomoStore *nomo_store_open (const char *path, const NomoEntity *const *entities, GError **error);
NomoStore *nomo_store_open_to_read (const char *path, const NomoEntity *const *entities, GError **error);
void nomo_store_open_async (const char *path, const NomoEntity *const *entities, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
void nomo_store_open_to_read_async (const char *path, const NomoEntity *const *entities, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
NomoStore *nomo_store_open_finish (GAsyncResult *result, GError **error);
void nomo_store_close (NomoStore *self);

const char *nomo_store_get_path (NomoStore *self);
const GError *nomo_store_get_read_only (NomoStore *self);
const NomoEntity *nomo_store_find_entity (NomoStore *self, const char *name);
guint64 nomo_store_get_seq (NomoStore *self);

gboolean nomo_store_commit (NomoStore *self, const NomoCommit *commit, NomoCommitResult *result, GError **error);
gboolean nomo_store_commit_all (NomoStore *self, const GPtrArray *commits, GError **error);
void nomo_store_commit_async (NomoStore *self, NomoCommit *commit, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean nomo_store_commit_finish (NomoStore *self, GAsyncResult *task, NomoCommitResult *result, GError **error);

gboolean nomo_store_append (NomoStore *self, const GPtrArray *facts, guint *added, GError **error);
GArray *nomo_store_list_doubts (NomoStore *self, const NomoEntity *entity, guint limit, GError **error);
GArray *nomo_store_list_told (NomoStore *self, const NomoEntity *entity, guint64 since, GError **error);
GArray *nomo_store_list_below (NomoStore *self, const NomoEntity *entity, gint64 below, guint limit, gint64 *left,
                               GError **error);
GArray *nomo_store_list_unseen (NomoStore *self, const NomoEntity *entity, gint64 since, guint limit, GError **error);

char *nomo_store_dup_mark (NomoStore *self, const char *name);
void nomo_store_read_marks_async (NomoStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
GHashTable *nomo_store_read_marks_finish (NomoStore *self, GAsyncResult *result, GError **error);

char *nomo_store_dup_meta (NomoStore *self, const char *key);
gboolean nomo_store_write_meta (NomoStore *self, GHashTable *facts, GError **error);
void nomo_store_write_meta_async (NomoStore *self, GHashTable *facts, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean nomo_store_write_meta_finish (NomoStore *self, GAsyncResult *result, GError **error);
void nomo_store_read_meta_async (NomoStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
GHashTable *nomo_store_read_meta_finish (NomoStore *self, GAsyncResult *result, GError **error);

NomoRecord *nomo_store_get (NomoStore *self, const NomoEntity *entity, gint64 id, GError **error);
void nomo_store_get_async (NomoStore *self, const NomoEntity *entity, gint64 id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
NomoRecord *nomo_store_get_finish (NomoStore *self, GAsyncResult *result, GError **error);

GPtrArray *nomo_store_list (NomoStore *self, const NomoQuery *query, guint offset, guint limit, GError **error);
GPtrArray *nomo_store_list_rows (NomoStore *self, const NomoQuery *query, guint offset, guint limit, GError **error);
void nomo_store_list_async (NomoStore *self, const NomoQuery *query, guint offset, guint limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nomo_store_list_finish (NomoStore *self, GAsyncResult *result, guint64 *seq, GError **error);
GArray *nomo_store_list_ids (NomoStore *self, const NomoQuery *query, guint limit, guint64 *seq, GError **error);

gint64 nomo_store_count (NomoStore *self, const NomoQuery *query, GError **error);
GArray *nomo_store_group (NomoStore *self, const NomoQuery *query, const NomoGroupBy *by, GError **error);
void nomo_store_group_async (NomoStore *self, const NomoQuery *query, const NomoGroupBy *by, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
GArray *nomo_store_group_finish (NomoStore *self, GAsyncResult *result, GError **error);
gboolean nomo_store_sum (NomoStore *self, const NomoQuery *query, guint field, gint64 *count, gint64 *sum,
                         GError **error);
void nomo_store_sum_async (NomoStore *self, const NomoQuery *query, guint field, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
gboolean nomo_store_sum_finish (NomoStore *self, GAsyncResult *result, gint64 *count, gint64 *sum, GError **error);
GHashTable *nomo_store_count_by (NomoStore *self, const NomoQuery *query, guint field, GError **error);
void nomo_store_count_by_async (NomoStore *self, const NomoQuery *query, guint field, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GHashTable *nomo_store_count_by_finish (NomoStore *self, GAsyncResult *result, GError **error);

NomoDays *nomo_store_read_days (NomoStore *self, const char *rollup, const char *dim, int from_day, int to_day,
                                GError **error);
void nomo_store_read_days_async (NomoStore *self, const char *rollup, const char *dim, int from_day, int to_day,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NomoDays *nomo_store_read_days_finish (NomoStore *self, GAsyncResult *result, GError **error);
GArray *nomo_store_read_dims (NomoStore *self, const char *rollup, int from_day, int to_day, gboolean by_day,
                              guint64 *seq, GError **error);

GPtrArray *nomo_store_search (NomoStore *self, const char *text, guint limit, GError **error);
void nomo_store_search_async (NomoStore *self, const char *text, guint limit, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nomo_store_search_finish (NomoStore *self, GAsyncResult *result, GError **error);

gint64 nomo_store_count_raw (NomoStore *self, const char *entity_name, GError **error);
gboolean nomo_store_check (NomoStore *self, GPtrArray *problems, GError **error);
gint64 nomo_store_count_dangling (NomoStore *self, const NomoEntity *entity, guint field, GError **error);
gboolean nomo_store_count_since (NomoStore *self, const NomoEntity *entity, guint64 since, gint64 *changed,
                                 gint64 *deleted, GError **error);

G_END_DECLS
