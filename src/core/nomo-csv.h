#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOMO_CSV_MAX_CELL (1024 * 1024)
#define NOMO_CSV_MAX_ROW  (8 * 1024 * 1024)

/* How many cells a row may have. */
#define NOMO_CSV_MAX_COLUMNS 200

/**
 * NomoCsvEncoding:
 * @NOMO_CSV_UTF8: UTF-8, with or without a byte order mark; UTF-16 where the mark says so
 * @NOMO_CSV_WINDOWS_1256: what older programs write for Arabic
 */
typedef enum {
  NOMO_CSV_UTF8,
  NOMO_CSV_WINDOWS_1256,
} NomoCsvEncoding;

/**
 * NomoCsvStep:
 * @NOMO_CSV_ROW: a row is there
 * @NOMO_CSV_END: there is no further row
 * @NOMO_CSV_ERROR: the input is no CSV, or it could not be read
 */
typedef enum {
  NOMO_CSV_ROW,
  NOMO_CSV_END,
  NOMO_CSV_ERROR,
} NomoCsvStep;

typedef struct _NomoCsvReader NomoCsvReader;
typedef struct _NomoCsvWriter NomoCsvWriter;

NomoCsvReader *nomo_csv_reader_new (GInputStream *stream, NomoCsvEncoding encoding);
NomoCsvStep nomo_csv_reader_next (NomoCsvReader *self, GCancellable *cancellable, GError **error);
guint nomo_csv_reader_count (const NomoCsvReader *self);
const char *nomo_csv_reader_get (const NomoCsvReader *self, guint column);
guint64 nomo_csv_reader_get_line (const NomoCsvReader *self);
char nomo_csv_reader_get_separator (const NomoCsvReader *self);
void nomo_csv_reader_free (NomoCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCsvReader, nomo_csv_reader_free)

NomoCsvWriter *nomo_csv_writer_new (GOutputStream *stream, char separator, gboolean begins);
void nomo_csv_writer_add (NomoCsvWriter *self, const char *text);
gboolean nomo_csv_writer_end_row (NomoCsvWriter *self, GCancellable *cancellable, GError **error);
gboolean nomo_csv_writer_flush (NomoCsvWriter *self, GCancellable *cancellable, GError **error);
void nomo_csv_writer_free (NomoCsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoCsvWriter, nomo_csv_writer_free)

const char *nomo_csv_unguard (const char *text);

G_END_DECLS
