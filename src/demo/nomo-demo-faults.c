#include "config.h"

#include "nomo-demo-faults.h"

#include "nomo-demo-fault-dice.h"
#include "nomo-demo-fault-kinds.h"
#include "nomo-demo-hook-mishap.h"
#include "nomo-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define SLOW_MS     3000
#define MAX_SLOW_MS 600000
#define SKEW_MS     G_GINT64_CONSTANT (86400000)
#define MAX_SKEW_MS (3650 * SKEW_MS)

/* The name under which all faults but those that end a sign-in are thrown like dice. */
#define DICE      "all"
#define DICE_RATE 0.3
#define STREAM    904

#define BIT(fault) NOMO_DEMO_FAULT_BIT (fault)

/* Those that stand in the place of an answer, or come after it. */
#define ANSWERS                                                                                  \
  (BIT (NOMO_DEMO_FAULT_429) | BIT (NOMO_DEMO_FAULT_429_BARE) | BIT (NOMO_DEMO_FAULT_429_TEXT) | \
   BIT (NOMO_DEMO_FAULT_429_SILENT) | BIT (NOMO_DEMO_FAULT_500) | BIT (NOMO_DEMO_FAULT_503) |    \
   BIT (NOMO_DEMO_FAULT_HTML) | BIT (NOMO_DEMO_FAULT_EMPTY) | BIT (NOMO_DEMO_FAULT_TRUNCATED) |  \
   BIT (NOMO_DEMO_FAULT_DEEP) | BIT (NOMO_DEMO_FAULT_HUGE) | BIT (NOMO_DEMO_FAULT_REDIRECT) |    \
   BIT (NOMO_DEMO_FAULT_BLOCKED) | BIT (NOMO_DEMO_FAULT_404) | BIT (NOMO_DEMO_FAULT_422) |       \
   BIT (NOMO_DEMO_FAULT_HTTP_STATUS_200_ERROR))

typedef struct {
  NomoDemoFault kind; /* NOMO_DEMO_N_FAULTS for the dice */
  gint64 left;        /* -1 for ever */
  char *path;
  char *grant;
  char *method;
  gint64 ms;
  double rate;
} Rule;

struct _NomoDemoFaults {
  GArray *rules;
  NomoDemoHookMishaps *hooks;
  NomoDemoRandom random;
};

static void
rule_clear (gpointer data)
{
  Rule *rule = data;

  g_free (rule->path);
  g_free (rule->grant);
  g_free (rule->method);
}

NomoDemoFaults *
nomo_demo_faults_new (void)
{
  NomoDemoFaults *self = g_new0 (NomoDemoFaults, 1);

  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  self->hooks = nomo_demo_hook_mishaps_new ();
  nomo_demo_faults_set_seed (self, 0);
  return self;
}

/**
 * nomo_demo_faults_set_seed:
 * @self: the faults
 * @seed: a number
 *
 * The same seed and the same requests in the same order: the same faults of "all".
 */
void
nomo_demo_faults_set_seed (NomoDemoFaults *self, guint64 seed)
{
  nomo_demo_random_init (&self->random, nomo_demo_random_mix (seed, STREAM, 0));
  nomo_demo_hook_mishaps_set_seed (self->hooks, seed);
}

void
nomo_demo_faults_free (NomoDemoFaults *self)
{
  g_array_unref (self->rules);
  nomo_demo_hook_mishaps_free (self->hooks);
  g_free (self);
}

void
nomo_demo_faults_clear (NomoDemoFaults *self)
{
  g_array_set_size (self->rules, 0);
  nomo_demo_hook_mishaps_clear (self->hooks);
}

static gint64
clamp_ms (NomoDemoFault kind, gint64 ms)
{
  if (kind == NOMO_DEMO_FAULT_SKEW)
    return ms == 0 ? SKEW_MS : CLAMP (ms, -MAX_SKEW_MS, MAX_SKEW_MS);
  if (ms <= 0)
    return kind == NOMO_DEMO_FAULT_SLOW ? SLOW_MS : 0;
  return MIN (ms, MAX_SLOW_MS);
}

static void
add_rule (NomoDemoFaults *self, NomoDemoFault kind, const NomoDemoFaultWish *wish)
{
  Rule rule = { .kind = kind, .left = wish->count > 0 ? wish->count : -1, .ms = clamp_ms (kind, wish->ms) };
  const char *usual = kind < NOMO_DEMO_N_FAULTS ? nomo_demo_fault_kind (kind)->path : NULL;

  rule.path = g_strdup (wish->path != NULL ? wish->path : usual);
  rule.rate = wish->rate > 0 ? MIN (wish->rate, 1) : DICE_RATE;
  rule.grant = g_strdup (wish->grant);
  rule.method = g_strdup (wish->method);
  g_array_append_val (self->rules, rule);
}

/**
 * nomo_demo_faults_set:
 * @self: the faults
 * @wish: which fault befalls which requests; the names are those of nomo_demo_faults_get_help()
 * @error: return location
 *
 * Returns: %FALSE if there is no such fault
 */
