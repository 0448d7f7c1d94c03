/* What taking a delivery costs above answering it: the relay's intake against the same server that answers and stores nothing;
 * and how fast orders come of what was taken, against the same server. */

#include "bench-delivery.h"
#include "bench.h"
#include "nomo-domain.h"
#include "nomo-event-writer.h"
#include "nomo-inbox.h"
#include "nomo-relay-door.h"
#include "nomo-relay-intake.h"
#include "nomo-salla-webhook.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS 64
#define DELIVERIES  20000
#define PAGE        4096
#define ROUNDS      5
#define SYNCS       200

static gboolean
read_delivery (NomoDelivery *delivery, gpointer data, GError **error)
{
  return nomo_salla_webhook_read (delivery->body, &delivery->merchant, &delivery->event, error);
}

static gboolean
ended_cb (GIOChannel *channel, GIOCondition condition, gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Checks the signature as the intake does. */
static void
bare_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *signature = soup_message_headers_get_one (headers, NOMO_SALLA_SIGNATURE_HEADER);

  soup_server_message_set_status (message, nomo_salla_webhook_is_signed (body, signature, BENCH_SECRET) ? 200 : 401,
                                  NULL);
}

/* A server in a process of its own until its standard input ends; @inbox_path: NULL to store nothing. */
static int
serve (const char *inbox_path)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupServer) server = soup_server_new ("server-header", NULL, NULL);
  g_autoptr (NomoRelayDoor) door = nomo_relay_door_new (server);
  g_autoptr (NomoInbox) inbox = NULL;
  g_autoptr (NomoRelayIntake) intake = NULL;
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  guint16 port = 0;

  if (inbox_path != NULL) {
    inbox = nomo_inbox_open (inbox_path, read_delivery, NULL, NULL);
    intake = nomo_relay_intake_new (server, inbox);
    nomo_relay_intake_set_secrets (intake, BENCH_SECRET, NULL, 0, FALSE);
  } else {
    soup_server_add_handler (server, NULL, bare_cb, NULL, NULL);
  }
  if (!nomo_relay_door_listen (door, "127.0.0.1", &port, NULL))
    return 1;
  printf ("%u\n", port);
  fflush (stdout);
  g_io_add_watch (input, G_IO_HUP | G_IO_IN, ended_cb, loop);
  g_main_loop_run (loop);
  return 0;
}

/* One of those who deliver; each waits for its answer before it sends the next. */

typedef struct {
  const BenchRequest *requests;
  guint16 port;
  guint next;
  guint answered;
} Load;

static int
connect_to (guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons (port),
                                 .sin_addr = { htonl (INADDR_LOOPBACK) } };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

static void
send_next (Load *load, int poll)
{
  const BenchRequest *request;
  struct epoll_event event = { .events = EPOLLIN };

  if (load->next == DELIVERIES)
    return;
  request = &load->requests[load->next++];
  event.data.fd = connect_to (load->port);
  epoll_ctl (poll, EPOLL_CTL_ADD, event.data.fd, &event);
  g_assert_cmpint (send (event.data.fd, request->text, request->size, MSG_NOSIGNAL), ==, (gssize) request->size);
}

static void
take_answer (Load *load, int poll, int fd)
{
  char answer[1024];
  gssize n = recv (fd, answer, sizeof answer - 1, 0);

  g_assert_cmpint (n, >, 0);
  answer[n] = '\0';
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 ") && g_str_has_suffix (answer, "\r\n\r\n"));
  close (fd);
  load->answered++;
  send_next (load, poll);
}

/* Each of those who deliver waits for its answer before it sends the next; each delivery has a connection of its own. */
static void
deliver (const BenchRequest *requests, guint16 port)
{
  Load load = { requests, port, 0, 0 };
  int poll = epoll_create1 (EPOLL_CLOEXEC);
  struct epoll_event events[CONNECTIONS];

  for (guint i = 0; i < CONNECTIONS; i++)
    send_next (&load, poll);
  while (load.answered < DELIVERIES) {
    int n = epoll_wait (poll, events, CONNECTIONS, 10000);

    g_assert_cmpint (n, >, 0);
    for (int i = 0; i < n; i++)
      take_answer (&load, poll, events[i].data.fd);
  }
  close (poll);
}

static guint16
read_port (GSubprocess *server)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  g_assert_nonnull (line);
  return (guint16) g_ascii_strtoull (line, NULL, 10);
}

