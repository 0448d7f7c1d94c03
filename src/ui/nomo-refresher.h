#pragma once

#include <gtk/gtk.h>

#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoRefreshFunc:
 * @data: what nomo_refresher_new() was given
 *
 * Begins to read what a widget shows; nomo_refresher_end() says when that is over.
 */
typedef void (*NomoRefreshFunc) (gpointer data);

#define NOMO_TYPE_REFRESHER (nomo_refresher_get_type ())
G_DECLARE_FINAL_TYPE (NomoRefresher, nomo_refresher, NOMO, REFRESHER, GObject)

NomoRefresher *nomo_refresher_new (GtkWidget *widget, NomoStore *store, guint rest, NomoRefreshFunc read,
                                   gpointer data);
void nomo_refresher_run (NomoRefresher *self);
gboolean nomo_refresher_end (NomoRefresher *self);

G_END_DECLS
