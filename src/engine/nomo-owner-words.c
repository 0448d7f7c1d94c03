#include "config.h"

#include "nomo-owner-words.h"

#include "nomo-format.h"
#include "nomo-text.h"

#include <glib/gi18n.h>

/**
 * nomo_owner_words_dup:
 * @shop: a shop that a relay looks after
 *
 * Returns: (transfer full): which relay and since when, and what that means on this device
 */
char *
nomo_owner_words_dup (NomoShop *shop)
{
  g_autofree char *host = nomo_text_isolate_ltr (nomo_shop_get_relay (shop));
  g_autofree char *since = nomo_format_moment (nomo_shop_get_relay_since (shop), nomo_shop_get_zone (shop));

  if (nomo_shop_get_as_of (shop) == 0)
    /* Translators: 1 is the name of a server, 2 a moment, such as “22 November 2026, 10:42 AM”. */
    return g_strdup_printf (
        _ ("The relay %1$s has looked after this store since %2$s. Not everything had arrived on this device by then."),
        host, since);
  /* Translators: 1 is the name of a server, 2 a moment, such as “22 November 2026, 10:42 AM”. */
  return g_strdup_printf (
      _ ("The relay %1$s has looked after this store since %2$s. This device shows what it had then, also offline; what "
         "you change here waits and is not sent to Salla."),
      host, since);
}
