/* Delivers to a server, and tells how long each delivery took to its answer.
 *
 *   bench-sender --port 8790 --count 10000 [--rate 1000]
 *
 * With a rate each delivery has its moment, whatever became of those before, and its time is counted from that moment: one that has
 * to wait for a free connection waits for its answer all the while. Without a rate each connection sends when it has been answered.
 * A connection is used again where the server leaves it open. NOMO_BENCH_SECRET signs. */

#include "bench-delivery.h"
#include "bench-templates.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_CONNECTIONS 256
#define MOST_ANSWER      4096

typedef struct {
  int port;
  int count;
  int rate; /* deliveries a second, 0 for as many as are answered */
  int connections;
  int first; /* the number of the first delivery */
  int limit; /* seconds after the last one's moment in which the answers may come */
  gint64 when;
  char *templates;
  char *samples;
} Options;

static Options options = { .connections = 64, .first = 1, .limit = 30 };

/* What became of one delivery. */
typedef struct {
  gint64 due;  /* monotonic microseconds */
  gint64 took; /* microseconds, -1 as long as there is no answer */
  int status;  /* 0 where there was none */
} Fate;

typedef struct {
  int fd;     /* -1 when it is closed */
  int number; /* of the delivery, -1 when it has none */
  BenchRequest request;
  gsize sent;
  gboolean used; /* for a delivery before this one */
  char answer[MOST_ANSWER];
  gsize received;
} Connection;

typedef struct {
  Templates *templates; /* nullable */
  const char *secret;
  Fate *fates;
  BenchRequest ready; /* the next one, made before its moment */
  int next;
  int settled;
  int again;
  int poll;
  Connection connections[MOST_CONNECTIONS];
  GQueue idle;       /* Connection, the one that has been idle for longest first */
  gint64 idle_since; /* there has been an idle one since then */
  gint64 begun;
  GArray *late; /* gint64: how much later than its moment each was sent for which a connection was idle */
} Sender;

static void
make_ready (Sender *self)
{
  guint number = (guint) (options.first + self->next);
  g_autofree char *body = NULL;

  if (self->next == options.count)
    return;
  body = self->templates != NULL ? templates_make (self->templates, number) : bench_order_body (number);
  self->ready = bench_request_new (body, self->secret);
}

static void
watch (Sender *self, Connection *connection, int how, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = connection };

  epoll_ctl (self->poll, how, connection->fd, &event);
}

static gboolean
open_connection (Sender *self, Connection *connection)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons ((guint16) options.port),
                                 .sin_addr = { htonl (INADDR_LOOPBACK) } };
  const int on = 1;

  connection->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  setsockopt (connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect (connection->fd, (struct sockaddr *) &address, sizeof address) != 0 && errno != EINPROGRESS) {
    close (connection->fd);
    connection->fd = -1;
    return FALSE;
  }
  watch (self, connection, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT);
  return TRUE;
}

static void
close_connection (Connection *connection)
{
  if (connection->fd >= 0)
    close (connection->fd);
  connection->fd = -1;
}

static void
settle (Sender *self, Connection *connection, int status)
{
  Fate *fate = &self->fates[connection->number];
  gint64 now = g_get_monotonic_time ();

  fate->status = status;
  fate->took = now - fate->due;
  self->settled++;
  g_clear_pointer (&connection->request.text, g_free);
  connection->number = -1;
  if (self->idle.length == 0)
    self->idle_since = now;
  g_queue_push_tail (&self->idle, connection);
}

