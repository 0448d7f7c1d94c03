#pragma once

#include <gio/gio.h>

#include "nomo-proof.h"

G_BEGIN_DECLS

gboolean nomo_proof_pdf_write (const NomoProof *proof, const char *path, GError **error);
void nomo_proof_pdf_write_async (NomoProof *proof, const char *path, GAsyncReadyCallback callback, gpointer data);
gboolean nomo_proof_pdf_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
