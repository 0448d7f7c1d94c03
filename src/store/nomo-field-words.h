#pragma once

#include "nomo-record.h"
#include "nomo-value.h"

G_BEGIN_DECLS

/* What an amount is in whose field names no other field for it. */
#define NOMO_USUAL_CURRENCY "SAR"

const char *nomo_field_get_choice_words (const NomoField *field, const char *key);
char *nomo_field_dup_words (const NomoField *field, const NomoValue *value, const char *currency);
char *nomo_field_dup_words_of_text (const NomoField *field, const char *text, const char *currency);
const char *nomo_record_get_currency (const NomoRecord *self, guint field);
char *nomo_record_dup_words (const NomoRecord *self, guint field);
char *nomo_record_dup_part_words (const NomoRecord *self, guint part, guint row, guint field);

G_END_DECLS
