#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NOMO_TYPE_UPGRADE_WATCH (nomo_upgrade_watch_get_type ())
G_DECLARE_FINAL_TYPE (NomoUpgradeWatch, nomo_upgrade_watch, NOMO, UPGRADE_WATCH, GObject)

NomoUpgradeWatch *nomo_upgrade_watch_new (void);
int nomo_upgrade_watch_get_done (NomoUpgradeWatch *self);
void nomo_upgrade_watch_forget (NomoUpgradeWatch *self);
void nomo_upgrade_watch_stop (NomoUpgradeWatch *self);

G_END_DECLS
