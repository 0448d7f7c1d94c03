#pragma once

#include "nomo-csv.h"

G_BEGIN_DECLS

/**
 * NomoCsvRefusal:
 * @line: number of a line of a file, from 1
 * @reason: why nothing is taken from it, a sentence
 */
typedef struct {
  guint64 line;
  char *reason;
} NomoCsvRefusal;

/**
 * NomoCsvPair:
 * @names: what spreadsheets call each of two columns
 * @n_names: how many names each has
 * @columns: where the two are
 *
 * Two columns of a file, what is meant and what is said of it.
 */
typedef struct {
  const char *const *names[2];
  guint n_names[2];
  guint columns[2];
} NomoCsvPair;

/**
 * NomoCsvTakeRow:
 * @csv: a row
 * @data: what the caller gave
 * @error: return location
 *
 * Returns: whether to go on
 */
typedef gboolean (*NomoCsvTakeRow) (const NomoCsvReader *csv, gpointer data, GError **error);

/**
 * NomoCsvReadStream:
 * @stream: a file
 * @encoding: how it is written
 * @data: what the caller gave
 * @cancellable: (nullable): gives up
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it says
 */
typedef gpointer (*NomoCsvReadStream) (GInputStream *stream, NomoCsvEncoding encoding, gpointer data,
                                       GCancellable *cancellable, GError **error);

GPtrArray *nomo_csv_refusals_new (void);
void nomo_csv_refuse (GPtrArray *refusals, guint64 line, char *reason);
gboolean nomo_csv_pair_read (NomoCsvPair *self, NomoCsvReader *csv, NomoCsvTakeRow take, gpointer data,
                             GCancellable *cancellable, GError **error);
char *nomo_csv_pair_dup (const NomoCsvPair *self, const NomoCsvReader *csv, guint which);
gpointer nomo_csv_read_path (const char *path, NomoCsvReadStream read, gpointer data, GCancellable *cancellable,
                             GError **error);

G_END_DECLS
