#include "config.h"

#include "nomo-demo-coupon.h"

#include "nomo-calendar.h"
#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"

#include <string.h>

enum { STREAM_CHILD = 701 };

#define COUPON_ID     G_GINT64_CONSTANT (1622600300)
#define COUPON_STRIDE 7
#define RIYAL         100
#define LETTERS       "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#define N_CHILDREN    (G_GINT64_CONSTANT (1) << 20) /* words of four letters */

/* When a coupon holds: given anew every year, for the days around White Friday, or for some days once. */
typedef enum { EVERY_YEAR, WHITE_FRIDAY, ONCE } Term;

/* Days of the term ONCE count from the birth of the shop. */
typedef struct {
  NomoDemoCoupon fixed;
  NomoDemoDiscount discount; /* 0 if no basket uses it */
  Term term;
  int first;
  int last;
} Plan;

#define TERMS(kind, n, where) .type = (kind), .amount = (n) *RIYAL, .category = (where)
#define PERCENT(n)            TERMS ("percentage", n, NOMO_DEMO_N_CATEGORIES)
#define FIXED(n)              TERMS ("fixed", n, NOMO_DEMO_N_CATEGORIES)
#define OPENING               (-1000) /* before the shop was */

static const Plan plans[] = {
  { { .code = "WARD10", PERCENT (10) }, NOMO_DEMO_WARD, EVERY_YEAR, OPENING, 0 },
  { { .code = "NOUF15", PERCENT (15), .marketer = "نوف" }, NOMO_DEMO_NOUF, EVERY_YEAR, OPENING, 0 },
  { { .code = "WHITE25", PERCENT (25) }, NOMO_DEMO_WHITE, WHITE_FRIDAY, OPENING, 0 },
  { { .code = "EID50", FIXED (50), .minimum = 300 * RIYAL, .limit_per_user = 1 }, 0, ONCE, -410, -396 },
  { { .code = "GRAD", PERCENT (15), .group_name = "دفعة التخرّج", .n_codes = 25, .limit = 1 },
    NOMO_DEMO_GRAD,
    ONCE,
    -300,
    -270 },
  { { .code = "MAHA10", TERMS ("percentage", 10, NOMO_DEMO_PERFUMES), .marketer = "مها" }, 0, ONCE, -210, -180 },
  { { .code = "توصيل", FIXED (0), .minimum = 200 * RIYAL, .free_shipping = TRUE }, 0, ONCE, -120, -90 },
  { { .code = "DRAFT5", FIXED (5), .inactive = TRUE }, 0, ONCE, -40, 325 },
  { { .code = "LOYAL", PERCENT (15), .group_name = "هدية الأوفياء", .n_codes = 130, .limit = 1 },
    NOMO_DEMO_LOYAL,
    ONCE,
    -10,
    80 },
  { { .code = "VIP20", PERCENT (20), .maximum = 100 * RIYAL, .for_big_customers = TRUE }, 0, ONCE, -5, 60 },
  { { .code = "SOON30", FIXED (30), .minimum = 250 * RIYAL, .limit = 500 }, 0, ONCE, 20, 50 },
};

static gint64
day_start (int day)
{
  return day * NOMO_DEMO_DAY_MS - 3 * NOMO_DEMO_HOUR_MS;
}

static gint64
day_end (int day)
{
  return day_start (day + 1) - 1000;
}

/* On the first of January the coupon is given another two years. */
static void
fill_every_year (NomoDemoCoupon *self, gint64 now)
{
  int year, month, date;

  nomo_day_to_ymd (nomo_demo_rhythm_day (now), &year, &month, &date);
  self->updated = MAX (self->created, day_start (nomo_day_from_ymd (year, 1, 1)));
  self->ends = day_end (nomo_day_from_ymd (year + 1, 12, 31));
}

