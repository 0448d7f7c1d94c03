#include "config.h"

#include "nomo-connect-form.h"

#include "nomo-banner.h"
#include "nomo-connect-check.h"
#include "nomo-connect.h"
#include "nomo-page-stack.h"
#include "nomo-salla-error.h"
#include "nomo-step-picture.h"
#include "nomo-style.h"
#include "nomo-text.h"
#include "nomo-words.h"

#include <glib/gi18n.h>

struct _NomoConnectForm {
  AdwBin parent_instance;

  GtkStack *steps;
  NomoBanner *banner;
  GtkLabel *redirect;
  GtkWidget *port_row;
  GtkSpinButton *port;
  GtkEntry *client_id;
  GtkLabel *id_error;
  GtkPasswordEntry *client_secret;
  GtkLabel *secret_error;
  GtkButton *go;
  GtkEntry *address;
  GtkButton *take;
  GtkLabel *no_keyring;
  GtkLabel *relay;
  GtkWidget *leave;

  GSettings *settings;
  NomoStores *stores;
  NomoConnect *connect;
  gboolean opened;
  gboolean asked;
};

G_DEFINE_FINAL_TYPE (NomoConnectForm, nomo_connect_form, ADW_TYPE_BIN)

static char *
dup_typed (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

/* What is wrong stands below the field, which may be the last thing that is seen. Once it has its place it is scrolled to. */
static gboolean
scroll_to_cb (GtkWidget *label, GdkFrameClock *clock, gpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport = gtk_widget_get_ancestor (label, GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (viewport == NULL || !gtk_widget_get_visible (label))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (label) == 0 ||
      !gtk_widget_compute_bounds (label, gtk_viewport_get_child (GTK_VIEWPORT (viewport)), &bounds))
    return G_SOURCE_CONTINUE;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)),
                             (double) bounds.origin.y, (double) (bounds.origin.y + bounds.size.height));
  return G_SOURCE_REMOVE;
}

static void
show_field_error (GtkWidget *field, GtkLabel *label, const char *error)
{
  gtk_label_set_text (label, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (label), error != NULL);
  if (error != NULL)
    gtk_widget_add_tick_callback (GTK_WIDGET (label), scroll_to_cb, NULL, NULL);
  nomo_style_set_class (field, "n-bad", error != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_field_errors (NomoConnectForm *self, const char *id_error, const char *secret_error)
{
  show_field_error (GTK_WIDGET (self->client_id), self->id_error, id_error);
  show_field_error (GTK_WIDGET (self->client_secret), self->secret_error, secret_error);
}

static const char *
get_known_id (NomoConnectForm *self)
{
  NomoShop *shop = nomo_session_get_shop (nomo_stores_get_session (self->stores));

  return shop != NULL && !nomo_shop_get_is_demo (shop) ? nomo_shop_get_client_id (shop) : NULL;
}

/* What cannot be right is not sent. What only seems to be in the wrong place is asked about, once. */
static gboolean
check_fields (NomoConnectForm *self, const char *id, const char *secret)
{
  const char *id_error = nomo_connect_check_id (id);
  const char *secret_error = nomo_connect_check_secret (secret, id);

  if (id_error == NULL && secret_error == NULL && !self->asked &&
      nomo_connect_check_swapped (id, secret, get_known_id (self))) {
    self->asked = TRUE;
    secret_error =
        _ ("This looks like a client ID, and what stands above like a secret. Swap them, or continue if they "
           "are right.");
  }
  show_field_errors (self, id_error, secret_error);
  if (id_error != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->client_id));
  else if (secret_error != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->client_secret));
  return id_error == NULL && secret_error == NULL;
}

static void
fields_changed_cb (NomoConnectForm *self)
{
  g_autofree char *id = dup_typed (GTK_EDITABLE (self->client_id));
  g_autofree char *secret = dup_typed (GTK_EDITABLE (self->client_secret));

  gtk_widget_set_sensitive (GTK_WIDGET (self->go), *id != '\0' && *secret != '\0');
  self->asked = FALSE;
  show_field_errors (self, NULL, NULL);
}

static void
address_changed_cb (NomoConnectForm *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->take), gtk_entry_get_text_length (self->address) > 0);
}

static guint16
get_port (NomoConnectForm *self)
{
  return (guint16) gtk_spin_button_get_value_as_int (self->port);
}

static void
port_changed_cb (NomoConnectForm *self)
{
  g_autofree char *redirect = nomo_sign_in_dup_redirect_uri (get_port (self));

  gtk_label_set_text (self->redirect, redirect);
}

