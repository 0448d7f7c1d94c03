#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_control_handle (NomoDemoCall *call);
NomoDemoJson *nomo_demo_control_begin (void);
void nomo_demo_control_end (NomoDemoCall *call, NomoDemoJson *json);
void nomo_demo_control_write_chains (NomoDemoCall *call);
void nomo_demo_control_fail (NomoDemoCall *call, guint status, const char *message);

G_END_DECLS
