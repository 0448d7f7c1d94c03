#pragma once

#include "nomo-json.h"

G_BEGIN_DECLS

GBytes *nomo_json_gate (GBytes *body, gsize max_size, NomoJsonReport *report, GError **error);

G_END_DECLS
