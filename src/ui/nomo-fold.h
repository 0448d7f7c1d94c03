#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_FOLD (nomo_fold_get_type ())
G_DECLARE_FINAL_TYPE (NomoFold, nomo_fold, NOMO, FOLD, AdwBin)

gboolean nomo_fold_get_folded (NomoFold *self);
void nomo_fold_set_can_unfold (NomoFold *self, gboolean can_unfold);
void nomo_fold_set_second_shown (NomoFold *self, gboolean shown);
gboolean nomo_fold_get_second_shown (NomoFold *self);

G_END_DECLS
