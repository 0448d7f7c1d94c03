#include "config.h"

#include "nomo-crash.h"

#include "nomo-glance.h"
#include "nomo-run-trace.h"
#include "nomo-store-error.h"

#include <glib/gi18n.h>

typedef enum { DATA_AWAITED, DATA_NOT_CHECKED, DATA_SOUND, DATA_DAMAGED } DataState;

struct _NomoCrash {
  GObject parent_instance;

  char *folder;
  gboolean is_untold;
  DataState data;
  gboolean is_checked;
  GCancellable *cancellable;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NomoCrash, nomo_crash, G_TYPE_OBJECT)

static void
nomo_crash_finalize (GObject *object)
{
  NomoCrash *self = NOMO_CRASH (object);

  g_clear_object (&self->cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (nomo_crash_parent_class)->finalize (object);
}

static void
nomo_crash_class_init (NomoCrashClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nomo_crash_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_crash_init (NomoCrash *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * nomo_crash_new:
 * @folder: where runs leave their traces
 *
 * Reads a small file: for the start of the program, before the first window.
 *
 * Returns: (transfer full): what is to be said of the last run; nothing, as a rule
 */
NomoCrash *
nomo_crash_new (const char *folder)
{
  NomoCrash *self = g_object_new (NOMO_TYPE_CRASH, NULL);
  g_autoptr (NomoRunTrace) trace = nomo_run_trace_load (folder);

  self->folder = g_strdup (folder);
  self->is_untold = trace != NULL && !trace->is_told;
  return self;
}

/**
 * nomo_crash_get_folder:
 * @self: a crash
 *
 * Returns: where runs leave their traces
 */
const char *
nomo_crash_get_folder (NomoCrash *self)
{
  return self->folder;
}

/**
 * nomo_crash_dup_sentence:
 * @self: a crash
 *
 * Returns: (transfer full) (nullable): what is to be said; %NULL for nothing, and as long as it is not known what became
 *   of the data
 */
char *
nomo_crash_dup_sentence (NomoCrash *self)
{
  g_return_val_if_fail (NOMO_IS_CRASH (self), NULL);
  if (!self->is_untold)
    return NULL;
  switch (self->data) {
  case DATA_AWAITED:
    return NULL;
  case DATA_SOUND:
    return g_strdup (_ ("Nomo Flow stopped unexpectedly last time. Your data is intact: it was checked just now."));
  case DATA_DAMAGED:
    return g_strdup (
        _ ("Nomo Flow stopped unexpectedly last time, and the store’s data is damaged. Restore a backup in the "
           "preferences, under “Data”, or connect the store again: orders and customers come back from Salla."));
  case DATA_NOT_CHECKED:
  default:
    return g_strdup (_ ("Nomo Flow stopped unexpectedly last time."));
  }
}

/**
 * nomo_crash_get_tone:
 * @self: a crash
 *
 * Returns: what it means
 */
NomoTone
nomo_crash_get_tone (NomoCrash *self)
{
  return self->data == DATA_DAMAGED ? NOMO_TONE_ERR : NOMO_TONE_INFO;
}

/**
 * nomo_crash_get_icon:
 * @self: a crash
 *
 * Returns: the name of an icon
 */
const char *
nomo_crash_get_icon (NomoCrash *self)
{
  return self->data == DATA_DAMAGED ? "nomo-fail-symbolic" : "nomo-shield-symbolic";
}

static void
set_data (NomoCrash *self, DataState data)
{
  self->data = data;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoCrash) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = nomo_glance_check_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (problems != NULL)
    set_data (self, problems->len == 0 ? DATA_SOUND : DATA_DAMAGED);
  else
    set_data (self,
              g_error_matches (error, NOMO_STORE_ERROR, NOMO_STORE_ERROR_CORRUPT) ? DATA_DAMAGED : DATA_NOT_CHECKED);
}

/**
 * nomo_crash_check:
 * @self: a crash
 * @path: the file of the store that is shown
 *
 * Has the data of the run looked through of which a person is to be told; once.
 */
void
nomo_crash_check (NomoCrash *self, const char *path)
{
  g_return_if_fail (NOMO_IS_CRASH (self));
  if (!self->is_untold || self->is_checked)
    return;
  self->is_checked = TRUE;
  set_data (self, DATA_AWAITED);
  nomo_glance_check_async (path, self->cancellable, checked_cb, g_object_ref (self));
}

/**
 * nomo_crash_say:
 * @self: a crash
 *
 * There is no data that could be looked through: what is to be said is said without.
 */
void
nomo_crash_say (NomoCrash *self)
{
  g_return_if_fail (NOMO_IS_CRASH (self));
  if (self->is_untold && !self->is_checked && self->data == DATA_AWAITED)
    set_data (self, DATA_NOT_CHECKED);
}

/**
 * nomo_crash_stop:
 * @self: a crash
 *
 * Gives up what is being looked through; for the end of the program.
 */
void
nomo_crash_stop (NomoCrash *self)
{
  g_return_if_fail (NOMO_IS_CRASH (self));
  g_cancellable_cancel (self->cancellable);
}

static void
tell_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  nomo_run_trace_set_told (NOMO_CRASH (source)->folder);
  g_task_return_boolean (task, TRUE);
}

/**
 * nomo_crash_set_told:
 * @self: a crash
 *
 * Nothing is to be said of it any more, now or by the next start.
 */
void
nomo_crash_set_told (NomoCrash *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NOMO_IS_CRASH (self));
  self->is_untold = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, nomo_crash_set_told);
  g_task_run_in_thread (task, tell_thread);
}
