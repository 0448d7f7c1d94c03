#include "config.h"

#include "nomo-employee.h"

#include <glib/gi18n.h>

static const NomoChoice statuses[] = {
  { "active", NC_ ("employee status", "Active") },
  { "inactive", NC_ ("employee status", "Suspended") },
  { NULL, NULL },
};

#define PERSONAL (NOMO_FIELD_PERSONAL | NOMO_FIELD_SEARCHABLE)
#define GROUP    (NOMO_FIELD_INDEXED | NOMO_FIELD_GROUPED)

static const NomoField fields[] = {
  [EMPLOYEE_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Name"), PERSONAL | NOMO_FIELD_INDEXED | NOMO_FIELD_NAME },
  [EMPLOYEE_EMAIL] = { "email", NOMO_TYPE_EMAIL, N_ ("E-mail"), PERSONAL },
  [EMPLOYEE_PHONE] = { "phone", NOMO_TYPE_PHONE, N_ ("Phone"), PERSONAL | NOMO_FIELD_NUMBER },
  [EMPLOYEE_ROLE] = { "role", NOMO_TYPE_TEXT, N_ ("Role"), GROUP },
  [EMPLOYEE_STATUS] = { "status", NOMO_TYPE_CHOICE, N_ ("Status"), GROUP, statuses, .context = "employee status" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fields) == EMPLOYEE_N_FIELDS);

static const NomoField role_fields[] = {
  [EMPLOYEE_ROLE_NAME] = { "name", NOMO_TYPE_TEXT, N_ ("Role"), NOMO_FIELD_GROUPED },
};
G_STATIC_ASSERT (G_N_ELEMENTS (role_fields) == EMPLOYEE_ROLE_N_FIELDS);

static const NomoPart parts[] = {
  [EMPLOYEE_PART_ROLES] = { "roles", N_ ("Roles"), role_fields, EMPLOYEE_ROLE_N_FIELDS, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (parts) == EMPLOYEE_N_PARTS);

/**
 * nomo_employee_entity:
 *
 * Employees of the shop, a mirror of Salla's: nobody here writes them.
 *
 * Returns: the descriptor
 */
const NomoEntity *
nomo_employee_entity (void)
{
  static const NomoEntity entity = {
    .name = "employee",
    .label = N_ ("Employee"),
    .label_many = N_ ("Employees"),
    .kind = NOMO_KIND_MIRROR,
    .fields = fields,
    .n_fields = EMPLOYEE_N_FIELDS,
    .parts = parts,
    .n_parts = EMPLOYEE_N_PARTS,
    .sort_field = EMPLOYEE_NAME,
  };

  return &entity;
}
