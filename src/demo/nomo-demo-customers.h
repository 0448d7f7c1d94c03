#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

char *nomo_demo_customer_dup_name (NomoDemoShop *shop, const NomoDemoCustomer *customer);
char *nomo_demo_customer_dup_mobile (const NomoDemoCustomer *customer);
gboolean nomo_demo_customer_matches (NomoDemoShop *shop, const NomoDemoCustomer *customer, const char *folded);
void nomo_demo_customer_write (NomoDemoStore *demo, const NomoDemoCustomer *customer, gint64 now, const char *name,
                               NomoDemoJson *json);
void nomo_demo_customer_write_brief (NomoDemoShop *shop, const NomoDemoCustomer *customer, gboolean with_email,
                                     NomoDemoJson *json);
void nomo_demo_customers_list (NomoDemoCall *call);
void nomo_demo_customers_get (NomoDemoCall *call, gint64 id);

G_END_DECLS
