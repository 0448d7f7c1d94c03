#pragma once

#include "nomo-shop.h"
#include "nomo-style.h"

G_BEGIN_DECLS

/**
 * NomoSyncState:
 * @icon: icon name
 * @tone: what the icon means
 * @title: how the shop stands, a few words
 * @detail: one short line more
 * @banner: a sentence that must be seen; %NULL when all is well
 * @banner_tone: what the banner means
 * @action_label: a verb that helps; %NULL without one
 * @action: detailed name of the action behind @action_label
 *
 * A shop's state in words, in the language of the interface.
 */
typedef struct {
  const char *icon;
  NomoTone tone;
  char *title;
  char *detail;
  char *banner;
  NomoTone banner_tone;
  char *action_label;
  const char *action;
} NomoSyncState;

NomoSyncState *nomo_sync_state_read (NomoShop *shop);
void nomo_sync_state_add_last (NomoSyncState *self, const GError *error, gint64 expires, GTimeZone *zone);
void nomo_sync_state_free (NomoSyncState *self);
char *nomo_sync_state_outbox (NomoShop *shop);
char *nomo_sync_state_as_of (gint64 as_of, GTimeZone *zone);
char *nomo_sync_state_progress (NomoJob *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSyncState, nomo_sync_state_free)

G_END_DECLS
