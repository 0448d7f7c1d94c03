#pragma once

#include "nomo-query.h"
#include "nomo-session.h"

G_BEGIN_DECLS

void nomo_order_tags_change_ask (GtkWindow *window, NomoSession *session, const NomoQuery *orders, gint64 count);

G_END_DECLS
