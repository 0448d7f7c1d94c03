#pragma once

#include "nomo-amount.h"
#include "nomo-record-table.h"
#include "nomo-status-pill.h"

G_BEGIN_DECLS

GtkWidget *nomo_cell_create_text (void);
GtkWidget *nomo_cell_create_dim_text (void);
GtkWidget *nomo_cell_create_code (void);
GtkWidget *nomo_cell_create_date (void);
GtkWidget *nomo_cell_create_amount (void);
GtkWidget *nomo_cell_create_pill (void);
NomoStatusPill *nomo_cell_get_pill (GtkWidget *cell);

void nomo_cell_show_title (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop);
void nomo_cell_show_text (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop);
void nomo_cell_show_phone (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop);
void nomo_cell_show_date (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop);
void nomo_cell_show_money (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop);
void nomo_cell_show_number (GtkWidget *cell, NomoRecord *record, const NomoColumn *column, gpointer shop);

char *nomo_cell_dup_when (NomoRecord *record, guint field, gpointer shop);

/* The row of a narrow list: title and amount, below them a detail and a pill. */
GtkWidget *nomo_cell_create_row (void);
void nomo_cell_row_set (GtkWidget *row, const char *title, const char *detail);
NomoAmount *nomo_cell_row_get_amount (GtkWidget *row);
NomoStatusPill *nomo_cell_row_get_pill (GtkWidget *row);

G_END_DECLS
