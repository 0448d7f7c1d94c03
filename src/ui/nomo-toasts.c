#include "config.h"

#include "nomo-toasts.h"

/* Enough to read the sentence, and to reach the button; in seconds. */
#define TOAST        5
#define TOAST_TO_ACT 10
/* Who had a sentence before the eyes for so long has read it. */
#define READ (2 * G_USEC_PER_SEC)

typedef struct {
  char *sentence;
  char *label;
  char *action;
  GVariant *target;
} Said;

/* In libadwaita 1.2 a toast of high priority ends the program when it is closed while the one that it took the place of still
 * fades. So the overlay is given one at a time, and what waits does so here. */
struct _NomoToasts {
  GObject parent_instance;

  AdwToastOverlay *overlay;
  GQueue waiting;
  Said *said;
  AdwToast *toast;
  gulong dismissed;
  gint64 since;
  gboolean taken; /* what it offers; it goes a moment later */
};

G_DEFINE_FINAL_TYPE (NomoToasts, nomo_toasts, G_TYPE_OBJECT)

static Said *
said_new (const char *sentence, const char *label, const char *action, GVariant *target)
{
  Said *said = g_new (Said, 1);

  *said = (Said) { g_strdup (sentence), g_strdup (label), g_strdup (action),
                   target != NULL ? g_variant_ref_sink (target) : NULL };
  return said;
}

static void
said_free (Said *said)
{
  g_free (said->sentence);
  g_free (said->label);
  g_free (said->action);
  g_clear_pointer (&said->target, g_variant_unref);
  g_free (said);
}

static void
forget_shown (NomoToasts *self)
{
  if (self->toast != NULL)
    g_clear_signal_handler (&self->dismissed, self->toast);
  g_clear_object (&self->toast);
  g_clear_pointer (&self->said, said_free);
}

static void show (NomoToasts *self, Said *said);

static void
dismissed_cb (NomoToasts *self)
{
  Said *next = g_queue_pop_head (&self->waiting);

  forget_shown (self);
  if (next != NULL)
    show (self, next);
}

static void
taken_cb (NomoToasts *self, AdwToast *toast)
{
  if (toast == self->toast)
    self->taken = TRUE;
}

static void
show (NomoToasts *self, Said *said)
{
  g_autofree char *escaped = g_markup_escape_text (said->sentence, -1);

  self->said = said;
  self->since = g_get_monotonic_time ();
  self->taken = FALSE;
  self->toast = g_object_ref (adw_toast_new (escaped));
  adw_toast_set_timeout (self->toast, said->label != NULL ? TOAST_TO_ACT : TOAST);
  adw_toast_set_button_label (self->toast, said->label);
  adw_toast_set_action_name (self->toast, said->action);
  adw_toast_set_action_target_value (self->toast, said->target);
  adw_toast_overlay_add_toast (self->overlay, self->toast);
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (taken_cb), self, G_CONNECT_SWAPPED);
  self->dismissed = g_signal_connect_swapped (self->toast, "dismissed", G_CALLBACK (dismissed_cb), self);
}

/* What can be acted on, and has not been. Or what nobody can have read yet. */
static gboolean
comes_again (NomoToasts *self)
{
  if (self->said->label != NULL)
    return !self->taken;
  return g_get_monotonic_time () - self->since < READ;
}

static void
set_aside (NomoToasts *self)
{
  g_autoptr (AdwToast) toast = g_object_ref (self->toast);

  if (comes_again (self))
    g_queue_push_head (&self->waiting, g_steal_pointer (&self->said));
  forget_shown (self);
  adw_toast_dismiss (toast);
}

static void
nomo_toasts_dispose (GObject *object)
{
  NomoToasts *self = NOMO_TOASTS (object);

  forget_shown (self);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) said_free);
  g_clear_object (&self->overlay);
  G_OBJECT_CLASS (nomo_toasts_parent_class)->dispose (object);
}

static void
nomo_toasts_class_init (NomoToastsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_toasts_dispose;
}

static void
nomo_toasts_init (NomoToasts *self)
{
  g_queue_init (&self->waiting);
}

/**
 * nomo_toasts_new:
 * @overlay: where they are shown; nothing else shows any there
 *
 * Decides what is told in passing when.
 *
 * Returns: (transfer full): toasts, of which none is shown
 */
NomoToasts *
nomo_toasts_new (AdwToastOverlay *overlay)
{
  NomoToasts *self = g_object_new (NOMO_TYPE_TOASTS, NULL);

  self->overlay = g_object_ref (overlay);
  return self;
}

/**
 * nomo_toasts_show:
 * @self: the toasts
 * @sentence: what happened, as plain text
 * @label: (nullable): what can be done about it, as a verb
 * @action: (nullable): name of the action that does it
 * @target: (nullable): for @action; a floating reference is sunk
 * @may_wait: whether it is shown after what is shown now, as what no deed of the person brought about
 *
 * Tells something. An answer is shown at once; what it takes the place of is shown again after it when it offers something, or
 * when it was not there long enough to be read.
 */
void
nomo_toasts_show (NomoToasts *self, const char *sentence, const char *label, const char *action, GVariant *target,
                  gboolean may_wait)
{
  Said *said;

  g_return_if_fail (NOMO_IS_TOASTS (self));
  said = said_new (sentence, label, action, target);
  if (self->toast != NULL && may_wait) {
    g_queue_push_tail (&self->waiting, said);
    return;
  }
  if (self->toast != NULL)
    set_aside (self);
  show (self, said);
}
