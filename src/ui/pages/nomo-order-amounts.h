#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoOrderAmount:
 * @label: what it is, translated
 * @minor: the amount
 * @currency: its currency
 * @is_total: whether the amounts above come to it
 */
typedef struct {
  char *label;
  gint64 minor;
  const char *currency;
  gboolean is_total;
} NomoOrderAmount;

GArray *nomo_order_amounts_list (NomoRecord *order);

G_END_DECLS
