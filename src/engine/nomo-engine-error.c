#include "config.h"

#include "nomo-engine-error.h"

G_DEFINE_QUARK (nomo - engine - error - quark, nomo_engine_error)