static gboolean
write_request (Sender *self, Connection *connection)
{
  while (connection->sent < connection->request.size) {
    gssize n = send (connection->fd, connection->request.text + connection->sent,
                     connection->request.size - connection->sent, MSG_NOSIGNAL);
    if (n < 0 && errno != EAGAIN && errno != ENOTCONN)
      return FALSE;
    if (n < 0) {
      watch (self, connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
      return TRUE;
    }
    connection->sent += (gsize) n;
  }
  watch (self, connection, EPOLL_CTL_MOD, EPOLLIN);
  return TRUE;
}

static gboolean
send_request (Sender *self, Connection *connection)
{
  connection->sent = 0;
  connection->received = 0;
  return (connection->fd >= 0 || open_connection (self, connection)) && write_request (self, connection);
}

/* A server may close a connection at the moment at which it is used again, which is no answer to what it is used for. */
static void
lose (Sender *self, Connection *connection)
{
  gboolean once_more = connection->used && connection->received == 0 && connection->number >= 0;

  close_connection (connection);
  connection->used = FALSE;
  self->again += once_more;
  if (connection->number >= 0 && !(once_more && send_request (self, connection)))
    settle (self, connection, 0);
}

static void
begin (Sender *self, gint64 due, gint64 now)
{
  Connection *connection = g_queue_pop_head (&self->idle);

  if (self->idle_since <= due) {
    gint64 late = now - due;

    g_array_append_val (self->late, late);
  }
  self->fates[self->next].due = due;
  connection->number = self->next++;
  connection->request = self->ready;
  connection->used = connection->fd >= 0;
  if (!send_request (self, connection))
    lose (self, connection);
  make_ready (self);
}

/* Returns whether the whole answer is there. */
static gboolean
read_answer (const char *answer, int *status, gboolean *closes)
{
  const char *end = strstr (answer, "\r\n\r\n");
  g_autofree char *head = end != NULL ? g_ascii_strdown (answer, end + 2 - answer) : NULL;
  const char *length = head != NULL ? strstr (head, "\r\ncontent-length:") : NULL;

  if (head == NULL)
    return FALSE;
  *status = g_str_has_prefix (head, "http/1.") ? atoi (head + strlen ("http/1.1 ")) : 0;
  *closes = strstr (head, "\r\nconnection: close") != NULL || length == NULL;
  return length == NULL || strlen (end + 4) >= (gsize) atoi (length + strlen ("\r\ncontent-length:"));
}

static void
take_answer (Sender *self, Connection *connection)
{
  gssize n =
      recv (connection->fd, connection->answer + connection->received, MOST_ANSWER - 1 - connection->received, 0);
  gboolean closes = FALSE;
  int status = 0;

  if (n < 0 && errno == EAGAIN)
    return;
  if (n <= 0) {
    lose (self, connection);
    return;
  }
  connection->received += (gsize) n;
  connection->answer[connection->received] = '\0';
  if (connection->number < 0) {
    close_connection (connection);
  } else if (read_answer (connection->answer, &status, &closes)) {
    settle (self, connection, status);
    if (closes)
      close_connection (connection);
  } else if (connection->received == MOST_ANSWER - 1) {
    close_connection (connection);
    settle (self, connection, 0);
  }
}

static void
attend (Sender *self, Connection *connection, guint32 events)
{
  if ((events & EPOLLOUT) != 0 && connection->number >= 0 && !write_request (self, connection))
    lose (self, connection);
  else if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0 && connection->fd >= 0)
    take_answer (self, connection);
}

static gint64
due_of (const Sender *self, int number)
{
  return options.rate > 0 ? self->begun + number * (gint64) G_USEC_PER_SEC / options.rate : 0;
}

/* Sends what is due for as long as a connection is idle. Gives how long there is nothing to do, in microseconds. */
static gint64
send_due (Sender *self)
{
  while (self->next < options.count && self->idle.length > 0) {
    gint64 now = g_get_monotonic_time ();
    gint64 due = options.rate > 0 ? due_of (self, self->next) : now;

    if (due > now)
      return due - now;
    begin (self, due, now);
  }
  return G_USEC_PER_SEC;
}

static gboolean
is_over (const Sender *self)
{
  gint64 last = due_of (self, options.count - 1);

  return self->settled == options.count ||
         (options.rate > 0 && g_get_monotonic_time () > last + options.limit * (gint64) G_USEC_PER_SEC);
}

static void
run (Sender *self)
{
  struct epoll_event events[MOST_CONNECTIONS];

  self->begun = g_get_monotonic_time ();
  while (!is_over (self)) {
    gint64 rest = send_due (self);
    const struct timespec most = { rest / G_USEC_PER_SEC, rest % G_USEC_PER_SEC * 1000 };
    int n = epoll_pwait2 (self->poll, events, options.connections, &most, NULL);

    for (int i = 0; i < n; i++)
      attend (self, events[i].data.ptr, events[i].events);
  }
}

