#include "config.h"

#include "nomo-dialogs.h"

#include "nomo-form-field.h"
#include "nomo-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define MOST_CHOICES_HEIGHT 320
#define MOST_REPORT_HEIGHT  260

typedef struct {
  NomoDialogDone done;
  gpointer data;
  GDestroyNotify destroy;
} Answer;

static void
answer_free (gpointer data, GClosure *closure)
{
  Answer *answer = data;

  if (answer->destroy != NULL)
    answer->destroy (answer->data);
  g_free (answer);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Answer *answer = data;

  answer->done (answer->data, response);
}

/* libadwaita 1.7 asks its heading, if that does not wrap, how high it is where there is no room for it, and GTK complains. */
static void
let_heading_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title-2"))
    g_object_set (widget, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_heading_wrap (child);
}

static GtkWidget *
create (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  let_heading_wrap (dialog);
  return dialog;
}

/**
 * nomo_dialogs_create_about:
 *
 * Returns: (transfer none): a window that says what this program is
 */
GtkWidget *
nomo_dialogs_create_about (void)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", _ ("Nomo Flow"), "application-icon", NOMO_APPLICATION_ID, "version",
                NOMO_VERSION, "developer-name", _ ("The Nomo Flow team"), "license-type", GTK_LICENSE_MIT_X11,
                "comments", _ ("The marketing desk of your Salla shop"), NULL);
  return about;
}

/**
 * nomo_dialogs_show_about:
 * @parent: (nullable): a window
 *
 * Says what this program is.
 */
void
nomo_dialogs_show_about (GtkWindow *parent)
{
  GtkWindow *about = GTK_WINDOW (nomo_dialogs_create_about ());

  gtk_window_set_transient_for (about, parent);
  gtk_window_present (about);
}

/**
 * nomo_dialogs_tell:
 * @parent: (nullable): a window; %NULL for the one in use
 * @error: what went wrong
 * @have_data: whether something was there to be kept
 *
 * Tells an error: what happened, what was kept, what to do.
 */
void
nomo_dialogs_tell (GtkWindow *parent, const GError *error, gboolean have_data)
{
  g_autoptr (NomoWords) words = nomo_words_for_error (error, have_data);
  g_autoptr (GString) body = g_string_new (words->happened);
  GApplication *program = g_application_get_default ();
  GtkWidget *dialog;

  if (parent == NULL && program != NULL)
    parent = gtk_application_get_active_window (GTK_APPLICATION (program));
  if (words->kept != NULL)
    g_string_append_printf (body, " %s", words->kept);
  if (words->todo != NULL)
    g_string_append_printf (body, " %s", words->todo);
  dialog = create (parent, words->title, body->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Where there is no room side by side another row of buttons takes over, the one that erases on top and with the focus. */
static void
focus_default_cb (GtkWindow *dialog)
{
  gtk_window_set_focus (dialog, gtk_window_get_default_widget (dialog));
}

static void
present (GtkWidget *dialog, const char *usual, NomoDialogDone done, gpointer data, GDestroyNotify destroy)
{
  Answer *answer = g_new (Answer, 1);

  *answer = (Answer) { done, data, destroy };
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), usual);
  g_signal_connect (dialog, "notify::default-widget", G_CALLBACK (focus_default_cb), NULL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), answer, answer_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask (GtkWidget *dialog, NomoDialogDone done, gpointer data, GDestroyNotify destroy)
{
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase", ADW_RESPONSE_DESTRUCTIVE);
  present (dialog, "cancel", done, data, destroy);
}

/**
 * nomo_dialogs_ask_import:
 * @parent: (nullable): a window
 * @heading: what a file holds, as a question
 * @body: (nullable): what is to be known before
 * @any: whether there is anything to import; without it there is nothing to answer but to close
 * @done: called with "import" or "cancel"
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks whether to import what was found in a file.
 */
void
nomo_dialogs_ask_import (GtkWindow *parent, const char *heading, const char *body, gboolean any, NomoDialogDone done,
                         gpointer data, GDestroyNotify destroy)
{
  GtkWidget *dialog = create (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", any ? _ ("Cancel") : _ ("Close"));
  if (any) {
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "import", _ ("Import"));
    adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "import", ADW_RESPONSE_SUGGESTED);
  }
  present (dialog, any ? "import" : "cancel", done, data, destroy);
}

/* One of several is to be chosen. */
typedef struct {
  NomoDialogChosen done;
  gpointer data;
  GtkListBox *rows;
} Choice;

