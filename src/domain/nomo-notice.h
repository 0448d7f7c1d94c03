#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoNoticeField:
 *
 * Fields of a notice: that a feature told the merchant something, so that it is told once.
 */
typedef enum {
  NOTICE_KEY,      /* text: what was told, like "new-orders:123" */
  NOTICE_FEATURE,  /* text: the name of a NomoFeatureKind */
  NOTICE_WHAT,     /* text: what happened, in the feature's own words */
  NOTICE_RECORD,   /* int: id of the record that it is about; null when it is about none */
  NOTICE_AMOUNT,   /* money */
  NOTICE_CURRENCY, /* text: ISO code of NOTICE_AMOUNT */
  NOTICE_AT,       /* time */
  NOTICE_N_FIELDS
} NomoNoticeField;

/* NOTICE_WHAT of what is noted and not told. It is in no sum. */
#define NOMO_NOTICE_SILENT "silent"

/* Rollup "notice-day": what was told, by day of NOTICE_AT in the shop's zone and feature. For the figures on the cards. */
#define NOMO_NOTICE_DAY "notice-day"
typedef enum {
  NOTICE_DAY_COUNT,
} NomoNoticeDayMeasure;

const NomoEntity *nomo_notice_entity (void);

G_END_DECLS
