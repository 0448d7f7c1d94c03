#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

/**
 * NomoPlace:
 * @name: how actions and the session name the page
 * @label: its name in the sidebar, a msgid to translate when shown
 * @icon: icon name
 * @group: the heading it stands under, a msgid; %NULL on top
 * @entity: the entity whose records it lists; %NULL for none
 * @create: makes the page
 * @keywords: other words that people look for it by, with a semicolon between them, a msgid; %NULL of a page that is only
 *   reached from another
 * @short_label: what the bottom bar of a narrow window calls it, a msgid; %NULL where @label is short enough
 * @row: the page whose row of the sidebar it shares, as one of its tabs; %NULL for a row of its own
 *
 * A page that exists, as sidebar, bottom bar and shortcuts show it.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *icon;
  const char *group;
  const char *entity;
  NomoPage *(*create) (NomoSession *session);
  const char *keywords;
  const char *short_label;
  const char *row;
} NomoPlace;

const NomoPlace *nomo_places (guint *n_places);
const NomoPlace *nomo_places_find (const char *entity);
const NomoPlace *nomo_places_get (const char *name);
const char *nomo_places_get_row (const char *name);

G_END_DECLS