static void
choice_answered_cb (gpointer data, const char *answer)
{
  Choice *choice = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (choice->rows);
  NomoDialogChosen done = g_steal_pointer (&choice->done);

  done (choice->data, row != NULL && g_str_equal (answer, "choose") ? gtk_list_box_row_get_index (row) : -1);
}

/* A window that goes takes its dialog along without an answer. */
static void
choice_free (gpointer data)
{
  Choice *choice = data;

  if (choice->done != NULL)
    choice->done (choice->data, -1);
  g_free (choice);
}

static void
row_selected_cb (GtkListBox *rows, GtkListBoxRow *row, AdwMessageDialog *dialog)
{
  if (row != NULL)
    adw_message_dialog_set_response_enabled (dialog, "choose", TRUE);
}

static void
row_activated_cb (GtkListBox *rows, GtkListBoxRow *row, AdwMessageDialog *dialog)
{
  gtk_list_box_select_row (rows, row);
  adw_message_dialog_response (dialog, "choose");
}

static GtkListBox *
create_choices (const char *heading, const char *const *labels, guint n_labels)
{
  GtkListBox *rows = GTK_LIST_BOX (gtk_list_box_new ());

  gtk_widget_add_css_class (GTK_WIDGET (rows), "n-choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_list_box_set_activate_on_single_click (rows, FALSE);
  for (guint i = 0; i < n_labels; i++) {
    GtkWidget *label = gtk_label_new (labels[i]);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_list_box_append (rows, label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (label)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    labels[i], -1);
  }
  return rows;
}

/**
 * nomo_dialogs_choose:
 * @parent: (nullable): a window
 * @heading: what is to be chosen
 * @labels: (array length=n_labels): what there is
 * @n_labels: how many
 * @chosen: the one that is chosen at first; -1 for none
 * @more: (transfer floating) (nullable): what else is asked, below
 * @verb: what is done with the chosen one
 * @done: called once
 * @data: for @done
 *
 * Asks for one of several.
 */
void
nomo_dialogs_choose (GtkWindow *parent, const char *heading, const char *const *labels, guint n_labels, int chosen,
                     GtkWidget *more, const char *verb, NomoDialogChosen done, gpointer data)
{
  GtkWidget *dialog = create (parent, heading, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  Choice *choice = g_new0 (Choice, 1);

  *choice = (Choice) { done, data, create_choices (heading, labels, n_labels) };
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_CHOICES_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (choice->rows));
  gtk_box_append (GTK_BOX (box), scroller);
  if (more != NULL)
    gtk_box_append (GTK_BOX (box), more);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "choose", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "choose", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "choose", FALSE);
  g_signal_connect_object (choice->rows, "row-selected", G_CALLBACK (row_selected_cb), dialog, 0);
  g_signal_connect_object (choice->rows, "row-activated", G_CALLBACK (row_activated_cb), dialog, 0);
  if (chosen >= 0)
    gtk_list_box_select_row (choice->rows, gtk_list_box_get_row_at_index (choice->rows, chosen));
  present (dialog, "choose", choice_answered_cb, choice, choice_free);
  gtk_widget_grab_focus (GTK_WIDGET (choice->rows));
}

/* Something is to be typed. */
typedef struct {
  NomoFormField *field;
  NomoDialogTyped done;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->destroy != NULL)
    question->destroy (question->data);
  g_free (question);
}

static void
question_answered_cb (gpointer data, const char *answer)
{
  Question *question = data;

  if (g_str_equal (answer, "take"))
    question->done (question->data, nomo_form_field_get_text (question->field));
}

static void
question_typed_cb (NomoFormField *field, AdwMessageDialog *dialog)
{
  const char *text = nomo_form_field_get_text (field);

  adw_message_dialog_set_response_enabled (dialog, "take", text[strspn (text, " ")] != '\0');
}

/**
 * nomo_dialogs_ask_text:
 * @parent: (nullable): a window
 * @heading: what it is about
 * @body: what is to be known before
 * @label: what is to be typed
 * @text: (nullable): what stands there at first
 * @verb: what is done with it
 * @done: called with what was typed, unless nothing is wanted
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks for a few words.
 */
