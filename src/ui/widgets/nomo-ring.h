#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NOMO_TYPE_RING (nomo_ring_get_type ())
G_DECLARE_FINAL_TYPE (NomoRing, nomo_ring, NOMO, RING, GtkWidget)

GtkWidget *nomo_ring_new (void);
void nomo_ring_set_progress (NomoRing *self, gint64 done, gint64 total);
void nomo_ring_set_label (NomoRing *self, const char *label);

G_END_DECLS
