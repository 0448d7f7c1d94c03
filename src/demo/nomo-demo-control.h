#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_control_handle (NomoDemoCall *call);

G_END_DECLS
