#pragma once

#include "nomo-record.h"
#include "nomo-shop.h"

G_BEGIN_DECLS

char *nomo_record_words_title (NomoRecord *record);
char *nomo_record_words_detail (NomoRecord *record, NomoShop *shop);
char *nomo_record_words_rating (NomoRecord *review, char **spoken);

G_END_DECLS
