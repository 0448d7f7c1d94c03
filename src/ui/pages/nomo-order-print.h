#pragma once

#include <gtk/gtk.h>

#include "nomo-query.h"
#include "nomo-session.h"

G_BEGIN_DECLS

GtkPrintOperation *nomo_order_print_new (GPtrArray *orders, NomoShop *shop);
void nomo_order_print_ask (GtkWindow *window, NomoSession *session, const NomoQuery *query, gint64 count);

G_END_DECLS
