#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

gboolean nomo_demo_mishap_answer (NomoDemoCall *call);
void nomo_demo_mishap_finish (NomoDemoCall *call);

G_END_DECLS
