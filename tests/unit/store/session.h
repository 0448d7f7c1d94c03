#pragma once

#include "fixture.h"

/* What a store goes through in its life, in steps that are the same in every run. A step that was refused can be taken again. */

typedef struct {
  char *directory;
  char *path;
  NomoStore *store;
  NomoCommitResult result; /* of the last step that commits */
} Session;

Session *session_new (const char *directory);
void session_free (Session *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)

void session_freeze_clock (void);
guint session_count_steps (void);
const char *session_step_name (guint step);
gboolean session_take (Session *self, guint step, GError **error);
void session_forget (Session *self);
char *session_dump (Session *self);
void session_assert_dump (const char *dump, const char *expected, const char * or);
void session_assert_sentence (const GError *error);
