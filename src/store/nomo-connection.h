#pragma once

#include "nomo-statement.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoStep:
 * @NOMO_STEP_ROW: a row is there
 * @NOMO_STEP_DONE: there is no further row
 * @NOMO_STEP_ERROR: it failed, or it was cancelled
 */
typedef enum {
  NOMO_STEP_ROW,
  NOMO_STEP_DONE,
  NOMO_STEP_ERROR,
} NomoStep;

typedef struct _NomoConnection NomoConnection;

/**
 * NomoConnectionLogFunc:
 * @pages: how many pages are in the write-ahead log
 * @data: what nomo_connection_set_log_func() was given
 *
 * Called after each commit of a connection, by its thread.
 */
typedef void (*NomoConnectionLogFunc) (int pages, gpointer data);

NomoConnection *nomo_connection_open (const char *path, gboolean writable, GError **error);
NomoConnection *nomo_connection_open_alone (const char *path, GError **error);
NomoConnection *nomo_connection_open_sole (const char *path, GError **error);
void nomo_connection_keep_no_journal (NomoConnection *self);
gboolean nomo_connection_is_frozen (NomoConnection *self);
void nomo_connection_free (NomoConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoConnection, nomo_connection_free)

void nomo_connection_set_cancellable (NomoConnection *self, GCancellable *cancellable);
void nomo_connection_set_seen (NomoConnection *self, gint *seen);
void nomo_connection_set_patience (NomoConnection *self, int patience);
gboolean nomo_connection_has_patience (NomoConnection *self);
void nomo_connection_limit_memory (gint64 bytes);
void nomo_connection_keep_few_pages (NomoConnection *self);
gboolean nomo_connection_exec (NomoConnection *self, const char *sql, GError **error);
gboolean nomo_connection_read_int (NomoConnection *self, const char *sql, gint64 *value, GError **error);
NomoStatement *nomo_connection_prepare (NomoConnection *self, const char *sql, GError **error);
NomoStep nomo_connection_step (NomoConnection *self, NomoStatement *statement, GError **error);
gboolean nomo_connection_run (NomoConnection *self, NomoStatement *statement, GError **error);
void nomo_connection_set_log_func (NomoConnection *self, NomoConnectionLogFunc func, gpointer data);
void nomo_connection_move_log (NomoConnection *self);
gboolean nomo_connection_empty_log (NomoConnection *self);
void nomo_connection_trim (NomoConnection *self);

G_END_DECLS
