#pragma once

#include <glib.h>

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
 * What can befall a delivery on its way.
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

char *nomo_demo_hook_mishaps_dup_names (guint set);

G_END_DECLS
