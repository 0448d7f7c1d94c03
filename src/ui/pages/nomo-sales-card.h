#pragma once

#include <adwaita.h>

#include "nomo-figures.h"

G_BEGIN_DECLS

#define NOMO_TYPE_SALES_CARD (nomo_sales_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoSalesCard, nomo_sales_card, NOMO, SALES_CARD, AdwBin)

void nomo_sales_card_set_moment (NomoSalesCard *self, int today, const char *until);
void nomo_sales_card_show_figures (NomoSalesCard *self, const NomoFigures *figures, const char *now,
                                   const char *before);
void nomo_sales_card_show_loading (NomoSalesCard *self);
void nomo_sales_card_show_empty (NomoSalesCard *self, const char *title, const char *sentence);
void nomo_sales_card_show_error (NomoSalesCard *self, const char *title, const char *sentence, const char *action_name);
void nomo_sales_card_set_stamp (NomoSalesCard *self, const char *stamp);

G_END_DECLS
