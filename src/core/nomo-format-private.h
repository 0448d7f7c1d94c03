#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What ICU formats for: the language together with its digits. */
typedef enum {
  NOMO_FORMAT_ENGLISH,
  NOMO_FORMAT_ARABIC,
  NOMO_FORMAT_ARABIC_DIGITS,
  NOMO_FORMAT_N_VARIANTS,
} NomoFormatVariant;

#define NOMO_FORMAT_MINUS        "\u2212"
#define NOMO_FORMAT_NBSP         "\u00a0"
#define NOMO_FORMAT_MAX_FRACTION 4

NomoFormatVariant _nomo_format_variant (void);
char *_nomo_format_magnitude (const char *decimal, int fraction);
char *_nomo_format_by_skeleton (const char *decimal, const char *skeleton);
char *_nomo_format_signed (gboolean negative, const char *magnitude);

G_END_DECLS
