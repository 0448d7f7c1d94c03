#pragma once

#include <cairo.h>

#include "nomo-proof.h"

G_BEGIN_DECLS

void nomo_proof_mark_set_ink (NomoProofState state, cairo_t *cr);
void nomo_proof_mark_set_soft (NomoProofState state, cairo_t *cr);
void nomo_proof_mark_draw (NomoProofState state, cairo_t *cr, double x, double y, double size);

G_END_DECLS
