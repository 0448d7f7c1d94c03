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
 * @NOMO_TYPE_EXTRA: the custom fields of a record: a JSON object of at most 50 texts, numbers, yes or no
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
  NOMO_TYPE_EXTRA,
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
 * @NOMO_FIELD_UNIQUE: no two living records have the same value; text that lists are sorted by is compared folded, other text
 *   as it is
 * @NOMO_FIELD_GROUPED: lists are filtered by its values: its index goes on with the natural order, so that the first rows of
 *   one value are there at once. Of a field of a part: records are filtered by what a row of the part holds
 * @NOMO_FIELD_PERSON: of a reference: the record is about that person, and erasing the person takes its personal values too
 * @NOMO_FIELD_MIRROR: Salla's, read only, whatever the kind of the entity
 * @NOMO_FIELD_TWO_WAY: Salla's, and we may edit it, whatever the kind of the entity
 * @NOMO_FIELD_OWN: ours, whatever the kind of the entity
 * @NOMO_FIELD_BORN: of a time: when the record was made, as long as nothing else is said
 * @NOMO_FIELD_CHANGED: of a time: when Salla says that it changed the record last
 * @NOMO_FIELD_PERCENT: of a whole number: hundredths of a percent
 * @NOMO_FIELD_ONCE: of a two-way field: what is said to Salla once, which has no value for it; it is null again once Salla has
 *   heard of it
 * @NOMO_FIELD_DERIVED: follows from what is said of the shop, so that another value is no other word about the record
 *
 * What the store does with a field. Its kind is that of the entity unless a flag says otherwise.
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
  NOMO_FIELD_UNIQUE = 1 << 8,
  NOMO_FIELD_GROUPED = 1 << 9,
  NOMO_FIELD_PERSON = 1 << 10,
  NOMO_FIELD_MIRROR = 1 << 11,
  NOMO_FIELD_TWO_WAY = 1 << 12,
  NOMO_FIELD_OWN = 1 << 13,
  NOMO_FIELD_BORN = 1 << 14,
  NOMO_FIELD_CHANGED = 1 << 15,
  NOMO_FIELD_DERIVED = 1 << 16,
  NOMO_FIELD_PERCENT = 1 << 17,
  NOMO_FIELD_ONCE = 1 << 18,
} NomoFieldFlags;

/**
 * NomoKind:
 * @NOMO_KIND_OWN: born here
 * @NOMO_KIND_TWO_WAY: Salla's, and we may edit it
 * @NOMO_KIND_MIRROR: Salla's, read only
 * @NOMO_KIND_FACT: something that happened: written once by nomo_store_append() and never changed, without history, feed and
 *   search. Its one %NOMO_FIELD_UNIQUE field keeps it from being written twice
 */
typedef enum {
  NOMO_KIND_OWN,
  NOMO_KIND_TWO_WAY,
  NOMO_KIND_MIRROR,
  NOMO_KIND_FACT,
} NomoKind;

/**
 * NomoOnDelete:
 * @NOMO_ON_DELETE_KEEP: nothing: what is named may be missing, as in every reference to a mirror
 * @NOMO_ON_DELETE_RESTRICT: the record that is named cannot be deleted as long as this one lives
 * @NOMO_ON_DELETE_DETACH: the reference loses its value
 * @NOMO_ON_DELETE_CASCADE: this record is deleted as well
 *
 * What becomes of a record whose reference names one that is deleted. All but the first want the record that is named to
 * live when they are written.
 */
typedef enum {
  NOMO_ON_DELETE_KEEP,
  NOMO_ON_DELETE_RESTRICT,
  NOMO_ON_DELETE_DETACH,
  NOMO_ON_DELETE_CASCADE,
} NomoOnDelete;

