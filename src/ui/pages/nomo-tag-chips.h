#pragma once

#include <gtk/gtk.h>

#include "nomo-store.h"

G_BEGIN_DECLS

#define NOMO_TYPE_TAG_CHIPS (nomo_tag_chips_get_type ())
G_DECLARE_FINAL_TYPE (NomoTagChips, nomo_tag_chips, NOMO, TAG_CHIPS, GtkBox)

GtkWidget *nomo_tag_chips_new (const char *label, NomoStore *store, gboolean makes);
void nomo_tag_chips_set_store (NomoTagChips *self, NomoStore *store);
void nomo_tag_chips_set_names (NomoTagChips *self, const char *const *names);
void nomo_tag_chips_refuse (NomoTagChips *self, const char *const *names, const char *chosen);
const char *const *nomo_tag_chips_get_names (NomoTagChips *self);

G_END_DECLS
