#include "config.h"

#include "nomo-demo-price.h"

#include "nomo-demo-names.h"
#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"

enum { STREAM_ERA = 501, STREAM_RAISE, STREAM_SALE };

#define MIN_ERA 90
#define RIYAL   100

/* A price holds for some months; once in them there may be a sale of some days. */
typedef struct {
  gint64 begins;
  gint64 sale_begins; /* 0 without sale */
  gint64 sale_ends;
  guint percent;
  guint index;
  guint days;
} Era;

static void
era_plan_sale (Era *era, guint64 id)
{
  NomoDemoRandom random;
  gint64 first, length;

  nomo_demo_random_init (&random, nomo_demo_random_mix (id, STREAM_SALE, era->index));
  if (!nomo_demo_random_chance (&random, 750))
    return;
  length = nomo_demo_random_between (&random, 7, 21);
  first = nomo_demo_rhythm_day (era->begins) + nomo_demo_random_between (&random, 5, era->days - 25);
  era->percent = 15 + 5 * nomo_demo_random_below (&random, 4);
  era->sale_begins = first * NOMO_DEMO_DAY_MS + nomo_demo_random_between (&random, 5, 9) * NOMO_DEMO_HOUR_MS;
  era->sale_ends = (first + length) * NOMO_DEMO_DAY_MS - 3 * NOMO_DEMO_HOUR_MS - 1000;
}

/* Prices are changed in the morning of Riyadh, each product on a day of its own. */
static void
era_fill (Era *era, guint64 id, gint64 moment)
{
  NomoDemoRandom random;
  gint64 shift;

  nomo_demo_random_init (&random, nomo_demo_random_mix (id, STREAM_ERA, 0));
  era->days = MIN_ERA + nomo_demo_random_below (&random, 120);
  shift = nomo_demo_random_below (&random, era->days) * NOMO_DEMO_DAY_MS + 6 * NOMO_DEMO_HOUR_MS +
          nomo_demo_random_below (&random, 300) * (NOMO_DEMO_HOUR_MS / 60);
  era->index = (guint) ((moment - shift) / (era->days * NOMO_DEMO_DAY_MS));
  era->begins = shift + era->index * era->days * NOMO_DEMO_DAY_MS;
  era_plan_sale (era, id);
}

static gint64
round_to_riyal (gint64 halalas)
{
  return (halalas + RIYAL / 2) / RIYAL * RIYAL;
}

/**
 * nomo_demo_price_at:
 * @product: index into nomo_demo_products
 * @moment: UTC milliseconds, after 1971
 *
 * Prices go up and down by a few percent every some months, and now and then there is a sale. Orders and catalogue both ask
 * here, so that an order holds what the product asked when it was placed.
 *
 * Returns: the price at @moment
 */
NomoDemoPrice
nomo_demo_price_at (guint product, gint64 moment)
{
  guint64 id = product + 1;
  NomoDemoPrice price = { 0 };
  Era era = { 0 };
  gint64 raise;

  era_fill (&era, id, moment);
  raise = (gint64) (nomo_demo_random_mix (id, STREAM_RAISE, era.index) % 161) - 70;
  price.regular = round_to_riyal (nomo_demo_products[product].price * (1000 + raise) / 1000);
  price.changed = era.begins;
  if (era.sale_begins == 0 || moment < era.sale_begins)
    return price;
  if (moment > era.sale_ends + 999)
    price.changed = era.sale_ends + 1000;
  else {
    price.sale = round_to_riyal (price.regular * (100 - era.percent) / 100);
    price.sale_ends = era.sale_ends;
    price.changed = era.sale_begins;
  }
  return price;
}

/**
 * nomo_demo_price_next:
 * @product: index into nomo_demo_products
 * @moment: UTC milliseconds, after 1971
 *
 * Returns: when the price changes for the first time after @moment
 */
gint64
nomo_demo_price_next (guint product, gint64 moment)
{
  Era era = { 0 };

  era_fill (&era, product + 1, moment);
  if (era.sale_begins > moment)
    return era.sale_begins;
  if (era.sale_begins != 0 && era.sale_ends + 1000 > moment)
    return era.sale_ends + 1000;
  return era.begins + era.days * NOMO_DEMO_DAY_MS;
}

/**
 * nomo_demo_price_asked:
 * @self: a price
 *
 * Returns: what one pays, halalas with VAT
 */
gint64
nomo_demo_price_asked (const NomoDemoPrice *self)
{
  return self->sale != 0 ? self->sale : self->regular;
}
