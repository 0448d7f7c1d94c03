#include "bench-orders.h"

#include <stdlib.h>

/* bench-make-store PATH N MERCHANT: a store of so many orders that a program opens as a shop of its own. */

int
main (int argc, char **argv)
{
  if (argc != 4)
    return 2;
  bench_make_shop (argv[1], (guint) atoi (argv[2]), argv[3]);
  return 0;
}
