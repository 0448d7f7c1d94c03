#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

guint nomo_demo_groups_get_n (void);
gint64 nomo_demo_group_get_id (guint group);
const char *nomo_demo_group_get_name (guint group);
gboolean nomo_demo_group_has (guint group, const NomoDemoCustomer *customer);
void nomo_demo_groups_write_ids (const NomoDemoCustomer *customer, NomoDemoJson *json);
void nomo_demo_groups_get (NomoDemoCall *call, gint64 id);
void nomo_demo_groups_list (NomoDemoCall *call, gint64 unused);

G_END_DECLS
