#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoRelayFinding:
 * @name: what was looked at, for programs
 * @is_well: whether it is as it should be
 * @sentence: how it is, in words
 *
 * What a check of a relay found.
 */
typedef struct {
  const char *name;
  gboolean is_well;
  char *sentence;
} NomoRelayFinding;

GPtrArray *nomo_relay_check (const char *folder, gint64 now);
gboolean nomo_relay_check_is_well (GPtrArray *findings);
JsonObject *nomo_relay_check_to_json (GPtrArray *findings);
char *nomo_relay_check_to_text (GPtrArray *findings);

G_END_DECLS
