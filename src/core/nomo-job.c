#include "config.h"

#include "nomo-job.h"

#include "nomo-format.h"
#include "nomo-last-words.h"
#include "nomo-pace.h"

#include <glib/gi18n.h>

struct _NomoJob {
  GObject parent_instance;

  char *title;
  char *detail;
  const char *step; /* nullable */
  char *result;
  gint64 done;
  gint64 total;
  gint64 unit_size; /* in bytes, 0 when it is something else that is counted */
  gint64 started;
  NomoJobState state;
  GError *error;
  GCancellable *cancellable;
  gboolean can_cancel;
  NomoPace pace;
  gint64 least_us; /* by the monotonic clock, the moment before which it cannot end */
};

typedef enum {
  PROP_TITLE = 1,
  PROP_DETAIL,
  PROP_DONE,
  PROP_TOTAL,
  PROP_STARTED,
  PROP_STATE,
  PROP_CANCELLING,
  PROP_CAN_CANCEL,
} NomoJobProperty;

static GParamSpec *properties[PROP_CAN_CANCEL + 1];

G_DEFINE_FINAL_TYPE (NomoJob, nomo_job, G_TYPE_OBJECT)
G_DEFINE_ENUM_TYPE (NomoJobState, nomo_job_state, G_DEFINE_ENUM_VALUE (NOMO_JOB_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (NOMO_JOB_DONE, "done"), G_DEFINE_ENUM_VALUE (NOMO_JOB_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (NOMO_JOB_CANCELLED, "cancelled"))

static gboolean
is_cancelling (NomoJob *self)
{
  return self->state == NOMO_JOB_RUNNING && g_cancellable_is_cancelled (self->cancellable);
}

static void
nomo_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  NomoJob *self = NOMO_JOB (object);

  switch ((NomoJobProperty) id) {
  case PROP_TITLE:
    g_value_set_string (value, nomo_job_get_title (self));
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  case PROP_DONE:
    g_value_set_int64 (value, self->done);
    break;
  case PROP_TOTAL:
    g_value_set_int64 (value, self->total);
    break;
  case PROP_STARTED:
    g_value_set_int64 (value, self->started);
    break;
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_CANCELLING:
    g_value_set_boolean (value, is_cancelling (self));
    break;
  case PROP_CAN_CANCEL:
    g_value_set_boolean (value, self->can_cancel);
    break;
  }
}

static void
nomo_job_finalize (GObject *object)
{
  NomoJob *self = NOMO_JOB (object);

  if (self->state == NOMO_JOB_RUNNING)
    nomo_last_words_end_job (self->title);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->result, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (nomo_job_parent_class)->finalize (object);
}

static void
nomo_job_class_init (NomoJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = nomo_job_get_property;
  object_class->finalize = nomo_job_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_DONE] = g_param_spec_int64 ("done", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STARTED] = g_param_spec_int64 ("started", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NOMO_TYPE_JOB_STATE, NOMO_JOB_RUNNING, flags);
  properties[PROP_CANCELLING] = g_param_spec_boolean ("cancelling", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_CANCEL] = g_param_spec_boolean ("can-cancel", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
nomo_job_init (NomoJob *self)
{
  self->cancellable = g_cancellable_new ();
  self->can_cancel = TRUE;
  self->started = g_get_real_time () / 1000;
  nomo_pace_add (&self->pace, g_get_monotonic_time (), 0);
}

/**
 * nomo_job_new:
 * @title_msgid: what is being done, marked with N_(); it is translated when it is shown
 *
 * Long work that a person can watch and cancel. It belongs to the main thread. The properties `title`, `detail`, `done`,
 * `total`, `started`, `state`, `cancelling` and `can-cancel` can be bound.
 *
 * Returns: (transfer full): a running job
 */
NomoJob *
nomo_job_new (const char *title_msgid)
{
  g_return_val_if_fail (title_msgid != NULL && *title_msgid != '\0', NULL);

  NomoJob *self = g_object_new (NOMO_TYPE_JOB, NULL);
  self->title = g_strdup (title_msgid);
  nomo_last_words_begin_job (title_msgid);
  return self;
}

/**
 * nomo_job_get_title:
 * @self: a job
 *
 * Returns: (transfer none): what is being done, in the present language
 */
const char *
nomo_job_get_title (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NULL);

  return _ (self->title);
}

/**
 * nomo_job_get_detail:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what it is at just now, as it was set
 */
const char *
nomo_job_get_detail (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NULL);

  return self->detail;
}

