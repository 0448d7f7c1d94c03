#pragma once

#include "nomo-demo-faults.h"
#include "nomo-demo-random.h"

G_BEGIN_DECLS

void nomo_demo_fault_dice_throw (NomoDemoRandom *random, double rate, const NomoDemoFaultTarget *target,
                                 NomoDemoMishap *mishap);

G_END_DECLS