/* A week before White Friday the coupon gets this year's days. */
static void
fill_white_friday (NomoDemoCoupon *self, gint64 now)
{
  int year, month, date, day = nomo_demo_rhythm_day (now), friday;

  nomo_day_to_ymd (day, &year, &month, &date);
  friday = nomo_demo_rhythm_white_friday (year);
  if (day < friday - 7)
    friday = nomo_demo_rhythm_white_friday (year - 1);
  self->updated = MAX (self->created, day_start (friday - 7));
  self->starts = day_start (friday - 2);
  self->ends = day_end (friday + 2);
}

static void
fill_once (NomoDemoCoupon *self, const Plan *plan, gint64 born)
{
  int day = nomo_demo_rhythm_day (born);

  self->starts = plan->first > 0 || plan->last < 0 ? day_start (day + plan->first) : 0;
  self->ends = day_end (day + plan->last);
  self->updated = self->created;
}

guint
nomo_demo_coupons_get_n (void)
{
  return G_N_ELEMENTS (plans);
}

/**
 * nomo_demo_coupon_fill:
 * @self: (out caller-allocates): how the coupon stands
 * @shop: a shop
 * @coupon: which, by the moment of its creation, the oldest is 0
 * @now: UTC milliseconds
 *
 * The coupons that baskets use are good whenever a basket uses them.
 */
void
nomo_demo_coupon_fill (NomoDemoCoupon *self, NomoDemoShop *shop, guint coupon, gint64 now)
{
  const Plan *plan = &plans[coupon];
  gint64 born = nomo_demo_shop_get_born (shop);

  *self = plan->fixed;
  self->id = COUPON_ID + coupon * COUPON_STRIDE;
  self->created = MAX (nomo_demo_shop_get_opened (shop), born + (MIN (plan->first, 0) - 1) * NOMO_DEMO_DAY_MS);
  self->uses = nomo_demo_shop_get_tally (shop)->uses[plan->discount];
  if (plan->term == EVERY_YEAR)
    fill_every_year (self, now);
  else if (plan->term == WHITE_FRIDAY)
    fill_white_friday (self, now);
  else
    fill_once (self, plan, born);
}

/**
 * nomo_demo_coupon_fill_discount:
 * @self: (out caller-allocates): how the coupon stands
 * @shop: a shop
 * @discount: what a basket uses
 * @now: UTC milliseconds
 *
 * Returns: whether the basket uses a coupon
 */
gboolean
nomo_demo_coupon_fill_discount (NomoDemoCoupon *self, NomoDemoShop *shop, NomoDemoDiscount discount, gint64 now)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans) && discount != NOMO_DEMO_NO_DISCOUNT; i++) {
    if (plans[i].discount == discount) {
      nomo_demo_coupon_fill (self, shop, i, now);
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
nomo_demo_coupon_find (NomoDemoShop *shop, gint64 id, guint *coupon)
{
  gint64 distance = id - COUPON_ID;

  if (distance < 0 || distance % COUPON_STRIDE != 0 || distance / COUPON_STRIDE >= (gint64) G_N_ELEMENTS (plans))
    return FALSE;
  *coupon = (guint) (distance / COUPON_STRIDE);
  return !nomo_demo_shop_has_lost (shop, NOMO_DEMO_COUPONS, *coupon);
}

/**
 * nomo_demo_coupon_dup_child:
 * @self: the coupon of a group
 * @shop: its shop
 * @child: which, below `n_codes`
 *
 * The step is odd and the number of words a power of two, so no two children are alike.
 *
 * Returns: (transfer full): the code that one shopper gets
 */
char *
nomo_demo_coupon_dup_child (const NomoDemoCoupon *self, NomoDemoShop *shop, guint child)
{
  guint64 start = nomo_demo_random_mix (nomo_demo_shop_get_seed (shop), STREAM_CHILD, (guint64) self->id);
  guint64 word = (start + child * G_GUINT64_CONSTANT (652087)) % N_CHILDREN;
  char letters[5] = { 0 };

  for (guint i = 0; i < 4; i++, word /= strlen (LETTERS))
    letters[i] = LETTERS[word % strlen (LETTERS)];
  return g_strconcat (self->code, letters, NULL);
}
