#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/* Who may write a field, for the `writers` of a NomoField. */
#define NOMO_WRITER(role)       (1u << NOMO_ROLE_##role)
#define NOMO_WRITERS_MANAGEMENT (NOMO_WRITER (OWNER) | NOMO_WRITER (MANAGER))
#define NOMO_WRITERS_SALES      (NOMO_WRITERS_MANAGEMENT | NOMO_WRITER (AGENT))

gboolean nomo_rules_refuse (const NomoRecord *record, const char *label, const char *format, GError **error);
gboolean nomo_rules_refuse_field (const NomoRecord *record, guint field, const char *format, GError **error);
gboolean nomo_rules_check_money (const NomoRecord *record, GError **error);
gboolean nomo_rules_check_counts (const NomoRecord *record, const guint *fields, guint n_fields, GError **error);
gboolean nomo_rules_check_present (const NomoRecord *record, guint field, GError **error);
gboolean nomo_rules_check_currency (const NomoRecord *record, guint field, GError **error);
gboolean nomo_rules_check_email (const NomoRecord *record, guint field, GError **error);
gboolean nomo_rules_check_phone (const NomoRecord *record, guint field, GError **error);
gboolean nomo_rules_has_blank (const char *text);

G_END_DECLS
