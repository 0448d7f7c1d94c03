#include "config.h"

#include "nomo-secret.h"

#include <string.h>

/**
 * nomo_secret_equal:
 * @known: (nullable): the secret that we hold
 * @given: (nullable): what the other side sent
 *
 * Compares two secrets. The time depends on the length of @given alone, which its sender knows: neither the position of the
 * first difference nor the length of @known shows. A missing secret equals nothing, not even another missing one, and so
 * does an empty one: neither can let anybody in.
 *
 * Returns: whether both are there and the same
 */
gboolean
nomo_secret_equal (const char *known, const char *given)
{
  if (known == NULL || given == NULL || *known == '\0')
    return FALSE;

  gsize known_length = strlen (known);
  gsize given_length = strlen (given);
  volatile gsize difference = known_length ^ given_length;
  gsize at = 0;

  for (gsize i = 0; i < given_length; i++) {
    difference |= (gsize) ((guint8) known[at] ^ (guint8) given[i]);
    /* Goes on at the start of a shorter secret, without a branch that could be seen. */
    at = (at + 1) & (0 - (gsize) (at + 1 < known_length));
  }
  return difference == 0;
}

/**
 * nomo_secret_free:
 * @secret: (nullable) (transfer full): a text
 *
 * Overwrites @secret and frees it.
 */
void
nomo_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * nomo_secret_to_bytes:
 * @secret: (transfer full): a text
 *
 * Hands a secret on as bytes that are wiped with their last reference.
 *
 * Returns: (transfer full): the bytes of @secret, without the final zero
 */
GBytes *
nomo_secret_to_bytes (char *secret)
{
  g_return_val_if_fail (secret != NULL, NULL);

  return g_bytes_new_with_free_func (secret, strlen (secret), (GDestroyNotify) nomo_secret_free, secret);
}
