#pragma once

#include "nomo-record.h"
#include "nomo-value.h"

G_BEGIN_DECLS

typedef struct {
  gboolean known; /* a put writes the rows, even when there are none */
  GArray *cells;  /* NomoValue, row by row; NULL when there is no row */
} NomoPartRows;

struct _NomoRecord {
  gatomicrefcount references;
  const NomoEntity *entity;
  gint64 id;
  gint64 as_of;
  guint64 seq;
  gint64 deleted_at;
  gint64 salla_id;     /* of a two-way record: its id at Salla, 0 when it is not there yet */
  NomoRecord *base;    /* nullable: what was read and then changed */
  gboolean is_refused; /* of one that was read: Salla has refused what it says */
  NomoValue
      *confirmed; /* of a record that waits for Salla: what Salla holds, fields and then parts as JSON; else NULL */
  NomoPartRows *parts;
  NomoValue values[];
};

void _nomo_record_clear_confirmed (NomoRecord *self);
void _nomo_record_settle (NomoRecord *self);
void _nomo_record_take_confirmed (NomoRecord *self);
char *_nomo_record_part_to_text (const NomoRecord *self, guint part);
gboolean _nomo_record_part_from_text (NomoRecord *self, guint part, const char *text);
NomoRecord *_nomo_record_new (const NomoEntity *entity, gint64 id);
NomoRecord *_nomo_record_copy (const NomoRecord *record);
void _nomo_record_copy_part (NomoRecord *self, guint part, const NomoRecord *from);
NomoValue *_nomo_record_add_row (NomoRecord *self, guint part);
const NomoValue *_nomo_record_cell (const NomoRecord *self, guint part, guint row, guint field);
gboolean _nomo_record_part_equal (const NomoRecord *a, const NomoRecord *b, guint part);

G_END_DECLS
