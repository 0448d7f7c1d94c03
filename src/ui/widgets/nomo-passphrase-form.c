#include "config.h"

#include "nomo-passphrase-form.h"

#include "nomo-passphrase.h"
#include "nomo-secret.h"
#include "nomo-style.h"

#include <glib/gi18n.h>

#define SPACING 6

struct _NomoPassphraseForm {
  GtkBox parent_instance;

  gboolean is_new;
  GtkWidget *first;
  GtkWidget *second; /* NULL unless it is a new one */
  GtkWidget *said;   /* how good it is; NULL unless it is a new one */
};

G_DEFINE_FINAL_TYPE (NomoPassphraseForm, nomo_passphrase_form, GTK_TYPE_BOX)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
text_of (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
is_repeated (NomoPassphraseForm *self)
{
  return nomo_secret_equal (text_of (self->first), text_of (self->second));
}

static const char *
word_strength (NomoPassphraseStrength strength)
{
  switch (strength) {
  case NOMO_PASSPHRASE_SHORT:
    return _ ("Too short: at least 8 characters are needed.");
  case NOMO_PASSPHRASE_WEAK:
    return _ ("Weak: it would soon be guessed. Several words are better.");
  case NOMO_PASSPHRASE_FAIR:
    return _ ("Fair: one more word makes it strong.");
  case NOMO_PASSPHRASE_STRONG:
  default:
    return _ ("Strong.");
  }
}

static void
say (NomoPassphraseForm *self)
{
  NomoPassphraseStrength strength = nomo_passphrase_judge (text_of (self->first));
  gboolean differs = strength != NOMO_PASSPHRASE_SHORT && *text_of (self->second) != '\0' && !is_repeated (self);
  const char *words = differs ? _ ("The two are not the same yet.") : word_strength (strength);

  if (*text_of (self->first) == '\0')
    words = _ ("Several words that belong together for you alone are best.");
  gtk_label_set_text (GTK_LABEL (self->said), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->first), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
typed_cb (NomoPassphraseForm *self)
{
  if (self->said != NULL)
    say (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
add_entry (NomoPassphraseForm *self, const char *name)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_widget_add_css_class (label, "n-field-label");
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), label);
  gtk_box_append (GTK_BOX (self), entry);
  return entry;
}

static GtkWidget *
add_words (NomoPassphraseForm *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "n-caption");
  gtk_box_append (GTK_BOX (self), label);
  return label;
}

static gboolean
nomo_passphrase_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (NOMO_PASSPHRASE_FORM (widget)->first);
}

static void
nomo_passphrase_form_class_init (NomoPassphraseFormClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = nomo_passphrase_form_grab_focus;
  signals[CHANGED] =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nomo_passphrase_form_init (NomoPassphraseForm *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), SPACING);
}

/**
 * nomo_passphrase_form_new:
 * @is_new: whether it is to seal something from now on, so that it is asked for twice
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
nomo_passphrase_form_new (gboolean is_new)
{
  NomoPassphraseForm *self = g_object_new (NOMO_TYPE_PASSPHRASE_FORM, NULL);

  self->is_new = is_new;
  self->first = add_entry (self, _ ("Passphrase"));
  if (is_new) {
    self->second = add_entry (self, _ ("The same once more"));
    self->said = add_words (self);
    say (self);
  }
  return GTK_WIDGET (self);
}

/**
 * nomo_passphrase_form_get_text:
 * @self: a form
 *
 * Returns: what was typed
 */
const char *
nomo_passphrase_form_get_text (NomoPassphraseForm *self)
{
  g_return_val_if_fail (NOMO_IS_PASSPHRASE_FORM (self), NULL);
  return text_of (self->first);
}

/**
 * nomo_passphrase_form_type:
 * @self: a form
 * @text: what stands there from now on, as if somebody had typed it
 */
void
nomo_passphrase_form_type (NomoPassphraseForm *self, const char *text)
{
  g_return_if_fail (NOMO_IS_PASSPHRASE_FORM (self));
  if (self->second != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->second), text);
  gtk_editable_set_text (GTK_EDITABLE (self->first), text);
}

/**
 * nomo_passphrase_form_is_ready:
 * @self: a form
 *
 * Returns: whether that can be used: a new one is long enough, and twice the same
 */
gboolean
nomo_passphrase_form_is_ready (NomoPassphraseForm *self)
{
  g_return_val_if_fail (NOMO_IS_PASSPHRASE_FORM (self), FALSE);
  if (!self->is_new)
    return *text_of (self->first) != '\0';
  return nomo_passphrase_judge (text_of (self->first)) != NOMO_PASSPHRASE_SHORT && is_repeated (self);
}
