#pragma once

#include "nomo-cells.h"

G_BEGIN_DECLS

GtkWidget *nomo_promotion_cell_create_gives (void);
void nomo_promotion_cell_show_gives (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop);
GtkWidget *nomo_promotion_cell_create_status (void);
void nomo_promotion_cell_show_status (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop);
void nomo_promotion_cell_show_start (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop);
void nomo_promotion_cell_show_end (GtkWidget *cell, NomoRecord *promotion, const NomoColumn *column, gpointer shop);

G_END_DECLS
