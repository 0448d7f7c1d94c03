#include "config.h"

#include "nomo-application.h"
#include "nomo-last-words.h"
#include "nomo-locale.h"

#include <signal.h>

int
main (int argc, char **argv)
{
  g_autoptr (NomoApplication) application = NULL;

  /* A file that may not grow is an error of whoever writes to it, not the end of the program. */
  signal (SIGXFSZ, SIG_IGN);
  nomo_last_words_watch_log ();
  nomo_locale_init (NULL);
  application = nomo_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