/* Asked for only once the usual port was taken: until then it is one thing less to understand. */
static void
show_port (NomoConnectForm *self, const GError *error)
{
  gboolean usual = get_port (self) == NOMO_SIGN_IN_PORT;

  if (!usual || g_error_matches (error, NOMO_SALLA_ERROR, NOMO_SALLA_ERROR_REDIRECT_PORT))
    gtk_widget_set_visible (self->port_row, TRUE);
}

static void
go_cb (NomoConnectForm *self)
{
  g_autofree char *id = dup_typed (GTK_EDITABLE (self->client_id));
  g_autofree char *secret = dup_typed (GTK_EDITABLE (self->client_secret));

  if (*id == '\0' || *secret == '\0' || !check_fields (self, id, secret))
    return;
  self->opened = FALSE;
  nomo_connect_begin (self->connect, id, secret, get_port (self));
}

static void
browser_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (NomoConnectForm) self = data;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL) || self->connect == NULL ||
      nomo_connect_get_state (self->connect) != NOMO_CONNECT_WAITING)
    return;
  nomo_banner_set_action (self->banner, NULL, NULL);
  nomo_banner_show (self->banner, NOMO_TONE_WARN, "nomo-warn-symbolic",
                    _ ("No browser could be opened. Copy the address and open it in a browser yourself."));
}

static void
open_browser (NomoConnectForm *self)
{
  const char *url = nomo_connect_get_authorize_url (self->connect);

  if (url != NULL)
    gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), url, GDK_CURRENT_TIME, NULL,
                       browser_opened_cb, g_object_ref (self));
}

static void
copy_redirect_cb (NomoConnectForm *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->redirect));
}

static void
copy_address_cb (NomoConnectForm *self)
{
  const char *url = nomo_connect_get_authorize_url (self->connect);

  if (url != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), url);
}

static void
take_cb (NomoConnectForm *self)
{
  g_autofree char *address = dup_typed (GTK_EDITABLE (self->address));

  if (*address != '\0' && nomo_connect_take_address (self->connect, address))
    gtk_editable_set_text (GTK_EDITABLE (self->address), "");
}

static void
cancel_cb (NomoConnectForm *self)
{
  nomo_connect_cancel (self->connect);
}

static void
keep_cb (NomoConnectForm *self)
{
  nomo_connect_keep_for_this_run (self->connect);
}

static void
leave_cb (NomoConnectForm *self)
{
  nomo_connect_leave_to_relay (self->connect);
}

static void
take_back_cb (NomoConnectForm *self)
{
  nomo_connect_take_back (self->connect);
}

static void
show_error (NomoConnectForm *self)
{
  const GError *error = nomo_connect_get_error (self->connect);
  g_autofree char *sentence = NULL;

  show_port (self, error);
  if (error == NULL) {
    nomo_banner_hide (self->banner);
    return;
  }
  sentence = nomo_words_sentence (error, nomo_session_get_shop (nomo_stores_get_session (self->stores)) != NULL);
  nomo_banner_set_action (self->banner, NULL, NULL);
  nomo_banner_show (self->banner, NOMO_TONE_ERR, "nomo-fail-symbolic", sentence);
}

static const char *
step_of (NomoConnectState state)
{
  switch (state) {
  case NOMO_CONNECT_WAITING:
    return "waiting";
  case NOMO_CONNECT_SAVING:
    return "saving";
  case NOMO_CONNECT_NO_KEYRING:
    return "no-keyring";
  case NOMO_CONNECT_RELAY:
    return "relay";
  case NOMO_CONNECT_IDLE:
  case NOMO_CONNECT_DONE: /* the last time; whoever comes here now connects another store */
  default:
    return "form";
  }
}

/* Return leaves it, which is what has been done so far. */
static void
ask_about_relay (NomoConnectForm *self)
{
  g_autofree char *host = nomo_text_isolate_ltr (nomo_connect_get_error (self->connect)->message);
  g_autofree char *sentence =
      /* Translators: %s is the name of a server */
      g_strdup_printf (
          _ ("The relay %s has the sign-in of this store, and only one may have it, so nothing was kept of "
             "yours. What is saved on this device stays readable."),
          host);

  gtk_label_set_text (self->relay, sentence);
  nomo_banner_hide (self->banner);
  gtk_widget_grab_focus (self->leave);
}

