#pragma once

#include "nomo-mirror-ahead.h"
#include "nomo-mirror-marks.h"
#include "nomo-mirror-page.h"
#include "nomo-mirror.h"

G_BEGIN_DECLS

#define NOMO_MIRROR_ACTOR "salla"

/* Pages that a routine run compares: so the whole goes by within a day, and no run is held up. */
#define NOMO_MIRROR_COMPARED_PAGES 5

/**
 * NomoMirrorPhase:
 * @NOMO_MIRROR_PHASE_ANCHOR: look at what changed last before the first walk begins
 * @NOMO_MIRROR_PHASE_WALK: read the whole list for the first time, newest first
 * @NOMO_MIRROR_PHASE_LOOK: read what changed since, last changed first
 * @NOMO_MIRROR_PHASE_COMPARE: read the whole list once more and compare
 *
 * Where a run stands.
 */
typedef enum {
  NOMO_MIRROR_PHASE_ANCHOR,
  NOMO_MIRROR_PHASE_WALK,
  NOMO_MIRROR_PHASE_LOOK,
  NOMO_MIRROR_PHASE_COMPARE,
} NomoMirrorPhase;

struct _NomoMirror {
  GObject parent_instance;

  const NomoMirrorKind *kind;
  NomoStore *store;
  NomoSallaClient *client;
  gconstpointer owner;
  char *currency;
  NomoMirrorMarks marks;
  NomoMirrorEffort effort;
  gint64 started_ms;

  NomoMirrorPhase phase;
  gint64 next;            /* page */
  NomoMirrorAhead *ahead; /* of a walk or a comparison; waits while a page is held */
  NomoMirrorPage page;
  NomoMirrorPage before;
  NomoSallaAnswer *answer; /* of the page */
  gint64 expected;         /* rows that the list had when it began to be read, -1 when Salla does not say */
  gint64 since;            /* when it began, by Salla's clock */
  gint64 begun;            /* and by ours */
  gint64 read;             /* rows that have come since */
  gboolean steady;         /* and it has stayed the same */
  guint quiet;             /* pages in a row without a change */
  GArray *told;            /* gint64: ids of what Salla told by itself since changes were looked for */
  guint64 told_seq;        /* the store's sequence number before that */
  GHashTable *anchor;      /* ids: what must pass by before the changes are known */
  char *next_anchor;       /* NULL when no changes were looked for */
  NomoSallaAnswer *held;   /* a compared page that differs and waits until the changes are known */
  gint64 held_number;
  gint64 held_since;
  gint64 held_begun;
  guint quota;      /* pages that may still be compared in this run */
  gboolean cleared; /* of doubts */
  gboolean compared;
  gboolean found; /* what was lost */
  gboolean found_all;

  gint64 done;
  guint64 counted_seq; /* the store's sequence number when the following were counted */
  gint64 count;
  gint64 unreadable;
};

void _nomo_mirror_begin_phase (GTask *task, NomoMirrorPhase phase, gint64 page);
void _nomo_mirror_phase_ended (GTask *task);
gboolean _nomo_mirror_is_restated (NomoMirror *self);

G_END_DECLS
