#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoReviewField:
 *
 * Fields of a review: what a customer says of a product, of the store or of how it was shipped, or asks.
 */
typedef enum {
  REVIEW_TYPE,          /* choice */
  REVIEW_RATING,        /* int: stars, 1 to 5; null of a question */
  REVIEW_CONTENT,       /* text */
  REVIEW_CUSTOMER,      /* reference to a customer */
  REVIEW_CUSTOMER_NAME, /* text: what the review itself tells of the customer */
  REVIEW_PRODUCT,       /* reference to a product; null when the review is of something else */
  REVIEW_ORDER,         /* reference to an order */
  REVIEW_REFERENCE,     /* text: the order's number, as the shop and the shopper see it */
  REVIEW_PUBLISHED,     /* bool */
  REVIEW_LIKES,         /* int */
  REVIEW_REPLY,         /* text: the shop's answer; null as long as there is none */
  REVIEW_CREATED_AT,    /* time */
  REVIEW_N_FIELDS
} NomoReviewField;

const NomoEntity *nomo_review_entity (void);

G_END_DECLS
