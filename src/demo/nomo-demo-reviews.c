#include "config.h"

#include "nomo-demo-reviews.h"

#include "nomo-demo-random.h"
#include "nomo-demo-rhythm.h"
#include "nomo-demo-search.h"

enum { STREAM_COMES = 861, STREAM_REVIEW };

#define PER_THOUSAND 140

static const char *const types[] = { "rating", "ask", "shipping", "testimonial" };

G_STATIC_ASSERT (G_N_ELEMENTS (types) == NOMO_DEMO_N_REVIEW_KINDS);

/* What one says who gives so many stars. */
static const char *const ratings[6][4] = {
  { NULL },
  { "وصلني المنتج تالفًا وغير مطابق للصورة", "تجربة سيئة، لن أكررها", "الجودة رديئة مقارنة بالسعر", "ما عجبني أبدًا" },
  { "توقعت أفضل من كذا", "الحجم أصغر من الصورة", "التغليف ضعيف", "السعر مبالغ فيه" },
  { "عادي، يؤدي الغرض", "جيد لكن التوصيل تأخر", "لا بأس به", "حلو بس الرائحة خفيفة" },
  { "جميل وأنصح به", "جودة ممتازة، ينقصه تغليف أفخم", "حلو ومرتب", "أعجبني، شكرًا لكم" },
  { "رائع جدًا، الله يبارك لكم", "أجمل من الصورة والتغليف فخم", "تعامل راقٍ ومنتج يستاهل", "خيال! أمي فرحت فيه كثير 🌹" },
};

static const char *const questions[] = { "هل يتوفر لون آخر؟", "كم تدوم الرائحة؟", "هل يمكن إضافة بطاقة إهداء؟",
                                         "متى يتوفر المقاس الكبير؟" };
static const char *const shipping_words[] = { "التوصيل سريع والمندوب محترم", "وصل في الموعد", "تأخر التوصيل قليلًا",
                                              "التغليف حافظ على الورد" };
static const char *const praise[] = { "متجر موثوق وتعامله راقٍ", "من أفضل متاجر الورد في الرياض",
                                      "خدمة العملاء متعاونة جدًا", "كل مناسباتي منكم" };

/**
 * nomo_demo_review_comes:
 * @seed: an order's own seed
 *
 * Returns: whether its customer writes about it, if it is delivered
 */
gboolean
nomo_demo_review_comes (guint64 seed)
{
  return nomo_demo_random_mix (seed, STREAM_COMES, 0) % 1000 < PER_THOUSAND;
}

static guint8
pick_kind (NomoDemoRandom *random)
{
  guint target = nomo_demo_random_below (random, 1000);

  if (target < 840)
    return NOMO_DEMO_RATING;
  if (target < 890)
    return NOMO_DEMO_ASK;
  return target < 960 ? NOMO_DEMO_SHIPPING : NOMO_DEMO_TESTIMONIAL;
}

/* Most are happy, those who got their money back are not. */
static guint8
pick_stars (NomoDemoRandom *random, gboolean undone)
{
  guint target = nomo_demo_random_below (random, 1000);

  if (undone)
    return (guint8) (1 + target / 334);
  if (target < 640)
    return 5;
  if (target < 860)
    return 4;
  if (target < 930)
    return 3;
  return target < 960 ? 2 : 1;
}

static const NomoDemoStep *
find_delivery (const NomoDemoStep *steps, guint n)
{
  for (guint i = 0; i < n; i++)
    if (steps[i].status == NOMO_DEMO_DELIVERED)
      return &steps[i];
  return NULL;
}

/* The shop answers questions and anger sooner and more often than praise. */
static void
plan_answer (NomoDemoReview *self, NomoDemoRandom *random)
{
  gboolean urgent = self->kind == NOMO_DEMO_ASK || self->stars <= 2;

  if (nomo_demo_random_chance (random, urgent ? 800 : 180))
    self->answered = self->created + nomo_demo_random_between (random, NOMO_DEMO_HOUR_MS, 3 * NOMO_DEMO_DAY_MS);
}

/**
 * nomo_demo_review_plan:
 * @self: (out caller-allocates): what the customer will write, all but order and customer
 * @seed: the order's own seed
 * @basket: what is in the order
 * @steps: (array length=n): its life
 * @n: how many steps that has
 *
 * Returns: whether the customer writes anything: only about what was delivered, days later
 */
