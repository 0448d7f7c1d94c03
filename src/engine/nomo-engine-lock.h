#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoEngineLock:
 *
 * Proof that this process, and no other, runs the engine of a store. The system takes it back when the process ends, however
 * it ends.
 */
typedef struct _NomoEngineLock NomoEngineLock;

NomoEngineLock *nomo_engine_lock_take (const char *path, GError **error);
void nomo_engine_lock_take_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer data);
NomoEngineLock *nomo_engine_lock_take_finish (GAsyncResult *result, GError **error);
char *nomo_engine_lock_dup_holder (const char *path);
void nomo_engine_lock_free (NomoEngineLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoEngineLock, nomo_engine_lock_free)

G_END_DECLS