gboolean
nomo_demo_faults_set (NomoDemoFaults *self, const NomoDemoFaultWish *wish, GError **error)
{
  NomoDemoFault kind = NOMO_DEMO_N_FAULTS;

  if (nomo_demo_hook_mishaps_set (self->hooks, wish))
    return TRUE;
  if (g_strcmp0 (wish->name, DICE) != 0 && !nomo_demo_fault_kind_find (wish->name, &kind)) {
    g_set_error (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, _ ("There is no fault called “%s”"),
                 wish->name != NULL ? wish->name : "");
    return FALSE;
  }
  add_rule (self, kind, wish);
  return TRUE;
}

/**
 * nomo_demo_faults_set_list:
 * @self: the faults
 * @names: names with commas between
 * @error: return location
 *
 * Returns: %FALSE if one of them does not exist
 */
gboolean
nomo_demo_faults_set_list (NomoDemoFaults *self, const char *names, GError **error)
{
  g_auto (GStrv) list = g_strsplit (names, ",", -1);

  for (guint i = 0; list[i] != NULL; i++) {
    NomoDemoFaultWish wish = { .name = g_strstrip (list[i]) };

    if (!nomo_demo_faults_set (self, &wish, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
rule_matches (const Rule *rule, const NomoDemoFaultTarget *target)
{
  gboolean dice = rule->kind == NOMO_DEMO_N_FAULTS;

  return rule->left != 0 && (dice || (nomo_demo_fault_kind (rule->kind)->places & target->place) != 0) &&
         (rule->path == NULL || strstr (target->path, rule->path) != NULL) &&
         (rule->grant == NULL || g_strcmp0 (rule->grant, target->grant) == 0) &&
         (rule->method == NULL || g_strcmp0 (rule->method, target->method) == 0);
}

static void
take_rule (Rule *rule, NomoDemoMishap *mishap)
{
  mishap->set |= BIT (rule->kind);
  if (rule->kind == NOMO_DEMO_FAULT_SLOW)
    mishap->slow_ms = (guint) rule->ms;
  else if (rule->kind == NOMO_DEMO_FAULT_HANG || rule->kind == NOMO_DEMO_FAULT_ENDLESS_BODY)
    mishap->limit_ms = (guint) rule->ms;
  else if (rule->kind == NOMO_DEMO_FAULT_SKEW)
    mishap->skew_ms = rule->ms;
  if (rule->left > 0)
    rule->left--;
}

static void
take_kinds (NomoDemoFaults *self, const NomoDemoFaultTarget *target, NomoDemoFaultSet wanted, NomoDemoMishap *mishap)
{
  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = &g_array_index (self->rules, Rule, i);

    if (rule->kind < NOMO_DEMO_N_FAULTS && (BIT (rule->kind) & wanted & ~mishap->set) != 0 &&
        rule_matches (rule, target))
      take_rule (rule, mishap);
  }
}

static void
take_dice (NomoDemoFaults *self, const NomoDemoFaultTarget *target, NomoDemoMishap *mishap)
{
  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = &g_array_index (self->rules, Rule, i);

    if (rule->kind != NOMO_DEMO_N_FAULTS || !rule_matches (rule, target))
      continue;
    nomo_demo_fault_dice_throw (&self->random, rule->rate, target, mishap);
    if (rule->left > 0)
      rule->left--;
  }
}

/**
 * nomo_demo_faults_take:
 * @self: the faults
 * @target: a request
 *
 * What befalls a request. Counted faults are used up by it, "after" only if there is something for it to come after.
 *
 * Returns: the faults
 */
NomoDemoMishap
nomo_demo_faults_take (NomoDemoFaults *self, const NomoDemoFaultTarget *target)
{
  NomoDemoMishap mishap = { 0 };

  take_kinds (self, target, ~BIT (NOMO_DEMO_FAULT_AFTER), &mishap);
  take_dice (self, target, &mishap);
  if ((mishap.set & ANSWERS) != 0)
    take_kinds (self, target, BIT (NOMO_DEMO_FAULT_AFTER), &mishap);
  return mishap;
}

/**
 * nomo_demo_faults_get_hooks:
 * @self: the faults
 *
 * Returns: (transfer none): those that befall deliveries of webhooks
 */
NomoDemoHookMishaps *
nomo_demo_faults_get_hooks (NomoDemoFaults *self)
{
  return self->hooks;
}

/**
 * nomo_demo_faults_is_endless:
 * @self: the faults
 * @target: a request
 * @fault: which
 *
 * Returns: whether every request like @target meets @fault
 */
gboolean
nomo_demo_faults_is_endless (NomoDemoFaults *self, const NomoDemoFaultTarget *target, NomoDemoFault fault)
{
  for (guint i = 0; i < self->rules->len; i++) {
    const Rule *rule = &g_array_index (self->rules, Rule, i);

    if (rule->kind == fault && rule->left < 0 && rule_matches (rule, target))
      return TRUE;
  }
  return FALSE;
}
