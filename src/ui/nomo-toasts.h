#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NOMO_TYPE_TOASTS (nomo_toasts_get_type ())
G_DECLARE_FINAL_TYPE (NomoToasts, nomo_toasts, NOMO, TOASTS, GObject)

NomoToasts *nomo_toasts_new (AdwToastOverlay *overlay);
void nomo_toasts_show (NomoToasts *self, const char *sentence, const char *label, const char *action, GVariant *target,
                       gboolean may_wait);

G_END_DECLS
