#include "config.h"

#include "nomo-review.h"

#include "nomo-rules.h"

#include <glib/gi18n.h>

#define MAX_STARS 5

static const NomoChoice types[] = {
  { "rating", NC_ ("review type", "Product review") },
  { "ask", NC_ ("review type", "Question") },
  { "shipping", NC_ ("review type", "Shipping review") },
  { "testimonial", NC_ ("review type", "Store review") },
  { NULL, NULL },
};

#define COLUMN  (NOMO_FIELD_INDEXED)
#define GROUP   (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define TRACKED (GROUP | NOMO_FIELD_TRACKED)
#define WORDS   (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE)
#define NUMBER  (NOMO_FIELD_SEARCHABLE | NOMO_FIELD_NUMBER)

static const NomoField fields[] = {
  [REVIEW_TYPE] = { "type", NOMO_TYPE_CHOICE, N_ ("Type"), GROUP, types, .context = "review type" },
  [REVIEW_RATING] = { "rating", NOMO_TYPE_INT, N_ ("Rating"), TRACKED },
  [REVIEW_CONTENT] = { "content", NOMO_TYPE_TEXT, N_ ("Words of the customer"), WORDS },
  [REVIEW_CUSTOMER] = { "customer", NOMO_TYPE_REF, N_ ("Customer"), GROUP | NOMO_FIELD_PERSON, NULL, "customer" },
  [REVIEW_CUSTOMER_NAME] = { "customer_name", NOMO_TYPE_TEXT, N_ ("Customer’s name"), WORDS },
  [REVIEW_PRODUCT] = { "product", NOMO_TYPE_REF, N_ ("Product"), GROUP, NULL, "product" },
  [REVIEW_ORDER] = { "order", NOMO_TYPE_REF, N_ ("Order"), GROUP, NULL, "order" },
  [REVIEW_REFERENCE] = { "reference", NOMO_TYPE_TEXT, N_ ("Order number"), NUMBER },
  [REVIEW_PUBLISHED] = { "published", NOMO_TYPE_BOOL, N_ ("Published"), TRACKED },
  [REVIEW_LIKES] = { "likes", NOMO_TYPE_INT, N_ ("Likes"), COLUMN },
  [REVIEW_REPLY] = { "reply", NOMO_TYPE_TEXT, N_ ("Reply"), WORDS },
  [REVIEW_CREATED_AT] = { "created_at", NOMO_TYPE_TIME, N_ ("Date"), COLUMN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == REVIEW_N_FIELDS);

static gboolean
check_stars (const NomoRecord *review, GError **error)
{
  gint64 stars = nomo_record_get_int (review, REVIEW_RATING);

  if (nomo_record_is_null (review, REVIEW_RATING) || (stars > 0 && stars <= MAX_STARS))
    return TRUE;
  /* Translators: 1 is what the record is ("Review"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (review, REVIEW_RATING, _ ("%1$s %2$s: “%3$s” is not between 1 and 5."), error);
}

static gboolean
review_validate (const NomoRecord *review, GError **error)
{
  static const guint counts[] = { REVIEW_LIKES };

  return check_stars (review, error) && nomo_rules_check_counts (review, counts, G_N_ELEMENTS (counts), error);
}

/**
 * nomo_review_entity:
 *
 * Reviews by customers, a mirror of Salla's: nobody here writes them. Salla does not number all of them, see
 * nomo_salla_map_review().
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_review_entity (void)
{
  static const NomoEntity entity = {
    .name = "review",
    .label = N_ ("Review"),
    .label_many = N_ ("Reviews"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = REVIEW_N_FIELDS,
    .sort_field = REVIEW_CREATED_AT,
    .sort_descending = TRUE,
    .validate = review_validate,
  };

  return &entity;
}
