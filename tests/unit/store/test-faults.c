#include "fault-vfs.h"
#include "life.h"

/* One life of a store, over and over, with a fault at the first call, then at the second, until a life meets no fault. */

#define USUAL_STRIDE 120

typedef struct {
  const char *name;
  FaultKind kind;
  gboolean lasting;
} Fault;

static const Fault faults[] = {
  { "full-once", FAULT_FULL, FALSE }, { "full", FAULT_FULL, TRUE },           { "io-once", FAULT_IO, FALSE },
  { "io", FAULT_IO, TRUE },           { "read-only", FAULT_READ_ONLY, TRUE }, { "power-off", FAULT_POWER_OFF, TRUE },
};

typedef struct {
  const Fault *fault;
  FaultCall call;
} Loop;

static char *directory;

static gboolean
is_fair (FaultKind kind, int code)
{
  if (kind == FAULT_FULL)
    return code == NOMO_STORE_ERROR_FULL;
  if (kind == FAULT_READ_ONLY)
    return code == NOMO_STORE_ERROR_OPEN;
  return code == NOMO_STORE_ERROR_FAILED || code == NOMO_STORE_ERROR_OPEN;
}

static void
assert_fair (const Loop *loop, guint at, guint step, const GError *error)
{
  session_assert_sentence (error);
  if (!is_fair (loop->fault->kind, error->code))
    g_error ("%s at %s %u, %s: %d, %s", loop->fault->name, fault_call_name (loop->call), at, session_step_name (step),
             error->code, error->message);
}

/* A store that was opened on a full disk stays so until it is opened again. */
static gboolean
is_read_only (const Session *session)
{
  return session->store != NULL && nomo_store_get_read_only (session->store) != NULL;
}

static gboolean
live_with_fault (const Loop *loop, guint at)
{
  FaultPlan plan = { loop->fault->kind, loop->call, at, loop->fault->lasting, at };
  g_autoptr (Session) session = session_new (directory);
  g_autoptr (GError) error = NULL;
  gboolean hit;
  guint step;

  fault_vfs_arm (&plan);
  step = life_go (session, 0, &error);
  if (error != NULL)
    assert_fair (loop, at, step, error);
  if (error != NULL && !plan.lasting)
    life_assert_untouched (session, step);
  if (plan.lasting || is_read_only (session))
    g_clear_object (&session->store);
  hit = fault_vfs_disarm ();
  fault_vfs_power_on ();
  g_test_message ("%s at %s %u: %s", loop->fault->name, fault_call_name (loop->call), at,
                  step < session_count_steps () ? session_step_name (step) : "no step refused");
  life_assert_kept (session, step);
  life_go_to_the_end (session, MAX (step, 1));
  session_forget (session);
  return hit;
}

static void
test_loop (gconstpointer data)
{
  const Loop *loop = data;
  guint step = fault_stride (loop->call, USUAL_STRIDE);
  guint at = 1 + (guint) (loop->fault - faults) * 3 % step;
  guint n_hit = 0;

  while (live_with_fault (loop, at)) {
    n_hit++;
    at += step;
  }
  g_test_message ("%s at %s: %u points hit, every %u.", loop->fault->name, fault_call_name (loop->call), n_hit, step);
  g_assert_cmpuint (n_hit, >, 0);
}

static void
add_loop (const Fault *fault, FaultCall call)
{
  g_autofree char *path = g_strdup_printf ("/faults/%s/%s", fault->name, fault_call_name (call));
  Loop *loop = g_new (Loop, 1);

  *loop = (Loop) { fault, call };
  g_test_add_data_func_full (path, loop, test_loop, g_free);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  session_freeze_clock ();
  fault_vfs_install ();
  directory = g_dir_make_tmp ("nomo-faults-XXXXXX", NULL);
  life_learn (directory);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (FaultCall call = 0; call < FAULT_N_CALLS; call++)
      add_loop (&faults[i], call);
  result = g_test_run ();
  life_forget ();
  fixture_remove (directory);
  g_free (directory);
  return result;
}
