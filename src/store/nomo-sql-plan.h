#pragma once

#include "nomo-query-private.h"
#include "nomo-sql.h"

G_BEGIN_DECLS

/**
 * NomoDrive:
 * @NOMO_DRIVE_ORDER: the index of the field by which the query sorts
 * @NOMO_DRIVE_FIELD: the index of another field
 * @NOMO_DRIVE_ANY: the indexes of the fields in a group of which one condition holds
 * @NOMO_DRIVE_PART: the index of a field of a part
 * @NOMO_DRIVE_IDS: the ids themselves
 *
 * By which index rows are found.
 */
typedef enum {
  NOMO_DRIVE_ORDER,
  NOMO_DRIVE_FIELD,
  NOMO_DRIVE_ANY,
  NOMO_DRIVE_PART,
  NOMO_DRIVE_IDS,
} NomoDrive;

/**
 * NomoHope:
 * @NOMO_HOPE_SURE: there is no other way
 * @NOMO_HOPE_GOOD: unless hardly a row fulfils the conditions
 * @NOMO_HOPE_POOR: a condition asks for a value that few rows have
 *
 * Whether the first rows come soon in the order of a query.
 */
typedef enum {
  NOMO_HOPE_SURE,
  NOMO_HOPE_GOOD,
  NOMO_HOPE_POOR,
} NomoHope;

struct _NomoPlan {
  NomoDrive drive;
  guint field;                    /* of NOMO_DRIVE_FIELD */
  const NomoCondition *condition; /* of NOMO_DRIVE_ANY, NOMO_DRIVE_PART and NOMO_DRIVE_IDS */
  gboolean sorted;                /* the index gives the rows in the order of the query */
  gboolean narrow;                /* of NOMO_DRIVE_FIELD: one value of a field whose values are hardly shared */
};

NomoHope nomo_plan_keep_order (const NomoQuery *query, NomoPlan *plan);
gboolean nomo_plan_choose (const NomoQuery *query, NomoConnection *connection, NomoPlan *plan, GError **error);

G_END_DECLS
