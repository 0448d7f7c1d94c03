#pragma once

#include "nomo-demo-json.h"

G_BEGIN_DECLS

NomoDemoStamp nomo_demo_hook_stamp (guint number);
NomoDemoJson *nomo_demo_hook_envelope_begin (const char *event, gint64 merchant, gint64 moment, NomoDemoStamp stamp,
                                             guint number);
GBytes *nomo_demo_hook_envelope_end (NomoDemoJson *json);

G_END_DECLS
