#pragma once

#include "nomo-codes.h"
#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoCodeBatchField:
 *
 * Fields of a batch of codes. Its coupons name it and hold the rules, all the same; what is here says how many there are to be
 * and what their codes look like.
 */
typedef enum {
  BATCH_NAME,         /* text */
  BATCH_WAY,          /* choice: a coupon for each code, or one of Salla's groups, whose codes are Salla's to make */
  BATCH_ALPHABET,     /* choice; null of a group, as the next four but BATCH_PREFIX */
  BATCH_PREFIX,       /* text; of a group its suffix */
  BATCH_LENGTH,       /* int */
  BATCH_CHECK_LETTER, /* bool */
  BATCH_SPEAKABLE,    /* bool */
  BATCH_WANTED,       /* int: codes */
  BATCH_CREATED_AT,   /* time */
  BATCH_N_FIELDS
} NomoCodeBatchField;

const NomoEntity *nomo_code_batch_entity (void);
gboolean nomo_code_batch_is_group (const NomoRecord *batch);
void nomo_code_batch_set_pattern (NomoRecordBuilder *builder, const NomoCodePattern *pattern);
void nomo_code_batch_get_pattern (const NomoRecord *batch, NomoCodePattern *pattern);
gboolean nomo_code_alphabet_parse (const char *key, NomoCodeAlphabet *alphabet);

G_END_DECLS
