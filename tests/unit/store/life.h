#pragma once

#include "session.h"

/* A session without faults, to which others are compared. */

void life_learn (const char *directory);
void life_forget (void);
guint life_go (Session *session, guint from, GError **error);
void life_go_to_the_end (Session *session, guint from);
void life_assert_kept (Session *session, guint n_acknowledged);
void life_assert_untouched (Session *session, guint n_acknowledged);
