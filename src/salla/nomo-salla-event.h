#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoSallaEvent:
 * @name: what happened, such as `order.created`
 * @merchant: the store's number at Salla, 0 where there is none
 * @as_of: when Salla said it, by its clock, UTC milliseconds to the second; 0 where it does not tell
 * @data: what it tells of it
 *
 * What a delivery says.
 */
typedef struct {
  char *name;
  gint64 merchant;
  gint64 as_of;
  JsonNode *data;
} NomoSallaEvent;

NomoSallaEvent *nomo_salla_event_read (GBytes *body, GError **error);
void nomo_salla_event_free (NomoSallaEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSallaEvent, nomo_salla_event_free)

G_END_DECLS
