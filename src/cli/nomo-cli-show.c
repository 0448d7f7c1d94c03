#include "config.h"

#include "nomo-cli-show.h"

#include "nomo-calendar.h"
#include "nomo-customer.h"
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

/**
 * nomo_cli_show_record:
 * @table: a table of %NOMO_CLI_SHOW_COLUMNS columns
 * @record: an order or a customer
 *
 * Adds one row.
 */
void
nomo_cli_show_record (NomoCliTable *table, const NomoRecord *record)
{
  if (nomo_record_get_entity (record) == nomo_order_entity ())
    show_order (table, record);
  else
    show_customer (table, record);
}
