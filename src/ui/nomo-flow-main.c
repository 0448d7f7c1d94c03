#include "config.h"

#include "nomo-application.h"
#include "nomo-locale.h"

int
main (int argc, char **argv)
{
  g_autoptr (NomoApplication) application = NULL;

  nomo_locale_init (NULL);
  application = nomo_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