/**
 * NomoRole:
 * @NOMO_ROLE_SALLA: Salla itself: writes what is Salla's, and nothing else
 * @NOMO_ROLE_OWNER: the merchant
 * @NOMO_ROLE_MANAGER: runs the shop for the merchant
 * @NOMO_ROLE_MARKETER: coupons, messages, campaigns
 * @NOMO_ROLE_AGENT: sales and support: contacts and their tasks
 * @NOMO_ROLE_VIEWER: reads
 *
 * Who writes.
 */
typedef enum {
  NOMO_ROLE_SALLA,
  NOMO_ROLE_OWNER,
  NOMO_ROLE_MANAGER,
  NOMO_ROLE_MARKETER,
  NOMO_ROLE_AGENT,
  NOMO_ROLE_VIEWER,
  NOMO_N_ROLES
} NomoRole;

/**
 * NomoVerbs:
 * @NOMO_VERB_CREATE: make a record
 * @NOMO_VERB_UPDATE: change its fields
 * @NOMO_VERB_DELETE: delete it, or bring it back
 * @NOMO_VERB_ERASE: erase a person for ever
 *
 * What is done to a record.
 */
typedef enum {
  NOMO_VERB_CREATE = 1 << 0,
  NOMO_VERB_UPDATE = 1 << 1,
  NOMO_VERB_DELETE = 1 << 2,
  NOMO_VERB_ERASE = 1 << 3,
} NomoVerbs;

#define NOMO_VERBS_EDIT (NOMO_VERB_CREATE | NOMO_VERB_UPDATE | NOMO_VERB_DELETE)
#define NOMO_VERBS_ALL  (NOMO_VERBS_EDIT | NOMO_VERB_ERASE)

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
  NomoOnDelete on_delete;    /* of a NOMO_TYPE_REF */
  guint writers;             /* 1 << NomoRole of those who may write it; 0: whoever may write the record */
  const char *context;       /* nullable; message context of the choices' labels */
} NomoField;

/**
 * NomoPart:
 * @name: "items"
 * @label: N_()
 * @is_set: the rows have no order, and their first field tells them apart
 * @kind_flags: %NOMO_FIELD_MIRROR, %NOMO_FIELD_TWO_WAY or %NOMO_FIELD_OWN where the kind is not the entity's
 *
 * Rows that belong to a record and are written with it.
 */
typedef struct {
  const char *name;
  const char *label;
  const NomoField *fields;
  guint n_fields;
  gboolean is_set;
  NomoFieldFlags kind_flags;
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
  gboolean is_person;         /* erasing is meant for it */
  guint access[NOMO_N_ROLES]; /* NomoVerbs that a role may do; %NOMO_ROLE_SALLA's follow from the kinds */
  gboolean (*validate) (const NomoRecord *record, GError **error);          /* nullable */
  void (*roll_up) (const NomoRecord *record, NomoEmit emit, gpointer sink); /* nullable */
  /* nullable: what of Salla's @record is put over @old, of an entity that Salla tells now in brief, now in full */
  NomoRecord *(*reconcile) (const NomoRecord *old, NomoRecord *record);
};

NomoKind nomo_entity_get_field_kind (const NomoEntity *entity, guint field);
NomoKind nomo_entity_get_part_kind (const NomoEntity *entity, guint part);
gboolean _nomo_entity_is_two_way (const NomoEntity *entity, guint index);
gboolean nomo_entity_has_kind (const NomoEntity *entity, NomoKind kind);
gboolean nomo_entity_allows (const NomoEntity *entity, NomoRole role, NomoVerbs verb);
gboolean nomo_entity_allows_field (const NomoEntity *entity, NomoRole role, guint field);
gboolean nomo_entity_allows_part (const NomoEntity *entity, NomoRole role, guint part);
int nomo_entity_find_part (const NomoEntity *entity, const char *name);
gboolean nomo_field_is_grouped (const NomoField *field);
int nomo_entity_find_field (const NomoEntity *entity, const char *name);
const NomoEntity *nomo_entity_find (const NomoEntity *const *entities, const char *name);
gboolean nomo_type_is_text (NomoType type);
const char *nomo_field_get_choice_label (const NomoField *field, const char *key);

G_END_DECLS
