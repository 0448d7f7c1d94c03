#pragma once

#include <gtk/gtk.h>

#include "nomo-query.h"
#include "nomo-session.h"

G_BEGIN_DECLS

void nomo_record_export_ask (GtkWindow *parent, NomoSession *session, const char *title, const NomoQuery *query,
                             gint64 count, const char *columns);

G_END_DECLS
