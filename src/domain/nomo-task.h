#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoTaskField:
 *
 * Fields of a task.
 *
 * What is to be done for a contact ends with the contact: nobody calls a person who was deleted, so its tasks are deleted in
 * the same commit, and come back with it when that is undone. Erasing the person takes the words of its tasks.
 */
typedef enum {
  TASK_TITLE,
  TASK_DUE,      /* time; null: whenever */
  TASK_DONE,     /* bool; null: no */
  TASK_DONE_AT,  /* time */
  TASK_PRIORITY, /* choice; null: normal */
  TASK_CONTACT,  /* reference to a contact */
  TASK_ORDER,    /* reference to an order */
  TASK_ASSIGNEE, /* text: the employee who does it */
  TASK_NOTE,
  TASK_EXTRA, /* custom fields */
  TASK_N_FIELDS
} NomoTaskField;

const NomoEntity *nomo_task_entity (void);

G_END_DECLS
