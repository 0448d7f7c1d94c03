#pragma once

#include "nomo-job.h"
#include "nomo-proof.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

/**
 * NomoProofOptions:
 * @backup: (nullable): a backup of the store that is to be opened
 * @passphrase: (nullable): its passphrase
 *
 * What is proved beside the store.
 */
typedef struct {
  const char *backup;
  const char *passphrase;
} NomoProofOptions;

void nomo_proof_run_async (NomoShop *shop, const NomoProofOptions *options, NomoJob *job, GAsyncReadyCallback callback,
                           gpointer data);
NomoProof *nomo_proof_run_finish (NomoShop *shop, GAsyncResult *result, GError **error);

G_END_DECLS
