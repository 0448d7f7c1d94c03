#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NomoSupportFacts:
 * @program: who writes the report, such as `nomo-flow`
 * @libraries: (nullable): versions of libraries that the engine does not know, such as those of the window
 * @data_dir: where the stores are
 * @state_dir: where runs leave their traces, see nomo_run_mark_dup_folder()
 *
 * What a report for support is about.
 */
typedef struct {
  const char *program;
  const char *libraries;
  const char *data_dir;
  const char *state_dir;
} NomoSupportFacts;

char *nomo_support_report_make (const NomoSupportFacts *facts, GCancellable *cancellable);
void nomo_support_report_make_async (const NomoSupportFacts *facts, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer data);
char *nomo_support_report_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
