#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

#define NOMO_DEMO_API_PREFIX "/admin/v2"

void nomo_demo_api_handle (NomoDemoCall *call);
void nomo_demo_api_user_info (NomoDemoCall *call);

G_END_DECLS
