#pragma once

#include "nomo-query.h"
#include "nomo-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nomo_coupon_actions_pause (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count);
void nomo_coupon_actions_resume (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count);
void nomo_coupon_actions_extend (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count);
void nomo_coupon_actions_delete (GtkWindow *window, NomoSession *session, const NomoQuery *coupons, gint64 count);

G_END_DECLS
