#pragma once

#include "nomo-commit.h"
#include "nomo-salla-map.h"

G_BEGIN_DECLS

/**
 * NomoMirrorKind:
 * @name: what marks, the command line and the summary call it, such as `orders`
 * @label: what people call it, to be translated
 * @scope: (nullable): the permission that it needs beyond those that everything needs; who has not given it does without
 * @path: the list below the root of the API
 * @one: (nullable): where one of its records is, without the id; %NULL when Salla has no such place
 * @in_brief: whether the list tells less than the place of one does, so that its records are read one by one beside the syncs
 * @walk_sort: (nullable): `sort_by` that brings the newest first
 * @fresh_sort: (nullable): `sort_by` that brings the last changed first; then a change that it does not tell is drift
 * @with: (nullable): what is asked for with the rows, the value of `with[]`
 * @tells_changes: whether Salla, where it tells of the list by itself, tells of each change
 * @look_s: how often changes are looked for when nobody asks, in seconds; 0 for each time
 * @entity: what its rows become
 * @map: how
 * @map_all: (nullable): in place of @map for rows that hold others
 * @rest: (nullable): where Salla tells what a record that is looked up may leave out
 * @rest_key: the parameter that names the record there
 * @lacks_rest: whether it has left it out
 * @add_rest: makes the record whole
 * @events: (nullable): what follows the id where Salla tells what happened to the record
 * @event_entity: what its rows become
 * @map_event: how
 *
 * A list of Salla's that is mirrored here.
 */
typedef struct {
  const char *name;
  const char *label;
  const char *scope;
  const char *path;
  const char *one;
  gboolean in_brief;
  const char *walk_sort;
  const char *fresh_sort;
  const char *with;
  gboolean tells_changes;
  guint look_s;
  const NomoEntity *(*entity) (void);
  NomoRecord *(*map) (JsonNode *row, const char *currency, gint64 as_of, GError **error);
  void (*map_all) (JsonNode *row, gint64 as_of, NomoSallaEach each, gpointer data);
  const char *rest;
  const char *rest_key;
  gboolean (*lacks_rest) (const NomoRecord *record);
  NomoRecord *(*add_rest) (const NomoRecord *record, JsonNode *rows, gint64 as_of, GError **error);
  const char *events;
  const NomoEntity *(*event_entity) (void);
  NomoRecord *(*map_event) (JsonNode *row, const char *currency, gint64 as_of, gint64 record, GError **error);
} NomoMirrorKind;

/**
 * NomoMirrorWords:
 * @currency: the shop's currency
 * @as_of: when Salla said it, by its clock, UTC milliseconds
 *
 * What is told beside the rows.
 */
typedef struct {
  const char *currency;
  gint64 as_of;
} NomoMirrorWords;

gboolean nomo_mirror_kind_put (const NomoMirrorKind *self, NomoCommit *commit, JsonNode *row,
                               const NomoMirrorWords *words);
void nomo_mirror_kind_keep_raw (const NomoMirrorKind *self, NomoCommit *commit, JsonNode *row, const char *ref,
                                const char *reason);

G_END_DECLS
