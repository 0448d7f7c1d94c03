#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NomoRunEnd:
 * @NOMO_RUN_CRASHED: it died of itself
 * @NOMO_RUN_KILLED: it was ended from outside without being asked, as a system without memory does
 * @NOMO_RUN_LEFT: nobody's fault: the computer stopped, or the desktop went away
 *
 * How a run ended that did not end in order.
 */
typedef enum {
  NOMO_RUN_CRASHED,
  NOMO_RUN_KILLED,
  NOMO_RUN_LEFT,
} NomoRunEnd;

/**
 * NomoRunTrace:
 * @end: how it ended
 * @is_told: whether a person knows of it already
 * @times: how many runs in a row ended like this, of which nobody was told
 * @program: such as `nomo-flow`
 * @version: the version of it
 * @began: UTC seconds
 * @ended: UTC seconds; 0 for not known
 * @signal: what it died of; 0 for not known
 * @thread: (nullable): which thread it was, by its name
 * @jobs: (element-type utf8): what was being done, in English
 * @complaints: (element-type utf8): who warned before, the latest last
 * @frames: (element-type utf8): where it was, the innermost first, as `nomo-flow+0x1234`
 *
 * What a run of a program left behind that did not end in order. Nothing in it is personal.
 */
typedef struct {
  NomoRunEnd end;
  gboolean is_told;
  guint times;
  char *program;
  char *version;
  gint64 began;
  gint64 ended;
  int signal;
  char *thread;
  GPtrArray *jobs;
  GPtrArray *complaints;
  GPtrArray *frames;
} NomoRunTrace;

NomoRunTrace *nomo_run_trace_read (const char *text, const char *boot);
char *nomo_run_trace_write (const NomoRunTrace *self);
NomoRunTrace *nomo_run_trace_load (const char *folder);
gboolean nomo_run_trace_keep (const NomoRunTrace *self, const char *folder, GError **error);
void nomo_run_trace_set_told (const char *folder);
const char *nomo_run_trace_name_signal (int number);
void nomo_run_trace_free (NomoRunTrace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoRunTrace, nomo_run_trace_free)

G_END_DECLS
