#pragma once

#include "nomo-entity.h"

/* Entities that no shop has, for rules that hold for every descriptor. */

typedef enum { FIRM_NAME, FIRM_N_FIELDS } FirmField;

typedef enum {
  PERSON_NAME,
  PERSON_PHONE,
  PERSON_EMAIL,
  PERSON_FIRM,
  PERSON_LIMIT, /* only owner and manager may write it */
  PERSON_SEEN,
  PERSON_N_FIELDS
} PersonField;
typedef enum { PERSON_PART_TAGS } PersonPart;

typedef enum { VISIT_PERSON, VISIT_TEXT, VISIT_AT, VISIT_N_FIELDS } VisitField;

typedef enum { BILL_PERSON, BILL_AMOUNT, BILL_N_FIELDS } BillField;

typedef enum { OFFER_CODE, OFFER_PERCENT, OFFER_USES, OFFER_N_FIELDS } OfferField;
typedef enum { OFFER_PART_PRODUCTS } OfferPart;

typedef enum { CLICK_KEY, CLICK_AT, CLICK_PAGE, CLICK_PERSON, CLICK_N_FIELDS } ClickField;
#define CLICK_DAY "click-day"

extern const NomoEntity entity_firm;
extern const NomoEntity entity_person; /* own; its firm lets go of it */
extern const NomoEntity entity_visit;  /* own; goes with its person */
extern const NomoEntity entity_bill;   /* own; keeps its person from going */
extern const NomoEntity entity_offer;  /* two-way */
extern const NomoEntity entity_click;  /* facts */
extern const NomoEntity *const test_entities[];
