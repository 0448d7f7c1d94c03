#pragma once

#include "nomo-demo-faults.h"

G_BEGIN_DECLS

/**
 * NomoDemoHookMishap:
 * @NOMO_DEMO_HOOK_TWICE: it comes twice
 * @NOMO_DEMO_HOOK_LATE: it comes behind others that happened later
 * @NOMO_DEMO_HOOK_BURST: it waits and comes with others at once
 * @NOMO_DEMO_HOOK_WRONG: its signature or token is another
 * @NOMO_DEMO_HOOK_UNSIGNED: it has none
 * @NOMO_DEMO_HOOK_FORMER: it is signed with the secret that was valid before the present one
 * @NOMO_DEMO_HOOK_REPLAY: an old delivery comes again beside it, signed as it was then
 * @NOMO_DEMO_HOOK_PROBE: a GET without a body comes before it
 *
 * What can befall a delivery on its way, as a set.
 */
typedef enum {
  NOMO_DEMO_HOOK_TWICE = 1 << 0,
  NOMO_DEMO_HOOK_LATE = 1 << 1,
  NOMO_DEMO_HOOK_BURST = 1 << 2,
  NOMO_DEMO_HOOK_WRONG = 1 << 3,
  NOMO_DEMO_HOOK_UNSIGNED = 1 << 4,
  NOMO_DEMO_HOOK_FORMER = 1 << 5,
  NOMO_DEMO_HOOK_REPLAY = 1 << 6,
  NOMO_DEMO_HOOK_PROBE = 1 << 7,
} NomoDemoHookMishap;

#define NOMO_DEMO_N_HOOK_MISHAPS 8

/* With one of these it is not signed as Salla would sign it. */
#define NOMO_DEMO_HOOK_FORGED (NOMO_DEMO_HOOK_WRONG | NOMO_DEMO_HOOK_UNSIGNED | NOMO_DEMO_HOOK_FORMER)

/* What befalls one delivery. */
typedef struct {
  guint set;       /* of NomoDemoHookMishap */
  gint64 late_ms;  /* how much later it comes, the store's clock */
  gint64 burst_ms; /* it comes when the store's clock shows a multiple of this */
} NomoDemoHookFate;

/* What is asked for. */
NomoDemoHookMishaps *nomo_demo_hook_mishaps_new (void);
void nomo_demo_hook_mishaps_free (NomoDemoHookMishaps *self);
void nomo_demo_hook_mishaps_set_seed (NomoDemoHookMishaps *self, guint64 seed);
gboolean nomo_demo_hook_mishaps_set (NomoDemoHookMishaps *self, const NomoDemoFaultWish *wish);
void nomo_demo_hook_mishaps_clear (NomoDemoHookMishaps *self);
NomoDemoHookFate nomo_demo_hook_mishaps_take (NomoDemoHookMishaps *self, const char *event);
gint64 nomo_demo_hook_fate_delay (const NomoDemoHookFate *self, gint64 due);
char *nomo_demo_hook_mishaps_dup_names (guint set);
void nomo_demo_hook_mishaps_append_help (GString *help);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoHookMishaps, nomo_demo_hook_mishaps_free)

G_END_DECLS
