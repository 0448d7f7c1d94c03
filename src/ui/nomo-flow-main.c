#include "config.h"

#include "nomo-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (NomoApplication) application = nomo_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
