/* Preloaded into a program under test: moves the machine's clock and makes its disk fail, while the program runs.
 *
 *   NOMO_TROUBLE=FILE     numbers of 64 bits, in the machine's order, that may change at any time: by how many milliseconds the
 *                         clock is wrong; the error that whatever changes a file below NOMO_TROUBLE_BELOW fails with, 0 for none;
 *                         and what waits there until it gets a byte out of NOMO_TROUBLE_PIPE: 1 whoever writes as much as a
 *                         block of a backup, 2 whoever gives a file a second name, 3 whoever removes the log of a
 *                         database, 0 nobody
 *   NOMO_TROUBLE_PIPE     a pipe with a name
 *
 * Memory that is mapped from a file is left alone. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  int64_t clock_ms;
  int64_t error;
  int64_t waits;
} Trouble;

#define BLOCK (64 * 1024)

typedef enum { WAITER_NONE, WAITER_BLOCK, WAITER_NAME, WAITER_LOG } Waiter;

static const Trouble *
get_trouble (void)
{
  static const Trouble none;
  static const Trouble *trouble;
  const char *path = getenv ("NOMO_TROUBLE");
  int fd;

  if (trouble != NULL)
    return trouble;
  fd = path != NULL ? (int) syscall (SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
  trouble = fd >= 0 ? mmap (NULL, sizeof *trouble, PROT_READ, MAP_SHARED, fd, 0) : &none;
  return trouble;
}

static int64_t
get_error (void)
{
  return *(const volatile int64_t *) &get_trouble ()->error;
}

static int64_t
get_clock (void)
{
  return *(const volatile int64_t *) &get_trouble ()->clock_ms;
}

static int
is_below (const char *path)
{
  const char *folder = getenv ("NOMO_TROUBLE_BELOW");

  return folder != NULL && strncmp (path, folder, strlen (folder)) == 0;
}

static int
is_file_below (int fd)
{
  struct stat buffer;
  char link[32], path[4096];
  ssize_t length;

  if (fstat (fd, &buffer) != 0 || (!S_ISREG (buffer.st_mode) && !S_ISDIR (buffer.st_mode)))
    return 0;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = '\0';
  return is_below (path);
}

static int
fails_at (int fd)
{
  int saved = errno;
  int64_t error = get_error ();
  int failing = error != 0 && is_file_below (fd);

  errno = failing ? (int) error : saved;
  return failing;
}

static int
fails_for (const char *path)
{
  int64_t error = get_error ();

  if (error == 0 || !is_below (path))
    return 0;
  errno = (int) error;
  return 1;
}

/* A full disk takes no more bytes, but names can be made there and taken away. */
static int
fails_to_name (const char *path)
{
  return get_error () != ENOSPC && fails_for (path);
}

static void
wait_for_byte (void)
{
  const char *path = getenv ("NOMO_TROUBLE_PIPE");
  int pipe = path != NULL ? (int) syscall (SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
  char byte;

  if (pipe < 0)
    return;
  (void) !read (pipe, &byte, 1);
  close (pipe);
}

static int
waits_for (Waiter waiter)
{
  return *(const volatile int64_t *) &get_trouble ()->waits == waiter;
}

static int
fails_to_take (int fd, size_t size)
{
  int saved = errno;

  if (size >= BLOCK && waits_for (WAITER_BLOCK) && is_file_below (fd))
    wait_for_byte ();
  errno = saved;
  return fails_at (fd);
}

static int
fails_to_link (const char *path)
{
  if (waits_for (WAITER_NAME) && is_below (path))
    wait_for_byte ();
  return fails_for (path);
}

static int
fails_to_remove (const char *path)
{
  size_t length = strlen (path);

  if (waits_for (WAITER_LOG) && length > 4 && strcmp (path + length - 4, "-wal") == 0 && is_below (path))
    wait_for_byte ();
  return fails_to_name (path);
}

#define REAL(name)  \
  if (real == NULL) \
  *(void **) &real = dlsym (RTLD_NEXT, #name)

#define WRAP(type, name, failing, params, ...) \
  type name params                             \
  {                                            \
    static type (*real) params;                \
                                               \
    REAL (name);                               \
    return failing ? -1 : real (__VA_ARGS__);  \
  }

WRAP (ssize_t, write, fails_at (fd), (int fd, const void *data, size_t size), fd, data, size)
WRAP (ssize_t, pwrite, fails_to_take (fd, size), (int fd, const void *data, size_t size, off_t at), fd, data, size, at)
WRAP (ssize_t, pwrite64, fails_to_take (fd, size), (int fd, const void *data, size_t size, off64_t at), fd, data, size,
      at)
WRAP (int, fsync, fails_at (fd), (int fd), fd)
WRAP (int, fdatasync, fails_at (fd), (int fd), fd)
WRAP (int, ftruncate, fails_at (fd), (int fd, off_t size), fd, size)
WRAP (int, ftruncate64, fails_at (fd), (int fd, off64_t size), fd, size)
WRAP (int, rename, fails_for (to), (const char *from, const char *to), from, to)
WRAP (int, link, fails_to_link (to), (const char *from, const char *to), from, to)
WRAP (int, unlink, fails_to_remove (path), (const char *path), path)
WRAP (int, mkdir, fails_to_name (path), (const char *path, mode_t mode), path, mode)
/* What is on a full disk can be taken away. */
WRAP (int, remove, get_error () == EROFS && fails_for (path), (const char *path), path)
WRAP (int, access, get_error () == EROFS && (mode & W_OK) != 0 && fails_for (path), (const char *path, int mode), path,
      mode)

/* What is there can be opened for writing on a disk that fails or is full, but not on one that cannot be written. On a full one an
 * empty file can be made as well. */
static int
fails_to_open (const char *path, int flags)
{
  struct stat buffer;
  int saved = errno;
  int there = stat (path, &buffer) == 0;

  errno = saved;
  if ((flags & O_ACCMODE) == O_RDONLY && (flags & O_CREAT) == 0)
    return 0;
  if (there)
    return get_error () == EROFS && fails_for (path);
  return fails_to_name (path);
}

#define WRAP_OPEN(name)                                                        \
  int name (const char *path, int flags, ...)                                  \
  {                                                                            \
    static int (*real) (const char *, int, ...);                               \
    va_list rest;                                                              \
    unsigned mode;                                                             \
                                                                               \
    va_start (rest, flags);                                                    \
    mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (rest, unsigned) : 0; \
    va_end (rest);                                                             \
    REAL (name);                                                               \
    return fails_to_open (path, flags) ? -1 : real (path, flags, mode);        \
  }

WRAP_OPEN (open)
WRAP_OPEN (open64)

int
clock_gettime (clockid_t id, struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, id, now);
  int64_t ms = id == CLOCK_REALTIME ? get_clock () : 0;

  now->tv_sec += ms / 1000;
  return result;
}

int
gettimeofday (struct timeval *now, void *zone)
{
  int result = (int) syscall (SYS_gettimeofday, now, zone);

  now->tv_sec += get_clock () / 1000;
  return result;
}

time_t
time (time_t *result)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (result != NULL)
    *result = now.tv_sec;
  return now.tv_sec;
}
