#pragma once

#include "nomo-outbox-lane-private.h"

G_BEGIN_DECLS

void nomo_outbox_look (NomoOutboxLane *lane);

G_END_DECLS
