#pragma once

#include "nomo-query.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoFilterGroup:
 * @id: how the program calls it; "all" is the first
 * @label: msgid
 * @values: (nullable): values of the field that groups are made by, ends with %NULL
 * @filter: (nullable): a filter as nomo_query_parse() reads it, where no values of one field say it
 * @rare: whether it is offered only while it has records or is listed
 *
 * A group without values and filter is every record.
 *
 * Records that mean the same to a merchant at work.
 */
typedef struct {
  const char *id;
  const char *label;
  const char *const *values;
  const char *filter;
  gboolean rare;
} NomoFilterGroup;

/**
 * NomoFilterField:
 * @field: index of the field. A time is narrowed by days, money and numbers by bounds, a choice, yes or no by one value, text
 *   by what it contains
 * @set: narrowed by whether there is a value at all
 * @parts: one more than the index of the part whose field it is, text; 0 for a field of the record
 * @or_field: with @set: index of another field that holds the value where the first does not; 0 for none
 *
 * A field that a list is narrowed by.
 */
typedef struct {
  guint field;
  gboolean set;
  guint or_field;
  guint parts;
} NomoFilterField;

/**
 * NomoFilterKind:
 * @entity: whose records are listed
 * @groups: (array length=n_groups): the groups, none when there is one list for all
 * @n_groups: how many
 * @group_field: the field that groups are made by
 * @group_context: message context of the groups' labels
 * @fields: (array length=n_fields): what else the list is narrowed by, in the form's order
 * @n_fields: how many, at most %NOMO_FILTER_FIELDS
 * @within: (nullable): a filter as nomo_query_parse() reads it: the records that the list is for. What a link lists is not held to it
 *
 * How the records of an entity are narrowed.
 */
typedef struct {
  const NomoEntity *(*entity) (void);
  const NomoFilterGroup *groups;
  guint n_groups;
  guint group_field;
  const char *group_context;
  const NomoFilterField *fields;
  guint n_fields;
  const char *within;
} NomoFilterKind;

#define NOMO_FILTER_FIELDS 6

/* The type of nomo_record_filter_to_variant(). */
#define NOMO_FILTER_STATE "(sa(sss)ss)"

gint64 nomo_filter_group_count (const NomoFilterGroup *group, GHashTable *counts);
gboolean nomo_filter_kind_has_filters (const NomoFilterKind *kind);
const NomoField *nomo_filter_kind_get_field (const NomoFilterKind *kind, guint index);

#define NOMO_TYPE_RECORD_FILTER (nomo_record_filter_get_type ())
G_DECLARE_FINAL_TYPE (NomoRecordFilter, nomo_record_filter, NOMO, RECORD_FILTER, GObject)

NomoRecordFilter *nomo_record_filter_new (const NomoFilterKind *kind, GTimeZone *zone, const char *currency);
void nomo_record_filter_set_currency (NomoRecordFilter *self, const char *currency);
const NomoFilterKind *nomo_record_filter_get_kind (NomoRecordFilter *self);
const char *nomo_record_filter_get_group (NomoRecordFilter *self);
void nomo_record_filter_set_group (NomoRecordFilter *self, const char *group);
const char *nomo_record_filter_get_least (NomoRecordFilter *self, guint index);
const char *nomo_record_filter_get_most (NomoRecordFilter *self, guint index);
gboolean nomo_record_filter_reads (NomoRecordFilter *self, guint index, const char *text);
gboolean nomo_record_filter_set (NomoRecordFilter *self, guint index, const char *least, const char *most);
gboolean nomo_record_filter_narrow (NomoRecordFilter *self, const char *filter, const char *words);
const char *nomo_record_filter_get_narrowed (NomoRecordFilter *self);
void nomo_record_filter_widen (NomoRecordFilter *self);
void nomo_record_filter_clear (NomoRecordFilter *self);
gboolean nomo_record_filter_is_narrowed (NomoRecordFilter *self);
NomoQuery *nomo_record_filter_create_query (NomoRecordFilter *self, gboolean with_group);
NomoQuery *nomo_record_filter_create_group_query (NomoRecordFilter *self, const NomoFilterGroup *group);
char *nomo_record_filter_to_words (NomoRecordFilter *self);
GVariant *nomo_record_filter_to_variant (NomoRecordFilter *self);
void nomo_record_filter_from_variant (NomoRecordFilter *self, GVariant *variant);

G_END_DECLS
