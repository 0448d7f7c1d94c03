#include "config.h"

#include "nomo-error.h"

G_DEFINE_QUARK (nomo - core - error - quark, nomo_core_error)
