#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoStatusField:
 *
 * Fields of a status that an order of the shop may have. Salla numbers them apart from everything else: another kind of
 * record may have the same id.
 */
typedef enum {
  STATUS_NAME,
  STATUS_TYPE,     /* choice: Salla's own, or the shop's */
  STATUS_SLUG,     /* text: Salla's word, which ORDER_STATUS has */
  STATUS_POSITION, /* int: the shop's order of them */
  STATUS_ICON,     /* text: Salla's name of a picture */
  STATUS_ACTIVE,   /* bool: orders can be moved to it */
  STATUS_PARENT,   /* reference to a status: below which the shop has put it */
  STATUS_ORIGINAL, /* reference to a status: Salla's, whose meaning it has */
  STATUS_N_FIELDS
} NomoStatusField;

const NomoEntity *nomo_order_status_entity (void);

G_END_DECLS
