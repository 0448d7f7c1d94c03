#pragma once

#include "nomo-csv-pair.h"

G_BEGIN_DECLS

void nomo_refused_lines_append (GString *body, const GPtrArray *refused);

G_END_DECLS
