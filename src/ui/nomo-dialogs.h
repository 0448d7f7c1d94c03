#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*NomoDialogDone) (gpointer data, const char *answer);

/* Told which of several was chosen, -1 for none. */
typedef void (*NomoDialogChosen) (gpointer data, int choice);

/* Told what was typed, which is not empty; not called when nothing is wanted. */
typedef void (*NomoDialogTyped) (gpointer data, const char *text);

/**
 * NomoFileQuestion:
 * @title: what the dialog is for
 * @name: (nullable): the name of the file that is proposed
 * @kind: what files of that kind are called
 * @suffix: what their names end in, without the dot
 * @choice: (nullable): what else is asked
 * @options: (array zero-terminated=1) (nullable): ids of what can be answered to it, the usual one first
 * @labels: (array zero-terminated=1) (nullable): what those are called
 *
 * Which file to write or to read. All words are translated already.
 */
typedef struct {
  const char *title;
  const char *name;
  const char *kind;
  const char *suffix;
  const char *choice;
  const char *const *options;
  const char *const *labels;
} NomoFileQuestion;

/**
 * NomoFileDone:
 * @data: what the caller gave
 * @path: (nullable): the file; %NULL when it is on no disk of this computer
 * @option: (nullable): which of the options was chosen
 */
typedef void (*NomoFileDone) (gpointer data, const char *path, const char *option);

GtkWidget *nomo_dialogs_create_about (void);
void nomo_dialogs_show_about (GtkWindow *parent);
void nomo_dialogs_ask_file (GtkWindow *parent, const NomoFileQuestion *question, NomoFileDone done, gpointer data,
                            GDestroyNotify destroy);
void nomo_dialogs_open_file (GtkWindow *parent, const NomoFileQuestion *question, NomoFileDone done, gpointer data,
                             GDestroyNotify destroy);
void nomo_dialogs_open_folder (GtkWindow *parent, const char *title, NomoFileDone done, gpointer data,
                               GDestroyNotify destroy);
void nomo_dialogs_show_report (GtkWindow *parent, const char *heading, const char *report);
void nomo_dialogs_ask_restore (GtkWindow *parent, const char *heading, const char *body, const char *report,
                               NomoDialogDone done, gpointer data, GDestroyNotify destroy);
void nomo_dialogs_tell (GtkWindow *parent, const GError *error, gboolean have_data);
void nomo_dialogs_ask_import (GtkWindow *parent, const char *heading, const char *body, gboolean any,
                              NomoDialogDone done, gpointer data, GDestroyNotify destroy);
void nomo_dialogs_choose (GtkWindow *parent, const char *heading, const char *const *labels, guint n_labels, int chosen,
                          GtkWidget *more, const char *verb, NomoDialogChosen done, gpointer data);
GtkWidget *nomo_dialogs_ask_form (GtkWindow *parent, const char *heading, const char *body, GtkWidget *form,
                                  const char *verb, NomoDialogDone done, gpointer data, GDestroyNotify destroy);
void nomo_dialogs_set_ready (GtkWidget *dialog, gboolean ready);
void nomo_dialogs_ask_text (GtkWindow *parent, const char *heading, const char *body, const char *label,
                            const char *text, const char *verb, NomoDialogTyped done, gpointer data,
                            GDestroyNotify destroy);
void nomo_dialogs_ask_disconnect (GtkWindow *parent, const char *store, NomoDialogDone done, gpointer data,
                                  GDestroyNotify destroy);
void nomo_dialogs_ask_delete (GtkWindow *parent, const char *heading, const char *body, NomoDialogDone done,
                              gpointer data, GDestroyNotify destroy);
void nomo_dialogs_ask_erase (GtkWindow *parent, const char *store, NomoDialogDone done, gpointer data,
                             GDestroyNotify destroy);

G_END_DECLS
