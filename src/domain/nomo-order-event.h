#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoOrderEventField:
 *
 * Fields of something that happened to an order: a status that it came to, or a note.
 */
typedef enum {
  ORDER_EVENT_ORDER,       /* reference to an order */
  ORDER_EVENT_STATUS,      /* text: Salla's word; null where only the name is told */
  ORDER_EVENT_STATUS_ID,   /* reference to a status; null where only the name is told */
  ORDER_EVENT_STATUS_NAME, /* text: the shop's own words */
  ORDER_EVENT_NOTE,        /* text: of whoever moved it */
  ORDER_EVENT_CREATED_AT,  /* time */
  ORDER_EVENT_N_FIELDS
} NomoOrderEventField;

const NomoEntity *nomo_order_event_entity (void);

G_END_DECLS
