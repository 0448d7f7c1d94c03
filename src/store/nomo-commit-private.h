#pragma once

#include "nomo-commit.h"

G_BEGIN_DECLS

typedef enum {
  NOMO_CHANGE_PUT,
  NOMO_CHANGE_DELETE,
  NOMO_CHANGE_RAW,
  NOMO_CHANGE_MARK,
} NomoChangeKind;

typedef struct {
  NomoChangeKind kind;
  NomoRecord *record;       /* PUT */
  const NomoEntity *entity; /* DELETE */
  gint64 id;                /* DELETE */
  char *name;               /* RAW: entity; MARK: name */
  char *ref;                /* RAW */
  char *reason;             /* RAW */
  char *value;              /* RAW: body; MARK: value */
} NomoChange;

struct _NomoCommit {
  char *actor;
  char *id;
  gboolean named; /* the caller gave the id and may commit it again */
  GPtrArray *changes;
};

G_END_DECLS
