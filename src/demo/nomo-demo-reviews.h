#pragma once

#include "nomo-demo-basket.h"
#include "nomo-demo-names.h"
#include "nomo-demo-status.h"

G_BEGIN_DECLS

typedef enum {
  NOMO_DEMO_RATING,
  NOMO_DEMO_ASK,
  NOMO_DEMO_SHIPPING,
  NOMO_DEMO_TESTIMONIAL,
  NOMO_DEMO_N_REVIEW_KINDS,
} NomoDemoReviewKind;

/* What somebody wrote about an order. */
typedef struct {
  gint64 created;
  gint64 answered; /* UTC milliseconds, 0 if it never is */
  guint32 order;   /* index */
  guint32 customer;
  guint16 words; /* which of those that fit */
  guint8 product;
  guint8 kind;
  guint8 stars; /* 0 for a question */
  guint8 likes;
} NomoDemoReview;

gboolean nomo_demo_review_comes (guint64 seed);
gboolean nomo_demo_review_plan (NomoDemoReview *self, guint64 seed, const NomoDemoBasket *basket,
                                const NomoDemoStep *steps, guint n);
const char *nomo_demo_review_get_type (const NomoDemoReview *self);
const char *nomo_demo_review_get_content (const NomoDemoReview *self);
const char *nomo_demo_review_get_reply (const NomoDemoReview *self, gint64 now);
gboolean nomo_demo_review_is_published (const NomoDemoReview *self);
gboolean nomo_demo_review_has_product (const NomoDemoReview *self);

/* The reviews of a shop, by time. */
typedef struct _NomoDemoReviews NomoDemoReviews;

NomoDemoReviews *nomo_demo_reviews_new (void);
void nomo_demo_reviews_free (NomoDemoReviews *self);
void nomo_demo_reviews_add (NomoDemoReviews *self, const NomoDemoReview *review);
guint nomo_demo_reviews_get_n (const NomoDemoReviews *self);
const NomoDemoReview *nomo_demo_reviews_get (const NomoDemoReviews *self, guint index);
gboolean nomo_demo_reviews_find (const NomoDemoReviews *self, guint order, gint64 created, guint *index);
guint nomo_demo_reviews_count_before (const NomoDemoReviews *self, gint64 moment);
guint nomo_demo_reviews_get_n_ratings (const NomoDemoReviews *self, guint product);
guint nomo_demo_reviews_get_stars (const NomoDemoReviews *self, guint product);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoReviews, nomo_demo_reviews_free)

G_END_DECLS
