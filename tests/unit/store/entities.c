#include "entities.h"

#include "nomo-calendar.h"
#include "nomo-record.h"

#define EVERYBODY                                                                                                   \
  {                                                                                                                 \
    [NOMO_ROLE_OWNER] = NOMO_VERBS_ALL, [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT, [NOMO_ROLE_AGENT] = NOMO_VERBS_EDIT, \
  }
#define LEADERS (1u << NOMO_ROLE_OWNER | 1u << NOMO_ROLE_MANAGER)

static const NomoField firm_fields[] = {
  [FIRM_NAME] = { "name", NOMO_TYPE_TEXT, "Name",
                  NOMO_FIELD_REQUIRED | NOMO_FIELD_UNIQUE | NOMO_FIELD_INDEXED | NOMO_FIELD_SEARCHABLE |
                      NOMO_FIELD_NAME },
};

const NomoEntity entity_firm = {
  .name = "firm",
  .label = "Firm",
  .label_many = "Firms",
  .kind = NOMO_KIND_OWN,
  .fields = firm_fields,
  .n_fields = FIRM_N_FIELDS,
  .sort_field = FIRM_NAME,
  .access = EVERYBODY,
};

#define PERSONAL (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE)

static const NomoField person_fields[] = {
  [PERSON_NAME] = { "name", NOMO_TYPE_TEXT, "Name",
                    PERSONAL | NOMO_FIELD_REQUIRED | NOMO_FIELD_NAME | NOMO_FIELD_INDEXED },
  [PERSON_PHONE] = { "phone", NOMO_TYPE_PHONE, "Phone", PERSONAL | NOMO_FIELD_NUMBER },
  [PERSON_EMAIL] = { "email", NOMO_TYPE_EMAIL, "E-mail", PERSONAL | NOMO_FIELD_UNIQUE },
  [PERSON_FIRM] = { "firm", NOMO_TYPE_REF, "Firm", NOMO_FIELD_GROUPED, .ref = "firm",
                    .on_delete = NOMO_ON_DELETE_DETACH },
  [PERSON_LIMIT] = { "limit", NOMO_TYPE_INT, "Limit", NOMO_FIELD_INDEXED, .writers = LEADERS },
  [PERSON_SEEN] = { "seen", NOMO_TYPE_TIME, "Seen", NOMO_FIELD_INDEXED },
};

static const NomoField tag_fields[] = { { "name", NOMO_TYPE_TEXT, "Tag", NOMO_FIELD_GROUPED } };

static const NomoPart person_parts[] = {
  [PERSON_PART_TAGS] = { "tags", "Tags", tag_fields, G_N_ELEMENTS (tag_fields), .is_set = TRUE },
};

const NomoEntity entity_person = {
  .name = "person",
  .label = "Person",
  .label_many = "Persons",
  .kind = NOMO_KIND_OWN,
  .fields = person_fields,
  .n_fields = PERSON_N_FIELDS,
  .parts = person_parts,
  .n_parts = G_N_ELEMENTS (person_parts),
  .sort_field = PERSON_SEEN,
  .sort_descending = TRUE,
  .is_person = TRUE,
  .access = EVERYBODY,
};

static const NomoField visit_fields[] = {
  [VISIT_PERSON] = { "person", NOMO_TYPE_REF, "Person", NOMO_FIELD_PERSON, .ref = "person",
                     .on_delete = NOMO_ON_DELETE_CASCADE },
  [VISIT_TEXT] = { "text", NOMO_TYPE_TEXT, "Text", PERSONAL },
  [VISIT_AT] = { "at", NOMO_TYPE_TIME, "Time", NOMO_FIELD_INDEXED | NOMO_FIELD_BORN },
};

const NomoEntity entity_visit = {
  .name = "visit",
  .label = "Visit",
  .label_many = "Visits",
  .kind = NOMO_KIND_OWN,
  .fields = visit_fields,
  .n_fields = VISIT_N_FIELDS,
  .sort_field = VISIT_AT,
  .access = EVERYBODY,
};

static const NomoField bill_fields[] = {
  [BILL_PERSON] = { "person", NOMO_TYPE_REF, "Person", NOMO_FIELD_REQUIRED, .ref = "person",
                    .on_delete = NOMO_ON_DELETE_RESTRICT },
  [BILL_AMOUNT] = { "amount", NOMO_TYPE_INT, "Amount", NOMO_FIELD_INDEXED },
};

const NomoEntity entity_bill = {
  .name = "bill",
  .label = "Bill",
  .label_many = "Bills",
  .kind = NOMO_KIND_OWN,
  .fields = bill_fields,
  .n_fields = BILL_N_FIELDS,
  .sort_field = BILL_AMOUNT,
  .access = EVERYBODY,
};

static const NomoField offer_fields[] = {
  [OFFER_CODE] = { "code", NOMO_TYPE_TEXT, "Code", NOMO_FIELD_REQUIRED | NOMO_FIELD_UNIQUE | NOMO_FIELD_INDEXED },
  [OFFER_PERCENT] = { "percent", NOMO_TYPE_INT, "Percent" },
  [OFFER_USES] = { "uses", NOMO_TYPE_INT, "Uses", NOMO_FIELD_MIRROR | NOMO_FIELD_INDEXED },
};

static const NomoField product_fields[] = { { "product", NOMO_TYPE_INT, "Product" } };

static const NomoPart offer_parts[] = {
  [OFFER_PART_PRODUCTS] = { "products", "Products", product_fields, G_N_ELEMENTS (product_fields), .is_set = TRUE },
};

const NomoEntity entity_offer = {
  .name = "offer",
  .label = "Offer",
  .label_many = "Offers",
  .kind = NOMO_KIND_TWO_WAY,
  .fields = offer_fields,
  .n_fields = OFFER_N_FIELDS,
  .parts = offer_parts,
  .n_parts = G_N_ELEMENTS (offer_parts),
  .sort_field = OFFER_CODE,
  .access = EVERYBODY,
};

static const NomoField click_fields[] = {
  [CLICK_KEY] = { "key", NOMO_TYPE_TEXT, "Key", NOMO_FIELD_REQUIRED | NOMO_FIELD_UNIQUE },
  [CLICK_AT] = { "at", NOMO_TYPE_TIME, "Time", NOMO_FIELD_REQUIRED | NOMO_FIELD_INDEXED },
  [CLICK_PAGE] = { "page", NOMO_TYPE_TEXT, "Page", NOMO_FIELD_PERSONAL },
  [CLICK_PERSON] = { "person", NOMO_TYPE_REF, "Person", NOMO_FIELD_PERSON, .ref = "person" },
};

static void
click_roll_up (const NomoRecord *click, NomoEmit emit, gpointer sink)
{
  gint64 measures[NOMO_MEASURES] = { 1 };

  emit (sink, CLICK_DAY, nomo_day_of (nomo_record_get_int (click, CLICK_AT), nomo_calendar_riyadh ()), "", measures);
}

const NomoEntity entity_click = {
  .name = "click",
  .label = "Click",
  .label_many = "Clicks",
  .kind = NOMO_KIND_FACT,
  .fields = click_fields,
  .n_fields = CLICK_N_FIELDS,
  .sort_field = CLICK_AT,
  .roll_up = click_roll_up,
};

const NomoEntity *const test_entities[] = { &entity_firm,  &entity_person, &entity_visit, &entity_bill,
                                            &entity_offer, &entity_click,  NULL };
