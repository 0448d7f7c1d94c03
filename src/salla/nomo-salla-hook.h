#pragma once

#include "nomo-secret.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoSallaHook:
 * @id: its id
 * @event: the event that it is of
 * @name: (nullable): what it is called
 * @url: where deliveries go
 * @version: 1 or 2, 0 when Salla does not tell it
 * @rule: (nullable): what an event must be like
 * @tells_strategy: whether Salla tells how its deliveries are known
 * @strategy: (nullable): `signature` or `token`, %NULL for none
 * @secret: (nullable): the secret for that, %NULL when Salla does not tell it
 *
 * A subscription of a store to an event.
 */
typedef struct {
  gint64 id;
  char *event;
  char *name;
  char *url;
  gint64 version;
  char *rule;
  gboolean tells_strategy;
  char *strategy;
  NomoSecret *secret;
} NomoSallaHook;

NomoSallaHook *nomo_salla_hook_read (JsonNode *row);
void nomo_salla_hook_free (NomoSallaHook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSallaHook, nomo_salla_hook_free)

GBytes *nomo_salla_hook_write_new (const char *event, const char *name, const char *url);
GBytes *nomo_salla_hook_write_whole (const char *name, const char *url, const char *strategy, const char *secret);

G_END_DECLS
