#pragma once

#include <pango/pangocairo.h>

#include "nomo-proof.h"

G_BEGIN_DECLS

/**
 * NomoProofSheet:
 *
 * A proof on paper.
 */
typedef struct _NomoProofSheet NomoProofSheet;

NomoProofSheet *nomo_proof_sheet_new (const NomoProof *proof, PangoContext *context, double width, double height,
                                      gboolean rtl);
guint nomo_proof_sheet_get_n_pages (const NomoProofSheet *self);
void nomo_proof_sheet_draw (const NomoProofSheet *self, guint page, cairo_t *cr);
void nomo_proof_sheet_free (NomoProofSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoProofSheet, nomo_proof_sheet_free)

G_END_DECLS
