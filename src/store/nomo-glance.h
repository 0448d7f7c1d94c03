#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoGlance:
 * @schema: the version of its tables
 * @newest: the version that this program writes
 * @counts: (element-type utf8 gint64): how many records of each kind it has, a kind without any left out
 * @facts: (element-type utf8 utf8): those of its facts that were asked for
 * @marks: (element-type utf8 utf8): those of its positions that were asked for
 * @n_raw: how many rows could not be understood and are kept as they came
 * @outbox: (element-type utf8 gint64): how many records are in each state of the outbox
 * @problems: (element-type utf8): what the quick check found
 *
 * What a store's file is like, without what is in its records.
 */
typedef struct {
  gint64 schema;
  int newest;
  GHashTable *counts;
  GHashTable *facts;
  GHashTable *marks;
  gint64 n_raw;
  GHashTable *outbox;
  GPtrArray *problems;
} NomoGlance;

NomoGlance *nomo_glance_take (const char *path, const char *const *facts, const char *const *marks,
                              GCancellable *cancellable, GError **error);
void nomo_glance_free (NomoGlance *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoGlance, nomo_glance_free)

void nomo_glance_check_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
GPtrArray *nomo_glance_check_finish (GAsyncResult *result, GError **error);

const char *nomo_glance_get_library (void);

G_END_DECLS
