#pragma once

#include "nomo-secret.h"

G_BEGIN_DECLS

#define NOMO_PASSPHRASE_ENVIRONMENT "NOMO_PASSPHRASE"
#define NOMO_PASSPHRASE_LEAST       8

/**
 * NomoPassphraseStrength:
 * @NOMO_PASSPHRASE_SHORT: too short to be taken
 * @NOMO_PASSPHRASE_WEAK: a machine that has the file would soon have it too
 * @NOMO_PASSPHRASE_FAIR: would take a machine long
 * @NOMO_PASSPHRASE_STRONG: several words
 *
 * How hard a passphrase is to guess, roughly.
 */
typedef enum {
  NOMO_PASSPHRASE_SHORT,
  NOMO_PASSPHRASE_WEAK,
  NOMO_PASSPHRASE_FAIR,
  NOMO_PASSPHRASE_STRONG,
} NomoPassphraseStrength;

NomoPassphraseStrength nomo_passphrase_judge (const char *passphrase);
char *nomo_passphrase_read (gboolean is_new, GError **error);

G_END_DECLS
