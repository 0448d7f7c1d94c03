#pragma once

#include "nomo-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOMO_TYPE_ALERTS (nomo_alerts_get_type ())
G_DECLARE_FINAL_TYPE (NomoAlerts, nomo_alerts, NOMO, ALERTS, GObject)

NomoAlerts *nomo_alerts_new (GApplication *application, NomoSession *session, GSettings *settings);
void nomo_alerts_try (NomoAlerts *self);

G_END_DECLS
