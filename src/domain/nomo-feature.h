#pragma once

#include "nomo-occasion.h"
#include "nomo-record.h"
#include "nomo-settings.h"

G_BEGIN_DECLS

/**
 * NomoFeatureField:
 *
 * Fields of a feature: whether it is on and how it is set. A feature without a record is off, and set as it comes.
 */
typedef enum {
  FEATURE_NAME,     /* text: the name of a NomoFeatureKind */
  FEATURE_ON,       /* bool */
  FEATURE_SINCE,    /* time: when it was switched on; what happened before is not its business */
  FEATURE_SETTINGS, /* text: JSON, see nomo_settings_write(); null: all as they come */
  FEATURE_N_FIELDS
} NomoFeatureField;

/* The features that exist, in the order in which they are shown. */
typedef enum {
  NOMO_FEATURE_NEW_ORDERS,
  NOMO_FEATURE_CARTS,
  NOMO_FEATURE_STOCK,
  NOMO_FEATURE_COUPONS,
  NOMO_FEATURE_WEEK,
  NOMO_FEATURE_SEASONS,
  NOMO_N_FEATURES
} NomoFeatureIndex;

/* Settings of the new-order alerts. */
typedef enum {
  NEW_ORDERS_MINIMUM,  /* money */
  NEW_ORDERS_TOGETHER, /* int: so many at once are told as one */
  NEW_ORDERS_N_SETTINGS
} NomoNewOrdersSetting;

/* Settings of the abandoned-cart follow-up. */
typedef enum {
  CARTS_HOURS,   /* int: how long a cart is left before it is worth a message */
  CARTS_MINIMUM, /* money */
  CARTS_N_SETTINGS
} NomoCartsSetting;

/* Settings of the price and stock watch. */
typedef enum {
  STOCK_LEVEL,  /* int: so few pieces are few */
  STOCK_PRICES, /* bool: whether changes of prices are told as well */
  STOCK_N_SETTINGS
} NomoStockSetting;

/* Settings of the coupon watch. */
typedef enum {
  COUPONS_DAYS,    /* int: so many days before its last day a coupon is near its end */
  COUPONS_PERCENT, /* int: when so much of its limit is used, few uses are left */
  COUPONS_N_SETTINGS
} NomoCouponsSetting;

/* Settings of the weekly summary. */
typedef enum {
  WEEK_DAY,    /* choice: as nomo_day_weekday() counts them */
  WEEK_MINUTE, /* minute of the day */
  WEEK_N_SETTINGS
} NomoWeekSetting;

/* Settings of the reminders of seasons. */
typedef enum {
  SEASONS_DAYS, /* int: so many days before its offers begin; 0: as each season advises */
  SEASONS_KIND, /* bool: whether the occasion of kind 0 is reminded of; those of the other kinds follow */
  SEASONS_N_SETTINGS = SEASONS_KIND + NOMO_N_OCCASIONS
} NomoSeasonsSetting;

#define NOMO_FEATURE_MAX_SETTINGS 10
G_STATIC_ASSERT (SEASONS_N_SETTINGS <= NOMO_FEATURE_MAX_SETTINGS);

/**
 * NomoFeatureKind:
 * @name: what the store and the program call it
 * @title: N_()
 * @summary: N_(): what it does, at most two lines
 * @icon: icon name
 * @scope: Salla's permission without which it has nothing to look at
 * @settings: (array length=n_settings): what can be set
 * @n_settings: how many, at most %NOMO_FEATURE_MAX_SETTINGS
 *
 * What a feature is.
 */
typedef struct {
  const char *name;
  const char *title;
  const char *summary;
  const char *icon;
  const char *scope;
  const NomoSetting *settings;
  guint n_settings;
} NomoFeatureKind;

const NomoEntity *nomo_feature_entity (void);
const NomoFeatureKind *nomo_feature_kinds (void);
int nomo_feature_find_kind (const char *name);

G_END_DECLS
