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
  gsize filled = 0;

  while (filled < length) {
    guint8 bytes[64];

    nomo_random_bytes (bytes, sizeof bytes);
    for (gsize i = 0; i < sizeof bytes && filled < length; i++) {
      /* The bytes above the last multiple of 62 would make the first letters likelier. */
      if (bytes[i] < 256 / ALPHABET_SIZE * ALPHABET_SIZE)
        text[filled++] = ALPHABET[bytes[i] % ALPHABET_SIZE];
    }
    explicit_bzero (bytes, sizeof bytes);
  }
  text[length] = '\0';
  return text;
}
