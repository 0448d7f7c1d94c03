#include "config.h"

#include "nomo-store-error.h"

G_DEFINE_QUARK (nomo - store - error - quark, nomo_store_error)
