#pragma once

#include <glib.h>

/* Of a test that is linked with full-disk.c: whether disks have no room. */
extern gboolean full_disk;
