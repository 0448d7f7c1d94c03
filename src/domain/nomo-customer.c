#include "config.h"

#include "nomo-customer.h"

#include "nomo-calendar.h"
#include "nomo-rules.h"

#include <glib/gi18n.h>

static const NomoChoice genders[] = {
  { "female", NC_ ("gender", "Female") },
  { "male", NC_ ("gender", "Male") },
  { NULL, NULL },
};

#define PERSONAL_COLUMN (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE | NOMO_FIELD_INDEXED)
#define GROUP           (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define MOMENT_COLUMN   (NOMO_FIELD_INDEXED)
#define OWN_NOTE        (NOMO_FIELD_OWN | NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE)

static const NomoField fields[] = {
  [CUSTOMER_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), PERSONAL_COLUMN | NOMO_FIELD_NAME },
  [CUSTOMER_FIRST_NAME] = { "first_name", NOMO_TYPE_TEXT, N_ ("First name"), NOMO_FIELD_PERSONAL },
  [CUSTOMER_LAST_NAME] = { "last_name", NOMO_TYPE_TEXT, N_ ("Last name"), NOMO_FIELD_PERSONAL },
  [CUSTOMER_PHONE] = { "phone", NOMO_TYPE_PHONE, N_ ("Phone"), PERSONAL_COLUMN | NOMO_FIELD_NUMBER },
  [CUSTOMER_EMAIL] = { "email", NOMO_TYPE_EMAIL, N_ ("E-mail"), PERSONAL_COLUMN },
  [CUSTOMER_CITY] = { "city", NOMO_TYPE_TEXT, N_ ("City"), NOMO_FIELD_SEARCHABLE | GROUP },
  [CUSTOMER_COUNTRY] = { "country", NOMO_TYPE_TEXT, N_ ("Country"), GROUP },
  [CUSTOMER_GENDER] = { "gender", NOMO_TYPE_CHOICE, N_ ("Gender"), NOMO_FIELD_PERSONAL | NOMO_FIELD_GROUPED, genders,
                        .context = "gender" },
  [CUSTOMER_UPDATED_AT] = { "updated_at", NOMO_TYPE_TIME, N_ ("Last change"), MOMENT_COLUMN },
  [CUSTOMER_FIRST_SEEN] = { "first_seen", NOMO_TYPE_TIME, N_ ("First seen"), MOMENT_COLUMN | NOMO_FIELD_KEEPS_MIN },
  [CUSTOMER_BIRTHDAY] = { "birthday", NOMO_TYPE_TIME, N_ ("Birthday"), NOMO_FIELD_PERSONAL },
  [CUSTOMER_BLOCKED] = { "blocked", NOMO_TYPE_BOOL, N_ ("Blocked"), NOMO_FIELD_GROUPED | NOMO_FIELD_TRACKED },
  [CUSTOMER_NOTE] = { "note", NOMO_TYPE_TEXT, N_ ("Note"), OWN_NOTE, .writers = NOMO_WRITERS_SALES },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CUSTOMER_N_FIELDS);

static const NomoField group_fields[] = {
  [CUSTOMER_GROUP_ID] = { "group_id", NOMO_TYPE_INT, N_ ("Group number"), NOMO_FIELD_GROUPED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (group_fields) == CUSTOMER_GROUP_N_FIELDS);

static const NomoPart parts[] = {
  [CUSTOMER_PART_GROUPS] = { "groups", N_ ("Groups"), group_fields, CUSTOMER_GROUP_N_FIELDS, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == CUSTOMER_N_PARTS);

static void
customer_roll_up (const NomoRecord *customer, NomoEmit emit, gpointer sink)
{
  gint64 measures[NOMO_MEASURES] = { [CUSTOMER_DAY_NEW] = 1 };

  if (nomo_record_is_null (customer, CUSTOMER_FIRST_SEEN))
    return;
  emit (sink, NOMO_CUSTOMER_DAY,
        nomo_day_of (nomo_record_get_int (customer, CUSTOMER_FIRST_SEEN), nomo_calendar_riyadh ()), "", measures);
}

/**
 * nomo_customer_entity:
 *
 * Customers, a mirror of Salla's but for the note, which is ours.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_customer_entity (void)
{
  static const NomoEntity entity = {
    .name = "customer",
    .label = N_ ("Customer"),
    .label_many = N_ ("Customers"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = CUSTOMER_N_FIELDS,
    .parts = parts,
    .n_parts = CUSTOMER_N_PARTS,
    .sort_field = CUSTOMER_UPDATED_AT,
    .sort_descending = TRUE,
    .is_person = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERB_UPDATE | NOMO_VERB_ERASE,
        [NOMO_ROLE_MANAGER] = NOMO_VERB_UPDATE,
        [NOMO_ROLE_AGENT] = NOMO_VERB_UPDATE,
    },
    .roll_up = customer_roll_up,
  };

  return &entity;
}
