#pragma once

#include "nomo-mirror-kind.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NomoProofKind:
 * @NOMO_PROOF_PAGES: the file's pages
 * @NOMO_PROOF_RECORDS: each record by the rules of its entity
 * @NOMO_PROOF_SEARCH: what search finds
 * @NOMO_PROOF_SUMS: the sums by day
 * @NOMO_PROOF_FEED: the last change of each record
 * @NOMO_PROOF_HISTORY: what was changed when
 * @NOMO_PROOF_OUTBOX: what waits for Salla
 * @NOMO_PROOF_REFERENCES: records that name others
 * @NOMO_PROOF_COUNTS: what Salla counted in its lists
 * @NOMO_PROOF_FILES: who may read the files
 * @NOMO_PROOF_BACKUP: whether a backup opens
 * @NOMO_PROOF_SIGN_IN: whether the sign-in is healthy
 *
 * What is proved.
 */
typedef enum {
  NOMO_PROOF_PAGES,
  NOMO_PROOF_RECORDS,
  NOMO_PROOF_SEARCH,
  NOMO_PROOF_SUMS,
  NOMO_PROOF_FEED,
  NOMO_PROOF_HISTORY,
  NOMO_PROOF_OUTBOX,
  NOMO_PROOF_REFERENCES,
  NOMO_PROOF_COUNTS,
  NOMO_PROOF_FILES,
  NOMO_PROOF_BACKUP,
  NOMO_PROOF_SIGN_IN,
  NOMO_N_PROOF_KINDS,
} NomoProofKind;

/**
 * NomoProofState:
 * @NOMO_PROOF_SOUND: it is as it should be
 * @NOMO_PROOF_WRONG: it is not
 * @NOMO_PROOF_UNCHECKED: it could not be checked
 * @NOMO_PROOF_UNNEEDED: there is nothing of it to be checked
 *
 * How something stands.
 */
typedef enum {
  NOMO_PROOF_SOUND,
  NOMO_PROOF_WRONG,
  NOMO_PROOF_UNCHECKED,
  NOMO_PROOF_UNNEEDED,
  NOMO_N_PROOF_STATES,
} NomoProofState;

/* So many details of one thing are told; the others are counted. */
#define NOMO_PROOF_MOST_DETAILS 8

/**
 * NomoProofItem:
 * @state: how it stands
 * @sentence: what was found, with numbers, in the language of whoever had it checked
 * @details: (element-type utf8): more of it, sentences
 * @n_details: how many there are, of which @details may have the first ones only
 *
 * One thing that was checked.
 */
typedef struct {
  NomoProofState state;
  char *sentence;
  GPtrArray *details;
  gint64 n_details;
} NomoProofItem;

/**
 * NomoProofList:
 * @kind: a list of Salla's
 * @here: how many records of it are here; -1 when that is not known
 * @salla: how many Salla said that it has; -1 when it has not been counted
 * @counted: when it said so, UTC milliseconds
 * @looked: when changes were looked for last, UTC milliseconds, 0 for never
 * @agrees: whether nothing but what was saved since tells @here from what was counted then
 *
 * A list, there and here.
 */
typedef struct {
  const NomoMirrorKind *kind;
  gint64 here;
  gint64 salla;
  gint64 counted;
  gint64 looked;
  gboolean agrees;
} NomoProofList;

/**
 * NomoProof:
 * @at: when it was checked, UTC milliseconds
 * @store: (nullable): the store's name
 * @merchant: its number at Salla
 * @is_demo: whether it is the demo store
 * @zone: its zone
 * @as_of: when Salla was asked last what is new, UTC milliseconds, 0 for never
 * @version: the version of the file's tables; 0 when it could not be read
 * @seq: the number of the last change in it
 * @epoch: (nullable): when it began anew
 * @items: what was checked
 * @lists: (element-type NomoProofList): the lists of Salla's
 *
 * Whether a store's data is what it claims to be. Not changed once it is there.
 */
typedef struct {
  gint64 at;
  char *store;
  gint64 merchant;
  gboolean is_demo;
  GTimeZone *zone;
  gint64 as_of;
  gint64 version;
  guint64 seq;
  char *epoch;
  NomoProofItem items[NOMO_N_PROOF_KINDS];
  GPtrArray *lists;
} NomoProof;

NomoProof *nomo_proof_new (void);
NomoProof *nomo_proof_ref (NomoProof *self);
void nomo_proof_unref (NomoProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoProof, nomo_proof_unref)

guint nomo_proof_count (const NomoProof *self, NomoProofState state);
gboolean nomo_proof_is_sound (const NomoProof *self);
const char *nomo_proof_get_title (NomoProofKind kind);
const char *nomo_proof_get_word (NomoProofState state);
char *nomo_proof_dup_verdict (const NomoProof *self);
char *nomo_proof_dup_store (const NomoProof *self);
char *nomo_proof_dup_version (const NomoProof *self);
char *nomo_proof_dup_as_of (const NomoProof *self);
char *nomo_proof_dup_more (const NomoProofItem *item);
JsonObject *nomo_proof_to_json (const NomoProof *self);

G_END_DECLS
