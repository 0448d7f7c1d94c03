#pragma once

#include "nomo-commit.h"
#include "nomo-waiting.h"

G_BEGIN_DECLS

typedef enum {
  NOMO_CHANGE_PUT,
  NOMO_CHANGE_DELETE,
  NOMO_CHANGE_GONE,
  NOMO_CHANGE_CONFIRM,
  NOMO_CHANGE_UNDO,
  NOMO_CHANGE_ERASE,
  NOMO_CHANGE_RETIRE,
  NOMO_CHANGE_RAW,
  NOMO_CHANGE_FORGET_RAW,
  NOMO_CHANGE_MARK,
  NOMO_CHANGE_NOTE,
  NOMO_CHANGE_DISCARD,
  NOMO_CHANGE_DOUBT,
} NomoChangeKind;

typedef struct {
  NomoChangeKind kind;
  NomoRecord *record;       /* PUT */
  const NomoEntity *entity; /* DELETE, GONE, CONFIRM, ERASE, NOTE, DISCARD, DOUBT */
  gint64 id;                /* DELETE, CONFIRM, ERASE, NOTE, DISCARD; PUT: which of the new records */
  gint64 salla_id;          /* GONE, CONFIRM, DOUBT */
  gint64 as_of;             /* GONE; FORGET_RAW: what was kept before */
  char *name;               /* RAW, FORGET_RAW: entity; MARK: name; UNDO: id of a commit */
  char *ref;                /* RAW */
  char *reason;             /* RAW, NOTE */
  char *value;              /* RAW: body; MARK: value; NOTE: detail */
  NomoOutboxState state;    /* NOTE */
  gboolean answers;         /* PUT: it is Salla's answer to what was sent */
} NomoChange;

struct _NomoCommit {
  char *actor;
  char *id;
  NomoRole role;
  guint n_new;               /* records that get their id in the commit */
  gboolean named;            /* the caller gave the id and may commit it again */
  const NomoEntity *repairs; /* nullable: what is noted when it differs */
  const NomoEntity *untold;  /* nullable: what is noted when Salla did not tell of it by itself */
  gboolean untold_changes;   /* be it a change */
  gint64 told_at;            /* when Salla told it, UTC ms; 0 for just now */
  gboolean only_if_equal;
  GPtrArray *changes;
};

G_END_DECLS
