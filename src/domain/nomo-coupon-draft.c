#include "config.h"

#include "nomo-coupon-draft.h"

#include "nomo-coupon.h"
#include "nomo-error.h"
#include "nomo-json.h"
#include "nomo-money.h"

#include <glib/gi18n.h>

#define MAX_JSON (256 * 1024)

/* What a draft may leave out and no trial looks at: an expiry, the end of 2099. */
#define ANY_EXPIRY G_GINT64_CONSTANT (4102434000000)

/* A draft that is being read. */
typedef struct {
  NomoRecordBuilder *builder;
  const char *currency;
} Reading;

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
refuse_value (GError **error, const char *name)
{
  /* Translators: %s is the name of a field in a file. */
  return refuse (error, _ ("What the draft says for “%s” could not be understood."), name);
}

/* Decimal text, a number, or {"amount", "currency"}; the currency is the shop's. */
static gboolean
read_money (const Reading *self, JsonNode *node, gint64 *minor)
{
  g_autofree char *amount = nomo_json_dup_decimal (node, "");
  g_autofree char *currency = nomo_json_get_object (node, "") != NULL ? nomo_json_dup_text (node, "currency") : NULL;

  return amount != NULL && (currency == NULL || g_str_equal (currency, self->currency)) &&
         nomo_money_parse (amount, self->currency, minor, NULL);
}

static gboolean
is_bool (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static gboolean
set_field (const Reading *self, guint field, JsonNode *node, GError **error)
{
  const NomoField *what = &nomo_coupon_entity ()->fields[field];
  gint64 number = 0;
  g_autofree char *text = NULL;
  gboolean ok;

  switch (what->type) {
  case NOMO_TYPE_MONEY:
    ok = read_money (self, node, &number);
    break;
  case NOMO_TYPE_BOOL:
    ok = is_bool (node);
    number = ok && json_node_get_boolean (node);
    break;
  case NOMO_TYPE_INT:
    ok = nomo_json_get_int (node, "", &number);
    break;
  default:
    text = nomo_json_dup_text (node, "");
    ok = text != NULL;
  }
  if (!ok)
    return refuse_value (error, what->name);
  if (text != NULL)
    nomo_builder_set_text (self->builder, field, text);
  else
    nomo_builder_set_int (self->builder, field, number);
  return TRUE;
}

/* A row is written as an object, or as the one value that it has. */
static gboolean
add_row (const Reading *self, guint part, JsonNode *row, GError **error)
{
  const NomoPart *what = &nomo_coupon_entity ()->parts[part];
  const char *path = nomo_json_get_object (row, "") != NULL ? what->fields[0].name : "";
  g_autofree char *text = nomo_json_dup_text (row, path);
  gint64 id = 0;

  if (what->fields[0].type == NOMO_TYPE_REF ? !nomo_json_get_int (row, path, &id) || id <= 0
                                            : text == NULL || *text == '\0')
    return refuse_value (error, what->name);
  nomo_builder_add_part (self->builder, part);
  if (id > 0)
    nomo_builder_part_int (self->builder, part, 0, id);
  else
    nomo_builder_part_text (self->builder, part, 0, text);
  return TRUE;
}

static gboolean
set_part (const Reading *self, guint part, JsonNode *node, GError **error)
{
  JsonArray *rows = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (rows == NULL)
    return refuse_value (error, nomo_coupon_entity ()->parts[part].name);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!add_row (self, part, json_array_get_element (rows, i), error))
      return FALSE;
  return TRUE;
}

/* What Salla counts, what we keep beside a coupon, and when it begins and ends are no matter of a draft; a coupon as we print it
 * has them as well. */
static gboolean
is_ignored (guint field)
{
  const NomoField *what = &nomo_coupon_entity ()->fields[field];

  return (what->flags & (NOMO_FIELD_MIRROR | NOMO_FIELD_OWN)) != 0 || what->type == NOMO_TYPE_TIME ||
         field == COUPON_CURRENCY;
}

