#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * NomoBarItem:
 * @key: by what its rows are found
 * @name: (nullable): what it is called; people wrote it
 * @amount: how much it is
 *
 * A row of a ranked list.
 */
typedef struct {
  const char *key;
  const char *name;
  gint64 amount;
} NomoBarItem;

typedef char *(*NomoBarWord) (gint64 amount, gpointer data);

#define NOMO_TYPE_BAR_LIST (nomo_bar_list_get_type ())
G_DECLARE_FINAL_TYPE (NomoBarList, nomo_bar_list, NOMO, BAR_LIST, AdwBin)

GtkWidget *nomo_bar_list_new (void);
void nomo_bar_list_set_label (NomoBarList *self, const char *label);
void nomo_bar_list_set_items (NomoBarList *self, const NomoBarItem *items, guint n_items, guint at_most,
                              NomoBarWord word, gpointer data);

G_END_DECLS
