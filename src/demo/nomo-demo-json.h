#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoDemoJsonFlags:
 * @NOMO_DEMO_JSON_ESCAPED: letters beyond ASCII as `\uXXXX`
 * @NOMO_DEMO_JSON_STRING_IDS: ids as strings
 * @NOMO_DEMO_JSON_ODD: records carry nulls, unknown words, emoji and endless names
 * @NOMO_DEMO_JSON_NUMBER_IDS: ids that are strings otherwise as numbers
 * @NOMO_DEMO_JSON_BIG_IDS: ids of records beyond 2^53
 * @NOMO_DEMO_JSON_NO_IDS: every tenth row of a list has no id
 * @NOMO_DEMO_JSON_MONEY_SHAPES: amounts in any shape
 * @NOMO_DEMO_JSON_DATE_SHAPES: moments in any shape
 * @NOMO_DEMO_JSON_PHONE_SHAPES: mobile numbers in any shape
 * @NOMO_DEMO_JSON_SWAPPED_EMPTY: `[]` for an empty object, `{}` for an empty array
 * @NOMO_DEMO_JSON_NULLS: null in the place of every text in one record of three
 * @NOMO_DEMO_JSON_UNKNOWN_WORDS: words that nobody knows in one record of three
 * @NOMO_DEMO_JSON_LONG_NAMES: emoji, marks of direction and no end in the names of one record of three
 * @NOMO_DEMO_JSON_WRONG_TYPES: an object where a text belongs in one record of ten
 */
typedef enum {
  NOMO_DEMO_JSON_PLAIN = 0,
  NOMO_DEMO_JSON_ESCAPED = 1 << 0,
  NOMO_DEMO_JSON_STRING_IDS = 1 << 1,
  NOMO_DEMO_JSON_ODD = 1 << 2,
  NOMO_DEMO_JSON_NUMBER_IDS = 1 << 3,
  NOMO_DEMO_JSON_BIG_IDS = 1 << 4,
  NOMO_DEMO_JSON_NO_IDS = 1 << 5,
  NOMO_DEMO_JSON_MONEY_SHAPES = 1 << 6,
  NOMO_DEMO_JSON_DATE_SHAPES = 1 << 7,
  NOMO_DEMO_JSON_PHONE_SHAPES = 1 << 8,
  NOMO_DEMO_JSON_SWAPPED_EMPTY = 1 << 9,
  NOMO_DEMO_JSON_UNKNOWN_WORDS = 1 << 10,
  NOMO_DEMO_JSON_LONG_NAMES = 1 << 11,
  NOMO_DEMO_JSON_WRONG_TYPES = 1 << 12,
  NOMO_DEMO_JSON_NULLS = 1 << 13,
} NomoDemoJsonFlags;

/**
 * NomoDemoStamp:
 * @NOMO_DEMO_STAMP_LOCAL: `2026-02-03 21:40:08`, as the clocks of Riyadh show it
 * @NOMO_DEMO_STAMP_JS: `Tue Feb 03 2026 21:40:08 GMT+0300`
 * @NOMO_DEMO_STAMP_ISO: `2026-02-03T18:40:08.000000Z`
 *
 * The ways in which Salla writes a moment as one text.
 */
typedef enum {
  NOMO_DEMO_STAMP_LOCAL,
  NOMO_DEMO_STAMP_JS,
  NOMO_DEMO_STAMP_ISO,
} NomoDemoStamp;

typedef struct _NomoDemoJson NomoDemoJson;

NomoDemoJson *nomo_demo_json_new (NomoDemoJsonFlags flags);
void nomo_demo_json_free (NomoDemoJson *self);
gboolean nomo_demo_json_is_odd (const NomoDemoJson *self);
gboolean nomo_demo_json_has (const NomoDemoJson *self, NomoDemoJsonFlags flag);
void nomo_demo_json_begin_row (NomoDemoJson *self, guint place);
void nomo_demo_json_begin_record (NomoDemoJson *self);
guint nomo_demo_json_vary (const NomoDemoJson *self, guint n);
void nomo_demo_json_begin_object (NomoDemoJson *self, const char *name);
void nomo_demo_json_end_object (NomoDemoJson *self);
void nomo_demo_json_begin_array (NomoDemoJson *self, const char *name);
void nomo_demo_json_end_array (NomoDemoJson *self);
void nomo_demo_json_empty_array (NomoDemoJson *self, const char *name);
void nomo_demo_json_string (NomoDemoJson *self, const char *name, const char *value);
void nomo_demo_json_exact_string (NomoDemoJson *self, const char *name, const char *value);
void nomo_demo_json_printf (NomoDemoJson *self, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);
void nomo_demo_json_int (NomoDemoJson *self, const char *name, gint64 value);
void nomo_demo_json_id (NomoDemoJson *self, const char *name, gint64 value);
void nomo_demo_json_text_id (NomoDemoJson *self, const char *name, gint64 value);
void nomo_demo_json_bool (NomoDemoJson *self, const char *name, gboolean value);
void nomo_demo_json_null (NomoDemoJson *self, const char *name);
void nomo_demo_json_decimal (NomoDemoJson *self, const char *name, gint64 minor, const char *currency);
void nomo_demo_json_money (NomoDemoJson *self, const char *name, gint64 minor, const char *currency);
void nomo_demo_json_local (NomoDemoJson *self, const char *name, gint64 ms);
void nomo_demo_json_date (NomoDemoJson *self, const char *name, gint64 ms);
void nomo_demo_json_stamp (NomoDemoJson *self, const char *name, gint64 ms, NomoDemoStamp stamp);
void nomo_demo_json_phone (NomoDemoJson *self, const char *name, const char *dial, gint64 number);
gsize nomo_demo_json_get_length (const NomoDemoJson *self);
GBytes *nomo_demo_json_take_bytes (NomoDemoJson *self);

gint64 nomo_demo_json_small_id (gint64 id);
char *nomo_demo_json_dup_decimal (gint64 minor, const char *currency);
char *nomo_demo_json_dup_local (gint64 ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoJson, nomo_demo_json_free)

G_END_DECLS
