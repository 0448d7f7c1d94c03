#pragma once

#include <gtk/gtk.h>

#include "nomo-period.h"

G_BEGIN_DECLS

#define NOMO_TYPE_OWN_DAYS (nomo_own_days_get_type ())
G_DECLARE_FINAL_TYPE (NomoOwnDays, nomo_own_days, NOMO, OWN_DAYS, GtkPopover)

GtkWidget *nomo_own_days_new (void);
void nomo_own_days_set (NomoOwnDays *self, NomoStretch days);
NomoStretch nomo_own_days_get (NomoOwnDays *self);

G_END_DECLS
