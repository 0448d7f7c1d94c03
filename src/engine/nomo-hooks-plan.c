#include "config.h"

#include "nomo-hooks-plan.h"

#include "nomo-event-map.h"

#define VERSION 2

/* What the answer does not show counts as it was set here last. */
static gboolean
is_secured (const NomoSallaHook *hook, const NomoHooksAim *aim, const NomoHooksState *known)
{
  gboolean set = g_strcmp0 (known->mark, aim->mark) == 0 && g_hash_table_contains (known->secured, &hook->id);

  if (hook->tells_strategy && (hook->strategy == NULL || g_ascii_strcasecmp (hook->strategy, aim->strategy) != 0))
    return FALSE;
  return hook->secret != NULL ? nomo_secret_equal (aim->secret, hook->secret) : set;
}

static gboolean
is_right (const NomoSallaHook *hook, const NomoHooksAim *aim, const NomoHooksState *known)
{
  return g_str_equal (hook->url, aim->url) && (hook->version == VERSION || hook->version == 0) && hook->rule == NULL &&
         is_secured (hook, aim, known);
}

/* Somebody else's may lead to where this relay was, too. */
static gboolean
is_former (const NomoSallaHook *hook, const NomoHooksState *known)
{
  return g_strcmp0 (hook->name, NOMO_HOOKS_NAME) == 0 &&
         g_ptr_array_find_with_equal_func (known->former, hook->url, g_str_equal, NULL);
}

static gboolean
is_ours (const NomoSallaHook *hook, const NomoHooksAim *aim, const NomoHooksState *known)
{
  return g_str_equal (hook->url, aim->url) || is_former (hook, known);
}

/* Which is kept: one that needs nothing, else one that leads here already. */
static guint
rank (const NomoSallaHook *hook, const NomoHooksAim *aim, const NomoHooksState *known)
{
  if (is_right (hook, aim, known))
    return 2;
  return g_str_equal (hook->url, aim->url) ? 1 : 0;
}

static const NomoSallaHook *
choose (const GPtrArray *found, const char *event, const NomoHooksAim *aim, const NomoHooksState *known)
{
  const NomoSallaHook *best = NULL;

  for (guint i = 0; i < found->len; i++) {
    const NomoSallaHook *hook = found->pdata[i];

    if (g_str_equal (hook->event, event) && is_ours (hook, aim, known) &&
        (best == NULL || rank (hook, aim, known) > rank (best, aim, known)))
      best = hook;
  }
  return best;
}

static void
add (GArray *tasks, NomoHooksStep step, const char *event, gint64 id)
{
  const NomoHooksTask task = { step, event, id, FALSE };

  g_array_append_val (tasks, task);
}

static void
plan_event (GArray *tasks, const GPtrArray *found, const char *event, const NomoHooksAim *aim,
            const NomoHooksState *known, guint *standing)
{
  const NomoSallaHook *kept = choose (found, event, aim, known);

  if (kept == NULL)
    add (tasks, NOMO_HOOKS_REGISTER, event, 0);
  else if (is_right (kept, aim, known))
    *standing += 1;
  else
    add (tasks, NOMO_HOOKS_CORRECT, event, kept->id);
  for (guint i = 0; i < found->len; i++) {
    const NomoSallaHook *hook = found->pdata[i];

    if (hook != kept && g_str_equal (hook->event, event) && is_ours (hook, aim, known))
      add (tasks, NOMO_HOOKS_REMOVE, event, hook->id);
  }
}

/**
 * nomo_hooks_count_wanted:
 *
 * Returns: how many events a store is to tell of
 */
guint
nomo_hooks_count_wanted (void)
{
  guint n = 0;

  for (guint i = 0; i < nomo_event_map_count (); i++)
    n += nomo_event_map_is_wanted (i) ? 1 : 0;
  return n;
}

/**
 * nomo_hooks_plan:
 * @found: (element-type NomoSallaHook): all subscriptions of a store, each once
 * @aim: what they are to be like
 * @known: what is known of them
 * @standing: (out): how many are as they are to be
 *
 * Those that lead elsewhere are left alone, unless they are this relay's own and lead to where it was.
 *
 * Returns: (transfer full) (element-type NomoHooksTask): what is to be done
 */
GArray *
nomo_hooks_plan (const GPtrArray *found, const NomoHooksAim *aim, const NomoHooksState *known, guint *standing)
{
  GArray *tasks = g_array_new (FALSE, FALSE, sizeof (NomoHooksTask));

  *standing = 0;
  for (guint i = 0; i < nomo_event_map_count (); i++)
    if (nomo_event_map_is_wanted (i))
      plan_event (tasks, found, nomo_event_map_get_name (i), aim, known, standing);
  return tasks;
}
