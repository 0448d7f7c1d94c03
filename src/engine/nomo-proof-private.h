#pragma once

#include "nomo-backup-read.h"
#include "nomo-inspection.h"
#include "nomo-proof.h"
#include "nomo-token-verdict.h"

G_BEGIN_DECLS

/* What was known of a sign-in when the check began. */
typedef struct {
  NomoTokenState state;
  GError *error; /* nullable */
  gint64 expires;
  gint64 due;
  char *relay; /* nullable: who keeps it */
} NomoProofSignIn;

/* A store that is being proved, in a thread. */
typedef struct {
  NomoStore *store;
  NomoProof *proof;
  NomoProofSignIn sign_in;
  char *backup;     /* nullable */
  char *passphrase; /* nullable */
  NomoInspectionProgress inspected;
  NomoBackupProgress read;
  GCancellable *cancellable;
} NomoProving;

void _nomo_proof_set (NomoProof *self, NomoProofKind kind, NomoProofState state, char *sentence);
void _nomo_proof_add (NomoProof *self, NomoProofKind kind, char *detail);

gboolean _nomo_proof_inspect (NomoProving *self, GError **error);
void _nomo_proof_check_counts (NomoProving *self);
void _nomo_proof_check_files (NomoProving *self);
gboolean _nomo_proof_check_backup (NomoProving *self, GError **error);
void _nomo_proof_check_sign_in (NomoProving *self);

G_END_DECLS
