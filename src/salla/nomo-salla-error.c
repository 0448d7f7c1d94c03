#include "config.h"

#include "nomo-salla-error.h"

G_DEFINE_QUARK (nomo - salla - error - quark, nomo_salla_error)
