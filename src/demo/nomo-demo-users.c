#include "config.h"

#include "nomo-demo-users.h"

#include "nomo-demo-list.h"
#include "nomo-demo-rhythm.h"

#define USER_ID     G_GINT64_CONSTANT (771204553)
#define USER_STRIDE 9041

static const NomoDemoUser users[] = {
  { "نورة القحطاني", "noura@ward.example", "+966500000001", "user", 0 },
  { "سارة العتيبي", "sarah@ward.example", "+966500000002", "manager", 12 },
  { "خالد الشهري", "khalid@ward.example", "+966500000003", "orders", 40 },
  { "ريم الغامدي", "reem@ward.example", "+966500000004", "marketing", 210 },
  { "ماجد الحربي", "majed@ward.example", "+966500000005", "support", 480 },
};

guint
nomo_demo_users_get_n (void)
{
  return G_N_ELEMENTS (users);
}

const NomoDemoUser *
nomo_demo_user_get (guint user)
{
  return &users[user];
}

gint64
nomo_demo_user_get_id (guint user)
{
  return USER_ID + (gint64) user * USER_STRIDE;
}

gint64
nomo_demo_user_get_created (guint user, NomoDemoShop *shop)
{
  return nomo_demo_shop_get_opened (shop) + users[user].days * NOMO_DEMO_DAY_MS;
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  const NomoDemoUser *user = &users[place];
  gboolean odd = nomo_demo_json_is_odd (json) && place % 3 == 0;

  nomo_demo_json_begin_object (json, NULL);
  nomo_demo_json_id (json, "id", nomo_demo_user_get_id (place));
  nomo_demo_json_string (json, "name", odd ? NULL : user->name);
  nomo_demo_json_string (json, "email", user->email);
  nomo_demo_json_string (json, "mobile", odd ? NULL : user->mobile);
  nomo_demo_json_string (json, "role", odd ? "gardener 🌷" : user->role);
  nomo_demo_json_local (json, "created_at", nomo_demo_user_get_created (place, call->demo->shop));
  nomo_demo_json_end_object (json);
}

/**
 * nomo_demo_users_list:
 * @call: `GET /users`
 * @unused: nothing
 *
 * Answers a page of those who work in the shop.
 */
void
nomo_demo_users_list (NomoDemoCall *call, gint64 unused)
{
  nomo_demo_list_answer (call, G_N_ELEMENTS (users), write_row, NULL);
}
