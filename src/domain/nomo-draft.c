#include "config.h"

#include "nomo-draft.h"

#include <glib/gi18n.h>

static const NomoField fields[] = {
  [DRAFT_ENTITY] = { "entity", NOMO_TYPE_TEXT, N_ ("Kind of record"), NOMO_FIELD_REQUIRED | NOMO_FIELD_GROUPED },
  [DRAFT_RECORD] = { "record", NOMO_TYPE_INT, N_ ("Record number") },
  [DRAFT_TITLE] = { "title", NOMO_TYPE_TEXT, N_ ("Name") },
  [DRAFT_TYPED] = { "typed", NOMO_TYPE_TEXT, N_ ("What was typed"), NOMO_FIELD_REQUIRED },
  [DRAFT_SAVED_AT] = { "saved_at", NOMO_TYPE_TIME, N_ ("Saved"), NOMO_FIELD_REQUIRED | NOMO_FIELD_INDEXED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == DRAFT_N_FIELDS);

/**
 * nomo_draft_entity:
 *
 * What was typed into a form and is no record yet. It says what a person typed, not what a record would hold, so that a draft
 * of an older version, or one that breaks every rule, opens as it was left.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_draft_entity (void)
{
  static const NomoEntity entity = {
    .name = "draft",
    .label = N_ ("Draft"),
    .label_many = N_ ("Drafts"),
    .kind = NOMO_KIND_OWN,
    .fields = fields,
    .n_fields = DRAFT_N_FIELDS,
    .sort_field = DRAFT_SAVED_AT,
    .sort_descending = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MARKETER] = NOMO_VERBS_EDIT,
    },
  };

  return &entity;
}

/**
 * nomo_draft_new:
 * @id: its id, 0 for one that is not kept yet
 * @entity: name of the entity of which it becomes a record
 * @record: the record that it changes, 0 for a new one
 * @title: what it is called, "" as long as it has no name
 * @typed: what was typed
 * @saved_at: when, UTC milliseconds
 *
 * Returns: (transfer full): a draft
 */
NomoRecord *
nomo_draft_new (gint64 id, const char *entity, gint64 record, const char *title, const char *typed, gint64 saved_at)
{
  NomoRecordBuilder *builder = nomo_record_build (nomo_draft_entity (), id);

  nomo_builder_set_text (builder, DRAFT_ENTITY, entity);
  if (record != 0)
    nomo_builder_set_int (builder, DRAFT_RECORD, record);
  if (*title != '\0')
    nomo_builder_set_text (builder, DRAFT_TITLE, title);
  else
    nomo_builder_set_null (builder, DRAFT_TITLE);
  nomo_builder_set_text (builder, DRAFT_TYPED, typed);
  nomo_builder_set_int (builder, DRAFT_SAVED_AT, saved_at);
  return nomo_builder_end (builder);
}