/* What was never answered has waited until now at least. */
static void
give_up (Sender *self)
{
  gint64 now = g_get_monotonic_time ();

  for (int i = 0; i < options.count; i++)
    if (self->fates[i].took < 0)
      self->fates[i].took = now - due_of (self, i);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : *(const gint64 *) a > *(const gint64 *) b;
}

static gint64
percentile (GArray *samples, guint permille)
{
  return samples->len > 0 ? g_array_index (samples, gint64, samples->len * permille / 1000) : 0;
}

/* One line of JSON. */
static void
report (Sender *self, double seconds)
{
  int taken = 0;
  int refused = 0;

  for (int i = 0; i < options.count; i++) {
    taken += self->fates[i].status == 200;
    refused += self->fates[i].status != 200 && self->fates[i].status != 0;
  }
  g_array_sort (self->late, compare);
  printf (
      "{\"taken\":%d,\"refused\":%d,\"unanswered\":%d,\"again\":%d,\"seconds\":%.6f,\"late_us\":{\"n\":%u,\"p50\":%" G_GINT64_FORMAT
      ",\"p99\":%" G_GINT64_FORMAT ",\"p999\":%" G_GINT64_FORMAT "}}\n",
      taken, refused, options.count - taken - refused, self->again, seconds, self->late->len,
      percentile (self->late, 500), percentile (self->late, 990), percentile (self->late, 999));
}

static void
keep_samples (const Sender *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < options.count; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT ",%d\n", self->fates[i].took, self->fates[i].status);
  g_file_set_contents (options.samples, text->str, (gssize) text->len, NULL);
}

static gboolean
read_options (int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, "Where the server listens", "N" },
    { "count", 0, 0, G_OPTION_ARG_INT, &options.count, "How many deliveries", "N" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &options.rate, "How many a second, whatever becomes of them", "N" },
    { "connections", 0, 0, G_OPTION_ARG_INT, &options.connections, "How many at once (64)", "N" },
    { "first", 0, 0, G_OPTION_ARG_INT, &options.first, "The number of the first one (1)", "N" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, "How long to wait for the last answers (30)", "S" },
    { "templates", 0, 0, G_OPTION_ARG_FILENAME, &options.templates, "A body of each kind", "FILE" },
    { "when", 0, 0, G_OPTION_ARG_INT64, &options.when, "When the first one's event happened", "SECONDS" },
    { "samples", 0, 0, G_OPTION_ARG_FILENAME, &options.samples, "Where to write how long each took", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static void
prepare (Sender *self)
{
  g_autoptr (GError) error = NULL;

  self->secret = g_getenv ("NOMO_BENCH_SECRET");
  g_assert_true (self->secret != NULL && options.count > 0);
  g_assert_true (options.connections > 0 && options.connections <= MOST_CONNECTIONS);
  if (options.templates != NULL)
    self->templates = templates_load (options.templates, options.when, &error);
  g_assert_no_error (error);
  self->fates = g_new0 (Fate, options.count);
  for (int i = 0; i < options.count; i++)
    self->fates[i].took = -1;
  self->late = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->poll = epoll_create1 (EPOLL_CLOEXEC);
  for (int i = 0; i < options.connections; i++) {
    self->connections[i].fd = self->connections[i].number = -1;
    g_queue_push_tail (&self->idle, &self->connections[i]);
  }
  make_ready (self);
}

static void
sender_free (Sender *self)
{
  for (int i = 0; i < options.connections; i++) {
    close_connection (&self->connections[i]);
    g_free (self->connections[i].request.text);
  }
  g_clear_pointer (&self->templates, templates_free);
  g_free (self->fates);
  g_array_unref (self->late);
  g_queue_clear (&self->idle);
  close (self->poll);
  g_free (self);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Sender *self = g_new0 (Sender, 1);
  double seconds;

  if (!read_options (&argc, &argv, &error)) {
    fprintf (stderr, "bench-sender: %s\n", error->message);
    return 2;
  }
  prctl (PR_SET_TIMERSLACK, 1);
  prepare (self);
  run (self);
  seconds = (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;
  give_up (self);
  report (self, seconds);
  if (options.samples != NULL)
    keep_samples (self);
  sender_free (self);
  g_free (options.templates);
  g_free (options.samples);
  return 0;
}
