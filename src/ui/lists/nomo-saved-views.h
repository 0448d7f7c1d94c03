#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Letters of a name. */
#define NOMO_VIEW_NAME 60

/**
 * NomoSavedView:
 * @name: what the merchant calls it
 * @view: of nomo_list_view_create()
 * @removed: whether it was deleted, and may come back
 *
 * A way to look at a list.
 */
typedef struct {
  char *name;
  GVariant *view;
  gboolean removed;
} NomoSavedView;

GPtrArray *nomo_saved_views_new (void);
void nomo_saved_views_read (GPtrArray *views, const char *text);
char *nomo_saved_views_print (GPtrArray *views);
char *nomo_saved_views_check_name (GPtrArray *views, const char *name, const NomoSavedView *but);
void nomo_saved_views_add (GPtrArray *views, const char *name, GVariant *view);
void nomo_saved_view_rename (NomoSavedView *view, const char *name);
void nomo_saved_views_purge (GPtrArray *views);

G_END_DECLS
