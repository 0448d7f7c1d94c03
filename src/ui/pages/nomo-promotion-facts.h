#pragma once

#include "nomo-fact-list.h"

G_BEGIN_DECLS

void nomo_promotion_facts_add_day (NomoFactList *list, NomoRecord *promotion, guint field, GTimeZone *zone);
void nomo_promotion_facts_add_yes (NomoFactList *list, NomoRecord *promotion, guint field);
void nomo_promotion_facts_add_money (NomoFactList *list, NomoRecord *promotion, guint field);
void nomo_promotion_facts_add_methods (NomoFactList *list, NomoRecord *promotion, guint part);

G_END_DECLS
