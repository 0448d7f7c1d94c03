#include "fault-vfs.h"
#include "life.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* One life of a store in another process, over and over, that is killed at its first call, then at its second, until a life
 * comes to its end. */

#define USUAL_STRIDE 90

typedef struct {
  FaultKind kind;
  FaultCall call;
} Loop;

static const char *self_path;
static char *directory;

/* The other process: says after each step that it was taken. */
static int
live (const char *place, const char *kind, const char *call, const char *at)
{
  FaultPlan plan = { (FaultKind) atoi (kind), (FaultCall) atoi (call), (guint) atoi (at), FALSE, 0 };
  g_autoptr (Session) session = session_new (place);

  fault_vfs_install ();
  fault_vfs_arm (&plan);
  for (guint i = 0; i < session_count_steps (); i++) {
    g_autoptr (GError) error = NULL;

    session_take (session, i, &error);
    g_assert_no_error (error);
    printf ("%u\n", i);
    fflush (stdout);
  }
  return 0;
}

/* TRUE when the life was cut short. */
static gboolean
live_and_die (const Loop *loop, guint at, guint *n_taken)
{
  g_autofree char *kind = g_strdup_printf ("%d", loop->kind);
  g_autofree char *call = g_strdup_printf ("%d", loop->call);
  g_autofree char *moment = g_strdup_printf ("%u", at);
  const char *arguments[] = { self_path, "--live", directory, kind, call, moment, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  *n_taken = 0;
  for (const char *end = strchr (output, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    *n_taken += 1;
  if (WIFEXITED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  else
    g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  return WIFSIGNALED (status);
}

static gboolean
live_again (const Loop *loop, guint at)
{
  g_autoptr (Session) session = session_new (directory);
  guint n_taken = 0;
  gboolean killed = live_and_die (loop, at, &n_taken);

  g_test_message ("%s %u: killed after %u steps", fault_call_name (loop->call), at, n_taken);
  life_assert_kept (session, n_taken);
  life_go_to_the_end (session, MAX (n_taken, 1));
  session_forget (session);
  return killed;
}

static void
test_loop (gconstpointer data)
{
  const Loop *loop = data;
  guint step = fault_stride (loop->call, USUAL_STRIDE);
  guint at = 1 + (guint) (loop->kind + loop->call) % step;
  guint n_hit = 0;

  for (; live_again (loop, at); at += step)
    n_hit++;
  g_test_message ("%s: %u points hit, every %u.", fault_call_name (loop->call), n_hit, step);
  g_assert_cmpuint (n_hit, >, 0);
}

static void
add_loop (FaultKind kind, FaultCall call)
{
  g_autofree char *path =
      g_strdup_printf ("/kills/%s/%s", kind == FAULT_KILL_BEFORE ? "before" : "after", fault_call_name (call));
  Loop *loop = g_new (Loop, 1);

  *loop = (Loop) { kind, call };
  g_test_add_data_func_full (path, loop, test_loop, g_free);
}

int
main (int argc, char **argv)
{
  int result;

  session_freeze_clock ();
  if (argc == 6 && strcmp (argv[1], "--live") == 0)
    return live (argv[2], argv[3], argv[4], argv[5]);
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  self_path = argv[0];
  directory = g_dir_make_tmp ("nomo-kills-XXXXXX", NULL);
  life_learn (directory);
  for (FaultKind kind = FAULT_KILL_BEFORE; kind <= FAULT_KILL_AFTER; kind++)
    for (FaultCall call = 0; call < FAULT_N_CALLS; call++)
      add_loop (kind, call);
  result = g_test_run ();
  life_forget ();
  fixture_remove (directory);
  g_free (directory);
  return result;
}
