#pragma once

#include "nomo-query.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoOrderGroup:
 * @id: how the program calls it; "all" is the first
 * @label: msgid, context "order group"
 * @statuses: (nullable): Salla's slugs, ends with %NULL; %NULL for every order
 *
 * States of an order that mean the same to a merchant at work.
 */
typedef struct {
  const char *id;
  const char *label;
  const char *const *statuses;
} NomoOrderGroup;

const NomoOrderGroup *nomo_order_groups (guint *n_groups);

#define NOMO_TYPE_ORDER_FILTER (nomo_order_filter_get_type ())
G_DECLARE_FINAL_TYPE (NomoOrderFilter, nomo_order_filter, NOMO, ORDER_FILTER, GObject)

NomoOrderFilter *nomo_order_filter_new (GTimeZone *zone, const char *currency);

const char *nomo_order_filter_get_group (NomoOrderFilter *self);
void nomo_order_filter_set_group (NomoOrderFilter *self, const char *group);
const char *nomo_order_filter_get_from (NomoOrderFilter *self);
const char *nomo_order_filter_get_to (NomoOrderFilter *self);
gboolean nomo_order_filter_set_days (NomoOrderFilter *self, const char *from, const char *to);
const char *nomo_order_filter_get_payment (NomoOrderFilter *self);
void nomo_order_filter_set_payment (NomoOrderFilter *self, const char *payment);
const char *nomo_order_filter_get_least (NomoOrderFilter *self);
const char *nomo_order_filter_get_most (NomoOrderFilter *self);
gboolean nomo_order_filter_set_amounts (NomoOrderFilter *self, const char *least, const char *most);
void nomo_order_filter_clear (NomoOrderFilter *self);

gboolean nomo_order_filter_is_narrowed (NomoOrderFilter *self);
NomoQuery *nomo_order_filter_create_query (NomoOrderFilter *self, gboolean with_group);
char *nomo_order_filter_to_words (NomoOrderFilter *self);
GVariant *nomo_order_filter_to_variant (NomoOrderFilter *self);
void nomo_order_filter_from_variant (NomoOrderFilter *self, GVariant *variant);

G_END_DECLS
