#pragma once

#include "nomo-types.h"

G_BEGIN_DECLS

/**
 * NOMO_MEASURES:
 *
 * How many sums a rollup keeps for a day and a dimension.
 */
#define NOMO_MEASURES 4

/**
 * NomoType:
 * @NOMO_TYPE_INT: a whole number
 * @NOMO_TYPE_TEXT: text
 * @NOMO_TYPE_BOOL: 0 or 1
 * @NOMO_TYPE_TIME: UTC milliseconds since 1970
 * @NOMO_TYPE_MONEY: minor units of the currency that another field of the record names
 * @NOMO_TYPE_CHOICE: the text key of a choice; keys that the descriptor does not know are kept
 * @NOMO_TYPE_REF: the id of a record of another entity, which need not exist
 * @NOMO_TYPE_PHONE: E.164
 * @NOMO_TYPE_EMAIL: an address
 *
 * What a field holds. Everything is kept as a 64-bit integer or as text.
 */
typedef enum {
  NOMO_TYPE_INT,
  NOMO_TYPE_TEXT,
  NOMO_TYPE_BOOL,
  NOMO_TYPE_TIME,
  NOMO_TYPE_MONEY,
  NOMO_TYPE_CHOICE,
  NOMO_TYPE_REF,
  NOMO_TYPE_PHONE,
  NOMO_TYPE_EMAIL,
} NomoType;

/**
 * NomoFieldFlags:
 * @NOMO_FIELD_REQUIRED: a record without a value is refused
 * @NOMO_FIELD_SEARCHABLE: its words are found by search
 * @NOMO_FIELD_PERSONAL: tells something about a person
 * @NOMO_FIELD_TRACKED: changes go into the history, also in a mirror
 * @NOMO_FIELD_INDEXED: lists can be sorted by it
 * @NOMO_FIELD_NAME: the name of the person or thing: search ranks by it, its beginning first
 * @NOMO_FIELD_NUMBER: a reference or a phone: search ranks an exact match first
 * @NOMO_FIELD_KEEPS_MIN: the smallest value ever written stays
 */
typedef enum {
  NOMO_FIELD_REQUIRED = 1 << 0,
  NOMO_FIELD_SEARCHABLE = 1 << 1,
  NOMO_FIELD_PERSONAL = 1 << 2,
  NOMO_FIELD_TRACKED = 1 << 3,
  NOMO_FIELD_INDEXED = 1 << 4,
  NOMO_FIELD_NAME = 1 << 5,
  NOMO_FIELD_NUMBER = 1 << 6,
  NOMO_FIELD_KEEPS_MIN = 1 << 7,
} NomoFieldFlags;

/**
 * NomoKind:
 * @NOMO_KIND_OWN: born here
 * @NOMO_KIND_TWO_WAY: Salla's, and we may edit it
 * @NOMO_KIND_MIRROR: Salla's, read only
 */
typedef enum {
  NOMO_KIND_OWN,
  NOMO_KIND_TWO_WAY,
  NOMO_KIND_MIRROR,
} NomoKind;

typedef struct {
  const char *key;
  const char *label; /* N_() */
} NomoChoice;

typedef struct {
  const char *name;
  NomoType type;
  const char *label; /* N_() */
  NomoFieldFlags flags;
  const NomoChoice *choices; /* nullable; ends with a NULL key */
  const char *ref;           /* entity that a NOMO_TYPE_REF points to; field that holds a NOMO_TYPE_MONEY's currency */
} NomoField;

typedef struct {
  const char *name;
  const NomoField *fields;
  guint n_fields;
} NomoPart;

/**
 * NomoEmit:
 * @sink: what nomo's roll_up function was given
 * @rollup: name of the rollup
 * @day: days since 1970-01-01 in the shop's zone
 * @dim: the dimension, "" when there is none
 * @measures: (array fixed-size=4): what the record adds to the sums
 */
typedef void (*NomoEmit) (gpointer sink, const char *rollup, int day, const char *dim, const gint64 *measures);

struct _NomoEntity {
  const char *name;       /* "order" */
  const char *label;      /* N_() */
  const char *label_many; /* N_() */
  NomoKind kind;
  const NomoField *fields;
  guint n_fields;
  const NomoPart *parts;
  guint n_parts;
  guint sort_field; /* natural order of a list */
  gboolean sort_descending;
  gboolean (*validate) (const NomoRecord *record, GError **error);          /* nullable */
  void (*roll_up) (const NomoRecord *record, NomoEmit emit, gpointer sink); /* nullable */
};

int nomo_entity_find_field (const NomoEntity *entity, const char *name);
const NomoEntity *nomo_entity_find (const NomoEntity *const *entities, const char *name);
gboolean nomo_type_is_text (NomoType type);
const char *nomo_field_get_choice_label (const NomoField *field, const char *key);

G_END_DECLS
