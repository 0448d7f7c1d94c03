#include "config.h"

#include "nomo-task.h"

#include "nomo-rules.h"

#include <glib/gi18n.h>

static const NomoChoice priorities[] = {
  { "high", NC_ ("priority", "High") },
  { "normal", NC_ ("priority", "Normal") },
  { "low", NC_ ("priority", "Low") },
  { NULL, NULL },
};

#define COLUMN (NOMO_FIELD_INDEXED)
#define GROUP  (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define WORDS  (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE)

static const NomoField fields[] = {
  [TASK_TITLE] = { "title", NOMO_TYPE_TEXT, N_ ("Task"), WORDS | COLUMN | NOMO_FIELD_NAME | NOMO_FIELD_REQUIRED },
  [TASK_DUE] = { "due", NOMO_TYPE_TIME, N_ ("Due"), COLUMN },
  [TASK_DONE] = { "done", NOMO_TYPE_BOOL, N_ ("Done"), GROUP },
  [TASK_DONE_AT] = { "done_at", NOMO_TYPE_TIME, N_ ("Done on"), COLUMN },
  [TASK_PRIORITY] = { "priority", NOMO_TYPE_CHOICE, N_ ("Priority"), GROUP, priorities, .context = "priority" },
  [TASK_CONTACT] = { "contact", NOMO_TYPE_REF, N_ ("Contact"), NOMO_FIELD_GROUPED | NOMO_FIELD_PERSON, NULL, "contact",
                     NOMO_ON_DELETE_CASCADE },
  [TASK_ORDER] = { "order", NOMO_TYPE_REF, N_ ("Order"), NOMO_FIELD_GROUPED, NULL, "order" },
  [TASK_ASSIGNEE] = { "assignee", NOMO_TYPE_TEXT, N_ ("Assigned to"), GROUP },
  [TASK_NOTE] = { "note", NOMO_TYPE_TEXT, N_ ("Note"), WORDS },
  [TASK_EXTRA] = { "extra", NOMO_TYPE_EXTRA, N_ ("Custom fields"), NOMO_FIELD_PERSONAL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == TASK_N_FIELDS);

static gboolean
check_done (const NomoRecord *task, GError **error)
{
  if (nomo_record_get_int (task, TASK_DONE) != 0 || nomo_record_is_null (task, TASK_DONE_AT))
    return TRUE;
  /* Translators: 1 is what the record is ("Task"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (task, TASK_DONE_AT, _ ("%1$s %2$s: “%3$s” is set, but the task is not done."), error);
}

static gboolean
task_validate (const NomoRecord *task, GError **error)
{
  return nomo_rules_check_present (task, TASK_TITLE, error) && check_done (task, error);
}

/**
 * nomo_task_entity:
 *
 * Tasks, which are ours.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_task_entity (void)
{
  static const NomoEntity entity = {
    .name = "task",
    .label = N_ ("Task"),
    .label_many = N_ ("Tasks"),
    .kind = NOMO_KIND_OWN,
    .fields = fields,
    .n_fields = TASK_N_FIELDS,
    .sort_field = TASK_DUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_AGENT] = NOMO_VERBS_EDIT,
    },
    .validate = task_validate,
  };

  return &entity;
}
