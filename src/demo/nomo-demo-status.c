#include "config.h"

#include "nomo-demo-status.h"

#include "nomo-demo-random.h"

enum { STREAM_PLAN = 201, STREAM_LATE };

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static const NomoDemoStatusInfo infos[] = {
  { 1473353380, "payment_pending", "بإنتظار الدفع", "طلبك بانتظار إتمام الدفع", "sicon-wallet",
    NOMO_DEMO_PAYMENT_PENDING },
  { 566146469, "under_review", "بإنتظار المراجعة", "استلمنا طلبك ونراجعه الآن", "sicon-eye", NOMO_DEMO_UNDER_REVIEW },
  { 1939592358, "in_progress", "قيد التنفيذ", "نجهّز طلبك بعناية", "sicon-box", NOMO_DEMO_IN_PROGRESS },
  { 2147504311, "in_progress", "قيد التنسيق والتغليف", "منسّق الورد يعمل على طلبك", "sicon-gift",
    NOMO_DEMO_IN_PROGRESS },
  { 814202285, "shipped", "تم الشحن", "طلبك في الطريق إليك", "sicon-shipping", NOMO_DEMO_SHIPPED },
  { 349994915, "delivering", "جاري التوصيل", "المندوب في الطريق إليك", "sicon-shipping-fast", NOMO_DEMO_DELIVERING },
  { 1723506348, "delivered", "تم التوصيل", "وصل طلبك، نتمنى أن ينال إعجابك", "sicon-check", NOMO_DEMO_DELIVERED },
  { 1298199463, "completed", "تم التنفيذ", "اكتمل طلبك، شكرًا لك", "sicon-check-circle", NOMO_DEMO_COMPLETED },
  { 525144736, "canceled", "ملغي", "أُلغي طلبك", "sicon-cancel", NOMO_DEMO_CANCELED },
  { 1548352431, "restoring", "قيد الإسترجاع", "نعالج طلب الإرجاع", "sicon-back", NOMO_DEMO_RESTORING },
  { 989286562, "restored", "مسترجع", "استرجعنا طلبك", "sicon-rotate", NOMO_DEMO_RESTORED },
  { 1117744270, "refunded", "مسترد", "أُعيد المبلغ إليك", "sicon-money", NOMO_DEMO_REFUNDED },
};

G_STATIC_ASSERT (G_N_ELEMENTS (infos) == NOMO_DEMO_N_STATUSES);

const NomoDemoStatusInfo *
nomo_demo_status_get (NomoDemoStatus status)
{
  return &infos[status];
}

typedef struct {
  NomoDemoStep *steps;
  guint n;
  gint64 at;
} Plan;

static void
plan_add (Plan *plan, gint64 wait, NomoDemoStatus status)
{
  plan->at += wait;
  plan->steps[plan->n++] = (NomoDemoStep) { plan->at, status, NULL, FALSE };
}

/* Bank transfers and instalments wait for the money; some never see it. Returns whether the order lives on. */
static gboolean
plan_payment (Plan *plan, NomoDemoRandom *random, const char *method)
{
  gboolean bank = g_str_equal (method, "bank");
  gboolean later = bank || g_str_has_suffix (method, "_installment");
  guint fate = nomo_demo_random_below (random, 1000);

  if (!later || (!bank && fate >= 90)) {
    plan_add (plan, 0, NOMO_DEMO_UNDER_REVIEW);
    return TRUE;
  }
  plan_add (plan, 0, NOMO_DEMO_PAYMENT_PENDING);
  if (fate < (bank ? 80 : 45))
    return FALSE;
  if (fate < (bank ? 180 : 90)) {
    plan_add (plan, nomo_demo_random_between (random, 2 * HOUR, 3 * DAY), NOMO_DEMO_CANCELED);
    return FALSE;
  }
  plan_add (plan, nomo_demo_random_between (random, 10 * MINUTE, 20 * HOUR), NOMO_DEMO_UNDER_REVIEW);
  return TRUE;
}

static void
plan_delivery (Plan *plan, NomoDemoRandom *random, gboolean near)
{
  plan_add (plan, nomo_demo_random_between (random, 8 * MINUTE, 5 * HOUR), NOMO_DEMO_IN_PROGRESS);
  if (nomo_demo_random_chance (random, 350))
    plan_add (plan, nomo_demo_random_between (random, 10 * MINUTE, 2 * HOUR), NOMO_DEMO_ARRANGING);
  if (near) {
    plan_add (plan, nomo_demo_random_between (random, HOUR, 7 * HOUR), NOMO_DEMO_DELIVERING);
    plan_add (plan, nomo_demo_random_between (random, 25 * MINUTE, 3 * HOUR), NOMO_DEMO_DELIVERED);
  } else {
    plan_add (plan, nomo_demo_random_between (random, 4 * HOUR, 26 * HOUR), NOMO_DEMO_SHIPPED);
    plan_add (plan, nomo_demo_random_between (random, DAY, 4 * DAY), NOMO_DEMO_DELIVERED);
  }
}

/* Some get their money back long after everything seemed done. */
static void
plan_late_refund (Plan *plan, guint64 seed)
{
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_LATE, 0));
  if (nomo_demo_random_chance (&random, 9))
    plan_add (plan, nomo_demo_random_between (&random, 2 * DAY, 21 * DAY), NOMO_DEMO_REFUNDED);
}

static void
plan_aftermath (Plan *plan, NomoDemoRandom *random, guint64 seed)
{
  guint fate = nomo_demo_random_below (random, 1000);

  if (fate < 18) {
    plan_add (plan, nomo_demo_random_between (random, 6 * HOUR, 5 * DAY), NOMO_DEMO_RESTORING);
    plan_add (plan, nomo_demo_random_between (random, 5 * HOUR, 3 * DAY),
              fate < 9 ? NOMO_DEMO_RESTORED : NOMO_DEMO_REFUNDED);
  } else if (fate < 720) {
    plan_add (plan, nomo_demo_random_between (random, 20 * HOUR, 4 * DAY), NOMO_DEMO_COMPLETED);
    plan_late_refund (plan, seed);
  }
}

/**
 * nomo_demo_status_plan:
 * @seed: the order's own seed
 * @created: when the order was placed, UTC milliseconds
 * @payment_method: Salla's word for it
 * @near: whether a courier of the shop delivers on the day
 * @steps: (out caller-allocates) (array fixed-size=40): where the order will stand, ascending
 *
 * The whole life of an order. What of it has come to pass is a matter of the clock alone.
 *
 * Returns: how many steps there are, at least 1; the first is at @created
 */
guint
nomo_demo_status_plan (guint64 seed, gint64 created, const char *payment_method, gboolean near, NomoDemoStep *steps)
{
  Plan plan = { steps, 0, created };
  NomoDemoRandom random;

  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_PLAN, 0));
  if (!plan_payment (&plan, &random, payment_method))
    return plan.n;
  if (nomo_demo_random_chance (&random, 28)) {
    plan_add (&plan, nomo_demo_random_between (&random, 5 * MINUTE, 14 * HOUR), NOMO_DEMO_CANCELED);
    return plan.n;
  }
  plan_delivery (&plan, &random, near);
  plan_aftermath (&plan, &random, seed);
  return plan.n;
}