void
nomo_dialogs_ask_text (GtkWindow *parent, const char *heading, const char *body, const char *label, const char *text,
                       const char *verb, NomoDialogTyped done, gpointer data, GDestroyNotify destroy)
{
  GtkWidget *dialog = create (parent, heading, body);
  Question *question = g_new (Question, 1);

  *question = (Question) { g_object_new (NOMO_TYPE_FORM_FIELD, "label", label, NULL), done, data, destroy };
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (question->field));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "take", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (question->field, "changed", G_CALLBACK (question_typed_cb), dialog, 0);
  if (text != NULL)
    nomo_form_field_set_text (question->field, text);
  question_typed_cb (question->field, ADW_MESSAGE_DIALOG (dialog));
  present (dialog, "take", question_answered_cb, question, question_free);
  gtk_widget_grab_focus (GTK_WIDGET (question->field));
}

/**
 * nomo_dialogs_ask_form:
 * @parent: (nullable): a window
 * @heading: what is to be said
 * @body: (nullable): what is to be known before
 * @form: what asks for it
 * @verb: what is done with it
 * @done: called with "choose" or "cancel", unless the window goes before
 * @data: for @done
 * @destroy: frees @data
 *
 * Asks for more than one of several.
 *
 * Returns: (transfer none): the dialog, for nomo_dialogs_set_ready()
 */
GtkWidget *
nomo_dialogs_ask_form (GtkWindow *parent, const char *heading, const char *body, GtkWidget *form, const char *verb,
                       NomoDialogDone done, gpointer data, GDestroyNotify destroy)
{
  GtkWidget *dialog = create (parent, heading, body);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), form);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "choose", verb, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "choose", ADW_RESPONSE_SUGGESTED);
  present (dialog, "choose", done, data, destroy);
  return dialog;
}

/**
 * nomo_dialogs_set_ready:
 * @dialog: of nomo_dialogs_ask_form()
 * @ready: whether something can be done with what was said
 */
void
nomo_dialogs_set_ready (GtkWidget *dialog, gboolean ready)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "choose", ready);
}

/* Many lines, which may be copied. */
static GtkWidget *
create_report (const char *report)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (report);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_REPORT_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  return scroller;
}

/**
 * nomo_dialogs_show_report:
 * @parent: (nullable): a window
 * @heading: what it comes to
 * @report: the rest, a line each
 */
void
nomo_dialogs_show_report (GtkWindow *parent, const char *heading, const char *report)
{
  GtkWidget *dialog = create (parent, heading, NULL);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_report (report));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * nomo_dialogs_ask_restore:
 * @parent: (nullable): a window
 * @heading: the question
 * @body: what becomes of what is there
 * @report: what is in the backup, a line each
 * @done: called with "erase" or "cancel"
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks whether a backup is to be put back.
 */
void
nomo_dialogs_ask_restore (GtkWindow *parent, const char *heading, const char *body, const char *report,
                          NomoDialogDone done, gpointer data, GDestroyNotify destroy)
{
  GtkWidget *dialog = create (parent, heading, body);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_report (report));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "erase", _ ("Restore"), NULL);
  ask (dialog, done, data, destroy);
}

/**
 * nomo_dialogs_ask_disconnect:
 * @parent: (nullable): a window
 * @store: the store's name
 * @done: called with "keep", "erase" or "cancel"
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks whether to forget the sign-in alone or the saved records too.
 */
