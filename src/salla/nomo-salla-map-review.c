#include "config.h"

#include "nomo-salla-map-private.h"

#include "nomo-json.h"
#include "nomo-review.h"
#include "nomo-salla-time.h"

#define MAX_STARS 5
#define OWN_ID    (G_GINT64_CONSTANT (1) << 61)
#define ID_DIGITS 15 /* hexadecimal, of 4 bits each */

/* What a review is about, and by whom, wherever the row tells it. */
typedef struct {
  gint64 customer;
  gint64 product;
  gint64 order;
  gint64 created_at;
  gboolean dated;
} Facts;

static gint64
read_ref (JsonNode *row, const char *object_path, const char *path)
{
  gint64 id = 0;

  if (nomo_json_get_int (row, object_path, &id) && id > 0)
    return id;
  return nomo_json_get_int (row, path, &id) && id > 0 ? id : 0;
}

/* A webhook has an array of moments. */
static void
read_date (JsonNode *row, Facts *facts)
{
  static const char *const paths[] = { "created_at", "date.0", "date" };

  for (guint i = 0; !facts->dated && i < G_N_ELEMENTS (paths); i++)
    facts->dated = nomo_salla_time_read (row, paths[i], &facts->created_at);
}

static void
read_facts (JsonNode *row, Facts *facts)
{
  facts->customer = read_ref (row, "customer.id", "customer_id");
  facts->product = read_ref (row, "product.id", "product_id");
  facts->order = read_ref (row, "order.id", "order_id");
  read_date (row, facts);
}

static gint64
make_id (JsonNode *row, const Facts *facts)
{
  g_autofree char *type = _nomo_map_dup_text (row, "type");
  g_autofree char *text =
      g_strdup_printf ("%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT,
                       type != NULL ? type : "", facts->customer, facts->product, facts->order, facts->created_at);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  digest[ID_DIGITS] = '\0';
  return (gint64) g_ascii_strtoull (digest, NULL, 16) | OWN_ID;
}

static gboolean
find_id (JsonNode *row, const Facts *facts, gint64 *id, GError **error)
{
  JsonNode *told = nomo_json_get (row, "id");

  if (told != NULL && !JSON_NODE_HOLDS_NULL (told))
    return _nomo_map_read_id (row, id, error);
  if (!facts->dated || (facts->customer == 0 && facts->order == 0))
    return _nomo_map_refuse (error, "no id, and nothing that tells it apart from others");
  *id = make_id (row, facts);
  return TRUE;
}

static void
set_ref (NomoRecordBuilder *builder, guint field, gint64 id, gboolean told)
{
  if (id != 0)
    nomo_builder_set_int (builder, field, id);
  else if (told)
    nomo_builder_set_null (builder, field);
}

static void
set_facts (NomoRecordBuilder *builder, JsonNode *row, const Facts *facts)
{
  set_ref (builder, REVIEW_CUSTOMER, facts->customer, nomo_json_get (row, "customer") != NULL);
  set_ref (builder, REVIEW_PRODUCT, facts->product, nomo_json_get (row, "product") != NULL);
  set_ref (builder, REVIEW_ORDER, facts->order, nomo_json_get (row, "order") != NULL);
  if (facts->dated)
    nomo_builder_set_int (builder, REVIEW_CREATED_AT, facts->created_at);
}

/* Whoever gives no stars has none, and a question has none either. */
static void
set_rating (NomoRecordBuilder *builder, JsonNode *row)
{
  gint64 stars = 0;

  if (nomo_json_get_int (row, "rating", &stars) && stars > 0 && stars <= MAX_STARS)
    nomo_builder_set_int (builder, REVIEW_RATING, stars);
  else if (nomo_json_get (row, "rating") != NULL)
    nomo_builder_set_null (builder, REVIEW_RATING);
}

static void
set_words (NomoRecordBuilder *builder, JsonNode *row)
{
  JsonNode *customer = nomo_json_get (row, "customer");
  g_autofree char *name = customer != NULL ? _nomo_map_dup_name (customer) : NULL;
  gboolean replied = nomo_json_get_object (row, "reply") != NULL;

  if (customer != NULL)
    nomo_builder_set_text (builder, REVIEW_CUSTOMER_NAME, name);
  _nomo_map_set_text (builder, REVIEW_TYPE, row, "type");
  _nomo_map_set_text (builder, REVIEW_CONTENT, row, "content");
  _nomo_map_set_text (builder, REVIEW_REPLY, row, replied ? "reply.content" : "reply");
  _nomo_map_set_text (builder, REVIEW_REFERENCE, row, "reference_id");
  _nomo_map_copy_text (builder, REVIEW_REFERENCE, row, "order.reference_id");
}

/**
 * nomo_salla_map_review:
 * @row: a row of `/reviews` or `/feedbacks`, or what a webhook tells of one
 * @shop_currency: ISO code of the shop's currency; a review has no amounts
 * @as_of: the moment of the answer in Salla's clock, UTC milliseconds
 * @error: return location; its message is the reason to keep with the raw row
 *
 * A row may come without an id, or with null, as a webhook's does. Then the id is made from the row: the first 60 bits of the SHA-256 of
 * `type|customer|product|order|created_at`, with bit 61 set, which no id of Salla's has, and never bit 62, which means born
 * here. The ids in it are decimal, 0 where there is none, the moment is UTC milliseconds, and the type is as it was sent
 * without blanks around it. So the same review told twice without an id is one record; told with an id it is another, which
 * the caller tells by customer, product and order. Without a moment, or without both customer and order, such a row cannot be
 * told apart from others and is refused.
 *
 * Returns: (transfer full): the review, or %NULL
 */
NomoRecord *
nomo_salla_map_review (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error)
{
  g_autoptr (NomoRecordBuilder) builder = NULL;
  Facts facts = { 0 };
  gint64 id;

  read_facts (row, &facts);
  if (!find_id (row, &facts, &id, error))
    return NULL;
  builder = nomo_record_build (nomo_review_entity (), id);
  nomo_builder_set_as_of (builder, as_of);
  set_facts (builder, row, &facts);
  set_words (builder, row);
  set_rating (builder, row);
  _nomo_map_set_bool (builder, REVIEW_PUBLISHED, row, "is_published");
  _nomo_map_set_count (builder, REVIEW_LIKES, row, "likes_count");
  return _nomo_map_end (g_steal_pointer (&builder), error);
}
