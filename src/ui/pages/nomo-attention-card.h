#pragma once

#include <adwaita.h>

#include "nomo-attention.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ATTENTION_CARD (nomo_attention_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoAttentionCard, nomo_attention_card, NOMO, ATTENTION_CARD, AdwBin)

void nomo_attention_card_set_shop (NomoAttentionCard *self, NomoShop *shop);
void nomo_attention_card_refresh (NomoAttentionCard *self);

G_END_DECLS
