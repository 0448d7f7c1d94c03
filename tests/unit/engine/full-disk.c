#include "config.h"

#include "full-disk.h"

#include <sys/statvfs.h>

gboolean full_disk;

/* Stands before the system's own. */
int
statvfs (const char *path, struct statvfs *status)
{
  *status = (struct statvfs) { .f_frsize = 4096, .f_bavail = full_disk ? 2 : 1 << 30 };
  return 0;
}