static void
state_changed_cb (NomoConnectForm *self)
{
  NomoConnectState state = nomo_connect_get_state (self->connect);

  nomo_page_stack_show (self->steps, step_of (state));
  if (state == NOMO_CONNECT_RELAY) {
    ask_about_relay (self);
    return;
  }
  if (state == NOMO_CONNECT_NO_KEYRING) {
    g_autofree char *sentence = nomo_words_sentence (nomo_connect_get_error (self->connect), FALSE);

    gtk_label_set_text (self->no_keyring, sentence);
    nomo_banner_hide (self->banner);
    return;
  }
  show_error (self);
}

/* The browser is opened once by itself; after that the merchant presses. */
static void
authorize_url_changed_cb (NomoConnectForm *self)
{
  if (nomo_connect_get_authorize_url (self->connect) == NULL || self->opened)
    return;
  self->opened = TRUE;
  open_browser (self);
}

static void
nomo_connect_form_dispose (GObject *object)
{
  NomoConnectForm *self = NOMO_CONNECT_FORM (object);

  g_clear_object (&self->connect);
  gtk_widget_dispose_template (GTK_WIDGET (self), NOMO_TYPE_CONNECT_FORM);
  g_clear_object (&self->settings);
  g_clear_object (&self->stores);
  G_OBJECT_CLASS (nomo_connect_form_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, steps);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, banner);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, redirect);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, port_row);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, port);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, client_id);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, client_secret);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, id_error);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, secret_error);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, go);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, address);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, take);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, no_keyring);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, relay);
  gtk_widget_class_bind_template_child (widget_class, NomoConnectForm, leave);
  gtk_widget_class_bind_template_callback (widget_class, fields_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
  gtk_widget_class_bind_template_callback (widget_class, port_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_browser);
  gtk_widget_class_bind_template_callback (widget_class, copy_redirect_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
}

static void
nomo_connect_form_class_init (NomoConnectFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nomo_connect_form_dispose;
  g_type_ensure (NOMO_TYPE_BANNER);
  g_type_ensure (NOMO_TYPE_STEP_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nomoflow/NomoFlow/ui/nomo-connect-form.ui");
  bind_children (widget_class);
}

static void
nomo_connect_form_init (NomoConnectForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nomo_page_stack_watch (self->steps);
  nomo_page_stack_show (self->steps, "form");
  self->settings = g_settings_new (NOMO_APPLICATION_ID);
  g_settings_bind (self->settings, "redirect-port", self->port, "value", G_SETTINGS_BIND_DEFAULT);
  port_changed_cb (self);
  fields_changed_cb (self);
  address_changed_cb (self);
}

static void
restore (NomoConnectForm *self)
{
  GVariant *typed = nomo_session_peek (nomo_stores_get_session (self->stores), "client-id");
  const char *known = get_known_id (self);

  if (typed != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->client_id), g_variant_get_string (typed, NULL));
  else if (known != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->client_id), known);
}

/**
 * nomo_connect_form_set_stores:
 * @self: the form
 * @stores: gets the store that is connected; once
 */
void
nomo_connect_form_set_stores (NomoConnectForm *self, NomoStores *stores)
{
  g_return_if_fail (NOMO_IS_CONNECT_FORM (self));
  g_return_if_fail (self->stores == NULL);
  self->stores = g_object_ref (stores);
  self->connect = g_object_ref (nomo_connect_of (stores));
  self->opened = nomo_connect_get_authorize_url (self->connect) != NULL;
  g_signal_connect_object (self->connect, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connect, "notify::authorize-url", G_CALLBACK (authorize_url_changed_cb), self,
                           G_CONNECT_SWAPPED);
  restore (self);
  state_changed_cb (self);
}

/**
 * nomo_connect_form_focus:
 * @self: the form
 *
 * Puts the cursor into the first field to fill in.
 */
void
nomo_connect_form_focus (NomoConnectForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->client_id));
}

/**
 * nomo_connect_form_cancel:
 * @self: the form
 *
 * Gives up a sign-in under way.
 */
void
nomo_connect_form_cancel (NomoConnectForm *self)
{
  nomo_connect_cancel (self->connect);
}

/**
 * nomo_connect_form_save:
 * @self: a form that is about to be replaced
 *
 * Gives the session the client id that was typed; the secret is not kept.
 */
void
nomo_connect_form_save (NomoConnectForm *self)
{
  nomo_session_keep (nomo_stores_get_session (self->stores), "client-id",
                     g_variant_new_string (gtk_editable_get_text (GTK_EDITABLE (self->client_id))));
}
