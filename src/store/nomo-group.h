#pragma once

#include "nomo-value.h"

G_BEGIN_DECLS

#define NOMO_GROUP_SUMS 4

/**
 * NomoGroupUnit:
 * @NOMO_GROUP_ALL: everything is one group, which has no key
 * @NOMO_GROUP_VALUE: by the values of a field; texts that are spelled alike but for what search does not tell apart are one
 *   where the field has an index
 * @NOMO_GROUP_DAY: by the days of a time in the shop's zone; the key is the day, since 1970-01-01
 * @NOMO_GROUP_MONTH: by the Gregorian months of a time; the key is their first day
 * @NOMO_GROUP_YEAR: by the Gregorian years of a time; the key is their first day
 *
 * What makes a group.
 */
typedef enum {
  NOMO_GROUP_ALL,
  NOMO_GROUP_VALUE,
  NOMO_GROUP_DAY,
  NOMO_GROUP_MONTH,
  NOMO_GROUP_YEAR,
} NomoGroupUnit;

/**
 * NomoGroupOrder:
 * @NOMO_GROUP_BY_KEY: by key, the group without one first
 * @NOMO_GROUP_BY_COUNT: the group of the most records first
 * @NOMO_GROUP_BY_SUM: the group of the largest first sum first; add the index of another sum
 *
 * In what order groups come. Groups of one size come by key.
 */
typedef enum {
  NOMO_GROUP_BY_KEY,
  NOMO_GROUP_BY_COUNT,
  NOMO_GROUP_BY_SUM,
} NomoGroupOrder;

/**
 * NomoGroupBy:
 * @unit: what makes a group
 * @field: index of the field, a time unless @unit is %NOMO_GROUP_VALUE
 * @sums: (array length=n_sums): indexes of fields that are not text
 * @n_sums: how many
 * @order: in what order
 * @limit: how many groups at most, 0 for all
 *
 * How records are counted and added up.
 */
typedef struct {
  NomoGroupUnit unit;
  guint field;
  guint sums[NOMO_GROUP_SUMS];
  guint n_sums;
  guint order; /* NomoGroupOrder */
  guint limit;
} NomoGroupBy;

/**
 * NomoGroup:
 * @key: what its records have in common, null for those without a value
 * @count: how many they are
 * @sums: sums of the fields that were asked for, in the units of their types
 *
 * A group of records.
 */
typedef struct {
  NomoValue key;
  gint64 count;
  gint64 sums[NOMO_GROUP_SUMS];
} NomoGroup;

G_END_DECLS
