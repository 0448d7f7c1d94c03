#pragma once

#include <glib.h>

/* Goes along with a run, and keeps of each place on the way what a kill there would leave: the files as they are then. */
typedef struct _Trail Trail;

typedef void (*TrailFunc) (const char *state, const char *directory, gpointer data);

Trail *trail_new (const char *directory, const char *its);
void trail_look (Trail *self);
gboolean trail_has (Trail *self, const char *state);
guint trail_count_places (Trail *self);
guint trail_count_states (Trail *self);
void trail_visit (Trail *self, TrailFunc func, gpointer data);
void trail_free (Trail *self);

char *trail_copy (const char *directory);
char *trail_dup_state (const char *directory, const char *its);
