#include "config.h"

#include "nomo-mirror-kind.h"

#include "nomo-json.h"

/* Where the records of a row go. */
typedef struct {
  const NomoMirrorKind *kind;
  NomoCommit *commit;
  gboolean understood;
} Sink;

/**
 * nomo_mirror_kind_keep_raw:
 * @self: a list
 * @commit: where to
 * @row: a row that is not understood
 * @ref: its id as text, or what else tells it apart
 * @reason: why
 *
 * Keeps a row as it came.
 */
void
nomo_mirror_kind_keep_raw (const NomoMirrorKind *self, NomoCommit *commit, JsonNode *row, const char *ref,
                           const char *reason)
{
  g_autofree char *body = nomo_json_write (row);

  nomo_commit_keep_raw (commit, self->entity ()->name, ref, reason, body);
}

static void
put_record (JsonNode *row, NomoRecord *record, const GError *error, gpointer data)
{
  Sink *sink = data;
  g_autofree char *ref = NULL;

  if (record != NULL) {
    nomo_commit_put (sink->commit, record);
    return;
  }
  sink->understood = FALSE;
  ref = nomo_salla_map_dup_ref (row);
  nomo_mirror_kind_keep_raw (sink->kind, sink->commit, row, ref, error->message);
}

/**
 * nomo_mirror_kind_put:
 * @self: a list
 * @commit: where to
 * @row: one of its rows
 * @words: what is told beside it
 *
 * Puts the record that a row says, with those that it holds; what is not understood is kept raw with the reason.
 *
 * Returns: whether all of it is understood
 */
gboolean
nomo_mirror_kind_put (const NomoMirrorKind *self, NomoCommit *commit, JsonNode *row, const NomoMirrorWords *words)
{
  Sink sink = { self, commit, TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoRecord) record = NULL;

  if (self->map_all != NULL) {
    self->map_all (row, words->as_of, put_record, &sink);
    return sink.understood;
  }
  record = self->map (row, words->currency, words->as_of, &error);
  put_record (row, record, error, &sink);
  return sink.understood;
}
