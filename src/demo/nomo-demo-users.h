#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

/* Who works in the shop; the first one owns it. */
typedef struct {
  const char *name;
  const char *email;
  const char *mobile;
  const char *role; /* Salla's word */
  guint days;       /* after the shop opened */
} NomoDemoUser;

guint nomo_demo_users_get_n (void);
const NomoDemoUser *nomo_demo_user_get (guint user);
gint64 nomo_demo_user_get_id (guint user);
gint64 nomo_demo_user_get_created (guint user, NomoDemoShop *shop);
void nomo_demo_users_list (NomoDemoCall *call, gint64 unused);

G_END_DECLS
