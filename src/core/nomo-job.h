#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoJobState:
 * @NOMO_JOB_RUNNING: the work goes on, also after nomo_job_cancel() until it has really ended
 * @NOMO_JOB_DONE: ended, all of it done
 * @NOMO_JOB_FAILED: ended by an error, see nomo_job_get_error()
 * @NOMO_JOB_CANCELLED: ended because it was cancelled
 *
 * Where a job stands. Every state but the first is final.
 */
typedef enum {
  NOMO_JOB_RUNNING,
  NOMO_JOB_DONE,
  NOMO_JOB_FAILED,
  NOMO_JOB_CANCELLED,
} NomoJobState;

#define NOMO_TYPE_JOB_STATE (nomo_job_state_get_type ())
GType nomo_job_state_get_type (void);

#define NOMO_TYPE_JOB (nomo_job_get_type ())
G_DECLARE_FINAL_TYPE (NomoJob, nomo_job, NOMO, JOB, GObject)

NomoJob *nomo_job_new (const char *title_msgid);
const char *nomo_job_get_title (NomoJob *self);
const char *nomo_job_get_detail (NomoJob *self);
void nomo_job_set_detail (NomoJob *self, const char *detail);
void nomo_job_set_step (NomoJob *self, const char *step);
const char *nomo_job_get_step (NomoJob *self);
void nomo_job_set_result (NomoJob *self, const char *result);
const char *nomo_job_get_result (NomoJob *self);
gint64 nomo_job_get_done (NomoJob *self);
gint64 nomo_job_get_total (NomoJob *self);
char *nomo_job_format_amount (NomoJob *self, gint64 amount);
gint64 nomo_job_get_started (NomoJob *self);
gint64 nomo_job_get_seconds_left (NomoJob *self);
NomoJobState nomo_job_get_state (NomoJob *self);
const GError *nomo_job_get_error (NomoJob *self);
GCancellable *nomo_job_get_cancellable (NomoJob *self);
gboolean nomo_job_get_can_cancel (NomoJob *self);

void nomo_job_set_unit_size (NomoJob *self, gint64 bytes);
void nomo_job_advance (NomoJob *self, gint64 done, gint64 total);
void nomo_job_set_least_seconds_left (NomoJob *self, gint64 seconds);
void nomo_job_set_can_cancel (NomoJob *self, gboolean can_cancel);
void nomo_job_cancel (NomoJob *self);
void nomo_job_finish (NomoJob *self);
void nomo_job_fail (NomoJob *self, const GError *error);

G_END_DECLS
