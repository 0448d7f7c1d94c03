#pragma once

#include "nomo-outbox-lane-private.h"

G_BEGIN_DECLS

void nomo_outbox_send (NomoOutboxLane *lane);

G_END_DECLS
