#pragma once

#include "nomo-store.h"

G_BEGIN_DECLS

#define NOMO_HISTORY_CREATED "created"
#define NOMO_HISTORY_DELETED "deleted"

/**
 * NomoHistoryEntry:
 * @commit_id: id of the commit, by which it can be undone
 * @actor: who wrote
 * @at: when, UTC milliseconds
 * @field: name of a field or a part, or %NOMO_HISTORY_CREATED or %NOMO_HISTORY_DELETED
 * @before: (nullable): the value that was, as text
 * @after: (nullable): the value that came
 *
 * One change of one value.
 */
typedef struct {
  char *commit_id;
  char *actor;
  gint64 at;
  char *field;
  char *before;
  char *after;
} NomoHistoryEntry;

void nomo_history_entry_free (NomoHistoryEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoHistoryEntry, nomo_history_entry_free)

/**
 * NomoConflict:
 * @entity: name of an entity
 * @id: id of a record
 * @field: name of a field
 * @reason: "edit" when two had changed the value, else why an undo left it alone: "changed" (since), "salla" (it is Salla's),
 *   "erased", "gone" (the record is), "denied" (to the actor), "needed" (by a record that stays),
 *   "sent" (Salla has it)
 * @before: (nullable): the value from which both went out
 * @lost: (nullable): the value that lost
 * @kept: (nullable): the value that the store holds
 * @at: when, UTC milliseconds
 *
 * A value that lost against another.
 */
typedef struct {
  char *entity;
  gint64 id;
  char *field;
  char *reason;
  char *before;
  char *lost;
  char *kept;
  gint64 at;
} NomoConflict;

void nomo_conflict_free (NomoConflict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoConflict, nomo_conflict_free)

GPtrArray *nomo_store_read_history (NomoStore *self, const NomoEntity *entity, gint64 id, guint limit, GError **error);
void nomo_store_read_history_async (NomoStore *self, const NomoEntity *entity, gint64 id, guint limit,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nomo_store_read_history_finish (NomoStore *self, GAsyncResult *result, GError **error);
GPtrArray *nomo_store_read_conflicts (NomoStore *self, const char *commit_id, GError **error);

G_END_DECLS
