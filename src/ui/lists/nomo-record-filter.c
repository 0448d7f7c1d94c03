#include "config.h"

#include "nomo-record-filter-private.h"

#include "nomo-calendar.h"
#include "nomo-money.h"
#include "nomo-text.h"

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoRecordFilter, nomo_record_filter, G_TYPE_OBJECT)

static void
nomo_record_filter_finalize (GObject *object)
{
  NomoRecordFilter *self = NOMO_RECORD_FILTER (object);

  g_time_zone_unref (self->zone);
  g_free (self->currency);
  g_free (self->group);
  g_free (self->extra);
  g_free (self->extra_words);
  for (guint i = 0; i < NOMO_FILTER_FIELDS; i++) {
    g_free (self->bounds[i].least);
    g_free (self->bounds[i].most);
  }
  G_OBJECT_CLASS (nomo_record_filter_parent_class)->finalize (object);
}

static void
nomo_record_filter_class_init (NomoRecordFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_record_filter_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_record_filter_init (NomoRecordFilter *self)
{
  self->group = g_strdup ("all");
  self->extra = g_strdup ("");
  self->extra_words = g_strdup ("");
  for (guint i = 0; i < NOMO_FILTER_FIELDS; i++)
    self->bounds[i] = (Bounds) { g_strdup (""), g_strdup ("") };
}

/**
 * nomo_filter_group_count:
 * @group: a group
 * @counts: (element-type utf8 gint64): how many records there are of each value of the field that groups are made by
 *
 * Returns: how many records belong to the group
 */
gint64
nomo_filter_group_count (const NomoFilterGroup *group, GHashTable *counts)
{
  GHashTableIter iter;
  gpointer value, count;
  gint64 sum = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &value, &count))
    if (group->values == NULL || g_strv_contains (group->values, value))
      sum += *(gint64 *) count;
  return sum;
}

/**
 * nomo_filter_kind_has_filters:
 * @kind: how records are narrowed
 *
 * Returns: whether a group of it is more than values of one field, so that each is counted by itself
 */
gboolean
nomo_filter_kind_has_filters (const NomoFilterKind *kind)
{
  for (guint i = 0; i < kind->n_groups; i++)
    if (kind->groups[i].filter != NULL)
      return TRUE;
  return FALSE;
}

/**
 * nomo_filter_kind_get_field:
 * @kind: how records are narrowed
 * @index: index of one of its fields
 *
 * Returns: the field, of the record or of one of its parts
 */
const NomoField *
nomo_filter_kind_get_field (const NomoFilterKind *kind, guint index)
{
  const NomoFilterField *field = &kind->fields[index];
  const NomoEntity *entity = kind->entity ();

  return field->parts > 0 ? &entity->parts[field->parts - 1].fields[field->field] : &entity->fields[field->field];
}

/**
 * nomo_record_filter_new:
 * @kind: how the records are narrowed; must outlive the filter
 * @zone: the shop's zone; days begin in it
 * @currency: (nullable): the shop's currency; amounts are typed in it
 *
 * Which records are listed. Empty texts stand for no condition. Signal: `changed`.
 *
 * Returns: (transfer full): a filter that lets every record through
 */
NomoRecordFilter *
nomo_record_filter_new (const NomoFilterKind *kind, GTimeZone *zone, const char *currency)
{
  NomoRecordFilter *self = g_object_new (NOMO_TYPE_RECORD_FILTER, NULL);

  g_assert (kind->n_fields <= NOMO_FILTER_FIELDS);
  self->kind = kind;
  self->zone = g_time_zone_ref (zone);
  self->currency = g_strdup (currency != NULL ? currency : "SAR");
  return self;
}

static gboolean
replace (char **text, const char *value)
{
  if (g_strcmp0 (*text, value) == 0)
    return FALSE;
  g_free (*text);
  *text = g_strdup (value);
  return TRUE;
}

static void
tell_if (NomoRecordFilter *self, gboolean changed)
{
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * nomo_record_filter_set_currency:
 * @self: a filter
 * @currency: (nullable): the shop's currency, once it is known
 */
void
nomo_record_filter_set_currency (NomoRecordFilter *self, const char *currency)
{
  g_return_if_fail (NOMO_IS_RECORD_FILTER (self));
  tell_if (self, currency != NULL && replace (&self->currency, currency));
}

/**
 * nomo_record_filter_get_kind:
 * @self: a filter
 *
 * Returns: how the records are narrowed
 */
const NomoFilterKind *
nomo_record_filter_get_kind (NomoRecordFilter *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), NULL);
  return self->kind;
}

static gboolean
replace_bounds (NomoRecordFilter *self, guint index, const char *least, const char *most)
{
  gboolean changed = replace (&self->bounds[index].least, least);

  return replace (&self->bounds[index].most, most) || changed;
}

