#pragma once

#include "nomo-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* 2026-02-03 12:15:27 in Riyadh. */
#define ROWS_AS_OF     1770110127000
#define ROWS_DATE_TEXT "2026-02-03 12:15:27"
#define ROWS_DATE      "{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone_type\":3,\"timezone\":\"Asia/Riyadh\"}"

/* No value. */
#define ROWS_NULL G_MININT64

typedef NomoRecord *(*RowsMap) (JsonNode *row, GError **error);

/* What a field is of the record that a row becomes. */
typedef struct {
  const char *row;
  guint field;
  gint64 number;    /* ROWS_NULL: the field has no value */
  const char *text; /* of a field that is text */
} RowsCase;

typedef struct {
  char *directory;
  NomoStore *store;
} RowsStore;

JsonNode *rows_parse (const char *text);
NomoRecord *rows_map (RowsMap map, const char *text);
void rows_refuse (RowsMap map, const char *text);
void rows_check (RowsMap map, const RowsCase *cases, guint n_cases);
void rows_check_ids (RowsMap map, const char *rest);
void rows_check_texts (RowsMap map, guint field, const char *before, const char *after);

void rows_store_set_up (RowsStore *self, gconstpointer data);
void rows_store_tear_down (RowsStore *self, gconstpointer data);
NomoRecord *rows_store_put (RowsStore *self, NomoRecord *record);

G_END_DECLS
