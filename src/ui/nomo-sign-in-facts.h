#pragma once

#include "nomo-style.h"
#include "nomo-token-keeper.h"

G_BEGIN_DECLS

typedef struct _NomoShop NomoShop;

/**
 * NomoSignInReading:
 * @state: how the sign-in stands
 * @error: (nullable): why it is not good
 * @expires: when it ends, UTC milliseconds; 0 when that is not known, as with the next two
 * @renewed: when it was renewed, or made
 * @due: when it is renewed next
 * @renewals: how often it has been renewed since it was made
 * @renewing: whether it is being renewed now
 * @lasting: whether it outlives this run
 * @held_by: (nullable): another program that runs the engine
 * @relay: (nullable): where the relay is that looks after the store
 *
 * What is known about a sign-in at one moment. Borrows from the shop it was read of.
 */
typedef struct {
  NomoTokenState state;
  const GError *error;
  gint64 expires;
  gint64 renewed;
  gint64 due;
  gint64 renewals;
  gboolean renewing;
  gboolean lasting;
  const char *held_by;
  const char *relay;
} NomoSignInReading;

/**
 * NomoSignInFacts:
 * @tone: what the state means
 * @icon: the icon of the state
 * @word: the state in a word
 * @owner: who keeps the sign-in
 * @owner_detail: (nullable): a short line more
 * @until_name: what @until is
 * @until: (nullable): when it ends or ended, date and time
 * @until_distance: (nullable): how far away that is
 * @since_name: what @since is
 * @since: (nullable): when it was renewed last, or made
 * @next: (nullable): when it is renewed next
 * @next_distance: (nullable): how far away that is
 * @renewing: whether it is being renewed now
 * @sentence: (nullable): what is the matter and what to do; %NULL when all is well
 * @action_label: (nullable): a verb that helps with that
 * @action: (nullable): the action behind @action_label
 *
 * A sign-in in words, in the language of the interface. Plain text.
 */
typedef struct {
  NomoTone tone;
  const char *icon;
  const char *word;
  char *owner;
  const char *owner_detail;
  const char *until_name;
  char *until;
  char *until_distance;
  const char *since_name;
  char *since;
  char *next;
  char *next_distance;
  gboolean renewing;
  char *sentence;
  const char *action_label;
  const char *action;
} NomoSignInFacts;

NomoSignInReading nomo_sign_in_read (NomoShop *shop);
gboolean nomo_sign_in_is_forgotten (NomoShop *shop);
NomoSignInFacts *nomo_sign_in_facts_new (const NomoSignInReading *reading, GTimeZone *zone);
void nomo_sign_in_facts_free (NomoSignInFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoSignInFacts, nomo_sign_in_facts_free)

G_END_DECLS
