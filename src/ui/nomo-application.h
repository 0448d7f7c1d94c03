#pragma once

#include <adwaita.h>

#include "nomo-session.h"

G_BEGIN_DECLS

#define NOMO_TYPE_APPLICATION (nomo_application_get_type ())
G_DECLARE_FINAL_TYPE (NomoApplication, nomo_application, NOMO, APPLICATION, AdwApplication)

NomoApplication *nomo_application_new (void);
NomoSession *nomo_application_get_session (NomoApplication *self);

G_END_DECLS
