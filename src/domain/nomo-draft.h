#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoDraftField:
 *
 * Fields of a draft: what was typed into a form and is no record yet, right or wrong, so that nothing of it is lost.
 */
typedef enum {
  DRAFT_ENTITY,   /* text: name of the entity of which it becomes a record */
  DRAFT_RECORD,   /* int: id of the record that it changes; null of one that becomes a new record */
  DRAFT_TITLE,    /* text: what it is called in a list; null as long as it has no name */
  DRAFT_TYPED,    /* text: what was typed, a JSON object by the names of the form's fields */
  DRAFT_SAVED_AT, /* time */
  DRAFT_N_FIELDS
} NomoDraftField;

const NomoEntity *nomo_draft_entity (void);
NomoRecord *nomo_draft_new (gint64 id, const char *entity, gint64 record, const char *title, const char *typed,
                            gint64 saved_at);

G_END_DECLS
