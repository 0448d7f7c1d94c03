#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

gboolean nomo_demo_pace_check (NomoDemoCall *call);
gboolean nomo_demo_pace_check_token (NomoDemoCall *call);
gboolean nomo_demo_pace_meets_fault (NomoDemoCall *call);
void nomo_demo_pace_refuse (NomoDemoCall *call);

G_END_DECLS
