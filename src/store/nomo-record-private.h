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
  NomoPartRows *parts;
  NomoValue values[];
};

NomoRecord *_nomo_record_new (const NomoEntity *entity, gint64 id);
NomoRecord *_nomo_record_copy (const NomoRecord *record);
void _nomo_record_copy_part (NomoRecord *self, guint part, const NomoRecord *from);
NomoValue *_nomo_record_add_row (NomoRecord *self, guint part);
const NomoValue *_nomo_record_cell (const NomoRecord *self, guint part, guint row, guint field);
gboolean _nomo_record_part_equal (const NomoRecord *a, const NomoRecord *b, guint part);

G_END_DECLS
