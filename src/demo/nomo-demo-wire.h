#pragma once

#include "nomo-demo-faults.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean nomo_demo_wire_loses_answer (const NomoDemoMishap *mishap);
void nomo_demo_wire_befall (SoupServerMessage *message, const NomoDemoMishap *mishap);
void nomo_demo_wire_drop (SoupServerMessage *message);

G_END_DECLS