/**
 * nomo_record_filter_get_group:
 * @self: a filter
 *
 * Returns: the id of the group that is listed
 */
const char *
nomo_record_filter_get_group (NomoRecordFilter *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), NULL);
  return self->group;
}

/**
 * nomo_record_filter_set_group:
 * @self: a filter
 * @group: the id of a group
 */
void
nomo_record_filter_set_group (NomoRecordFilter *self, const char *group)
{
  g_return_if_fail (NOMO_IS_RECORD_FILTER (self));
  tell_if (self, replace (&self->group, group));
}

/**
 * nomo_record_filter_get_least:
 * @self: a filter
 * @index: of a field of its kind
 *
 * Returns: the first day, the smallest number, the key or the text, as typed; "" for no condition
 */
const char *
nomo_record_filter_get_least (NomoRecordFilter *self, guint index)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self) && index < self->kind->n_fields, "");
  return self->bounds[index].least;
}

/**
 * nomo_record_filter_get_most:
 * @self: a filter
 * @index: of a field of its kind
 *
 * Returns: the last day or the largest number, as typed; "" for no condition
 */
const char *
nomo_record_filter_get_most (NomoRecordFilter *self, guint index)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self) && index < self->kind->n_fields, "");
  return self->bounds[index].most;
}

const NomoField *
_nomo_record_filter_get_field (NomoRecordFilter *self, guint index)
{
  return nomo_filter_kind_get_field (self->kind, index);
}

static gboolean
read_number (const char *text, gint64 *number)
{
  g_autofree char *ascii = nomo_text_ascii_digits (text);

  return g_ascii_string_to_signed (g_strstrip (ascii), 10, G_MININT64, G_MAXINT64, number, NULL);
}

/* The bound as the database compares it: the beginning of a day, minor units, a number. */
gboolean
_nomo_record_filter_read_bound (NomoRecordFilter *self, guint index, const char *text, gboolean is_last, gint64 *bound)
{
  int day;

  switch (_nomo_record_filter_get_field (self, index)->type) {
  case NOMO_TYPE_TIME:
    if (!nomo_day_parse (text, &day))
      return FALSE;
    *bound = nomo_day_start (is_last ? day + 1 : day, self->zone);
    return TRUE;
  case NOMO_TYPE_MONEY:
    return nomo_money_parse (text, self->currency, bound, NULL);
  case NOMO_TYPE_INT:
    return read_number (text, bound);
  default:
    return FALSE;
  }
}

gboolean
_nomo_record_filter_has_bounds (NomoRecordFilter *self, guint index)
{
  NomoType type = _nomo_record_filter_get_field (self, index)->type;

  return !self->kind->fields[index].set && (type == NOMO_TYPE_TIME || type == NOMO_TYPE_MONEY || type == NOMO_TYPE_INT);
}

/**
 * nomo_record_filter_reads:
 * @self: a filter
 * @index: of a field of its kind
 * @text: one of its bounds, as typed
 *
 * Returns: whether it can be read
 */
gboolean
nomo_record_filter_reads (NomoRecordFilter *self, guint index, const char *text)
{
  gint64 bound;

  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self) && index < self->kind->n_fields, FALSE);
  return *text == '\0' || !_nomo_record_filter_has_bounds (self, index) ||
         _nomo_record_filter_read_bound (self, index, text, FALSE, &bound);
}

/**
 * nomo_record_filter_set:
 * @self: a filter
 * @index: of a field of its kind
 * @least: the first day (YYYY-MM-DD), the smallest amount (in units of the shop's currency) or number, in any digits; the key
 *   of a choice; "1" or "0" for yes or no, and for whether there is a value; a text to be contained; "" for no condition
 * @most: the last day or the largest amount or number; "" for no condition
 *
 * Returns: whether both could be read; nothing changes otherwise
 */
gboolean
nomo_record_filter_set (NomoRecordFilter *self, guint index, const char *least, const char *most)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self) && index < self->kind->n_fields, FALSE);
  if (!nomo_record_filter_reads (self, index, least) || !nomo_record_filter_reads (self, index, most))
    return FALSE;
  tell_if (self, replace_bounds (self, index, least, most));
  return TRUE;
}

static gboolean
clear_bounds (NomoRecordFilter *self)
{
  gboolean changed = replace (&self->extra, "");

  changed = replace (&self->extra_words, "") || changed;
  for (guint i = 0; i < self->kind->n_fields; i++)
    changed = replace_bounds (self, i, "", "") || changed;
  return changed;
}

