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
