#include "config.h"

#include "nomo-batch.h"

#include "nomo-rules.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>

static const NomoChoice ways[] = {
  { "own", NC_ ("way of codes", "A coupon for each code") },
  { "group", NC_ ("way of codes", "Group of coupons at Salla") },
  { NULL, NULL },
};

static const NomoChoice alphabets[] = {
  [NOMO_CODES_ARABIC] = { "arabic", NC_ ("letters of codes", "Arabic letters") },
  [NOMO_CODES_LATIN] = { "latin", NC_ ("letters of codes", "Latin letters") },
  [NOMO_CODES_DIGITS] = { "digits", NC_ ("letters of codes", "Digits") },
  [NOMO_CODES_MIXED] = { "mixed", NC_ ("letters of codes", "Latin letters and digits") },
  { NULL, NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (alphabets) == NOMO_CODES_N_ALPHABETS + 1);

#define COLUMN (NOMO_FIELD_INDEXED)
#define NAME   (NOMO_FIELD_INDEXED | NOMO_FIELD_NAME | NOMO_FIELD_REQUIRED)

static const NomoField fields[] = {
  [BATCH_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), NAME },
  [BATCH_WAY] = { "way", NOMO_TYPE_CHOICE, N_ ("Way"), NOMO_FIELD_REQUIRED, ways, .context = "way of codes" },
  [BATCH_ALPHABET] = { "alphabet", NOMO_TYPE_CHOICE, N_ ("Letters"), 0, alphabets, .context = "letters of codes" },
  [BATCH_PREFIX] = { "prefix", NOMO_TYPE_TEXT, N_ ("Prefix") },
  [BATCH_LENGTH] = { "length", NOMO_TYPE_INT, N_ ("Length") },
  [BATCH_CHECK_LETTER] = { "check_letter", NOMO_TYPE_BOOL, N_ ("Check letter") },
  [BATCH_SPEAKABLE] = { "speakable", NOMO_TYPE_BOOL, N_ ("Easy to say") },
  [BATCH_WANTED] = { "wanted", NOMO_TYPE_INT, N_ ("Number of codes"), NOMO_FIELD_REQUIRED },
  [BATCH_CREATED_AT] = { "created_at", NOMO_TYPE_TIME, N_ ("Created"), COLUMN | NOMO_FIELD_BORN },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == BATCH_N_FIELDS);

static gboolean
check_pattern (const NomoRecord *batch, GError **error)
{
  g_autoptr (GError) reason = NULL;
  NomoCodePattern pattern;

  nomo_code_batch_get_pattern (batch, &pattern);
  if (nomo_codes_validate (&pattern, &reason) &&
      nomo_codes_allow (&pattern, (guint64) nomo_record_get_int (batch, BATCH_WANTED), &reason))
    return TRUE;
  g_set_error_literal (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_INVALID, reason->message);
  return FALSE;
}

/* What a group looks like says its coupon. */
static gboolean
batch_validate (const NomoRecord *batch, GError **error)
{
  static const guint counts[] = { BATCH_LENGTH, BATCH_WANTED };

  if (!nomo_rules_check_present (batch, BATCH_NAME, error) || !nomo_rules_check_present (batch, BATCH_WAY, error) ||
      !nomo_rules_check_counts (batch, counts, G_N_ELEMENTS (counts), error))
    return FALSE;
  return nomo_code_batch_is_group (batch) ||
         (nomo_rules_check_present (batch, BATCH_ALPHABET, error) && check_pattern (batch, error));
}

/**
 * nomo_code_batch_entity:
 *
 * Batches of codes, which are ours.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_code_batch_entity (void)
{
  static const NomoEntity entity = {
    .name = "code_batch",
    .label = N_ ("Batch of codes"),
    .label_many = N_ ("Batches of codes"),
    .kind = NOMO_KIND_OWN,
    .fields = fields,
    .n_fields = BATCH_N_FIELDS,
    .sort_field = BATCH_CREATED_AT,
    .sort_descending = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MARKETER] = NOMO_VERBS_EDIT,
    },
    .validate = batch_validate,
  };

  return &entity;
}

/**
 * nomo_code_batch_is_group:
 * @batch: a batch of codes
 *
 * Returns: whether its codes are those of one of Salla's groups
 */
gboolean
nomo_code_batch_is_group (const NomoRecord *batch)
{
  return g_strcmp0 (nomo_record_get_text (batch, BATCH_WAY), "group") == 0;
}

/**
 * nomo_code_batch_set_pattern:
 * @builder: a batch of codes under construction
 * @pattern: what they look like
 */
void
nomo_code_batch_set_pattern (NomoRecordBuilder *builder, const NomoCodePattern *pattern)
{
  nomo_builder_set_text (builder, BATCH_ALPHABET, alphabets[pattern->alphabet].key);
  if (pattern->prefix != NULL)
    nomo_builder_set_text (builder, BATCH_PREFIX, pattern->prefix);
  nomo_builder_set_int (builder, BATCH_LENGTH, pattern->length);
  nomo_builder_set_int (builder, BATCH_CHECK_LETTER, pattern->check);
  nomo_builder_set_int (builder, BATCH_SPEAKABLE, pattern->speakable);
}

/**
 * nomo_code_batch_get_pattern:
 * @batch: a batch of codes that is no group
 * @pattern: (out caller-allocates): what they look like; its prefix is the batch's
 */
void
nomo_code_batch_get_pattern (const NomoRecord *batch, NomoCodePattern *pattern)
{
  *pattern = (NomoCodePattern) {
    .alphabet = NOMO_CODES_N_ALPHABETS,
    .prefix = nomo_record_get_text (batch, BATCH_PREFIX),
    .length = (guint) MIN (nomo_record_get_int (batch, BATCH_LENGTH), G_MAXUINT),
    .check = nomo_record_get_int (batch, BATCH_CHECK_LETTER) != 0,
    .speakable = nomo_record_get_int (batch, BATCH_SPEAKABLE) != 0,
  };
  nomo_code_alphabet_parse (nomo_record_get_text (batch, BATCH_ALPHABET), &pattern->alphabet);
}

/**
 * nomo_code_alphabet_parse:
 * @key: (nullable): "arabic", "latin", "digits" or "mixed"
 * @alphabet: (out): what it means
 *
 * Returns: whether @key is one of these
 */
gboolean
nomo_code_alphabet_parse (const char *key, NomoCodeAlphabet *alphabet)
{
  for (guint i = 0; i < NOMO_CODES_N_ALPHABETS; i++)
    if (g_strcmp0 (alphabets[i].key, key) == 0) {
      *alphabet = (NomoCodeAlphabet) i;
      return TRUE;
    }
  return FALSE;
}