gboolean
nomo_demo_review_plan (NomoDemoReview *self, guint64 seed, const NomoDemoBasket *basket, const NomoDemoStep *steps,
                       guint n)
{
  const NomoDemoStep *delivery = find_delivery (steps, n);
  NomoDemoStatus end = steps[n - 1].status;
  NomoDemoRandom random;

  if (delivery == NULL || !nomo_demo_review_comes (seed))
    return FALSE;
  *self = (NomoDemoReview) { 0 };
  nomo_demo_random_init (&random, nomo_demo_random_mix (seed, STREAM_REVIEW, 0));
  self->created = delivery->moment + nomo_demo_random_between (&random, NOMO_DEMO_DAY_MS, 14 * NOMO_DEMO_DAY_MS);
  self->kind = pick_kind (&random);
  self->product = (guint8) basket->items[nomo_demo_random_below (&random, basket->n_items)].product;
  self->stars = pick_stars (&random, end == NOMO_DEMO_RESTORED || end == NOMO_DEMO_REFUNDED);
  if (self->kind == NOMO_DEMO_ASK)
    self->stars = 0;
  self->words = (guint16) nomo_demo_random_below (&random, 4);
  self->likes = nomo_demo_random_chance (&random, 250) ? (guint8) nomo_demo_random_below (&random, 9) : 0;
  plan_answer (self, &random);
  return TRUE;
}

const char *
nomo_demo_review_get_type (const NomoDemoReview *self)
{
  return types[self->kind];
}

const char *
nomo_demo_review_get_content (const NomoDemoReview *self)
{
  switch (self->kind) {
  case NOMO_DEMO_ASK:
    return questions[self->words];
  case NOMO_DEMO_SHIPPING:
    return shipping_words[self->words];
  case NOMO_DEMO_TESTIMONIAL:
    return praise[self->words];
  default:
    return ratings[self->stars][self->words];
  }
}

/**
 * nomo_demo_review_get_reply:
 * @self: a review
 * @now: UTC milliseconds
 *
 * Returns: (nullable): what the shop answered until now
 */
const char *
nomo_demo_review_get_reply (const NomoDemoReview *self, gint64 now)
{
  if (self->answered == 0 || self->answered > now)
    return NULL;
  if (self->kind == NOMO_DEMO_ASK)
    return "أهلًا بك، نعم متوفر ويسعدنا خدمتك";
  return self->stars <= 2 ? "نعتذر منك، تواصلنا معك على الخاص لحل الموضوع" : "شكرًا لثقتك، ننتظرك دائمًا 🌷";
}

gboolean
nomo_demo_review_is_published (const NomoDemoReview *self)
{
  return self->stars != 1 || self->words != 1;
}

gboolean
nomo_demo_review_has_product (const NomoDemoReview *self)
{
  return self->kind == NOMO_DEMO_RATING || self->kind == NOMO_DEMO_ASK;
}

struct _NomoDemoReviews {
  GArray *reviews; /* NomoDemoReview, by time */
  guint n_ratings[NOMO_DEMO_MAX_PRODUCTS];
  guint stars[NOMO_DEMO_MAX_PRODUCTS];
};

NomoDemoReviews *
nomo_demo_reviews_new (void)
{
  NomoDemoReviews *self = g_new0 (NomoDemoReviews, 1);

  self->reviews = g_array_new (FALSE, FALSE, sizeof (NomoDemoReview));
  return self;
}

void
nomo_demo_reviews_free (NomoDemoReviews *self)
{
  g_array_unref (self->reviews);
  g_free (self);
}

/**
 * nomo_demo_reviews_add:
 * @self: reviews
 * @review: the one that comes next in time
 */
void
nomo_demo_reviews_add (NomoDemoReviews *self, const NomoDemoReview *review)
{
  g_array_append_vals (self->reviews, review, 1);
  if (review->kind != NOMO_DEMO_RATING)
    return;
  self->n_ratings[review->product]++;
  self->stars[review->product] += review->stars;
}

guint
nomo_demo_reviews_get_n (const NomoDemoReviews *self)
{
  return self->reviews->len;
}

const NomoDemoReview *
nomo_demo_reviews_get (const NomoDemoReviews *self, guint index)
{
  return &g_array_index (self->reviews, NomoDemoReview, index);
}

/**
 * nomo_demo_reviews_find:
 * @self: reviews
 * @order: index of an order
 * @created: when the review of it was written
 * @index: (out): which review that is
 *
 * Returns: whether it was written
 */
gboolean
nomo_demo_reviews_find (const NomoDemoReviews *self, guint order, gint64 created, guint *index)
{
  for (guint i = nomo_demo_reviews_count_before (self, created); i < self->reviews->len; i++) {
    const NomoDemoReview *review = nomo_demo_reviews_get (self, i);

    if (review->created != created)
      return FALSE;
    if (review->order == order) {
      *index = i;
      return TRUE;
    }
  }
  return FALSE;
}

guint
nomo_demo_reviews_count_before (const NomoDemoReviews *self, gint64 moment)
{
  return nomo_demo_search_count_below (self->reviews, G_STRUCT_OFFSET (NomoDemoReview, created), moment);
}

guint
nomo_demo_reviews_get_n_ratings (const NomoDemoReviews *self, guint product)
{
  return self->n_ratings[product];
}

guint
nomo_demo_reviews_get_stars (const NomoDemoReviews *self, guint product)
{
  return self->stars[product];
}
