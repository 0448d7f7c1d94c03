#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_SEGMENTED (nomo_segmented_get_type ())
G_DECLARE_FINAL_TYPE (NomoSegmented, nomo_segmented, NOMO, SEGMENTED, GtkWidget)

GtkWidget *nomo_segmented_new (void);
void nomo_segmented_add (NomoSegmented *self, const char *id, const char *label);
void nomo_segmented_set_count (NomoSegmented *self, const char *id, gint64 count);
void nomo_segmented_set_rare (NomoSegmented *self, const char *id);
void nomo_segmented_set_active (NomoSegmented *self, const char *id);
const char *nomo_segmented_get_active (NomoSegmented *self);
void nomo_segmented_set_label (NomoSegmented *self, const char *label);
void nomo_segmented_focus (NomoSegmented *self);

G_END_DECLS
