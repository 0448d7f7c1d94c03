#pragma once

#include <glib.h>

/* Files that programs of older versions wrote, see corpus/README.md. */

char *corpus_read (const char *name, gsize *length);
void corpus_put (const char *name, const char *path);
char *corpus_read_schema (const char *path);
int corpus_read_version (const char *path);
void corpus_assert_filled (const char *path);
void corpus_assert_kept (const char *name, const char *path);
