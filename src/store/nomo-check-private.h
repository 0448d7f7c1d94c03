#pragma once

#include "nomo-inspection.h"
#include "nomo-rollup.h"
#include "nomo-store-private.h"

G_BEGIN_DECLS

/* Sentences of what is wrong, of each part; what is more than that is counted. */
#define NOMO_CHECK_MOST 200

/* A store that is being looked through. */
typedef struct {
  NomoRead *read;
  NomoInspection *inspection;
  NomoInspectionProgress *progress;
  NomoRollup *rollup;
  guint64 words; /* sum of what search has to hold */
} NomoCheck;

void _nomo_check_report (NomoCheck *check, NomoInspected part, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean _nomo_check_rows (NomoCheck *check, NomoInspected part, const char *sql, const char *format, GError **error);
gboolean _nomo_check_count (NomoCheck *check, const char *sql, gint64 *count, GError **error);
gboolean _nomo_check_all (NomoCheck *check, GError **error);
gboolean _nomo_check_outbox (NomoCheck *check, GError **error);
gboolean _nomo_check_references (NomoCheck *check, GError **error);
gboolean _nomo_check_is_erased (NomoCheck *check, const NomoRecord *record, gboolean *is_erased, GError **error);

G_END_DECLS
