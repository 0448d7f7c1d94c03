#include "config.h"

#include "nomo-demo-fault-dice.h"

#include "nomo-demo-fault-kinds.h"

#include <string.h>

#define SECOND_PER_THOUSAND 300
#define RARE_SHARE          (1.0 / 60)
#define MAX_RARE            (1.0 / 200)
#define MAX_SLOW_MS         2000
#define MAX_HANG_MS         20000

#define BIT(name) NOMO_DEMO_FAULT_BIT (NOMO_DEMO_FAULT_##name)

/* They cost real time, or memory. */
#define RARE (BIT (HANG) | BIT (ENDLESS_BODY) | BIT (HUGE))

/* Only one of these can be what the client gets to see. */
#define ENDS                                                                                                   \
  (RARE | BIT (429) | BIT (429_BARE) | BIT (429_TEXT) | BIT (429_SILENT) | BIT (422) | BIT (500) | BIT (503) | \
   BIT (HTML) | BIT (EMPTY) | BIT (TRUNCATED) | BIT (DEEP) | BIT (REDIRECT) | BIT (HTTP_STATUS_200_ERROR) |    \
   BIT (GZIP_BROKEN) | BIT (DROP) | BIT (RESET) | BIT (INVALID_TOKEN))

/* Whoever is told that what it writes is wrong has to ask a person. */
static gboolean
writes (const NomoDemoFaultTarget *target)
{
  return target->method != NULL && !g_str_equal (target->method, "GET");
}

static NomoDemoFaultSet
find_possible (const NomoDemoFaultTarget *target)
{
  NomoDemoFaultSet possible = 0;

  for (guint i = 0; i < NOMO_DEMO_N_FAULTS; i++) {
    const NomoDemoFaultKind *kind = nomo_demo_fault_kind (i);

    if ((kind->all & target->place) != 0 && (kind->path == NULL || strstr (target->path, kind->path) != NULL))
      possible |= NOMO_DEMO_FAULT_BIT (i);
  }
  return writes (target) ? possible & ~BIT (422) : possible;
}

/* One of them, or none when there are none. */
static NomoDemoFaultSet
pick (NomoDemoRandom *random, NomoDemoFaultSet possible)
{
  guint n = (guint) __builtin_popcountll (possible);

  if (n == 0)
    return 0;
  for (guint skip = nomo_demo_random_below (random, n); skip > 0; skip--)
    possible &= possible - 1;
  return possible & -possible;
}

static NomoDemoFaultSet
pick_common (NomoDemoRandom *random, NomoDemoFaultSet possible)
{
  NomoDemoFaultSet first = pick (random, possible & ~RARE & ~BIT (AFTER));
  NomoDemoFaultSet rest = possible & ~RARE & ~ENDS & ~first;

  if ((first & ENDS) == 0)
    rest &= ~BIT (AFTER);
  return nomo_demo_random_chance (random, SECOND_PER_THOUSAND) ? first | pick (random, rest) : first;
}

/**
 * nomo_demo_fault_dice_throw:
 * @random: what decides; the same requests in the same order meet the same faults
 * @rate: how many requests of one meet a fault
 * @target: a request
 * @mishap: (inout): what befalls it
 *
 * Adds nothing, or one or two faults that neither end the grant nor need a person.
 */
void
nomo_demo_fault_dice_throw (NomoDemoRandom *random, double rate, const NomoDemoFaultTarget *target,
                            NomoDemoMishap *mishap)
{
  double thrown = nomo_demo_random_unit (random);
  guint slow_ms = (guint) nomo_demo_random_between (random, 1, MAX_SLOW_MS);
  gboolean rare = thrown < MIN (rate * RARE_SHARE, MAX_RARE);
  NomoDemoFaultSet possible = find_possible (target), thrown_set;

  if (thrown >= rate)
    return;
  thrown_set = rare ? pick (random, possible & RARE) : pick_common (random, possible);
  thrown_set &= ~mishap->set;
  if ((thrown_set & BIT (SLOW)) != 0)
    mishap->slow_ms = slow_ms;
  if ((thrown_set & RARE) != 0)
    mishap->limit_ms = MAX_HANG_MS;
  mishap->set |= thrown_set;
}
