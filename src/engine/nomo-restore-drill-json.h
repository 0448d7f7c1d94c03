#pragma once

#include "nomo-restore-drill.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *nomo_restore_drill_to_json (const NomoRestoreDrill *drill);

G_END_DECLS
