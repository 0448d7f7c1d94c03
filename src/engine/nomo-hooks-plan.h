#pragma once

#include "nomo-hooks-aim.h"
#include "nomo-hooks-state.h"
#include "nomo-salla-hook.h"

G_BEGIN_DECLS

/**
 * NomoHooksStep:
 * @NOMO_HOOKS_REGISTER: a subscription is missing
 * @NOMO_HOOKS_CORRECT: one is not as it should be
 * @NOMO_HOOKS_REMOVE: one is there twice
 *
 * What is to be done about a subscription.
 */
typedef enum { NOMO_HOOKS_REGISTER, NOMO_HOOKS_CORRECT, NOMO_HOOKS_REMOVE } NomoHooksStep;

/**
 * NomoHooksTask:
 * @step: what is to be done
 * @event: (transfer none): the event
 * @id: the subscription's id, 0 for one that is missing
 * @is_new: whether it was made only now
 *
 * Something that is to be done.
 */
typedef struct {
  NomoHooksStep step;
  const char *event;
  gint64 id;
  gboolean is_new;
} NomoHooksTask;

guint nomo_hooks_count_wanted (void);
GArray *nomo_hooks_plan (const GPtrArray *found, const NomoHooksAim *aim, const NomoHooksState *known, guint *standing);

G_END_DECLS
