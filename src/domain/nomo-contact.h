#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoContactField:
 *
 * Fields of a contact: someone the shop talks to, customer or not.
 *
 * An address belongs to one person, so no two contacts share it. A phone often serves a family or an office, so they may
 * share one: who imports looks for it, and finding duplicates is not refusing them.
 */
typedef enum {
  CONTACT_NAME,
  CONTACT_COMPANY,
  CONTACT_PHONE, /* E.164; not unique */
  CONTACT_EMAIL, /* unique */
  CONTACT_CITY,
  CONTACT_STAGE,       /* choice: what the person is to the shop */
  CONTACT_SOURCE,      /* choice: how we came to know the person */
  CONTACT_CUSTOMER,    /* reference to the customer that the same person is at Salla */
  CONTACT_REFERRED_BY, /* reference to the contact who sent the person here */
  CONTACT_ASSIGNEE,    /* text: the employee who looks after the person */
  CONTACT_CONSENT,     /* choice: to be written to; null as long as nobody asked */
  CONTACT_CONSENT_AT,  /* time: when it was given or withdrawn */
  CONTACT_NOTE,
  CONTACT_CREATED_AT, /* time: set by who makes the record */
  CONTACT_EXTRA,      /* custom fields */
  CONTACT_N_FIELDS
} NomoContactField;

/* Parts of a contact. */
typedef enum {
  CONTACT_PART_TAGS, /* a set */
  CONTACT_N_PARTS
} NomoContactPart;

/* Fields of CONTACT_PART_TAGS. */
typedef enum {
  CONTACT_TAG_NAME, /* text */
  CONTACT_TAG_N_FIELDS
} NomoContactTagField;

const NomoEntity *nomo_contact_entity (void);

G_END_DECLS
