#include "config.h"

#include "nomo-demo-hook-mishap.h"

static const struct {
  const char *name;
  const char *help;
} kinds[NOMO_DEMO_N_HOOK_MISHAPS] = {
  { "hook-twice", "a delivery comes twice" },
  { "hook-late", "a delivery comes \"ms\" of the store's clock later (90000), behind others" },
  { "hook-burst", "deliveries wait for the next full \"ms\" of the store's clock (300000) and come at once" },
  { "hook-wrong-signature", "a delivery with a signature, or token, of another secret" },
  { "hook-unsigned", "a delivery without its signature, or token" },
  { "hook-old-secret", "a delivery signed with the secret before the present one" },
  { "hook-replay", "an old delivery comes again, signed as it was" },
  { "hook-probe", "a GET without a body comes before a delivery" },
};

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