/**
 * nomo_job_set_detail:
 * @self: a job
 * @detail: (nullable): what it is at just now, a translated sentence
 */
void
nomo_job_set_detail (NomoJob *self, const char *detail)
{
  g_return_if_fail (NOMO_IS_JOB (self));

  if (g_strcmp0 (self->detail, detail) == 0)
    return;
  char *copy = g_strdup (detail);
  g_free (self->detail);
  self->detail = copy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}

/**
 * nomo_job_set_step:
 * @self: a job
 * @step: (nullable): the name that programs know for what it does now, such as `orders`; a static string
 */
void
nomo_job_set_step (NomoJob *self, const char *step)
{
  g_return_if_fail (NOMO_IS_JOB (self));

  self->step = step;
}

/**
 * nomo_job_get_step:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the name that programs know for what it does now
 */
const char *
nomo_job_get_step (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NULL);

  return self->step;
}

/**
 * nomo_job_set_result:
 * @self: a job that is about to end, or has ended
 * @result: (nullable): what came of it, in a few words in the language of the interface; %NULL when there is nothing to tell
 */
void
nomo_job_set_result (NomoJob *self, const char *result)
{
  g_return_if_fail (NOMO_IS_JOB (self));

  g_free (self->result);
  self->result = g_strdup (result);
  if (self->state != NOMO_JOB_RUNNING)
    g_object_notify (G_OBJECT (self), "state");
}

/**
 * nomo_job_get_result:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what came of it
 */
const char *
nomo_job_get_result (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NULL);

  return self->result;
}

/**
 * nomo_job_get_done:
 * @self: a job
 *
 * Returns: how much is done, in the job's own unit
 */
gint64
nomo_job_get_done (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), 0);

  return self->done;
}

/**
 * nomo_job_get_total:
 * @self: a job
 *
 * Returns: how much there is to do, in the job's own unit; 0 while that is unknown
 */
gint64
nomo_job_get_total (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), 0);

  return self->total;
}

/**
 * nomo_job_set_unit_size:
 * @self: a job
 * @bytes: how many bytes one of what it counts is, 0 when that is something else
 *
 * Says what the job's own unit is.
 */
void
nomo_job_set_unit_size (NomoJob *self, gint64 bytes)
{
  g_return_if_fail (NOMO_IS_JOB (self));
  g_return_if_fail (bytes >= 0);

  self->unit_size = bytes;
}

/**
 * nomo_job_format_amount:
 * @self: a job
 * @amount: how much, in the job's own unit
 *
 * Returns: (transfer full): a size such as «12.4 MB», or a number
 */
char *
nomo_job_format_amount (NomoJob *self, gint64 amount)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NULL);

  return self->unit_size > 0 ? nomo_format_size (amount * self->unit_size) : nomo_format_int (amount);
}

/**
 * nomo_job_get_started:
 * @self: a job
 *
 * Returns: when it began on the machine's own clock, UTC milliseconds
 */
gint64
nomo_job_get_started (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), 0);

  return self->started;
}

/**
 * nomo_job_get_seconds_left:
 * @self: a job
 *
 * How long the rest takes at the pace of the last quarter of a minute, and not less than the least that was said.
 *
 * Returns: whole seconds, 0 when it has ended, −1 when nobody can tell yet
 */
gint64
nomo_job_get_seconds_left (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), -1);

  gint64 now_us = g_get_monotonic_time ();
  gint64 least = (self->least_us - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  gint64 by_pace = nomo_pace_get_seconds_left (&self->pace, now_us, self->total);
  if (self->state != NOMO_JOB_RUNNING)
    return 0;
  return least > 0 ? MAX (by_pace, least) : by_pace;
}

/**
 * nomo_job_get_state:
 * @self: a job
 *
 * Returns: where it stands
 */
NomoJobState
nomo_job_get_state (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NOMO_JOB_FAILED);

  return self->state;
}

/**
 * nomo_job_get_error:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): why it failed; %NULL in every other state
 */
const GError *
nomo_job_get_error (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NULL);

  return self->error;
}

