#pragma once

#include "nomo-record.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoStoreInfo:
 * @name: the store's name, may be NULL
 * @domain: the address of the shop, may be NULL
 * @currency: ISO code; SAR when Salla does not say
 * @plan: the store's plan, may be NULL
 *
 * What Salla says about the store itself.
 */
typedef struct {
  char *name;
  char *domain;
  char *currency;
  char *plan;
} NomoStoreInfo;

/**
 * NomoSallaEach:
 * @row: a row, or one that it holds
 * @record: (nullable): what it says
 * @error: (nullable): when there is no @record, the reason to keep with the raw row
 * @data: what the caller gave
 */
typedef void (*NomoSallaEach) (JsonNode *row, NomoRecord *record, const GError *error, gpointer data);

NomoStoreInfo *nomo_salla_map_store_info (JsonNode *data);
void nomo_store_info_free (NomoStoreInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoStoreInfo, nomo_store_info_free)

NomoRecord *nomo_salla_map_order (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_order_status (JsonNode *data, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_order_items (const NomoRecord *order, JsonNode *rows, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_product (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_cart (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_cart_outcome (const NomoRecord *cart, JsonNode *row, gint64 as_of, GError **error);
void nomo_salla_map_category (JsonNode *row, gint64 as_of, NomoSallaEach each, gpointer data);
NomoRecord *nomo_salla_map_coupon (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_coupon_codes (const NomoRecord *coupon, JsonNode *rows, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_customer (JsonNode *row, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_brand (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_group (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_offer (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_review (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_employee (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_status (JsonNode *row, const char *shop_currency, gint64 as_of, GError **error);
NomoRecord *nomo_salla_map_order_event (JsonNode *row, const char *shop_currency, gint64 as_of, gint64 order,
                                        GError **error);
char *nomo_salla_map_tag (JsonNode *row, gint64 *number);
char *nomo_salla_map_dup_ref (JsonNode *row);

G_END_DECLS
