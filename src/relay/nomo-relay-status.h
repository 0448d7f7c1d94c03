#pragma once

#include "nomo-inbox-summary.h"
#include "nomo-relay-home.h"
#include "nomo-relay-notice.h"
#include "nomo-relay-refused.h"
#include "nomo-relay-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoRelayStatus:
 * @folder: the relay's folder
 * @held_by: (nullable): the program that serves, such as `nomo-relay (1234)`
 * @notice: (nullable): what it tells of itself
 * @refused: (nullable): what it has refused, if it can be asked
 * @inbox: (nullable): how the inbox stands; %NULL before the relay has served for the first time
 * @stores: the stores
 * @settings: what relay.conf says
 * @certificate: (nullable): the certificate that relay.conf names
 * @lack: (nullable): why it cannot be used
 *
 * How a relay stands.
 */
typedef struct {
  char *folder;
  char *held_by;
  NomoRelayNotice *notice;
  NomoRelayRefused *refused;
  NomoInboxSummary *inbox;
  NomoRelayStores *stores;
  const NomoRelaySettings *settings;
  NomoRelayHome *home;
  GTlsCertificate *certificate;
  GError *lack;
} NomoRelayStatus;

NomoRelayStatus *nomo_relay_status_read (const char *folder, gint64 now, GError **error);
JsonObject *nomo_relay_status_to_json (const NomoRelayStatus *self, gint64 now);
char *nomo_relay_status_to_text (const NomoRelayStatus *self, gint64 now);
void nomo_relay_status_free (NomoRelayStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRelayStatus, nomo_relay_status_free)

G_END_DECLS
