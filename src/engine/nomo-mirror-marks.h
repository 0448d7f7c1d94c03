#pragma once

#include "nomo-commit.h"

G_BEGIN_DECLS

/* The whole list has been read once. */
#define NOMO_MIRROR_DONE "done"

/* What is remembered of a list. */
#define NOMO_MIRROR_WALK    "walk"    /* the page with which the first walk goes on, or NOMO_MIRROR_DONE */
#define NOMO_MIRROR_ANCHOR  "anchor"  /* what had changed last when changes were looked for */
#define NOMO_MIRROR_LOOKED  "looked"  /* when one ended last */
#define NOMO_MIRROR_TOLD    "told"    /* the store's sequence number when that one began */
#define NOMO_MIRROR_COMPARE "compare" /* the page with which a comparison goes on */
#define NOMO_MIRROR_SINCE   "since"   /* when it began, by Salla's clock */
#define NOMO_MIRROR_BEGUN   "begun"   /* and by ours */
#define NOMO_MIRROR_WALKED  "walked"  /* when the whole list was read last */
#define NOMO_MIRROR_SEEN    "seen"    /* what was not in it since then, by Salla's clock, is to be looked up */
#define NOMO_MIRROR_MONEY \
  "money" /* the shop's currency when the whole list was read last, behind a ">" while it is being read */
#define NOMO_MIRROR_DENIED "denied" /* since when Salla does not permit to read it, whatever the sign-in says */
#define NOMO_MIRROR_GAP    "gap"    /* by how many Salla says it has more, and has not */
#define NOMO_MIRROR_TALLY  "tally"  /* what it was counted to, there and here; see NomoMirrorTally */

/**
 * NomoMirrorMarks:
 * @list: name of the list
 * @all: the store's marks
 *
 * The marks of a list, in memory and in the store.
 */
typedef struct {
  const char *list;
  GHashTable *all;
} NomoMirrorMarks;

const char *nomo_mirror_marks_get (const NomoMirrorMarks *self, const char *what);
gint64 nomo_mirror_marks_get_number (const NomoMirrorMarks *self, const char *what, gint64 fallback);
void nomo_mirror_marks_set (const NomoMirrorMarks *self, NomoCommit *commit, const char *what, const char *value);
void nomo_mirror_marks_set_number (const NomoMirrorMarks *self, NomoCommit *commit, const char *what, gint64 value);
gboolean nomo_mirror_marks_is_whole (const NomoMirrorMarks *self);

G_END_DECLS
