#include "config.h"

#include "nomo-customers-page.h"

#include "nomo-cells.h"
#include "nomo-customer-pane.h"
#include "nomo-customer.h"
#include "nomo-format.h"
#include "nomo-record-page.h"
#include "nomo-record-words.h"

#include <glib/gi18n.h>

static const NomoFilterField fields[] = {
  { CUSTOMER_FIRST_SEEN }, { CUSTOMER_CITY }, { CUSTOMER_GENDER }, { CUSTOMER_BLOCKED }, { CUSTOMER_NOTE, TRUE },
};

static const NomoFilterKind filter = {
  .entity = nomo_customer_entity,
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};

static const NomoColumn columns[] = {
  { N_ ("Name"), CUSTOMER_NAME, TRUE, TRUE, 0, nomo_cell_create_text, nomo_cell_show_title },
  { N_ ("Phone"), CUSTOMER_PHONE, TRUE, FALSE, 0, nomo_cell_create_date, nomo_cell_show_phone },
  { N_ ("E-mail"), CUSTOMER_EMAIL, TRUE, TRUE, 900, nomo_cell_create_dim_text, nomo_cell_show_text },
  { N_ ("City"), CUSTOMER_CITY, TRUE, FALSE, 0, nomo_cell_create_text, nomo_cell_show_text },
  { N_ ("First seen"), CUSTOMER_FIRST_SEEN, TRUE, FALSE, 0, nomo_cell_create_date, nomo_cell_show_date },
};

static void
show_row (GtkWidget *row, NomoRecord *customer, const NomoColumn *column, gpointer shop)
{
  const char *phone = nomo_record_get_text (customer, CUSTOMER_PHONE);
  const char *city = nomo_record_get_text (customer, CUSTOMER_CITY);
  g_autofree char *name = nomo_record_words_title (customer);
  g_autofree char *number = phone != NULL ? nomo_format_phone (phone) : NULL;

  nomo_cell_row_set (row, name, number != NULL ? number : "");
  gtk_widget_set_visible (GTK_WIDGET (nomo_cell_row_get_pill (row)), FALSE);
  nomo_amount_set_text (nomo_cell_row_get_amount (row), "", city != NULL ? city : "", city != NULL ? city : "");
}

static const NomoColumn row = { NULL, -1, FALSE, TRUE, 0, nomo_cell_create_row, show_row };

static NomoCountWords
get_words (gulong n)
{
  return (NomoCountWords) {
    ngettext ("%s customer", "%s customers", n),
    ngettext ("%s customer selected", "%s customers selected", n),
    ngettext ("%s new customer", "%s new customers", n),
  };
}

static const NomoRecordPageKind kind = {
  .place = "customers",
  .filter = &filter,
  .title = N_ ("Customers"),
  .icon = "nomo-customers-symbolic",
  .none = N_ ("No customers yet"),
  .none_hint = N_ ("Customers appear here as soon as they arrive from Salla."),
  .no_match = N_ ("No customer matches"),
  .unread = N_ ("The customers could not be read"),
  .words = get_words,
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .row = &row,
  .sort = CUSTOMER_FIRST_SEEN,
  .descending = TRUE,
  .sum = -1,
  .create_pane = nomo_customer_pane_new,
};

/**
 * nomo_customers_page_new:
 * @session: what the pages share
 *
 * Returns: (transfer floating): the list of customers
 */
NomoPage *
nomo_customers_page_new (NomoSession *session)
{
  return nomo_record_page_new (&kind, session);
}
