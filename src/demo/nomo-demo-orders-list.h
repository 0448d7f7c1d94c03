#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_orders_list (NomoDemoCall *call);

G_END_DECLS
