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
  CUSTOMER_GROUPS,     /* text: ids of groups, separated by spaces */
  CUSTOMER_N_FIELDS
} NomoCustomerField;

/* Rollup "customer-day": new customers by day of CUSTOMER_FIRST_SEEN in the shop's zone. */
#define NOMO_CUSTOMER_DAY "customer-day"
typedef enum {
  CUSTOMER_DAY_NEW,
} NomoCustomerDayMeasure;

const NomoEntity *nomo_customer_entity (void);

G_END_DECLS
