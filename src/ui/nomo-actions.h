#pragma once

#include "nomo-application.h"

G_BEGIN_DECLS

void nomo_actions_install (NomoApplication *application);

G_END_DECLS
