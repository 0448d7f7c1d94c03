#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoTurn:
 * @owner: (nullable): whose it is; equal pointers share their turns
 * @line: which line of the owner it stands in
 * @number: set when it is put in; the lower one came first
 *
 * Something that waits for its turn. To be embedded.
 */
typedef struct {
  gconstpointer owner;
  guint line;
  gint64 number;
} NomoTurn;

#define NOMO_TURNS_LINES 2

/**
 * NomoTurns:
 *
 * Round robin between owners, first come first served within one. An owner has lines that can be held up separately.
 */
typedef struct _NomoTurns NomoTurns;

NomoTurns *nomo_turns_new (void);
void nomo_turns_free (NomoTurns *self);
void nomo_turns_push (NomoTurns *self, NomoTurn *turn);
void nomo_turns_push_back (NomoTurns *self, NomoTurn *turn);
NomoTurn *nomo_turns_pop (NomoTurns *self, const gboolean open[NOMO_TURNS_LINES]);
gboolean nomo_turns_remove (NomoTurns *self, NomoTurn *turn);
guint nomo_turns_get_length (NomoTurns *self, guint line);
guint nomo_turns_count_others (NomoTurns *self, gconstpointer owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoTurns, nomo_turns_free)

G_END_DECLS
