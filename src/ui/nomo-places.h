#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NomoPlace:
 * @name: how actions and the session name the page
 * @label: its name in the sidebar, a msgid to translate when shown
 * @icon: icon name
 * @group: the heading it stands under, a msgid; %NULL on top
 * @get_type: the type of the page
 *
 * A page that exists, as sidebar, bottom bar and shortcuts show it.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *icon;
  const char *group;
  GType (*get_type) (void);
} NomoPlace;

const NomoPlace *nomo_places (guint *n_places);

G_END_DECLS
