#pragma once

#include "nomo-connection.h"
#include "nomo-sql.h"
#include "nomo-store.h"
#include "nomo-table.h"
#include "nomo-worker.h"

G_BEGIN_DECLS

struct _NomoStore {
  GObject parent_instance;

  char *path;
  const NomoEntity *const *entities;
  GPtrArray *tables; /* NomoTable, like entities */

  /* Held while the writing connection is used. */
  GMutex write_mutex;
  NomoConnection *writer; /* NULL when closed or read only */
  GError *read_only;      /* nullable: why nothing can be written */
  char *views;            /* nullable: for each connection that reads a file of an older version */
  NomoWorker *worker;

  /* Guards what follows. */
  GMutex mutex;
  GQueue idle_readers;
  guint n_reads; /* under way */
  GCond no_read;
  gboolean closed;
  guint64 seq;

  /* The changed signal; of the opener's context. */
  GMainContext *context;
  GSource *watch;
  GSource *pending;
  gint64 announced_at; /* monotonic, microseconds */
  guint64 announced_seq;
  gboolean looking;
};

/* One read: one connection, one snapshot. */
typedef struct {
  NomoStore *store;
  NomoConnection *connection;
  guint64 seq;
} NomoRead;

NomoRead *_nomo_read_begin (NomoStore *store, GCancellable *cancellable, GError **error);
void _nomo_read_end (NomoRead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRead, _nomo_read_end)
void _nomo_store_close_readers (NomoStore *self);

NomoTable *_nomo_store_find_table (NomoStore *self, const NomoEntity *entity, GError **error);
gboolean _nomo_store_write (NomoStore *self, const NomoCommit *const *commits, guint n, NomoCommitResult *results,
                            GError **error);
gboolean _nomo_store_may_write (NomoStore *self, GError **error);
gboolean _nomo_store_write_facts (NomoStore *self, GHashTable *facts, GError **error);
void _nomo_store_scrub (NomoStore *self);
void _nomo_store_raise_seq (NomoStore *self, guint64 seq);
void _nomo_store_watch (NomoStore *self);
void _nomo_store_unwatch (NomoStore *self);
void _nomo_store_announce (NomoStore *self);
void _nomo_store_set_closed_error (GError **error);

gboolean _nomo_check_pages (NomoConnection *connection, GPtrArray *problems, GError **error);
gboolean _nomo_check_pages_quickly (NomoConnection *connection, GPtrArray *problems, GError **error);
GHashTable *_nomo_copy_count_records (NomoConnection *connection, GError **error);

GPtrArray *_nomo_read_list (NomoRead *read, const NomoQuery *query, guint offset, guint limit, gboolean parts,
                            GError **error);
GPtrArray *_nomo_read_records (NomoRead *read, const NomoEntity *entity, const gint64 *ids, guint n_ids,
                               guint64 newer_than, GError **error);
GArray *_nomo_read_ids (NomoRead *read, const NomoQuery *query, guint limit, gint *seen, GError **error);
gint64 _nomo_read_count (NomoRead *read, const NomoQuery *query, GError **error);
GArray *_nomo_read_numbers (NomoRead *read, const NomoSql *sql, GError **error);
GArray *_nomo_read_changed (NomoRead *read, const NomoEntity *entity, guint64 since, guint limit, GError **error);
gint64 _nomo_read_place (NomoRead *read, const NomoQuery *query, gint64 id, GError **error);

G_END_DECLS
