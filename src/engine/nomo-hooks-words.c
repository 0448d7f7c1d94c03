#include "config.h"

#include "nomo-hooks-words.h"

#include "nomo-format.h"
#include "nomo-text.h"
#include "nomo-tongue.h"

static char *
dup_figures (const NomoHooksState *state)
{
  g_autofree char *standing = nomo_format_int (state->standing);
  g_autofree char *wanted = nomo_format_int (state->wanted);

  if (state->standing == state->wanted)
    return g_strdup (_ ("The store tells of everything that the relay asks for."));
  /* Translators: 1 and 2 are numbers of kinds of events, such as new orders and changed prices. */
  return g_strdup_printf (_ ("The store tells of %1$s of the %2$s events that the relay asks for."), standing, wanted);
}

static char *
dup_sentence (const NomoHooksState *state)
{
  switch (state->kind) {
  case NOMO_HOOKS_SEEN:
    return dup_figures (state);
  case NOMO_HOOKS_BY_PORTAL:
    return g_strdup (_ ("The relay relies on the events that are ticked in Salla’s partner portal."));
  case NOMO_HOOKS_NO_ADDRESS:
    return g_strdup (_ ("Nothing is registered at Salla: where the relay is for those outside has to be in relay.conf, "
                        "“public-url” in [relay]."));
  case NOMO_HOOKS_NO_SCOPE:
    return g_strdup (_ ("The merchant has not granted the permission for webhooks, so the relay relies on the events "
                        "that are ticked in Salla’s partner portal."));
  case NOMO_HOOKS_UNFINISHED:
    return g_strdup (_ ("Salla could not be asked to the end which events the store tells of. It is tried again within "
                        "an hour."));
  case NOMO_HOOKS_NEVER:
  case NOMO_N_HOOKS_KINDS:
  default:
    return g_strdup (_ ("Salla has not been asked yet which events the store tells of."));
  }
}

/**
 * nomo_hooks_is_well:
 * @state: how the webhook subscriptions of a store stand
 *
 * Returns: whether the store tells of all that it is to tell of, as far as can be known
 */
gboolean
nomo_hooks_is_well (const NomoHooksState *state)
{
  return state->kind == NOMO_HOOKS_BY_PORTAL || (state->kind == NOMO_HOOKS_SEEN && state->standing == state->wanted);
}

/**
 * nomo_hooks_dup_words:
 * @state: how the webhook subscriptions of a store stand
 *
 * Returns: (transfer full): the same in a sentence, with what Salla says where it refuses one
 */
char *
nomo_hooks_dup_words (const NomoHooksState *state)
{
  g_autofree char *sentence = dup_sentence (state);
  g_autofree char *said = NULL;

  if (state->kind != NOMO_HOOKS_SEEN || state->refusal == NULL)
    return g_steal_pointer (&sentence);
  said = nomo_text_isolate (state->refusal);
  /* Translators: 1 is a sentence, 2 what Salla says, in Arabic or English. */
  return g_strdup_printf (_ ("%1$s Salla says: %2$s"), sentence, said);
}
