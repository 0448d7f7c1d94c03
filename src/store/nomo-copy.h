#pragma once

#include "nomo-connection.h"
#include "nomo-entity.h"
#include "nomo-scratch.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the fact "token-ended" tells of a store that was made anew. */
#define NOMO_COPY_RESTORED "restored"

/**
 * NomoCopyFunc:
 * @done: how many bytes are copied
 * @total: of how many, which may grow while others write
 * @data: what nomo_copy_make() was given
 *
 * Called in the thread that copies.
 */
typedef void (*NomoCopyFunc) (guint64 done, guint64 total, gpointer data);

GHashTable *nomo_copy_make (const char *path, NomoScratch *scratch, NomoCopyFunc func, gpointer data,
                            GCancellable *cancellable, GError **error);
GHashTable *nomo_copy_twin (NomoConnection *from, NomoConnection *to, NomoCopyFunc func, gpointer data, GError **error);
gboolean nomo_copy_check (const char *path, GHashTable *counts, GPtrArray *problems, GCancellable *cancellable,
                          GError **error);
GHashTable *nomo_copy_count (const char *path, GCancellable *cancellable, GError **error);
GHashTable *nomo_copy_count_changed (const char *path, const char *copy, GCancellable *cancellable, GError **error);
gboolean nomo_copy_renew (const char *path, const NomoEntity *const *entities, GError **error);
gboolean nomo_copy_settle (const char *path, GError **error);

G_END_DECLS
