#pragma once

#include "nomo-demo-faults.h"

G_BEGIN_DECLS

#define NOMO_DEMO_FAULT_BIT(fault) (G_GUINT64_CONSTANT (1) << (fault))

/* What the faults have in common, whoever asks for them. */
typedef struct {
  const char *name;
  guint places;     /* a set of NomoDemoPlace: where it can befall a request */
  guint all;        /* a set of NomoDemoPlace: where "all" brings it about */
  const char *path; /* nullable: the requests that it befalls when nobody says which */
  const char *help;
} NomoDemoFaultKind;

const NomoDemoFaultKind *nomo_demo_fault_kind (NomoDemoFault fault);
gboolean nomo_demo_fault_kind_find (const char *name, NomoDemoFault *fault);

G_END_DECLS
