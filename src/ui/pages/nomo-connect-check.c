#include "config.h"

#include "nomo-connect-check.h"

#include "nomo-secret.h"

#include <glib/gi18n.h>
#include <string.h>

#define FEWEST_OF_SECRET 32
#define DASHES_OF_UUID   4

static gboolean
is_address (const char *text)
{
  return strstr (text, "://") != NULL || g_str_has_prefix (text, "www.") || strchr (text, '/') != NULL;
}

static gboolean
has_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/**
 * nomo_connect_check_id:
 * @id: what was entered as an app's client id, without blanks around it
 *
 * Returns: (nullable): what is wrong with it, translated, and what to do; %NULL when it may be one
 */
const char *
nomo_connect_check_id (const char *id)
{
  if (is_address (id))
    return _ ("This is an address. Copy the client ID itself from the page of your app.");
  if (strchr (id, '@') != NULL)
    return _ ("This is an e-mail address. Copy the client ID from the page of your app.");
  if (has_blank (id))
    return _ ("A client ID has no spaces in it. Copy it alone, without the words around it.");
  return NULL;
}

/**
 * nomo_connect_check_secret:
 * @secret: what was entered as an app's client secret, without blanks around it
 * @id: what was entered as its client id
 *
 * Returns: (nullable): what is wrong with it, translated, and what to do; %NULL when it may be one
 */
const char *
nomo_connect_check_secret (const char *secret, const char *id)
{
  if (is_address (secret))
    return _ ("This is an address. Copy the client secret itself from the page of your app.");
  if (has_blank (secret))
    return _ ("A client secret has no spaces in it. Copy it alone, without the words around it.");
  if (nomo_secret_equal (secret, id))
    return _ ("This is the client ID once more. The client secret stands beside it.");
  return NULL;
}

static gboolean
is_uuid (const char *text)
{
  guint dashes = 0;

  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '-')
      dashes++;
    else if (!g_ascii_isxdigit (*p))
      return FALSE;
  }
  return dashes == DASHES_OF_UUID;
}

/**
 * nomo_connect_check_swapped:
 * @id: what was entered as an app's client id
 * @secret: what was entered as its client secret
 * @known_id: (nullable): the client id of the store that is connected already
 *
 * Salla says nowhere how an id and a secret look, so this is a reason to ask, not one to refuse them.
 *
 * Returns: whether each seems to be in the place of the other
 */
gboolean
nomo_connect_check_swapped (const char *id, const char *secret, const char *known_id)
{
  if (known_id != NULL && *known_id != '\0')
    return nomo_secret_equal (secret, known_id);
  return is_uuid (secret) && !is_uuid (id) && strlen (id) >= FEWEST_OF_SECRET;
}
