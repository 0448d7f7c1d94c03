#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_grant_read (NomoDemoCall *call);
void nomo_demo_grant_handle (NomoDemoCall *call);
char *nomo_demo_grant_dup_summary (const NomoDemoCall *call);

G_END_DECLS
