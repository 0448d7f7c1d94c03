#include "config.h"

#include "nomo-demo-hook-mishap.h"

#include "nomo-demo-random.h"

#include <string.h>

enum { STREAM_MISHAP = 952 };

/* The name under which one of them befalls a delivery now and then. */
#define DICE      "hook-all"
#define DICE_RATE 0.3

#define LATE_MS  90000
#define BURST_MS 300000
#define MAX_MS   G_GINT64_CONSTANT (86400000)

static const struct {
  const char *name;
  const char *help;
} kinds[NOMO_DEMO_N_HOOK_MISHAPS] = {
  { "hook-twice", "a delivery comes twice" },
  { "hook-late", "a delivery comes \"ms\" of the store's clock later (90000), behind others" },
  { "hook-burst", "deliveries come when the store's clock shows a multiple of \"ms\" (300000), all at once" },
  { "hook-wrong-signature", "a delivery with the signature, or token, of another secret" },
  { "hook-unsigned", "a delivery without its signature, or token" },
  { "hook-old-secret", "a delivery signed with the secret before the present one" },
  { "hook-replay", "an old delivery comes again, signed as it was" },
  { "hook-probe", "a GET without a body comes before a delivery" },
};

typedef struct {
  guint kind;  /* NOMO_DEMO_N_HOOK_MISHAPS for the dice */
  gint64 left; /* -1 for ever */
  char *event; /* nullable: only events with this in their name */
  gint64 ms;   /* 0 for the usual */
  double rate; /* of the deliveries */
} Rule;

struct _NomoDemoHookMishaps {
  GArray *rules;
  NomoDemoRandom random;
};

static void
rule_clear (gpointer data)
{
  Rule *rule = data;

  g_free (rule->event);
}

NomoDemoHookMishaps *
nomo_demo_hook_mishaps_new (void)
{
  NomoDemoHookMishaps *self = g_new0 (NomoDemoHookMishaps, 1);

  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  nomo_demo_hook_mishaps_set_seed (self, 0);
  return self;
}

void
nomo_demo_hook_mishaps_free (NomoDemoHookMishaps *self)
{
  g_array_unref (self->rules);
  g_free (self);
}

/**
 * nomo_demo_hook_mishaps_set_seed:
 * @self: mishaps
 * @seed: a number
 *
 * The same seed and the same events in the same order: the same mishaps.
 */
void
nomo_demo_hook_mishaps_set_seed (NomoDemoHookMishaps *self, guint64 seed)
{
  nomo_demo_random_init (&self->random, nomo_demo_random_mix (seed, STREAM_MISHAP, 0));
}

void
nomo_demo_hook_mishaps_clear (NomoDemoHookMishaps *self)
{
  g_array_set_size (self->rules, 0);
}

static gboolean
find (const char *name, guint *kind)
{
  for (*kind = 0; *kind < NOMO_DEMO_N_HOOK_MISHAPS; (*kind)++)
    if (g_strcmp0 (name, kinds[*kind].name) == 0)
      return TRUE;
  return g_strcmp0 (name, DICE) == 0;
}

/**
 * nomo_demo_hook_mishaps_set:
 * @self: mishaps
 * @wish: which one befalls which deliveries: its path is a part of the event's name, its rate how many of them
 *
 * Returns: %FALSE if there is none of this name
 */
gboolean
nomo_demo_hook_mishaps_set (NomoDemoHookMishaps *self, const NomoDemoFaultWish *wish)
{
  Rule rule = { .left = wish->count > 0 ? wish->count : -1, .ms = CLAMP (wish->ms, 0, MAX_MS) };

  if (!find (wish->name, &rule.kind))
    return FALSE;
  rule.event = g_strdup (wish->path);
  rule.rate = wish->rate > 0 ? MIN (wish->rate, 1) : rule.kind < NOMO_DEMO_N_HOOK_MISHAPS ? 1 : DICE_RATE;
  g_array_append_val (self->rules, rule);
  return TRUE;
}

static void
take_rule (Rule *rule, guint kind, NomoDemoHookFate *fate)
{
  fate->set |= 1u << kind;
  if (1u << kind == NOMO_DEMO_HOOK_LATE)
    fate->late_ms = rule->ms > 0 ? rule->ms : LATE_MS;
  else if (1u << kind == NOMO_DEMO_HOOK_BURST)
    fate->burst_ms = rule->ms > 0 ? rule->ms : BURST_MS;
  if (rule->left > 0)
    rule->left--;
}

/**
 * nomo_demo_hook_mishaps_take:
 * @self: mishaps
 * @event: the name of an event that is delivered
 *
 * Counted mishaps are used up by it.
 *
 * Returns: what befalls the delivery
 */
NomoDemoHookFate
nomo_demo_hook_mishaps_take (NomoDemoHookMishaps *self, const char *event)
{
  NomoDemoHookFate fate = { 0 };

  for (guint i = 0; i < self->rules->len; i++) {
    Rule *rule = &g_array_index (self->rules, Rule, i);
    gboolean dice = rule->kind == NOMO_DEMO_N_HOOK_MISHAPS;
    guint kind;

    if (rule->left == 0 || (rule->event != NULL && strstr (event, rule->event) == NULL) ||
        nomo_demo_random_unit (&self->random) >= rule->rate)
      continue;
    kind = dice ? nomo_demo_random_below (&self->random, NOMO_DEMO_N_HOOK_MISHAPS) : rule->kind;
    if ((fate.set & 1u << kind) == 0)
      take_rule (rule, kind, &fate);
  }
  return fate;
}

/**
 * nomo_demo_hook_fate_delay:
 * @self: what befalls a delivery
 * @due: when it would come without, UTC milliseconds of the store's clock
 *
 * Returns: when it comes
 */
gint64
nomo_demo_hook_fate_delay (const NomoDemoHookFate *self, gint64 due)
{
  due += self->late_ms;
  return self->burst_ms > 0 ? (due / self->burst_ms + 1) * self->burst_ms : due;
}

/**
 * nomo_demo_hook_mishaps_dup_names:
 * @set: a set of NomoDemoHookMishap
 *
 * Returns: (transfer full) (nullable): their names with commas between, %NULL for none
 */
char *
nomo_demo_hook_mishaps_dup_names (guint set)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < NOMO_DEMO_N_HOOK_MISHAPS; i++)
    if ((set & 1u << i) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "", kinds[i].name);
  return g_string_free (names, names->len == 0);
}

/**
 * nomo_demo_hook_mishaps_append_help:
 * @help: gets a line for each
 */
void
nomo_demo_hook_mishaps_append_help (GString *help)
{
  for (guint i = 0; i < NOMO_DEMO_N_HOOK_MISHAPS; i++)
    g_string_append_printf (help, "  %-22s %s\n", kinds[i].name, kinds[i].help);
  g_string_append (
      help, "  hook-all               one of these for some deliveries, at a \"rate\" of 0.3; the \"path\" of a\n"
            "                         hook- fault is a part of the event's name\n");
}
