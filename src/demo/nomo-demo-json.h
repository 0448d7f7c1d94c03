#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoDemoJsonFlags:
 * @NOMO_DEMO_JSON_ESCAPED: letters beyond ASCII as `\uXXXX`
 * @NOMO_DEMO_JSON_STRING_IDS: ids as strings
 * @NOMO_DEMO_JSON_ODD: records carry nulls, unknown words, emoji and endless names
 */
typedef enum {
  NOMO_DEMO_JSON_PLAIN = 0,
  NOMO_DEMO_JSON_ESCAPED = 1 << 0,
  NOMO_DEMO_JSON_STRING_IDS = 1 << 1,
  NOMO_DEMO_JSON_ODD = 1 << 2,
} NomoDemoJsonFlags;

typedef struct _NomoDemoJson NomoDemoJson;

NomoDemoJson *nomo_demo_json_new (NomoDemoJsonFlags flags);
void nomo_demo_json_free (NomoDemoJson *self);
gboolean nomo_demo_json_is_odd (const NomoDemoJson *self);
void nomo_demo_json_begin_object (NomoDemoJson *self, const char *name);
void nomo_demo_json_end_object (NomoDemoJson *self);
void nomo_demo_json_begin_array (NomoDemoJson *self, const char *name);
void nomo_demo_json_end_array (NomoDemoJson *self);
void nomo_demo_json_empty_array (NomoDemoJson *self, const char *name);
void nomo_demo_json_string (NomoDemoJson *self, const char *name, const char *value);
void nomo_demo_json_printf (NomoDemoJson *self, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);
void nomo_demo_json_int (NomoDemoJson *self, const char *name, gint64 value);
void nomo_demo_json_id (NomoDemoJson *self, const char *name, gint64 value);
void nomo_demo_json_bool (NomoDemoJson *self, const char *name, gboolean value);
void nomo_demo_json_null (NomoDemoJson *self, const char *name);
void nomo_demo_json_decimal (NomoDemoJson *self, const char *name, gint64 minor, const char *currency);
void nomo_demo_json_money (NomoDemoJson *self, const char *name, gint64 minor, const char *currency);
void nomo_demo_json_local (NomoDemoJson *self, const char *name, gint64 ms);
void nomo_demo_json_date (NomoDemoJson *self, const char *name, gint64 ms);
gsize nomo_demo_json_get_length (const NomoDemoJson *self);
GBytes *nomo_demo_json_take_bytes (NomoDemoJson *self);

char *nomo_demo_json_dup_decimal (gint64 minor, const char *currency);
char *nomo_demo_json_dup_local (gint64 ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoJson, nomo_demo_json_free)

G_END_DECLS
