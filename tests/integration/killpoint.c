/* Preloaded into a program under test: ends it, as a power cut would, before or after its Nth call of a kind.
 *
 *   NOMO_KILL=KIND:N:before|after   KIND is disk, keyring or socket; N counts from 1
 *   NOMO_KILL_LOG=FILE              gets a line for each call of these kinds, as far as it came
 *   NOMO_MACHINE_ID=FILE            stands in for the machine's own id, as if this were another machine
 *
 * Calls count from killpoint_arm() to killpoint_disarm(), which the program finds by name. */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

typedef enum {
  NONE,
  DISK,
  KEYRING,
  SOCKET,
} Kind;

static const char *const names[] = { "none", "disk", "keyring", "socket" };

void killpoint_arm (void);
void killpoint_disarm (void);

static atomic_bool armed;
static atomic_int counts[4];
static Kind kill_kind;
static int kill_at;
static int kill_after;
static int log_fd = -1;

void
killpoint_arm (void)
{
  const char *spec = getenv ("NOMO_KILL");
  const char *log = getenv ("NOMO_KILL_LOG");
  char kind[16] = "", when[16] = "";

  if (atomic_load (&armed))
    return;
  if (spec != NULL && sscanf (spec, "%15[a-z]:%d:%15[a-z]", kind, &kill_at, when) == 3)
    for (Kind each = DISK; each <= SOCKET; each++)
      if (strcmp (kind, names[each]) == 0)
        kill_kind = each;
  kill_after = strcmp (when, "after") == 0;
  if (log != NULL)
    log_fd = (int) syscall (SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  atomic_store (&armed, 1);
}

void
killpoint_disarm (void)
{
  atomic_store (&armed, 0);
}

static void
die_if (int now)
{
  if (now)
    syscall (SYS_kill, syscall (SYS_getpid), SIGKILL);
}

static Kind
kind_of_socket (int fd)
{
  int domain = 0;
  socklen_t length = sizeof domain;

  if (getsockopt (fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) != 0)
    return NONE;
  if (domain == AF_UNIX)
    return KEYRING;
  return domain == AF_INET || domain == AF_INET6 ? SOCKET : NONE;
}

static Kind
kind_of (int fd)
{
  struct stat buffer;
  int saved = errno;
  Kind kind = NONE;

  if (atomic_load (&armed) && fstat (fd, &buffer) == 0)
    kind = S_ISREG (buffer.st_mode) ? DISK : S_ISSOCK (buffer.st_mode) ? kind_of_socket (fd) : NONE;
  errno = saved;
  return kind;
}

/* A look at a socket that has nothing yet is no step, and how many there are depends on the moment. */
static Kind
kind_of_receiving (int fd)
{
  Kind kind = kind_of (fd);
  int saved = errno;
  char byte;

  if ((kind == KEYRING || kind == SOCKET) &&
      syscall (SYS_recvfrom, fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT, NULL, NULL) < 0)
    kind = NONE;
  errno = saved;
  return kind;
}

static int
enter (Kind kind, const char *call)
{
  char line[64];
  int n, saved = errno;

  if (kind == NONE)
    return 0;
  n = atomic_fetch_add (&counts[kind], 1) + 1;
  if (log_fd >= 0) {
    int length = snprintf (line, sizeof line, "%s %d %s\n", names[kind], n, call);

    syscall (SYS_write, log_fd, line, length);
  }
  die_if (kind == kill_kind && n == kill_at && !kill_after);
  errno = saved;
  return n;
}

static void
leave (Kind kind, int n)
{
  die_if (n > 0 && kind == kill_kind && n == kill_at && kill_after);
}

/* Each wrapper: count, call the real one, count again. */
#define WRAP(type, name, finder, fd, params, ...)  \
  type name params                                 \
  {                                                \
    static type (*real) params;                    \
    Kind kind = finder (fd);                       \
    int n = enter (kind, #name);                   \
    type result;                                   \
                                                   \
    if (real == NULL)                              \
      *(void **) &real = dlsym (RTLD_NEXT, #name); \
    result = real (__VA_ARGS__);                   \
    leave (kind, n);                               \
    return result;                                 \
  }

static const char *
stand_in (const char *path)
{
  const char *other = getenv ("NOMO_MACHINE_ID");

  return other != NULL && strcmp (path, "/etc/machine-id") == 0 ? other : path;
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
    if (real == NULL)                                                          \
      *(void **) &real = dlsym (RTLD_NEXT, #name);                             \
    return real (stand_in (path), flags, mode);                                \
  }

WRAP_OPEN (open)
WRAP_OPEN (open64)
WRAP (ssize_t, write, kind_of, fd, (int fd, const void *data, size_t size), fd, data, size)
WRAP (ssize_t, writev, kind_of, fd, (int fd, const struct iovec *parts, int n_parts), fd, parts, n_parts)
WRAP (ssize_t, pwrite, kind_of, fd, (int fd, const void *data, size_t size, off_t at), fd, data, size, at)
WRAP (ssize_t, pwrite64, kind_of, fd, (int fd, const void *data, size_t size, off64_t at), fd, data, size, at)
WRAP (int, fsync, kind_of, fd, (int fd), fd)
WRAP (int, fdatasync, kind_of, fd, (int fd), fd)
WRAP (int, ftruncate, kind_of, fd, (int fd, off_t size), fd, size)
WRAP (int, ftruncate64, kind_of, fd, (int fd, off64_t size), fd, size)
WRAP (ssize_t, read, kind_of, fd, (int fd, void *data, size_t size), fd, data, size)
WRAP (ssize_t, send, kind_of, fd, (int fd, const void *data, size_t size, int flags), fd, data, size, flags)
WRAP (ssize_t, sendmsg, kind_of, fd, (int fd, const struct msghdr *message, int flags), fd, message, flags)
WRAP (ssize_t, recv, kind_of_receiving, fd, (int fd, void *data, size_t size, int flags), fd, data, size, flags)
WRAP (ssize_t, recvmsg, kind_of_receiving, fd, (int fd, struct msghdr *message, int flags), fd, message, flags)
WRAP (int, connect, kind_of, fd, (int fd, const struct sockaddr *address, socklen_t length), fd, address, length)
