#include "config.h"

#include "nomo-demo-store.h"
#include "nomo-locale.h"

#include <errno.h>
#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_cb (int fd, GIOCondition condition, gpointer loop)
{
  char buffer[256];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR)))
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
run (NomoDemoStore *demo, gboolean with_parent)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *line = nomo_demo_store_dup_ready_line (demo);

  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  if (with_parent)
    g_unix_fd_add (0, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
  puts (line);
  fflush (stdout);
  g_main_loop_run (loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NomoDemoOptions) options = NULL;
  g_autoptr (NomoDemoStore) demo = NULL;

  nomo_locale_init (NULL);
  options = nomo_demo_options_parse (&argc, &argv, &error);
  if (options != NULL)
    demo = nomo_demo_store_new (options, &error);
  if (demo == NULL) {
    g_printerr ("nomo-demo-store: %s\n", error->message);
    return options == NULL ? 2 : 1;
  }
  run (demo, options->with_parent);
  return 0;
}