void
nomo_dialogs_ask_disconnect (GtkWindow *parent, const char *store, NomoDialogDone done, gpointer data,
                             GDestroyNotify destroy)
{
  /* Translators: %s is a store's name */
  g_autofree char *heading = g_strdup_printf (_ ("Disconnect “%s”?"), store);
  GtkWidget *dialog = create (
      parent, heading,
      _ ("Nomo Flow forgets the sign-in on this device, and nothing changes at Salla. Keep the copy, and the saved orders "
         "and customers stay readable here. Erase it, and they are gone from this device until you connect again."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "keep",
                                    _ ("Disconnect, keep the copy"), "erase", _ ("Disconnect and erase"), NULL);
  ask (dialog, done, data, destroy);
}

/**
 * nomo_dialogs_ask_delete:
 * @parent: (nullable): a window
 * @heading: the question, with how many records it is about
 * @body: what becomes of it
 * @done: called with "erase" or "cancel"
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks whether to delete records.
 */
void
nomo_dialogs_ask_delete (GtkWindow *parent, const char *heading, const char *body, NomoDialogDone done, gpointer data,
                         GDestroyNotify destroy)
{
  GtkWidget *dialog = create (parent, heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "erase", _ ("Delete"), NULL);
  ask (dialog, done, data, destroy);
}

/**
 * nomo_dialogs_ask_erase:
 * @parent: (nullable): a window
 * @store: the store's name
 * @done: called with "erase" or "cancel"
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks whether the saved records of a store go, whose sign-in is forgotten already.
 */
void
nomo_dialogs_ask_erase (GtkWindow *parent, const char *store, NomoDialogDone done, gpointer data,
                        GDestroyNotify destroy)
{
  /* Translators: %s is a store's name */
  g_autofree char *heading = g_strdup_printf (_ ("Erase the copy of “%s”?"), store);
  GtkWidget *dialog = create (parent, heading,
                              _ ("The saved orders and customers are gone from this device until you connect again. "
                                 "Nothing changes at Salla."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "erase", _ ("Erase the copy"),
                                    NULL);
  ask (dialog, done, data, destroy);
}

typedef struct {
  NomoFileDone done;
  gboolean chooses; /* among options */
  gpointer data;
  GDestroyNotify destroy;
} FileAnswer;

static void
file_answer_free (gpointer data, GClosure *closure)
{
  FileAnswer *answer = data;

  if (answer->destroy != NULL)
    answer->destroy (answer->data);
  g_free (answer);
}

static void
file_answered_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  FileAnswer *answer = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    answer->done (answer->data, path,
                  answer->chooses ? gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), "choice") : NULL);
  g_object_unref (dialog);
}

static void
set_folder (GtkFileChooser *chooser)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GFile) folder = g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());

  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

static void
add_kind (GtkFileChooser *chooser, const char *kind, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, kind);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (chooser, filter);
}

/**
 * nomo_dialogs_ask_file:
 * @parent: (nullable): a window
 * @question: what is asked
 * @done: called with the answer, unless there is none
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks where to write a file; whether one that is there may be replaced is asked by the dialog.
 */
void
nomo_dialogs_ask_file (GtkWindow *parent, const NomoFileQuestion *question, NomoFileDone done, gpointer data,
                       GDestroyNotify destroy)
{
  GtkFileChooserNative *native =
      gtk_file_chooser_native_new (question->title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  FileAnswer *answer = g_new (FileAnswer, 1);

  *answer = (FileAnswer) { done, question->choice != NULL, data, destroy };
  set_folder (chooser);
  gtk_file_chooser_set_current_name (chooser, question->name);
  add_kind (chooser, question->kind, question->suffix);
  if (question->choice != NULL) {
    gtk_file_chooser_add_choice (chooser, "choice", question->choice, (const char **) question->options,
                                 (const char **) question->labels);
    gtk_file_chooser_set_choice (chooser, "choice", question->options[0]);
  }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect_data (native, "response", G_CALLBACK (file_answered_cb), answer, file_answer_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/**
 * nomo_dialogs_open_file:
 * @parent: (nullable): a window
 * @question: what is asked; of it the title, the kind and the suffix
 * @done: called with the answer, unless there is none; the option is %NULL
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks for a file to read.
 */
void
nomo_dialogs_open_file (GtkWindow *parent, const NomoFileQuestion *question, NomoFileDone done, gpointer data,
                        GDestroyNotify destroy)
{
  GtkFileChooserNative *native =
      gtk_file_chooser_native_new (question->title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  FileAnswer *answer = g_new (FileAnswer, 1);

  *answer = (FileAnswer) { done, FALSE, data, destroy };
  set_folder (GTK_FILE_CHOOSER (native));
  add_kind (GTK_FILE_CHOOSER (native), question->kind, question->suffix);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect_data (native, "response", G_CALLBACK (file_answered_cb), answer, file_answer_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/**
 * nomo_dialogs_open_folder:
 * @parent: (nullable): a window
 * @title: what the dialog is for
 * @done: called with the folder, unless there is none; the option is %NULL
 * @data: for @done
 * @destroy: (nullable): frees @data
 *
 * Asks for a folder. One that a sandbox is let into by being chosen stays open to it.
 */
void
nomo_dialogs_open_folder (GtkWindow *parent, const char *title, NomoFileDone done, gpointer data,
                          GDestroyNotify destroy)
{
  GtkFileChooserNative *native =
      gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), _ ("_Cancel"));
  FileAnswer *answer = g_new (FileAnswer, 1);

  *answer = (FileAnswer) { done, FALSE, data, destroy };
  set_folder (GTK_FILE_CHOOSER (native));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect_data (native, "response", G_CALLBACK (file_answered_cb), answer, file_answer_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}
