#pragma once

#include "fixture.h"

/* A store of some hundred pages, and everything that can be asked of it. */

/* TRUE: damage may be told in any words, as where a value still looks like one. */
extern gboolean probe_is_lenient;

void probe_build (const char *path);
NomoStore *probe_open (const char *path, GError **error);
char *probe_read (NomoStore *store, gboolean *detected);
void probe_write (NomoStore *store);
void probe_assert_damage (const char *what, const GError *error);
