#pragma once

#include <adwaita.h>

#include "nomo-empty.h"

G_BEGIN_DECLS

/**
 * NomoRowsCreate:
 *
 * Returns: (transfer floating): an empty #GtkListBoxRow
 */
typedef GtkWidget *(*NomoRowsCreate) (void);

/**
 * NomoRowsShow:
 * @row: a row that #NomoRowsCreate made
 * @item: what it is to show
 * @data: what nomo_rows_card_show() was given
 */
typedef void (*NomoRowsShow) (GtkWidget *row, gconstpointer item, gpointer data);

#define NOMO_TYPE_ROWS_CARD (nomo_rows_card_get_type ())
G_DECLARE_FINAL_TYPE (NomoRowsCard, nomo_rows_card, NOMO, ROWS_CARD, AdwBin)

NomoEmpty *nomo_rows_card_get_empty (NomoRowsCard *self);
void nomo_rows_card_show (NomoRowsCard *self, const GPtrArray *items, NomoRowsCreate create, NomoRowsShow show,
                          gpointer data);
void nomo_rows_card_show_error (NomoRowsCard *self, const char *title, const GError *error);

G_END_DECLS
