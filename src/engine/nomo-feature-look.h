#pragma once

#include "nomo-feature.h"
#include "nomo-store.h"

G_BEGIN_DECLS

/**
 * NomoAlert:
 * @feature: whose it is
 * @title: what happened, in the language of the interface
 * @body: more of it
 * @place: the page that shows it
 * @record: id of the record that it is about, 0 when it is about several
 * @filter: (nullable): of several the filter that lists them
 *
 * What a feature tells the merchant.
 */
typedef struct {
  NomoFeatureIndex feature;
  char *title;
  char *body;
  const char *place;
  gint64 record;
  char *filter;
} NomoAlert;

#define NOMO_TYPE_ALERT (nomo_alert_get_type ())
GType nomo_alert_get_type (void);
NomoAlert *nomo_alert_copy (const NomoAlert *self);
void nomo_alert_free (NomoAlert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoAlert, nomo_alert_free)

/**
 * NomoFeatureLook:
 * @feature: whose look it is
 * @store: where it looks
 * @currency: the shop's currency
 * @values: the feature's settings
 * @since: since when the feature is on, UTC milliseconds; what happened before is not told
 * @now: UTC milliseconds
 * @alerts: (element-type NomoAlert): what it tells
 *
 * A look of a feature that is on for what there is to tell. In a worker thread.
 */
typedef struct {
  NomoFeatureIndex feature;
  NomoStore *store;
  const char *currency;
  const gint64 *values;
  gint64 since;
  gint64 now;
  GPtrArray *alerts;
} NomoFeatureLook;

/**
 * NomoFeatureFind:
 * @look: the look
 * @error: return location
 *
 * Finds what there is to tell, notes it in the store and adds it to the alerts.
 *
 * Returns: %TRUE unless the store failed
 */
typedef gboolean (*NomoFeatureFind) (const NomoFeatureLook *look, GError **error);

gboolean nomo_feature_find_new_orders (const NomoFeatureLook *look, GError **error);
gboolean nomo_feature_find_carts (const NomoFeatureLook *look, GError **error);
gboolean nomo_feature_find_stock (const NomoFeatureLook *look, GError **error);
gboolean nomo_feature_find_prices (const NomoFeatureLook *look, GError **error);
gboolean nomo_feature_find_coupons (const NomoFeatureLook *look, GError **error);
gboolean nomo_feature_find_seasons (const NomoFeatureLook *look, GError **error);
gboolean nomo_feature_find_week (const NomoFeatureLook *look, GError **error);

/* NOTICE_WHAT of a price that changed. */
#define NOMO_FEATURE_PRICE "price"

GPtrArray *nomo_feature_new_records (void);
NomoAlert *nomo_feature_tell (const NomoFeatureLook *look, const char *place, char *title, char *body);
void nomo_feature_tell_product (const NomoFeatureLook *look, const NomoRecord *product, char *body);
GPtrArray *nomo_feature_list_noted (const NomoFeatureLook *look, gint64 since, GError **error);
GHashTable *nomo_feature_find_noted (const NomoFeatureLook *look, gint64 since, GError **error);
NomoRecord *nomo_feature_make_note (const NomoFeatureLook *look, const char *key, const char *what, gint64 record);
gboolean nomo_feature_note (const NomoFeatureLook *look, GPtrArray *notes, gboolean *new, GError **error);
char *nomo_feature_dup_key (const NomoFeatureLook *look, gint64 record);
char *nomo_feature_name_some (GPtrArray *records, guint field, guint or_field);

G_END_DECLS
