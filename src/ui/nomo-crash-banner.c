#include "config.h"

#include "nomo-crash-banner.h"

#include "nomo-banner.h"

#include <glib/gi18n.h>

struct _NomoCrashBanner {
  AdwBin parent_instance;

  NomoBanner *banner;
  NomoCrash *crash;
};

G_DEFINE_FINAL_TYPE (NomoCrashBanner, nomo_crash_banner, ADW_TYPE_BIN)

static void
nomo_crash_banner_dispose (GObject *object)
{
  g_clear_object (&NOMO_CRASH_BANNER (object)->crash);
  G_OBJECT_CLASS (nomo_crash_banner_parent_class)->dispose (object);
}

static void
nomo_crash_banner_class_init (NomoCrashBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nomo_crash_banner_dispose;
}

/* It has no part in the spacing of what it stands in as long as it says nothing. */
static void
nomo_crash_banner_init (NomoCrashBanner *self)
{
  self->banner = NOMO_BANNER (nomo_banner_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->banner), "n-shell-banner");
  nomo_banner_set_narrow (self->banner, TRUE);
  nomo_banner_set_action (self->banner, _ ("Show the report"), "app.report");
  nomo_banner_set_close (self->banner, _ ("Do not show this again"), "app.forget-crash");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  g_object_bind_property (self->banner, "visible", self, "visible", G_BINDING_SYNC_CREATE);
}

static void
show (NomoCrashBanner *self)
{
  g_autofree char *sentence = nomo_crash_dup_sentence (self->crash);

  if (sentence != NULL)
    nomo_banner_show (self->banner, nomo_crash_get_tone (self->crash), nomo_crash_get_icon (self->crash), sentence);
  else
    nomo_banner_hide (self->banner);
}

/**
 * nomo_crash_banner_set_crash:
 * @self: a banner
 * @crash: what it tells of; once
 */
void
nomo_crash_banner_set_crash (NomoCrashBanner *self, NomoCrash *crash)
{
  g_return_if_fail (NOMO_IS_CRASH_BANNER (self));
  g_return_if_fail (self->crash == NULL);
  self->crash = g_object_ref (crash);
  g_signal_connect_object (crash, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

/**
 * nomo_crash_banner_set_narrow:
 * @self: a banner
 * @narrow: whether its button stands below its sentence, as it does until it is told
 */
void
nomo_crash_banner_set_narrow (NomoCrashBanner *self, gboolean narrow)
{
  g_return_if_fail (NOMO_IS_CRASH_BANNER (self));
  nomo_banner_set_narrow (self->banner, narrow);
}
