#pragma once

#include "nomo-query.h"
#include "nomo-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nomo_coupon_duplicate (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count);

G_END_DECLS
