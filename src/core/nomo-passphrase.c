#include "config.h"

#include "nomo-passphrase.h"

#include "nomo-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_LENGTH 1024
#define LOOK_MS    200

/* Letters of one that is fair, and of one that is strong; and how many different ones those have. */
#define FAIR             12
#define FAIR_DIFFERENT   5
#define FAIR_OF_DIGITS   16
#define STRONG           20
#define STRONG_DIFFERENT 8

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

/* The last signal that came while a passphrase was being typed. */
static volatile sig_atomic_t caught;

static void catch (int number)
{
  caught = number;
}

static gboolean
fail (GError **error, const char *why)
{
  g_set_error_literal (error, NOMO_CORE_ERROR, NOMO_CORE_ERROR_INVALID, why);
  return FALSE;
}

/* What other programs of the user could read of this one's environment goes, and no program started from here gets it. */
static char *
take_from_environment (void)
{
  const char *value = g_getenv (NOMO_PASSPHRASE_ENVIRONMENT);
  char *copy = g_strdup (value);

  if (value != NULL)
    explicit_bzero ((char *) value, strlen (value));
  g_unsetenv (NOMO_PASSPHRASE_ENVIRONMENT);
  return copy;
}

static gboolean
read_line (int terminal, char *line, gsize room)
{
  struct pollfd poller = { terminal, POLLIN, 0 };
  gssize n = -1;

  while (caught == 0 && n < 0) {
    if (poll (&poller, 1, LOOK_MS) <= 0)
      continue;
    n = read (terminal, line, room - 1);
    if (n < 0 && errno != EINTR)
      break;
  }
  line[MAX (n, 0)] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  return caught == 0 && n > 0;
}

/* Without an echo; whatever signal comes, the terminal is left as it was. */
static char *
ask (int terminal, const char *prompt)
{
  struct sigaction before[G_N_ELEMENTS (signals)];
  struct sigaction now = { .sa_handler = catch };
  struct termios usual, silent;
  char line[MAX_LENGTH] = "";
  char *answer;
  gboolean ok;

  if (tcgetattr (terminal, &usual) != 0)
    return NULL;
  caught = 0;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &now, &before[i]);
  silent = usual;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  (void) !write (terminal, prompt, strlen (prompt));
  tcsetattr (terminal, TCSAFLUSH, &silent);
  ok = read_line (terminal, line, sizeof line);
  tcsetattr (terminal, TCSAFLUSH, &usual);
  (void) !write (terminal, "\n", 1);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sigaction (signals[i], &before[i], NULL);
  if (caught != 0)
    raise (caught);
  answer = ok && *line != '\0' ? g_strdup (line) : NULL;
  explicit_bzero (line, sizeof line);
  return answer;
}

static char *
ask_twice (int terminal, GError **error)
{
  g_autoptr (NomoSecret) first = ask (terminal, _ ("A passphrase for the backup: "));
  g_autoptr (NomoSecret) second = first != NULL ? ask (terminal, _ ("Once more: ")) : NULL;

  if (second == NULL)
    fail (error, _ ("No passphrase was typed."));
  else if (!nomo_secret_equal (first, second))
    fail (error, _ ("The two passphrases differ."));
  else
    return g_steal_pointer (&first);
  return NULL;
}

static char *
ask_once (int terminal, GError **error)
{
  char *answer = ask (terminal, _ ("The passphrase of the backup: "));

  if (answer == NULL)
    fail (error, _ ("No passphrase was typed."));
  return answer;
}

static char *
read_from_terminal (gboolean is_new, GError **error)
{
  int terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  char *passphrase;

  if (terminal < 0) {
    fail (error, _ ("There is no terminal to ask for a passphrase. Set NOMO_PASSPHRASE."));
    return NULL;
  }
  passphrase = is_new ? ask_twice (terminal, error) : ask_once (terminal, error);
  close (terminal);
  return passphrase;
}

static glong
count_different (const char *passphrase)
{
  g_autoptr (GHashTable) letters = g_hash_table_new (NULL, NULL);

  for (const char *p = passphrase; *p != '\0'; p = g_utf8_next_char (p))
    g_hash_table_add (letters, GUINT_TO_POINTER (g_utf8_get_char (p)));
  return (glong) g_hash_table_size (letters);
}

static gboolean
is_of_digits (const char *passphrase)
{
  for (const char *p = passphrase; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isdigit (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

/**
 * nomo_passphrase_judge:
 * @passphrase: what is being typed, UTF-8
 *
 * Returns: how hard it is to guess
 */
NomoPassphraseStrength
nomo_passphrase_judge (const char *passphrase)
{
  glong letters = g_utf8_strlen (passphrase, -1);
  glong different = count_different (passphrase);

  if (letters < NOMO_PASSPHRASE_LEAST)
    return NOMO_PASSPHRASE_SHORT;
  if (letters < FAIR || different < FAIR_DIFFERENT || (letters < FAIR_OF_DIGITS && is_of_digits (passphrase)))
    return NOMO_PASSPHRASE_WEAK;
  return letters >= STRONG && different >= STRONG_DIFFERENT ? NOMO_PASSPHRASE_STRONG : NOMO_PASSPHRASE_FAIR;
}

static gboolean
check (const char *passphrase, gboolean is_new, GError **error)
{
  if (*passphrase == '\0')
    return fail (error, _ ("No passphrase was typed."));
  if (is_new && g_utf8_validate (passphrase, -1, NULL) && g_utf8_strlen (passphrase, -1) < NOMO_PASSPHRASE_LEAST)
    return fail (error, _ ("The passphrase is too short: at least 8 characters are needed, several words are best."));
  return TRUE;
}

/**
 * nomo_passphrase_read:
 * @is_new: whether something is to be sealed with it, so that it is asked for twice and must not be short
 * @error: return location, gets a whole sentence
 *
 * Takes a passphrase from the environment, out of which it goes, or asks for it on the terminal without showing it. Blocks.
 *
 * Returns: (transfer full) (nullable): the passphrase, to be freed by nomo_secret_free()
 */
char *
nomo_passphrase_read (gboolean is_new, GError **error)
{
  g_autoptr (NomoSecret) passphrase = take_from_environment ();

  if (passphrase == NULL)
    passphrase = read_from_terminal (is_new, error);
  return passphrase != NULL && check (passphrase, is_new, error) ? g_steal_pointer (&passphrase) : NULL;
}
