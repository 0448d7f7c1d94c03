#pragma once

#include "nomo-record-pane.h"

G_BEGIN_DECLS

#define NOMO_TYPE_CUSTOMER_PANE (nomo_customer_pane_get_type ())
G_DECLARE_FINAL_TYPE (NomoCustomerPane, nomo_customer_pane, NOMO, CUSTOMER_PANE, NomoRecordPane)

NomoRecordPane *nomo_customer_pane_new (void);

G_END_DECLS
