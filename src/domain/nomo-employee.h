#pragma once

#include "nomo-record.h"

G_BEGIN_DECLS

/**
 * NomoEmployeeField:
 *
 * Fields of an employee: who may sign in to the shop at Salla.
 */
typedef enum {
  EMPLOYEE_NAME,
  EMPLOYEE_EMAIL,
  EMPLOYEE_PHONE,  /* E.164 */
  EMPLOYEE_ROLE,   /* text: the first of EMPLOYEE_PART_ROLES */
  EMPLOYEE_STATUS, /* choice */
  EMPLOYEE_N_FIELDS
} NomoEmployeeField;

/* Parts of an employee. */
typedef enum {
  EMPLOYEE_PART_ROLES, /* a set */
  EMPLOYEE_N_PARTS
} NomoEmployeePart;

/* Fields of EMPLOYEE_PART_ROLES. */
typedef enum {
  EMPLOYEE_ROLE_NAME, /* text: as Salla or the shop calls it */
  EMPLOYEE_ROLE_N_FIELDS
} NomoEmployeeRoleField;

const NomoEntity *nomo_employee_entity (void);

G_END_DECLS
