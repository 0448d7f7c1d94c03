#pragma once

#include "nomo-exit.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoRelayOptions:
 * @data: the relay's folder
 * @client_id: (nullable): the id of the Salla app
 * @accounts_url: (nullable): where the merchant signs in, in place of Salla
 * @api_url: (nullable): the API, in place of Salla's
 * @argument: (nullable): what follows the verb
 * @store: of replay, as what follows: only of this store, 0 for all
 * @delivery: this one alone, 0 for those from @from to @to
 * @from: from this one on
 * @to: up to this one, 0 for the last
 * @port: the port to listen at in place of the one that is set, −1 for that one
 * @json: whether programs read what is written
 * @replace: whether a restored backup may take the place of what is there
 * @with_parent: whether to end when standard input is closed
 *
 * What the command line says.
 */
typedef struct {
  char *data;
  char *client_id;
  char *accounts_url;
  char *api_url;
  const char *argument;
  gint64 store;
  gint64 delivery;
  gint64 from;
  gint64 to;
  int port;
  gboolean json;
  gboolean replace;
  gboolean with_parent;
} NomoRelayOptions;

int nomo_relay_command_fail (const GError *error);
int nomo_relay_command_usage (const char *why);
void nomo_relay_command_print (const NomoRelayOptions *options, JsonObject *object, const char *text);

int nomo_relay_run_backup (const NomoRelayOptions *options);
int nomo_relay_run_verify (const NomoRelayOptions *options);
int nomo_relay_run_restore (const NomoRelayOptions *options);

G_END_DECLS
