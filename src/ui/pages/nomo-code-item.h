#pragma once

#include "nomo-code-sheet.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_CODE_ITEM (nomo_code_item_get_type ())
G_DECLARE_FINAL_TYPE (NomoCodeItem, nomo_code_item, NOMO, CODE_ITEM, GObject)

NomoCodeItem *nomo_code_item_new (void);
const NomoCode *nomo_code_item_get (NomoCodeItem *self);
void nomo_code_item_set (NomoCodeItem *self, const NomoCode *code);
GtkListItemFactory *nomo_code_factory_new (const NomoCodeSheet *const *sheet, GTimeZone *zone);

G_END_DECLS
