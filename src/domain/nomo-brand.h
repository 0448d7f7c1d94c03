#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoBrandField:
 *
 * Fields of a brand.
 */
typedef enum {
  BRAND_NAME,
  BRAND_LOGO,        /* text: address of a picture */
  BRAND_BANNER,      /* text: address of a picture */
  BRAND_DESCRIPTION, /* text */
  BRAND_N_FIELDS
} NomoBrandField;

const NomoEntity *nomo_brand_entity (void);

G_END_DECLS
