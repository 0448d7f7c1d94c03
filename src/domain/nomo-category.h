#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoCategoryField:
 *
 * Fields of a category.
 */
typedef enum {
  CATEGORY_NAME,
  CATEGORY_PARENT,   /* reference to a category; null at the top */
  CATEGORY_STATUS,   /* choice */
  CATEGORY_POSITION, /* int: the shop's order among the children of one parent */
  CATEGORY_N_FIELDS
} NomoCategoryField;

const NomoEntity *nomo_category_entity (void);

G_END_DECLS