static void
run_once (const BenchRequest *requests, const char *inbox_path, GArray *samples)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                                     &error, "/proc/self/exe", "serve", inbox_path, NULL);
  guint16 port;
  gint64 since;

  g_assert_no_error (error);
  port = read_port (server);
  since = g_get_monotonic_time ();
  deliver (requests, port);
  bench_add (samples, since);
  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (server, NULL, &error));
}

/* How long the disk takes to promise that it has something. */
static double
measure_sync (void)
{
  g_autofree char *path = bench_path ("sync");
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  char page[PAGE] = { 0 };
  int fd = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  for (guint i = 0; i < SYNCS; i++) {
    gint64 since = g_get_monotonic_time ();

    g_assert_cmpint (write (fd, page, sizeof page), ==, sizeof page);
    g_assert_cmpint (fdatasync (fd), ==, 0);
    bench_add (samples, since);
  }
  close (fd);
  return bench_median (samples);
}

static void
assert_stored (const char *path)
{
  g_autoptr (NomoInbox) inbox = nomo_inbox_open (path, read_delivery, NULL, NULL);

  g_assert_cmpint (nomo_inbox_count (inbox, NOMO_DELIVERY_WAITING, NULL), ==, DELIVERIES);
}

typedef struct {
  NomoInbox *inbox;
  GMainLoop *loop;
} Drain;

static gboolean
look_cb (gpointer data)
{
  Drain *drain = data;

  if (nomo_inbox_count (drain->inbox, NOMO_DELIVERY_WAITING, NULL) == 0)
    g_main_loop_quit (drain->loop);
  return G_SOURCE_CONTINUE;
}

static void
of_app_cb (NomoDelivery *delivery, gpointer data)
{
  g_assert_not_reached ();
}

/* How long it takes until orders have come of all that was taken, in seconds. */
static double
measure_writing (const char *inbox_path)
{
  g_autofree char *path = bench_path (G_STRINGIFY (BENCH_MERCHANT) ".db");
  g_autoptr (NomoInbox) inbox = nomo_inbox_open (inbox_path, read_delivery, NULL, NULL);
  g_autoptr (NomoStore) store = nomo_store_open (path, nomo_domain_entities (), NULL);
  g_autoptr (NomoEventWriter) writer = nomo_event_writer_new (inbox, of_app_cb, NULL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Drain drain = { inbox, loop };
  guint timer = g_timeout_add (10, look_cb, &drain);
  gint64 since = g_get_monotonic_time ();
  double seconds;

  nomo_event_writer_set_store (writer, BENCH_MERCHANT, store, "SAR");
  nomo_event_writer_begin (writer);
  g_main_loop_run (loop);
  g_source_remove (timer);
  seconds = (double) (g_get_monotonic_time () - since) / G_USEC_PER_SEC;
  g_assert_cmpint (nomo_inbox_count (inbox, NOMO_DELIVERY_DONE, NULL), ==, DELIVERIES);
  nomo_event_writer_stop (writer);
  nomo_store_close (store);
  return seconds;
}

int
main (int argc, char **argv)
{
  double writing = 0;
  g_autoptr (Samples) samples = samples_new ();
  g_autofree BenchRequest *requests = NULL;

  if (argc > 1 && g_str_equal (argv[1], "serve"))
    return serve (argc > 2 ? argv[2] : NULL);
  bench_init (argc, argv);
  printf ("fdatasync p50 %.3f ms\n", measure_sync () * 1000);
  requests = g_new (BenchRequest, DELIVERIES);
  for (guint i = 0; i < DELIVERIES; i++) {
    g_autofree char *body = bench_order_body (i + 1);

    requests[i] = bench_request_new (body, BENCH_SECRET);
  }
  for (guint i = 0; i < ROUNDS; i++) {
    g_autofree char *name = g_strdup_printf ("inbox-%u.db", i);
    g_autofree char *path = bench_path (name);

    run_once (requests, NULL, samples->theirs);
    run_once (requests, path, samples->ours);
    assert_stored (path);
    if (i == 0)
      writing = measure_writing (path);
  }
  printf ("%.0f deliveries a second\n", DELIVERIES / bench_median (samples->ours));
  bench_report ("durable-intake-against-bare-server", samples, TRUE, 0.8);
  printf ("%.0f orders a second\n", DELIVERIES / writing);
  bench_report_ratio ("orders-written-against-bare-server", bench_median (samples->theirs) / writing, TRUE, 0.2);
  for (guint i = 0; i < DELIVERIES; i++)
    g_free (requests[i].text);
  return bench_end ();
}
