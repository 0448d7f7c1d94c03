#include "config.h"

#include "nomo-random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define ALPHABET      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#define ALPHABET_SIZE (sizeof ALPHABET - 1)

/**
 * nomo_random_bytes:
 * @bytes: (out caller-allocates) (array length=size): where to write
 * @size: how many bytes
 *
 * Fills @bytes from the system's CSPRNG. There is no fallback: a kernel that gives no randomness ends the program, because
 * every state, token and code would be guessable.
 */
void
nomo_random_bytes (guint8 *bytes, gsize size)
{
  g_return_if_fail (bytes != NULL || size == 0);

  while (size > 0) {
    gssize got = getrandom (bytes, size, 0);

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      g_error ("The system gives no random numbers: %s", g_strerror (errno));
    bytes += got;
    size -= (gsize) got;
  }
}

/**
 * nomo_random_below:
 * @limit: how many values there are
 * @values: (out caller-allocates) (array length=count): where to write
 * @count: how many
 *
 * Fills @values from the system's CSPRNG, every value below @limit equally likely.
 */
void
nomo_random_below (guint8 limit, guint8 *values, gsize count)
{
  gsize filled = 0;

  g_return_if_fail (limit > 0);

  while (filled < count) {
    guint8 bytes[64];

    nomo_random_bytes (bytes, sizeof bytes);
    for (gsize i = 0; i < sizeof bytes && filled < count; i++) {
      /* The bytes above the last multiple of the limit would make the first values likelier. */
      if (bytes[i] < 256 / limit * limit)
        values[filled++] = bytes[i] % limit;
    }
    explicit_bzero (bytes, sizeof bytes);
  }
}

/**
 * nomo_random_alnum:
 * @length: how many characters
 *
 * A random text of ASCII letters and digits, every one of the 62 equally likely (5.95 bits each).
 *
 * Returns: (transfer full): the text; free it with nomo_secret_free() when it guards something
 */
char *
nomo_random_alnum (gsize length)
{
  char *text = g_malloc (length + 1);

  nomo_random_below (ALPHABET_SIZE, (guint8 *) text, length);
  for (gsize i = 0; i < length; i++)
    text[i] = ALPHABET[(guint8) text[i]];
  text[length] = '\0';
  return text;
}
