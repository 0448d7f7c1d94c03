#include "config.h"

#include "nomo-contact.h"

#include "nomo-rules.h"

#include <glib/gi18n.h>

static const NomoChoice stages[] = {
  { "subscriber", NC_ ("contact stage", "Subscriber") }, { "lead", NC_ ("contact stage", "Lead") },
  { "customer", NC_ ("contact stage", "Customer") },     { "partner", NC_ ("contact stage", "Partner") },
  { "other", NC_ ("contact stage", "Other") },           { NULL, NULL },
};

static const NomoChoice sources[] = {
  { "store", NC_ ("contact source", "Store") },
  { "whatsapp", NC_ ("contact source", "WhatsApp") },
  { "call", NC_ ("contact source", "Call") },
  { "form", NC_ ("contact source", "Form") },
  { "ad", NC_ ("contact source", "Ad") },
  { "referral", NC_ ("contact source", "Referral") },
  { "visit", NC_ ("contact source", "Visit or fair") },
  { "import", NC_ ("contact source", "Import") },
  { "other", NC_ ("contact source", "Other") },
  { NULL, NULL },
};

static const NomoChoice consents[] = {
  { "given", NC_ ("consent", "Given") },
  { "withdrawn", NC_ ("consent", "Withdrawn") },
  { NULL, NULL },
};

#define COLUMN   (NOMO_FIELD_INDEXED)
#define GROUP    (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)
#define PERSONAL (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE | NOMO_FIELD_INDEXED)

static const NomoField fields[] = {
  [CONTACT_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), PERSONAL | NOMO_FIELD_NAME },
  [CONTACT_COMPANY] = { "company", NOMO_TYPE_TEXT, N_ ("Company"), PERSONAL },
  [CONTACT_PHONE] = { "phone", NOMO_TYPE_PHONE, N_ ("Phone"), PERSONAL | NOMO_FIELD_NUMBER },
  [CONTACT_EMAIL] = { "email", NOMO_TYPE_EMAIL, N_ ("E-mail"), PERSONAL | NOMO_FIELD_UNIQUE },
  [CONTACT_CITY] = { "city", NOMO_TYPE_TEXT, N_ ("City"), GROUP | NOMO_FIELD_SEARCHABLE },
  [CONTACT_STAGE] = { "stage", NOMO_TYPE_CHOICE, N_ ("Stage"), GROUP, stages, .context = "contact stage" },
  [CONTACT_SOURCE] = { "source", NOMO_TYPE_CHOICE, N_ ("Source"), GROUP, sources, .context = "contact source" },
  [CONTACT_CUSTOMER] = { "customer", NOMO_TYPE_REF, N_ ("Customer"), NOMO_FIELD_GROUPED | NOMO_FIELD_PERSON, NULL,
                         "customer" },
  [CONTACT_REFERRED_BY] = { "referred_by", NOMO_TYPE_REF, N_ ("Referred by"), NOMO_FIELD_GROUPED, NULL, "contact",
                            NOMO_ON_DELETE_DETACH },
  [CONTACT_ASSIGNEE] = { "assignee", NOMO_TYPE_TEXT, N_ ("Assigned to"), GROUP },
  [CONTACT_CONSENT] = { "consent", NOMO_TYPE_CHOICE, N_ ("Consent"), GROUP, consents, .context = "consent" },
  [CONTACT_CONSENT_AT] = { "consent_at", NOMO_TYPE_TIME, N_ ("Consent on") },
  [CONTACT_NOTE] = { "note", NOMO_TYPE_TEXT, N_ ("Note"), NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE },
  [CONTACT_CREATED_AT] = { "created_at", NOMO_TYPE_TIME, N_ ("Created"), COLUMN | NOMO_FIELD_BORN },
  [CONTACT_EXTRA] = { "extra", NOMO_TYPE_EXTRA, N_ ("Custom fields"), NOMO_FIELD_PERSONAL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == CONTACT_N_FIELDS);

static const NomoField tag_fields[] = {
  [CONTACT_TAG_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Tag"), NOMO_FIELD_GROUPED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (tag_fields) == CONTACT_TAG_N_FIELDS);

static const NomoPart parts[] = {
  [CONTACT_PART_TAGS] = { "tags", N_ ("Tags"), tag_fields, CONTACT_TAG_N_FIELDS, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == CONTACT_N_PARTS);

/* An unknown number that wrote is a contact, too, and so is a company. */
static gboolean
check_identity (const NomoRecord *contact, GError **error)
{
  static const guint names[] = { CONTACT_NAME, CONTACT_COMPANY, CONTACT_PHONE, CONTACT_EMAIL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *text = nomo_record_get_text (contact, names[i]);

    if (text != NULL && *text != '\0')
      return TRUE;
  }
  /* Translators: 1 is what the record is ("Contact"), 2 the record's number. */
  return nomo_rules_refuse_field (contact, CONTACT_NAME,
                                  _ ("%1$s %2$s: give a name, a company, a phone or an e-mail address."), error);
}

/* A consent without its moment proves nothing. */
static gboolean
check_consent (const NomoRecord *contact, GError **error)
{
  return nomo_record_is_null (contact, CONTACT_CONSENT) ||
         nomo_rules_check_present (contact, CONTACT_CONSENT_AT, error);
}

static gboolean
check_referrer (const NomoRecord *contact, GError **error)
{
  if (nomo_record_is_null (contact, CONTACT_REFERRED_BY) ||
      nomo_record_get_int (contact, CONTACT_REFERRED_BY) != nomo_record_get_id (contact))
    return TRUE;
  /* Translators: 1 is what the record is ("Contact"), 2 the record's number, 3 the name of a field. */
  return nomo_rules_refuse_field (contact, CONTACT_REFERRED_BY, _ ("%1$s %2$s: “%3$s” is the record itself."), error);
}

static gboolean
contact_validate (const NomoRecord *contact, GError **error)
{
  return check_identity (contact, error) && nomo_rules_check_phone (contact, CONTACT_PHONE, error) &&
         nomo_rules_check_email (contact, CONTACT_EMAIL, error) && check_consent (contact, error) &&
         check_referrer (contact, error);
}

/**
 * nomo_contact_entity:
 *
 * Contacts, which are ours.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_contact_entity (void)
{
  static const NomoEntity entity = {
    .name = "contact",
    .label = N_ ("Contact"),
    .label_many = N_ ("Contacts"),
    .kind = NOMO_KIND_OWN,
    .fields = fields,
    .n_fields = CONTACT_N_FIELDS,
    .parts = parts,
    .n_parts = CONTACT_N_PARTS,
    .sort_field = CONTACT_CREATED_AT,
    .sort_descending = TRUE,
    .is_person = TRUE,
    .access = {
        [NOMO_ROLE_OWNER] = NOMO_VERBS_ALL,
        [NOMO_ROLE_MANAGER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_MARKETER] = NOMO_VERBS_EDIT,
        [NOMO_ROLE_AGENT] = NOMO_VERBS_EDIT,
    },
    .validate = contact_validate,
  };

  return &entity;
}
