#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoCustomerField:
 *
 * Fields of a customer.
 */
typedef enum {
  CUSTOMER_NAME, /* text: first and last name */
  CUSTOMER_FIRST_NAME,
  CUSTOMER_LAST_NAME,
  CUSTOMER_PHONE,      /* E.164 */
  CUSTOMER_EMAIL,      /* e-mail */
  CUSTOMER_CITY,       /* text */
  CUSTOMER_COUNTRY,    /* text */
  CUSTOMER_GENDER,     /* choice: male, female */
  CUSTOMER_UPDATED_AT, /* time: as Salla tells it */
  CUSTOMER_FIRST_SEEN, /* time: earliest CUSTOMER_UPDATED_AT ever told; keeps its minimum */
  CUSTOMER_BIRTHDAY,   /* time: start of the day in the shop's zone */
  CUSTOMER_BLOCKED,    /* bool: on the shop's black list; null when Salla did not tell */
  CUSTOMER_NOTE,       /* text: ours */
  CUSTOMER_N_FIELDS
} NomoCustomerField;

/* Parts of a customer. */
typedef enum {
  CUSTOMER_PART_GROUPS, /* a set */
  CUSTOMER_N_PARTS
} NomoCustomerPart;

/* Fields of CUSTOMER_PART_GROUPS. */
typedef enum {
  CUSTOMER_GROUP_ID, /* int: Salla's number of the group */
  CUSTOMER_GROUP_N_FIELDS
} NomoCustomerGroupField;

/* Rollup "customer-day": new customers by day of CUSTOMER_FIRST_SEEN in the shop's zone. */
#define NOMO_CUSTOMER_DAY "customer-day"
typedef enum {
  CUSTOMER_DAY_NEW,
} NomoCustomerDayMeasure;

const NomoEntity *nomo_customer_entity (void);

G_END_DECLS
