#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ACTIVITY (nomo_activity_get_type ())
G_DECLARE_FINAL_TYPE (NomoActivity, nomo_activity, NOMO, ACTIVITY, GtkPopover)

NomoActivity *nomo_activity_new (void);
void nomo_activity_set_session (NomoActivity *self, NomoSession *session);

G_END_DECLS