/**
 * nomo_record_filter_narrow:
 * @self: a filter
 * @filter: a filter as nomo_query_parse() reads it
 * @words: what it lets through, as nomo_list_words_say() words it
 *
 * Lets through what @filter does and nothing else; every other condition is taken away.
 *
 * Returns: whether @filter could be read; nothing changes otherwise
 */
gboolean
nomo_record_filter_narrow (NomoRecordFilter *self, const char *filter, const char *words)
{
  g_autoptr (NomoQuery) query = NULL;

  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), FALSE);
  query = nomo_query_parse (self->kind->entity (), filter, NULL);
  if (query == NULL)
    return FALSE;
  clear_bounds (self);
  replace (&self->group, "all");
  replace (&self->extra, filter);
  replace (&self->extra_words, words);
  tell_if (self, TRUE);
  return TRUE;
}

/**
 * nomo_record_filter_get_narrowed:
 * @self: a filter
 *
 * Returns: what nomo_record_filter_narrow() was told that is listed, "" when it was not or that was taken back
 */
const char *
nomo_record_filter_get_narrowed (NomoRecordFilter *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), "");
  return self->extra_words;
}

/**
 * nomo_record_filter_widen:
 * @self: a filter
 *
 * Takes away every condition but the group.
 */
void
nomo_record_filter_widen (NomoRecordFilter *self)
{
  g_return_if_fail (NOMO_IS_RECORD_FILTER (self));
  tell_if (self, clear_bounds (self));
}

/**
 * nomo_record_filter_clear:
 * @self: a filter
 *
 * Lets every record through again.
 */
void
nomo_record_filter_clear (NomoRecordFilter *self)
{
  gboolean changed;

  g_return_if_fail (NOMO_IS_RECORD_FILTER (self));
  changed = clear_bounds (self);
  tell_if (self, replace (&self->group, "all") || changed);
}

gboolean
_nomo_record_filter_is_set (NomoRecordFilter *self, guint index)
{
  return *self->bounds[index].least != '\0' || *self->bounds[index].most != '\0';
}

/**
 * nomo_record_filter_is_narrowed:
 * @self: a filter
 *
 * Returns: whether there is a condition beside the group
 */
gboolean
nomo_record_filter_is_narrowed (NomoRecordFilter *self)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), FALSE);
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (_nomo_record_filter_is_set (self, i))
      return TRUE;
  return *self->extra != '\0';
}

const NomoFilterGroup *
_nomo_record_filter_find_group (NomoRecordFilter *self)
{
  for (guint i = 0; i < self->kind->n_groups; i++)
    if (g_str_equal (self->kind->groups[i].id, self->group))
      return &self->kind->groups[i];
  return NULL;
}

static void
where_bounds (NomoRecordFilter *self, guint index, NomoQuery *query)
{
  guint field = self->kind->fields[index].field;
  gboolean days = _nomo_record_filter_get_field (self, index)->type == NOMO_TYPE_TIME;
  gint64 bound;

  if (_nomo_record_filter_read_bound (self, index, self->bounds[index].least, FALSE, &bound))
    nomo_query_where_int (query, field, NOMO_OP_GE, bound);
  if (_nomo_record_filter_read_bound (self, index, self->bounds[index].most, TRUE, &bound))
    nomo_query_where_int (query, field, days ? NOMO_OP_LT : NOMO_OP_LE, bound);
}

/* A record of which Salla does not say whether is none of which it says so. */
static void
where_yes (NomoRecordFilter *self, guint index, NomoQuery *query)
{
  gboolean yes = g_str_equal (self->bounds[index].least, "1");

  nomo_query_where_int (query, self->kind->fields[index].field, yes ? NOMO_OP_EQ : NOMO_OP_NE, 1);
}

static void
where_set (NomoRecordFilter *self, guint index, NomoQuery *query)
{
  const NomoFilterField *field = &self->kind->fields[index];
  gboolean one = g_str_equal (self->bounds[index].least, "1");
  NomoOp op = one ? NOMO_OP_NOT_EMPTY : NOMO_OP_EMPTY;
  gboolean either = one && field->or_field > 0;

  if (either)
    nomo_query_begin_group (query, NOMO_JOIN_OR);
  nomo_query_where (query, field->field, op, NULL, NULL);
  if (field->or_field > 0)
    nomo_query_where (query, field->or_field, op, NULL, NULL);
  if (either)
    nomo_query_end_group (query);
}

