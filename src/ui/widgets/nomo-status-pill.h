#pragma once

#include "nomo-style.h"

G_BEGIN_DECLS

#define NOMO_TYPE_STATUS_PILL (nomo_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (NomoStatusPill, nomo_status_pill, NOMO, STATUS_PILL, GtkWidget)

GtkWidget *nomo_status_pill_new (NomoTone tone, const char *icon_name, const char *label);
void nomo_status_pill_set (NomoStatusPill *self, NomoTone tone, const char *icon_name, const char *label);
void nomo_status_pill_keep_whole (NomoStatusPill *self);
const char *nomo_status_pill_get_label (NomoStatusPill *self);

G_END_DECLS
