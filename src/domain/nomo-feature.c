#include "config.h"

#include "nomo-feature.h"

#include "nomo-calendar.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>

#define A_LOT_OF_MONEY G_GINT64_CONSTANT (100000000)
#define DAY_MINUTES    (24 * 60)

static const NomoSetting new_orders_settings[] = {
  [NEW_ORDERS_MINIMUM] = { "minimum", NOMO_SETTING_MONEY, N_ ("Only orders from"),
                           N_ ("Smaller orders come without a sound."), 0, 0, A_LOT_OF_MONEY },
  [NEW_ORDERS_TOGETHER] = { "together", NOMO_SETTING_INT, N_ ("Tell together from"),
                            N_ ("So many new orders at once are one notification."), 3, 2, 100 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (new_orders_settings) == NEW_ORDERS_N_SETTINGS);

static const NomoSetting carts_settings[] = {
  [CARTS_HOURS] = { "hours", NOMO_SETTING_INT, N_ ("Hours after the cart was left"),
                    N_ ("Who is still buying is not disturbed."), 2, 1, 72 },
  [CARTS_MINIMUM] = { "minimum", NOMO_SETTING_MONEY, N_ ("Only carts from"), N_ ("Smaller carts stay in their list."),
                      0, 0, A_LOT_OF_MONEY },
};
G_STATIC_ASSERT (G_N_ELEMENTS (carts_settings) == CARTS_N_SETTINGS);

static const NomoSetting stock_settings[] = {
  [STOCK_LEVEL] = { "level", NOMO_SETTING_INT, N_ ("Few pieces are at most"),
                    N_ ("A product that sells out is always told."), 5, 0, 10000 },
  [STOCK_PRICES] = { "prices", NOMO_SETTING_BOOL, N_ ("Changes of prices"),
                     N_ ("Whoever changed them, here or at Salla."), TRUE, FALSE, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (stock_settings) == STOCK_N_SETTINGS);

static const NomoSetting coupons_settings[] = {
  [COUPONS_DAYS] = { "days", NOMO_SETTING_INT, N_ ("Days before the end"), N_ ("Time enough to extend the coupon."), 3,
                     0, 30 },
  [COUPONS_PERCENT] = { "percent", NOMO_SETTING_INT, N_ ("Percent of the uses"),
                        N_ ("When so much of the usage limit is gone."), 90, 50, 99 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (coupons_settings) == COUPONS_N_SETTINGS);

static const NomoChoice weekdays[] = {
  { "sunday", NC_ ("weekday", "Sunday") },     { "monday", NC_ ("weekday", "Monday") },
  { "tuesday", NC_ ("weekday", "Tuesday") },   { "wednesday", NC_ ("weekday", "Wednesday") },
  { "thursday", NC_ ("weekday", "Thursday") }, { "friday", NC_ ("weekday", "Friday") },
  { "saturday", NC_ ("weekday", "Saturday") }, { NULL, NULL },
};

static const NomoSetting week_settings[] = {
  [WEEK_DAY] = { "day", NOMO_SETTING_CHOICE, N_ ("On"), NULL, NOMO_SUNDAY, 0, NOMO_SATURDAY, weekdays, "weekday" },
  [WEEK_MINUTE] = { "time", NOMO_SETTING_MINUTE, N_ ("At"), N_ ("Or as soon as Nomo Flow runs after that."), 9 * 60, 0,
                    DAY_MINUTES - 1 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (week_settings) == WEEK_N_SETTINGS);

/* Two months are time for everything. */
#define MOST_DAYS_AHEAD 60

#define SEASON(kind, name, label, hint, on) \
  [SEASONS_KIND + kind] = { name, NOMO_SETTING_BOOL, label, hint, on, FALSE, TRUE, NULL, "season" }

static const NomoSetting seasons_settings[] = {
  [SEASONS_DAYS] = { "days", NOMO_SETTING_INT, N_ ("Days before offers begin"),
                     N_ ("With zero, each season takes the days it needs: three for salary day, thirty for Ramadan."),
                     0, 0, MOST_DAYS_AHEAD },
  SEASON (NOMO_SEASON_RAMADAN, "ramadan", NC_ ("season", "Ramadan"), NULL, TRUE),
  SEASON (NOMO_SEASON_EID_AL_FITR, "eid_al_fitr", NC_ ("season", "Eid al-Fitr"), NULL, TRUE),
  SEASON (NOMO_SEASON_EID_AL_ADHA, "eid_al_adha", NC_ ("season", "Eid al-Adha"), NULL, TRUE),
  SEASON (NOMO_SEASON_FOUNDING_DAY, "founding_day", NC_ ("season", "Founding Day"), NULL, TRUE),
  SEASON (NOMO_SEASON_FLAG_DAY, "flag_day", NC_ ("season", "Flag Day"), NULL, TRUE),
  SEASON (NOMO_SEASON_NATIONAL_DAY, "national_day", NC_ ("season", "National Day"), NULL, TRUE),
  SEASON (NOMO_SEASON_WHITE_FRIDAY, "white_friday", NC_ ("season", "White Friday"), NULL, TRUE),
  SEASON (NOMO_OCCASION_BACK_TO_SCHOOL, "back_to_school", NC_ ("season", "Back to school"), NULL, TRUE),
  SEASON (NOMO_OCCASION_SALARY_DAY, "salary", NC_ ("season", "Salary day"), N_ ("It comes every month."), FALSE),
};
G_STATIC_ASSERT (G_N_ELEMENTS (seasons_settings) == SEASONS_N_SETTINGS);

#define SETTINGS(array) array, G_N_ELEMENTS (array)

static const NomoFeatureKind kinds[] = {
  [NOMO_FEATURE_NEW_ORDERS] = { "new-orders", N_ ("New-order alerts"),
                                N_ ("Every new order rings on this device, with its amount and who placed it."),
                                "nomo-bell-symbolic", "orders.read", SETTINGS (new_orders_settings) },
  [NOMO_FEATURE_CARTS] = { "carts", N_ ("Abandoned-cart follow-up"),
                           N_ ("Tells you whom to write to while the cart is still fresh in mind."),
                           "nomo-cart-symbolic", "carts.read", SETTINGS (carts_settings) },
  [NOMO_FEATURE_STOCK] = { "stock", N_ ("Price and stock watch"),
                           N_ ("Tells you when a product runs low, sells out or changes its price."),
                           "nomo-gift-symbolic", "products.read", SETTINGS (stock_settings) },
  [NOMO_FEATURE_COUPONS] = { "coupons", N_ ("Coupon watch"),
                             N_ ("Tells you before a coupon ends or is used up, so that you can extend it in time."),
                             "nomo-coupon-symbolic", "marketing.read", SETTINGS (coupons_settings) },
  [NOMO_FEATURE_WEEK] = { "week", N_ ("Weekly summary"),
                          N_ ("Once a week: what you sold, against the week before, and your best day."),
                          "nomo-calendar-symbolic", "orders.read", SETTINGS (week_settings) },
  [NOMO_FEATURE_SEASONS] = { "seasons", N_ ("Reminders of seasons"),
                             N_ ("Ramadan, both Eids, National Day and more: in time to prepare a coupon, every year anew."),
                             "nomo-calendar-symbolic", "marketing.read", SETTINGS (seasons_settings) },
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == NOMO_N_FEATURES);

static const NomoField fields[] = {
  [FEATURE_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Feature"),
                     NOMO_FIELD_REQUIRED | NOMO_FIELD_INDEXED | NOMO_FIELD_UNIQUE },
  [FEATURE_ON] = { "on", NOMO_TYPE_BOOL, N_ ("Switched on") },
  [FEATURE_SINCE] = { "since", NOMO_TYPE_TIME, N_ ("On since") },
  [FEATURE_SETTINGS] = { "settings", NOMO_TYPE_TEXT, N_ ("Settings") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == FEATURE_N_FIELDS);

static gboolean
feature_validate (const NomoRecord *feature, GError **error)
{
  return nomo_rules_check_present (feature, FEATURE_NAME, error);
}

/**
 * nomo_feature_entity:
 *
 * Which features are on and how they are set, which is ours.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_feature_entity (void)
{
  static const NomoEntity entity = {
    .name = "feature",
    .label = N_ ("Feature"),
    .label_many = N_ ("Features"),
    .kind = NOMO_KIND_OWN,
    .fields = fields,
    .n_fields = FEATURE_N_FIELDS,
    .sort_field = FEATURE_NAME,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
    },
    .validate = feature_validate,
  };

  return &entity;
}

/**
 * nomo_feature_kinds:
 *
 * Returns: (array fixed-size=5): the features that exist, indexed by #NomoFeatureIndex
 */
const NomoFeatureKind *
nomo_feature_kinds (void)
{
  return kinds;
}

/**
 * nomo_feature_find_kind:
 * @name: (nullable): the name of a feature
 *
 * Returns: its #NomoFeatureIndex, -1 when this version has no such feature
 */
int
nomo_feature_find_kind (const char *name)
{
  for (int i = 0; i < NOMO_N_FEATURES; i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return i;
  return -1;
}
