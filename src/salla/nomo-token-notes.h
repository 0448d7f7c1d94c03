#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoTokenStage:
 * @NOMO_TOKEN_STAGE_REST: nothing is on its way
 * @NOMO_TOKEN_STAGE_ADOPTING: the pair of a new consent is being put into the keyring
 * @NOMO_TOKEN_STAGE_PROVING: a renewal is about to begin; nothing has been sent yet
 * @NOMO_TOKEN_STAGE_SENT: a renewal was sent and its outcome is not noted
 * @NOMO_TOKEN_STAGE_LAST: the one more try was sent that is allowed when nothing works any more
 *
 * How far the change from one pair to the next has come.
 */
typedef enum {
  NOMO_TOKEN_STAGE_REST,
  NOMO_TOKEN_STAGE_ADOPTING,
  NOMO_TOKEN_STAGE_PROVING,
  NOMO_TOKEN_STAGE_SENT,
  NOMO_TOKEN_STAGE_LAST,
} NomoTokenStage;

/**
 * NomoTokenNotes:
 * @generation: the pair that this data directory uses; 0 for none yet
 * @attempt: the pair that it is on its way to; 0 at rest
 * @stage: how far that has come
 * @machine: (nullable): the machine that the pair was given to
 * @directory: (nullable): a random name of this data directory
 * @file: (nullable): which file on the disk the notes were made in, so that a copy of it is told from it
 * @ended: (nullable): why the pair is of no use any more, a word of nomo_token_word_of()
 *
 * What the data directory notes of its tokens, all of it in one transaction. The other half of it is in the keyring
 * ([struct@KeptSignIn]); the pair is used when both agree. No secret.
 */
typedef struct {
  gint64 generation;
  gint64 attempt;
  NomoTokenStage stage;
  char *machine;
  char *directory;
  char *file;
  char *ended;
} NomoTokenNotes;

NomoTokenNotes *nomo_token_notes_read (GHashTable *meta);
NomoTokenNotes *nomo_token_notes_copy (const NomoTokenNotes *self);
void nomo_token_notes_free (NomoTokenNotes *self);
GHashTable *nomo_token_notes_to_facts (const NomoTokenNotes *self);
void nomo_token_notes_move (NomoTokenNotes *self, NomoTokenStage stage, gint64 attempt);
void nomo_token_notes_settle (NomoTokenNotes *self, gint64 generation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoTokenNotes, nomo_token_notes_free)

G_END_DECLS
