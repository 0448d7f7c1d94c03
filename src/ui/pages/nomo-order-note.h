#pragma once

#include <adwaita.h>

#include "nomo-shop.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ORDER_NOTE (nomo_order_note_get_type ())
G_DECLARE_FINAL_TYPE (NomoOrderNote, nomo_order_note, NOMO, ORDER_NOTE, AdwPreferencesGroup)

void nomo_order_note_show (NomoOrderNote *self, NomoShop *shop, NomoRecord *order);
char *nomo_order_note_dup_typed (NomoOrderNote *self);
void nomo_order_note_type (NomoOrderNote *self, const char *text);

G_END_DECLS
