#pragma once

#include "nomo-code-list.h"

G_BEGIN_DECLS

/**
 * NomoCodeBatchFacts:
 * @record: a batch of codes
 * @tally: how its codes stand
 *
 * A batch as a list shows it.
 */
typedef struct {
  NomoRecord *record;
  NomoCodeTally tally;
} NomoCodeBatchFacts;

/**
 * NomoCodeSheet:
 * @batch: (nullable): a batch of codes; %NULL of all
 * @codes: (element-type NomoCode): its codes; of all batches those alone that were used by somebody to whom they were not given
 * @names: (element-type gint64 utf8): the names of the customers that they tell of, by their ids
 * @tally: how the codes stand
 *
 * Codes with all that is shown of them.
 */
typedef struct {
  NomoRecord *batch;
  GPtrArray *codes;
  GHashTable *names;
  NomoCodeTally tally;
} NomoCodeSheet;

void nomo_code_batches_read_async (NomoStore *store, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer data);
GPtrArray *nomo_code_batches_read_finish (NomoStore *store, GAsyncResult *result, GError **error);
NomoCodeSheet *nomo_code_sheet_read (NomoStore *store, gint64 batch, GCancellable *cancellable, GError **error);
void nomo_code_sheet_read_async (NomoStore *store, gint64 batch, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer data);
NomoCodeSheet *nomo_code_sheet_read_finish (NomoStore *store, GAsyncResult *result, GError **error);
void nomo_code_sheet_free (NomoCodeSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCodeSheet, nomo_code_sheet_free)

G_END_DECLS
