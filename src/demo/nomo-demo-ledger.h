#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gint64 time; /* the store's clock, UTC milliseconds */
  char *method;
  char *target; /* path and query without secrets */
  guint status;
  guint chain; /* token chain, 0 for none */
  char *fault; /* nullable: the fault it met */
  char *grant; /* nullable: of a token request, the grant type and what came of it */
} NomoDemoEntry;

/* What is noted of a request; everything is copied. */
typedef struct {
  gint64 time; /* the store's clock, UTC milliseconds */
  const char *method;
  const char *path;
  const char *query; /* nullable, as it came: the values of secrets are left out */
  guint status;      /* of HTTP, 0 if there was no answer */
  guint chain;       /* the token chain that it belonged to, 0 for none */
  const char *fault; /* nullable */
  const char *grant; /* nullable */
} NomoDemoRequest;

typedef struct _NomoDemoLedger NomoDemoLedger;

NomoDemoLedger *nomo_demo_ledger_new (void);
void nomo_demo_ledger_free (NomoDemoLedger *self);
void nomo_demo_ledger_add (NomoDemoLedger *self, const NomoDemoRequest *request);
const NomoDemoEntry *nomo_demo_ledger_get (const NomoDemoLedger *self, guint index);
guint nomo_demo_ledger_get_length (const NomoDemoLedger *self);
guint64 nomo_demo_ledger_get_dropped (const NomoDemoLedger *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoLedger, nomo_demo_ledger_free)

G_END_DECLS