static void
where_field (NomoRecordFilter *self, guint index, NomoQuery *query)
{
  const char *value = self->bounds[index].least;
  guint field = self->kind->fields[index].field;

  if (self->kind->fields[index].set)
    where_set (self, index, query);
  else if (_nomo_record_filter_has_bounds (self, index))
    where_bounds (self, index, query);
  else if (_nomo_record_filter_get_field (self, index)->type == NOMO_TYPE_BOOL)
    where_yes (self, index, query);
  else if (_nomo_record_filter_get_field (self, index)->type == NOMO_TYPE_CHOICE)
    nomo_query_where (query, field, NOMO_OP_EQ, value, NULL);
  else if (self->kind->fields[index].parts > 0)
    nomo_query_where_part (query, self->kind->fields[index].parts - 1, field, NOMO_OP_CONTAINS, value, NULL);
  else
    nomo_query_where (query, field, NOMO_OP_CONTAINS, value, NULL);
}

/* A filter that was kept can be read; with an order in it, or too long, it is read alone. */
static NomoQuery *
create_base (NomoRecordFilter *self, const char *group)
{
  const char *within = self->kind->within != NULL ? self->kind->within : "";
  const char *base = *self->extra != '\0' ? self->extra : within;
  g_autofree char *both = group != NULL && *base != '\0' ? g_strdup_printf ("(%s) and (%s)", base, group)
                          : group != NULL                ? g_strdup (group)
                                                         : g_strdup (base);

  NomoQuery *query = nomo_query_parse (self->kind->entity (), both, NULL);

  return query != NULL ? query : nomo_query_parse (self->kind->entity (), base, NULL);
}

/**
 * nomo_record_filter_create_query:
 * @self: a filter
 * @with_group: %FALSE to leave the group out, for counting by group
 *
 * Returns: (transfer full): the records it lets through
 */
NomoQuery *
nomo_record_filter_create_query (NomoRecordFilter *self, gboolean with_group)
{
  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), NULL);
  return nomo_record_filter_create_group_query (self, with_group ? _nomo_record_filter_find_group (self) : NULL);
}

/**
 * nomo_record_filter_create_group_query:
 * @self: a filter
 * @group: (nullable): a group of its kind, in place of the one that is listed; %NULL for none
 *
 * Returns: (transfer full): the records it lets through
 */
NomoQuery *
nomo_record_filter_create_group_query (NomoRecordFilter *self, const NomoFilterGroup *group)
{
  NomoQuery *query;

  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), NULL);
  query = create_base (self, group != NULL ? group->filter : NULL);
  if (group != NULL && group->values != NULL)
    nomo_query_where_in (query, self->kind->group_field, group->values, NULL);
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (_nomo_record_filter_is_set (self, i))
      where_field (self, i, query);
  return query;
}

/**
 * nomo_record_filter_to_variant:
 * @self: a filter
 *
 * Returns: (transfer floating): what nomo_record_filter_from_variant() takes
 */
GVariant *
nomo_record_filter_to_variant (NomoRecordFilter *self)
{
  GVariantBuilder builder;

  g_return_val_if_fail (NOMO_IS_RECORD_FILTER (self), NULL);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (_nomo_record_filter_is_set (self, i))
      g_variant_builder_add (&builder, "(sss)", _nomo_record_filter_get_field (self, i)->name, self->bounds[i].least,
                             self->bounds[i].most);
  return g_variant_new ("(sa(sss)ss)", self->group, &builder, self->extra, self->extra_words);
}

static void
set_by_name (NomoRecordFilter *self, const char *name, const char *least, const char *most)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (g_str_equal (_nomo_record_filter_get_field (self, i)->name, name) &&
        nomo_record_filter_reads (self, i, least) && nomo_record_filter_reads (self, i, most))
      replace_bounds (self, i, least, most);
}

/**
 * nomo_record_filter_from_variant:
 * @self: a filter
 * @variant: of nomo_record_filter_to_variant(), of this version of the program or another: what means nothing here is left out
 */
void
nomo_record_filter_from_variant (NomoRecordFilter *self, GVariant *variant)
{
  g_autoptr (GVariantIter) iter = NULL;
  g_autoptr (NomoQuery) query = NULL;
  const char *group, *name, *least, *most, *extra, *extra_words;

  g_return_if_fail (NOMO_IS_RECORD_FILTER (self));
  g_return_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE (NOMO_FILTER_STATE)));
  g_variant_get (variant, "(&sa(sss)&s&s)", &group, &iter, &extra, &extra_words);
  clear_bounds (self);
  query = nomo_query_parse (self->kind->entity (), extra, NULL);
  replace (&self->group, group);
  replace (&self->extra, query != NULL ? extra : "");
  replace (&self->extra_words, query != NULL ? extra_words : "");
  if (_nomo_record_filter_find_group (self) == NULL)
    replace (&self->group, "all");
  while (g_variant_iter_next (iter, "(&s&s&s)", &name, &least, &most))
    set_by_name (self, name, least, most);
  tell_if (self, TRUE);
}
