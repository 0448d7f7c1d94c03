#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a code may be without its prefix, and how long the prefix. */
#define NOMO_CODES_MIN_LENGTH 4
#define NOMO_CODES_MAX_LENGTH 32
#define NOMO_CODES_MAX_PREFIX 32

/* Of so many codes that a pattern has, one may be given out at most: whoever tries at random then fails 999 times in 1000. */
#define NOMO_CODES_SPARSE 1000

/* How many codes may be made at once. */
#define NOMO_CODES_MAX_COUNT 1000000

/**
 * NomoCodeAlphabet:
 * @NOMO_CODES_ARABIC: Arabic letters
 * @NOMO_CODES_LATIN: Latin capitals
 * @NOMO_CODES_DIGITS: digits
 * @NOMO_CODES_MIXED: Latin capitals and digits
 *
 * What codes are made of.
 */
typedef enum {
  NOMO_CODES_ARABIC,
  NOMO_CODES_LATIN,
  NOMO_CODES_DIGITS,
  NOMO_CODES_MIXED,
  NOMO_CODES_N_ALPHABETS
} NomoCodeAlphabet;

/**
 * NomoCodePattern:
 * @alphabet: what they are made of
 * @prefix: (nullable): what all of them begin with
 * @length: how many letters follow the prefix, the check letter among them
 * @check: whether the last letter follows from the others, so that a slip of the hand is noticed
 * @speakable: whether consonants and vowels take turns; of letters only
 *
 * What codes look like.
 */
typedef struct {
  NomoCodeAlphabet alphabet;
  const char *prefix;
  guint length;
  gboolean check;
  gboolean speakable;
} NomoCodePattern;

gboolean nomo_codes_validate (const NomoCodePattern *pattern, GError **error);
guint64 nomo_codes_count (const NomoCodePattern *pattern);
gboolean nomo_codes_allow (const NomoCodePattern *pattern, guint64 count, GError **error);
GHashTable *nomo_codes_taken_new (void);
void nomo_codes_take (GHashTable *taken, const char *code);
GPtrArray *nomo_codes_make (const NomoCodePattern *pattern, guint count, GHashTable *taken, GError **error);
gboolean nomo_codes_check (const NomoCodePattern *pattern, const char *typed);

G_END_DECLS
