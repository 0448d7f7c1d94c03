#include "config.h"

#include "nomo-cli-show.h"

#include "nomo-calendar.h"
#include "nomo-customer.h"
#include "nomo-field-words.h"
#include "nomo-format.h"
#include "nomo-order.h"
#include "nomo-phone.h"

static void
show_order (NomoCliTable *table, const NomoRecord *order)
{
  gint64 total = nomo_record_get_int (order, ORDER_TOTAL);

  nomo_cli_table_add (table, g_strdup (nomo_record_get_text (order, ORDER_REFERENCE)));
  nomo_cli_table_add (table, nomo_format_moment (nomo_record_get_int (order, ORDER_DATE), nomo_calendar_riyadh ()));
  nomo_cli_table_add (table, g_strdup (nomo_order_get_status_name (order)));
  nomo_cli_table_add (table, g_strdup (nomo_order_get_payment_name (order)));
  nomo_cli_table_add (table, nomo_format_money (total, nomo_record_get_text (order, ORDER_CURRENCY), TRUE));
}

static void
show_customer (NomoCliTable *table, const NomoRecord *customer)
{
  const char *phone = nomo_record_get_text (customer, CUSTOMER_PHONE);

  nomo_cli_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (customer)));
  nomo_cli_table_add (table, g_strdup (nomo_record_get_text (customer, CUSTOMER_NAME)));
  nomo_cli_table_add (table, phone != NULL ? nomo_phone_format (phone) : NULL);
  nomo_cli_table_add (table, g_strdup (nomo_record_get_text (customer, CUSTOMER_CITY)));
  nomo_cli_table_add (table, g_strdup (nomo_record_get_text (customer, CUSTOMER_EMAIL)));
}

/* Numbers tell records apart, then names, then what lists are sorted by, states and amounts. */
static guint
rank_of (const NomoEntity *entity, guint index)
{
  const NomoField *field = &entity->fields[index];

  if ((field->flags & NOMO_FIELD_NUMBER) != 0 && field->type == NOMO_TYPE_TEXT)
    return 0;
  if ((field->flags & NOMO_FIELD_NAME) != 0)
    return 1;
  if (index == entity->sort_field)
    return 2;
  if (field->type == NOMO_TYPE_CHOICE)
    return 3;
  if (field->type == NOMO_TYPE_MONEY)
    return 4;
  if (field->type == NOMO_TYPE_PHONE)
    return 5;
  return (field->flags & NOMO_FIELD_INDEXED) != 0 ? 6 : 7;
}

#define N_RANKS 7

static void
show_generic (NomoCliTable *table, const NomoRecord *record)
{
  const NomoEntity *entity = nomo_record_get_entity (record);
  guint n = 1;

  nomo_cli_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, nomo_record_get_id (record)));
  for (guint rank = 0; rank < N_RANKS; rank++)
    for (guint i = 0; i < entity->n_fields && n < NOMO_CLI_SHOW_COLUMNS; i++)
      if (rank_of (entity, i) == rank) {
        nomo_cli_table_add (table, nomo_record_dup_words (record, i));
        n++;
      }
  for (; n < NOMO_CLI_SHOW_COLUMNS; n++)
    nomo_cli_table_add (table, NULL);
}

/**
 * nomo_cli_show_record:
 * @table: a table of %NOMO_CLI_SHOW_COLUMNS columns
 * @record: a record
 *
 * Adds one row.
 */
void
nomo_cli_show_record (NomoCliTable *table, const NomoRecord *record)
{
  if (nomo_record_get_entity (record) == nomo_order_entity ())
    show_order (table, record);
  else if (nomo_record_get_entity (record) == nomo_customer_entity ())
    show_customer (table, record);
  else
    show_generic (table, record);
}
