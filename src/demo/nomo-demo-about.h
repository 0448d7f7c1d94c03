#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_about_user (NomoDemoCall *call);
void nomo_demo_about_store (NomoDemoCall *call, gint64 unused);

G_END_DECLS
