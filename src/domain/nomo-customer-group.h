#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoGroupField:
 *
 * Fields of a group of customers. Who is in it stands with the customers, in CUSTOMER_PART_GROUPS.
 */
typedef enum { GROUP_NAME, GROUP_N_FIELDS } NomoGroupField;

/* Parts of a group of customers. */
typedef enum {
  GROUP_PART_CONDITIONS,      /* who comes into it by itself; nothing: nobody does */
  GROUP_PART_PAYMENT_METHODS, /* a set: how its customers may pay; nothing: as everybody */
  GROUP_PART_SHIPPING,        /* a set: how it is shipped to them; nothing: as to everybody */
  GROUP_N_PARTS
} NomoGroupPart;

/* Fields of GROUP_PART_CONDITIONS. A value is a hundred times what it says, whatever its condition counts: units of the
 * shop's currency, orders or stars. */
typedef enum {
  GROUP_CONDITION_TYPE,   /* choice: what is looked at */
  GROUP_CONDITION_SYMBOL, /* choice: how it is compared */
  GROUP_CONDITION_VALUE,  /* int; null of a range */
  GROUP_CONDITION_MIN,    /* int; of a range only, as the next */
  GROUP_CONDITION_MAX,    /* int */
  GROUP_CONDITION_N_FIELDS
} NomoGroupConditionField;

/* Fields of GROUP_PART_PAYMENT_METHODS. */
typedef enum {
  GROUP_PAYMENT_METHOD, /* choice */
  GROUP_PAYMENT_METHOD_N_FIELDS
} NomoGroupPaymentMethodField;

/* Fields of GROUP_PART_SHIPPING. */
typedef enum {
  GROUP_SHIPPING, /* text: Salla's word or number */
  GROUP_SHIPPING_N_FIELDS
} NomoGroupShippingField;

const NomoEntity *nomo_customer_group_entity (void);

G_END_DECLS
