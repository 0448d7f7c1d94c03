#include "config.h"

#include "nomo-demo-coupon.h"

#include "nomo-calendar.h"
#include "nomo-demo-catalogue.h"
#include "nomo-demo-groups.h"
#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-written.h"

#include <string.h>

enum { STREAM_CHILD = 701 };

#define COUPON_ID       G_GINT64_CONSTANT (1622600300)
#define COUPON_STRIDE   7
#define RIYAL           100
#define LETTERS         "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
#define BIG_CUSTOMERS   0
#define MARKETER_AMOUNT 500
#define N_CHILDREN      (G_GINT64_CONSTANT (1) << 20) /* words of four letters */

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
  { { .code = "NOUF15", PERCENT (15), .marketer.name = "نوف" }, NOMO_DEMO_NOUF, EVERY_YEAR, OPENING, 0 },
  { { .code = "WHITE25", PERCENT (25) }, NOMO_DEMO_WHITE, WHITE_FRIDAY, OPENING, 0 },
  { { .code = "EID50", FIXED (50), .minimum = 300 * RIYAL, .limit_per_user = 1 }, 0, ONCE, -410, -396 },
  { { .code = "GRAD", PERCENT (15), .group_name = "دفعة التخرّج", .n_codes = 25, .limit = 1 },
    NOMO_DEMO_GRAD,
    ONCE,
    -300,
    -270 },
  { { .code = "MAHA10", TERMS ("percentage", 10, NOMO_DEMO_PERFUMES), .marketer.name = "مها" }, 0, ONCE, -210, -180 },
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
nomo_demo_coupons_get_n (NomoDemoShop *shop)
{
  return MAX ((guint) G_N_ELEMENTS (plans), nomo_demo_written_get_end (nomo_demo_shop_get_written (shop)));
}

static gint64
id_of (guint coupon)
{
  return COUPON_ID + (gint64) coupon * COUPON_STRIDE;
}

static void
fill_marketer (NomoDemoCoupon *self)
{
  self->marketer.type = "percentage";
  self->marketer.amount = MARKETER_AMOUNT;
  self->marketer.visits = self->uses.orders * 14 + 23;
}

static void
fill_by_seed (NomoDemoCoupon *self, NomoDemoShop *shop, guint coupon, gint64 now)
{
  const Plan *plan = &plans[coupon];
  gint64 born = nomo_demo_shop_get_born (shop);

  *self = plan->fixed;
  self->id = id_of (coupon);
  self->created = MAX (nomo_demo_shop_get_opened (shop), born + (MIN (plan->first, 0) - 1) * NOMO_DEMO_DAY_MS);
  self->uses = nomo_demo_shop_get_tally (shop)->uses[plan->discount];
  self->applied_in = "all";
  self->show_maximum = self->maximum > 0;
  if (self->marketer.name != NULL)
    fill_marketer (self);
  if (plan->term == EVERY_YEAR)
    fill_every_year (self, now);
  else if (plan->term == WHITE_FRIDAY)
    fill_white_friday (self, now);
  else
    fill_once (self, plan, born);
}

/**
 * nomo_demo_coupon_fill:
 * @self: (out caller-allocates): how the coupon stands
 * @shop: a shop
 * @coupon: which, by the moment of its creation, the oldest is 0
 * @now: UTC milliseconds
 *
 * The coupons that baskets use are good whenever a basket uses them, unless somebody wrote over them.
 */
void
nomo_demo_coupon_fill (NomoDemoCoupon *self, NomoDemoShop *shop, guint coupon, gint64 now)
{
  const NomoDemoCoupon *written = nomo_demo_written_get (nomo_demo_shop_get_written (shop), coupon);

  if (written != NULL)
    *self = *written;
  else
    fill_by_seed (self, shop, coupon, now);
  if (coupon < G_N_ELEMENTS (plans))
    self->uses = nomo_demo_shop_get_tally (shop)->uses[plans[coupon].discount];
}

/**
 * nomo_demo_coupon_add:
 * @shop: a shop
 * @coupon: a coupon without an id; what it points to was kept by what @shop has written
 *
 * Returns: which it is
 */
guint
nomo_demo_coupon_add (NomoDemoShop *shop, const NomoDemoCoupon *coupon)
{
  guint index = nomo_demo_coupons_get_n (shop);
  NomoDemoCoupon it = *coupon;

  it.id = id_of (index);
  nomo_demo_written_put (nomo_demo_shop_get_written (shop), index, &it);
  return index;
}

/**
 * nomo_demo_coupon_replace:
 * @shop: a shop
 * @index: which coupon
 * @coupon: how it stands from now on
 *
 * Baskets go on as if nothing had happened.
 */
void
nomo_demo_coupon_replace (NomoDemoShop *shop, guint index, const NomoDemoCoupon *coupon)
{
  nomo_demo_written_put (nomo_demo_shop_get_written (shop), index, coupon);
}

/**
 * nomo_demo_coupon_fill_discount:
 * @self: (out caller-allocates): how the coupon stands
 * @shop: a shop
 * @discount: what a basket uses
 * @now: UTC milliseconds
 *
 * Baskets know nothing of what was written over their coupons.
 *
 * Returns: whether the basket uses a coupon
 */
gboolean
nomo_demo_coupon_fill_discount (NomoDemoCoupon *self, NomoDemoShop *shop, NomoDemoDiscount discount, gint64 now)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans) && discount != NOMO_DEMO_NO_DISCOUNT; i++) {
    if (plans[i].discount == discount) {
      fill_by_seed (self, shop, i, now);
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
nomo_demo_coupon_find (NomoDemoShop *shop, gint64 id, guint *coupon)
{
  gint64 distance = id - COUPON_ID;

  if (distance < 0 || distance % COUPON_STRIDE != 0 || distance / COUPON_STRIDE >= nomo_demo_coupons_get_n (shop))
    return FALSE;
  *coupon = (guint) (distance / COUPON_STRIDE);
  return !nomo_demo_shop_has_lost (shop, NOMO_DEMO_COUPONS, *coupon);
}

/**
 * nomo_demo_coupon_get_listed:
 * @self: a coupon
 * @list: one of the lists that narrow it
 * @place: place in the list
 *
 * Returns: the id there, 0 behind the last
 */
gint64
nomo_demo_coupon_get_listed (const NomoDemoCoupon *self, NomoDemoCouponList list, guint place)
{
  const GArray *ids = self->lists[list];

  if (ids != NULL)
    return place < ids->len ? g_array_index (ids, gint64, place) : 0;
  if (place > 0)
    return 0;
  if (list == NOMO_DEMO_INCLUDE_CATEGORIES && self->category < NOMO_DEMO_N_CATEGORIES)
    return nomo_demo_category_get_id (self->category);
  return list == NOMO_DEMO_INCLUDE_GROUPS && self->for_big_customers ? nomo_demo_group_get_id (BIG_CUSTOMERS) : 0;
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

  if (self->codes != NULL)
    return g_strdup (self->codes[child]);
  for (guint i = 0; i < 4; i++, word /= strlen (LETTERS))
    letters[i] = LETTERS[word % strlen (LETTERS)];
  return g_strconcat (self->code, letters, NULL);
}
