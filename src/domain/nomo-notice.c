#include "config.h"

#include "nomo-notice.h"

#include "nomo-calendar.h"

#include <glib/gi18n.h>

static const NomoField fields[] = {
  [NOTICE_KEY] = { "key", NOMO_TYPE_TEXT, N_ ("Key"), NOMO_FIELD_REQUIRED | NOMO_FIELD_UNIQUE },
  [NOTICE_FEATURE] = { "feature", NOMO_TYPE_TEXT, N_ ("Feature"), NOMO_FIELD_REQUIRED | NOMO_FIELD_GROUPED },
  [NOTICE_WHAT] = { "what", NOMO_TYPE_TEXT, N_ ("What happened"), NOMO_FIELD_REQUIRED },
  [NOTICE_RECORD] = { "record", NOMO_TYPE_INT, N_ ("Record number"), 0 },
  [NOTICE_AMOUNT] = { "amount", NOMO_TYPE_MONEY, N_ ("Amount"), 0, NULL, "currency" },
  [NOTICE_CURRENCY] = { "currency", NOMO_TYPE_TEXT, N_ ("Currency"), 0 },
  [NOTICE_AT] = { "at", NOMO_TYPE_TIME, N_ ("Date"), NOMO_FIELD_REQUIRED | NOMO_FIELD_INDEXED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == NOTICE_N_FIELDS);

static void
notice_roll_up (const NomoRecord *notice, NomoEmit emit, gpointer sink)
{
  gint64 measures[NOMO_MEASURES] = { [NOTICE_DAY_COUNT] = 1 };

  if (g_strcmp0 (nomo_record_get_text (notice, NOTICE_WHAT), NOMO_NOTICE_SILENT) != 0)
    emit (sink, NOMO_NOTICE_DAY, nomo_day_of (nomo_record_get_int (notice, NOTICE_AT), nomo_calendar_riyadh ()),
          nomo_record_get_text (notice, NOTICE_FEATURE), measures);
}

/**
 * nomo_notice_entity:
 *
 * What features told the merchant: facts, written once.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_notice_entity (void)
{
  static const NomoEntity entity = {
    .name = "notice",
    .label = N_ ("Notice"),
    .label_many = N_ ("Notices"),
    .kind = NOMO_KIND_FACT,
    .fields = fields,
    .n_fields = NOTICE_N_FIELDS,
    .sort_field = NOTICE_AT,
    .sort_descending = TRUE,
    .roll_up = notice_roll_up,
  };

  return &entity;
}