/**
 * nomo_job_get_cancellable:
 * @self: a job
 *
 * Returns: (transfer none): what the work hands to everything it calls
 */
GCancellable *
nomo_job_get_cancellable (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), NULL);

  return self->cancellable;
}

/**
 * nomo_job_get_can_cancel:
 * @self: a job
 *
 * Returns: whether it can still be cancelled, as it was set
 */
gboolean
nomo_job_get_can_cancel (NomoJob *self)
{
  g_return_val_if_fail (NOMO_IS_JOB (self), FALSE);

  return self->can_cancel;
}

/**
 * nomo_job_set_can_cancel:
 * @self: a job
 * @can_cancel: whether it can be cancelled from now on, as every job can at first
 *
 * For work with a last step that is done as a whole.
 */
void
nomo_job_set_can_cancel (NomoJob *self, gboolean can_cancel)
{
  g_return_if_fail (NOMO_IS_JOB (self));

  if (self->can_cancel == can_cancel)
    return;
  self->can_cancel = can_cancel;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CANCEL]);
}

/**
 * nomo_job_advance:
 * @self: a job
 * @done: how much is done
 * @total: how much there is to do, 0 when unknown; raised to @done when it is less, because estimates of others may be
 *
 * Says how far the work has come. A job that has ended does not move any more.
 */
void
nomo_job_advance (NomoJob *self, gint64 done, gint64 total)
{
  g_return_if_fail (NOMO_IS_JOB (self));
  g_return_if_fail (done >= 0 && total >= 0);

  if (self->state != NOMO_JOB_RUNNING)
    return;
  if (total != 0)
    total = MAX (total, done);
  nomo_pace_add (&self->pace, g_get_monotonic_time (), done);

  g_object_freeze_notify (G_OBJECT (self));
  if (self->done != done)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  if (self->total != total)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  self->done = done;
  self->total = total;
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * nomo_job_set_least_seconds_left:
 * @self: a job
 * @seconds: how long the rest takes at least from now on, whatever its pace was so far; 0 when nothing is known to hold it up
 *
 * For work that runs fast until it meets a limit. Holds until it is said anew.
 */
void
nomo_job_set_least_seconds_left (NomoJob *self, gint64 seconds)
{
  g_return_if_fail (NOMO_IS_JOB (self));
  g_return_if_fail (seconds >= 0);

  self->least_us = seconds > 0 ? g_get_monotonic_time () + seconds * G_USEC_PER_SEC : 0;
}

/**
 * nomo_job_cancel:
 * @self: a job
 *
 * Asks the work to end. The state stays %NOMO_JOB_RUNNING (and `cancelling` is true) until the work has ended and said so:
 * with nomo_job_fail() and %G_IO_ERROR_CANCELLED, or with nomo_job_finish() when it was already through. Nothing happens to a job
 * that cannot be cancelled any more.
 */
void
nomo_job_cancel (NomoJob *self)
{
  g_return_if_fail (NOMO_IS_JOB (self));

  if (self->state != NOMO_JOB_RUNNING || !self->can_cancel || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_object_ref (self);
  g_cancellable_cancel (self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANCELLING]);
  g_object_unref (self);
}

static void
job_end (NomoJob *self, NomoJobState state, const GError *error)
{
  gboolean was_cancelling = is_cancelling (self);

  if (self->state != NOMO_JOB_RUNNING)
    return;
  nomo_last_words_end_job (self->title);
  self->state = state;
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (was_cancelling)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANCELLING]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * nomo_job_finish:
 * @self: a job
 *
 * The work has ended and all of it is done. Nothing happens to a job that has ended before.
 */
void
nomo_job_finish (NomoJob *self)
{
  g_return_if_fail (NOMO_IS_JOB (self));

  job_end (self, NOMO_JOB_DONE, NULL);
}

/**
 * nomo_job_fail:
 * @self: a job
 * @error: why; %G_IO_ERROR_CANCELLED makes it cancelled instead of failed
 *
 * The work has ended before its time. Nothing happens to a job that has ended before.
 */
void
nomo_job_fail (NomoJob *self, const GError *error)
{
  g_return_if_fail (NOMO_IS_JOB (self));
  g_return_if_fail (error != NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    job_end (self, NOMO_JOB_CANCELLED, NULL);
  else
    job_end (self, NOMO_JOB_FAILED, error);
}
