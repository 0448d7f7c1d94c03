#include "config.h"

#include "nomo-demo-offers.h"

#include "nomo-calendar.h"
#include "nomo-demo-rhythm.h"

#define OFFER_ID     G_GINT64_CONSTANT (374681)
#define OFFER_STRIDE 17
#define RIYAL        100
#define LIST(...)    ((const int[]) { __VA_ARGS__, -1 })

static const NomoDemoOffer offers[] = {
  { .name = "أسبوع العطور",
    .message = "خصم على كل العطور لفترة محدودة",
    .type = "percentage",
    .applied_to = "category",
    .buy_categories = LIST (NOMO_DEMO_SCENTS),
    .discount = 1200 },
  { .name = "يوم التأسيس: عود وبخور",
    .message = "خصم ٢٢٪ على العود والبخور",
    .type = "percentage",
    .applied_to = "category",
    .buy_categories = LIST (NOMO_DEMO_SMOKE),
    .discount = 2200 },
  { .name = "يوم الأم: الثالثة هدية",
    .message = "اشترِ باقتين واحصل على الثالثة مجانًا",
    .type = "buy_x_get_y",
    .applied_to = "product",
    .buy_products = LIST (0, 1, 4),
    .get_products = LIST (4),
    .buy_quantity = 2,
    .get_quantity = 1 },
  { .name = "ضيافة رمضان",
    .message = "اشترِ من التمور والقهوة واحصل على خصم ٣٠٪ على دلة القهوة",
    .type = "buy_x_get_y",
    .applied_to = "category",
    .buy_categories = LIST (NOMO_DEMO_DATES),
    .get_products = LIST (56),
    .buy_quantity = 3,
    .get_quantity = 1,
    .discount = 3000 },
  { .name = "عيدية صناديق الهدايا",
    .message = "خصم ٥٠ ريالًا على صناديق الهدايا",
    .type = "fixed_amount",
    .applied_to = "product",
    .buy_products = LIST (51, 52, 53),
    .discount = 50 * RIYAL,
    .minimum = 300 * RIYAL },
  { .name = "فرحة التخرّج",
    .message = "أطواق الورد بسعر خاص للمجموعات",
    .type = "special_price",
    .applied_to = "product",
    .buy_products = LIST (22),
    .buy_quantity = 5,
    .price = 69 * RIYAL },
  { .name = "الصيف: كلما زادت الشموع",
    .message = "كلما زادت الكمية زاد الخصم",
    .type = "discounts_table",
    .applied_to = "category",
    .buy_categories = LIST (NOMO_DEMO_CANDLES),
    .tiers = { { 2, 1000 }, { 3, 1500 }, { 5, 2000 } },
    .n_tiers = 3 },
  { .name = "اليوم الوطني: سلة الوطن",
    .message = "خصم على السلة حسب قيمتها",
    .type = "cart_offer",
    .tiers = { { 200 * RIYAL, 900 }, { 400 * RIYAL, 1500 } },
    .n_tiers = 2 },
  { .name = "الجمعة البيضاء: اشترِ أكثر ووفّر أكثر",
    .message = "",
    .type = "tiered_offer",
    .applied_to = "order",
    .tiers = { { 300 * RIYAL, 1000 }, { 600 * RIYAL, 1500 }, { 1000 * RIYAL, 2500 } },
    .n_tiers = 3 },
  { .name = "خصم تجريبي للموظفين",
    .message = "",
    .type = "fixed_amount",
    .applied_to = "order",
    .discount = 10 * RIYAL,
    .inactive = TRUE },
};

/* When the season of an offer was last: Gregorian months, Hijri ones when negative; 0 counts back from the shop's birth. */
static const struct {
  int month;
  int date;
  int days;
} terms[] = {
  { 0, 400, 7 }, { 2, 20, 4 }, { 3, 18, 5 }, { -9, 1, 20 }, { -9, 25, 10 },
  { 5, 20, 30 }, { 7, 1, 46 }, { 9, 20, 5 }, { 11, 0, 5 },  { 0, 60, 30 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (terms) == G_N_ELEMENTS (offers));

guint
nomo_demo_offers_get_n (void)
{
  return G_N_ELEMENTS (offers);
}

const NomoDemoOffer *
nomo_demo_offer_get (guint offer)
{
  return &offers[offer];
}

gint64
nomo_demo_offer_get_id (guint offer)
{
  return OFFER_ID + (gint64) offer * OFFER_STRIDE;
}

static int
day_in_year (guint offer, int year)
{
  if (terms[offer].month < 0)
    return nomo_day_from_hijri (year, -terms[offer].month, terms[offer].date);
  if (terms[offer].date == 0)
    return nomo_demo_rhythm_white_friday (year) - 2;
  return nomo_day_from_ymd (year, terms[offer].month, terms[offer].date);
}

/* The last season that began before the shop was born. */
static int
first_day (guint offer, int born)
{
  int year, month, date, day;

  if (terms[offer].month == 0)
    return born - terms[offer].date;
  if (terms[offer].month < 0)
    nomo_day_to_hijri (born, &year, &month, &date);
  else
    nomo_day_to_ymd (born, &year, &month, &date);
  day = day_in_year (offer, year);
  return day <= born ? day : day_in_year (offer, year - 1);
}

/**
 * nomo_demo_offer_read_term:
 * @offer: which, from 0
 * @shop: its shop
 * @starts: (out): its first moment, UTC milliseconds
 * @ends: (out): its last second
 */
void
nomo_demo_offer_read_term (guint offer, NomoDemoShop *shop, gint64 *starts, gint64 *ends)
{
  int day = first_day (offer, nomo_demo_rhythm_day (nomo_demo_shop_get_born (shop)));

  *starts = day * NOMO_DEMO_DAY_MS - 3 * NOMO_DEMO_HOUR_MS;
  *ends = *starts + terms[offer].days * NOMO_DEMO_DAY_MS - 1000;
}

gboolean
nomo_demo_offer_find (NomoDemoShop *shop, gint64 id, guint *offer)
{
  gint64 distance = id - OFFER_ID;

  if (distance < 0 || distance % OFFER_STRIDE != 0 || distance / OFFER_STRIDE >= (gint64) G_N_ELEMENTS (offers))
    return FALSE;
  *offer = (guint) (distance / OFFER_STRIDE);
  return !nomo_demo_shop_has_lost (shop, NOMO_DEMO_OFFERS, *offer);
}
