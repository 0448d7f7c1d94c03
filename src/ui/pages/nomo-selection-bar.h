#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * NomoBulkAction:
 * @name: what the page's action `records.do` is told
 * @label: msgid: a verb, like "Print"
 * @icon: icon name, for where there is no room for words
 *
 * What can be done with the selected records of a list.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *icon;
} NomoBulkAction;

#define NOMO_TYPE_SELECTION_BAR (nomo_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (NomoSelectionBar, nomo_selection_bar, NOMO, SELECTION_BAR, AdwBin)

void nomo_selection_bar_add (NomoSelectionBar *self, const NomoBulkAction *action);
void nomo_selection_bar_show (NomoSelectionBar *self, const char *selected, const char *all);
void nomo_selection_bar_set_narrow (NomoSelectionBar *self, gboolean narrow);

G_END_DECLS