static gboolean
set_member (const Reading *self, const char *name, JsonNode *node, GError **error)
{
  int field = nomo_entity_find_field (nomo_coupon_entity (), name);
  int part = nomo_entity_find_part (nomo_coupon_entity (), name);

  if (field < 0 && part < 0 && !g_str_equal (name, "id") && !g_str_equal (name, "confirmed"))
    /* Translators: %s is a name in a file. */
    return refuse (error, _ ("The draft speaks of “%s”, which coupons do not have."), name);
  if (JSON_NODE_HOLDS_NULL (node) || part == COUPON_PART_GIVEN)
    return TRUE;
  if (part >= 0)
    return set_part (self, (guint) part, node, error);
  return field < 0 || is_ignored ((guint) field) || set_field (self, (guint) field, node, error);
}

static gboolean
read_members (const Reading *self, JsonObject *object, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (!set_member (self, name, node, error))
      return FALSE;
  return TRUE;
}

static JsonNode *
parse_object (GBytes *json, GError **error)
{
  NomoJsonReport report = { 0 };
  g_autoptr (JsonNode) root = nomo_json_parse (json, MAX_JSON, &report, NULL);
  g_autofree char *line = g_strdup_printf ("%u", report.line);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);
  if (root != NULL)
    refuse (error, "%s", _ ("The draft must stand between { and }."));
  else
    /* Translators: %s is the number of a line. */
    refuse (error, _ ("The draft is no JSON, or too long for a coupon. It could be read up to line %s."), line);
  return NULL;
}

/**
 * nomo_coupon_draft_read:
 * @json: an object as nomo_record_to_json() writes a coupon, or a part of one; amounts may be decimal text, and the rows of a
 *   part may be their one value
 * @currency: the shop's currency, in which all amounts are
 * @error: return location
 *
 * Reads the draft of a coupon as a person or a program wrote it. What Salla counts and when the coupon begins and ends are
 * left out.
 *
 * Returns: (transfer full) (nullable): a coupon that keeps the rules, or %NULL with a sentence for people
 */
NomoRecord *
nomo_coupon_draft_read (GBytes *json, const char *currency, GError **error)
{
  g_autoptr (JsonNode) root = parse_object (json, error);
  g_autoptr (NomoRecordBuilder) builder = NULL;
  Reading self = { NULL, currency };

  if (root == NULL)
    return NULL;
  self.builder = builder = nomo_record_build (nomo_coupon_entity (), 1);
  if (!read_members (&self, json_node_get_object (root), error))
    return NULL;
  return nomo_coupon_draft_end (g_steal_pointer (&builder), currency, error);
}

/**
 * nomo_coupon_draft_end:
 * @builder: (transfer full): a coupon that may lack what no trial looks at: a code, an expiry, a maximum of 0
 * @currency: the shop's currency
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a coupon that keeps the rules, or %NULL with a sentence for people
 */
NomoRecord *
nomo_coupon_draft_end (NomoRecordBuilder *builder, const char *currency, GError **error)
{
  g_autoptr (NomoRecord) draft = NULL;
  g_autoptr (NomoRecord) coupon = NULL;

  nomo_builder_set_text (builder, COUPON_CURRENCY, currency);
  nomo_builder_set_int (builder, COUPON_EXPIRY, ANY_EXPIRY);
  draft = nomo_builder_end (builder);
  builder = nomo_record_rebuild (draft);
  if (nomo_record_is_null (draft, COUPON_CODE) && nomo_record_get_int (draft, COUPON_IS_GROUP) == 0)
    nomo_builder_set_text (builder, COUPON_CODE, NOMO_COUPON_DRAFT_CODE);
  if (nomo_record_is_null (draft, COUPON_MAXIMUM) &&
      g_strcmp0 (nomo_record_get_text (draft, COUPON_TYPE), "percentage") == 0)
    nomo_builder_set_int (builder, COUPON_MAXIMUM, 0);
  coupon = nomo_builder_end (builder);
  return nomo_record_validate (coupon, error) ? g_steal_pointer (&coupon) : NULL;
}
