#include "config.h"

#include "nomo-first-run.h"

#include "nomo-backdrop.h"
#include "nomo-banner.h"
#include "nomo-connect-form.h"
#include "nomo-crash-banner.h"
#include "nomo-locale.h"
#include "nomo-page-stack.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

struct _NomoFirstRun {
  AdwBin parent_instance;

  GtkButton *back;
  GtkButton *language;
  GtkStack *steps;
  NomoCrashBanner *crash;
  NomoBanner *banner;
  GtkButton *demo_button;
  NomoConnectForm *form;

  NomoStores *stores;
};

G_DEFINE_FINAL_TYPE (NomoFirstRun, nomo_first_run, ADW_TYPE_BIN)

static gboolean
at_choice (NomoFirstRun *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->steps), "choice") == 0;
}

static void
show_back (NomoFirstRun *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->back),
                          !at_choice (self) || nomo_session_get_shop (nomo_stores_get_session (self->stores)) != NULL);
}

static void
show_step (NomoFirstRun *self, const char *step)
{
  nomo_page_stack_show (self->steps, step);
  nomo_banner_hide (self->banner);
  show_back (self);
}

static void
own_clicked_cb (NomoFirstRun *self)
{
  nomo_stores_cancel_demo (self->stores);
  show_step (self, "own");
  nomo_connect_form_focus (self->form);
}

static void
demo_clicked_cb (NomoFirstRun *self)
{
  nomo_banner_hide (self->banner);
  if (nomo_stores_get_demo_starting (self->stores))
    nomo_stores_cancel_demo (self->stores);
  else
    nomo_stores_open_demo (self->stores);
}

static void
back_clicked_cb (NomoFirstRun *self)
{
  if (at_choice (self)) {
    nomo_stores_welcome (self->stores, FALSE);
    return;
  }
  nomo_connect_form_cancel (self->form);
  show_step (self, "choice");
}

static void
demo_changed_cb (NomoFirstRun *self)
{
  gboolean starting = nomo_stores_get_demo_starting (self->stores);

  gtk_button_set_label (self->demo_button, starting ? _ ("Getting ready… Cancel") : _ ("Open the demo store"));
}

static void
failed_cb (NomoFirstRun *self, const GError *error)
{
  g_autofree char *sentence = nomo_words_sentence (error, FALSE);

  nomo_banner_set_action (self->banner, NULL, NULL);
  nomo_banner_show (self->banner, NOMO_TONE_ERR, "nomo-fail-symbolic", sentence);
}

static void
nomo_first_run_dispose (GObject *object)
{
  NomoFirstRun *self = NOMO_FIRST_RUN (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_FIRST_RUN);
  g_clear_object (&self->stores);
  G_OBJECT_CLASS (nomo_first_run_parent_class)->dispose (object);
}

static void
nomo_first_run_class_init (NomoFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_first_run_dispose;
  g_type_ensure (NOMO_TYPE_BACKDROP);
  g_type_ensure (NOMO_TYPE_BANNER);
  g_type_ensure (NOMO_TYPE_CRASH_BANNER);
  g_type_ensure (NOMO_TYPE_CONNECT_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, NomoFirstRun, back);
  gtk_widget_class_bind_template_child (widget_class, NomoFirstRun, language);
  gtk_widget_class_bind_template_child (widget_class, NomoFirstRun, steps);
  gtk_widget_class_bind_template_child (widget_class, NomoFirstRun, crash);
  gtk_widget_class_bind_template_child (widget_class, NomoFirstRun, banner);
  gtk_widget_class_bind_template_child (widget_class, NomoFirstRun, demo_button);
  gtk_widget_class_bind_template_child (widget_class, NomoFirstRun, form);
  gtk_widget_class_bind_template_callback (widget_class, own_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, demo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
}

static void
nomo_first_run_init (NomoFirstRun *self)
{
  gboolean arabic = g_str_equal (nomo_locale_get_language (), "ar");

  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_page_stack_watch (self->steps);
  gtk_button_set_label (self->language, arabic ? "English" : "عربي");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->language), "s", arabic ? "en" : "ar");
}

/**
 * nomo_first_run_new:
 * @stores: gets the store that is connected
 *
 * The welcome: connect a store of one's own, or look at the demo store.
 *
 * Returns: (transfer floating): the welcome, as it was left when the language changed
 */
NomoFirstRun *
nomo_first_run_new (NomoStores *stores)
{
  NomoFirstRun *self = g_object_new (NOMO_TYPE_FIRST_RUN, NULL);
  GVariant *step = nomo_session_peek (nomo_stores_get_session (stores), "welcome");

  self->stores = g_object_ref (stores);
  nomo_connect_form_set_stores (self->form, stores);
  if (nomo_stores_get_crash (stores) != NULL)
    nomo_crash_banner_set_crash (self->crash, nomo_stores_get_crash (stores));
  g_signal_connect_object (stores, "notify::demo-starting", G_CALLBACK (demo_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (stores, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  demo_changed_cb (self);
  show_step (self, step != NULL ? g_variant_get_string (step, NULL) : "choice");
  return self;
}

/**
 * nomo_first_run_save:
 * @self: a welcome that is about to be replaced
 *
 * Gives the session what the next welcome needs. A client secret that was typed is not kept.
 */
void
nomo_first_run_save (NomoFirstRun *self)
{
  g_return_if_fail (NOMO_IS_FIRST_RUN (self));
  nomo_session_keep (nomo_stores_get_session (self->stores), "welcome",
                     g_variant_new_string (gtk_stack_get_visible_child_name (self->steps)));
  nomo_connect_form_save (self->form);
}
