#pragma once

#include "nomo-demo-json.h"

G_BEGIN_DECLS

gboolean nomo_demo_json_twist (NomoDemoJson *self, const char *name, const char *value);

G_END_DECLS
