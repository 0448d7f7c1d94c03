#pragma once

#include <glib.h>

/* Deliveries of several kinds, each with places for what tells one of them from the others. */

typedef struct _Templates Templates;

Templates *templates_load (const char *path, gint64 when, GError **error);
void templates_free (Templates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Templates, templates_free)
char *templates_make (Templates *self, guint number);
