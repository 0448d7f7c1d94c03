#include "config.h"

#include "nomo-demo-groups.h"

#include "nomo-demo-list.h"

#define GROUP_ID G_GINT64_CONSTANT (1900421500)

/* A group whose type is NULL is filled by hand: one customer in @share, none when it is 0. Sales are in riyals. */
typedef struct {
  const char *name;
  const char *type;
  const char *symbol;
  gint64 low;
  gint64 high; /* of "between" only, which takes in both ends */
  guint share;
} Group;

static const Group groups[] = {
  { "كبار العملاء", "total_sales", ">", 3000, 0, 0 },
  { "عملاء متكررون", "total_orders", "between", 3, 9, 0 },
  { "عملاء أوفياء", "total_orders", ">", 9, 0, 0 },
  { "اشتروا أقل من ٢٠٠ ريال", "total_sales", "<", 200, 0, 0 },
  { "لم يشتروا بعد", "doesnt_have_orders", NULL, 0, 0, 0 },
  { "عملاء الجملة", NULL, NULL, 0, 0, 23 },
  { "شركات", NULL, NULL, 0, 0, 0 },
};

guint
nomo_demo_groups_get_n (void)
{
  return G_N_ELEMENTS (groups);
}

gint64
nomo_demo_group_get_id (guint group)
{
  return GROUP_ID + group;
}

const char *
nomo_demo_group_get_name (guint group)
{
  return groups[group].name;
}

/**
 * nomo_demo_group_has:
 * @group: which, from 0
 * @customer: a customer
 *
 * Every order that was placed counts, whatever became of it.
 *
 * Returns: whether the customer belongs to the group now
 */
gboolean
nomo_demo_group_has (guint group, const NomoDemoCustomer *customer)
{
  const Group *info = &groups[group];
  gboolean by_sales = g_strcmp0 (info->type, "total_sales") == 0;
  gint64 value = by_sales ? customer->spent : customer->n_orders, unit = by_sales ? 100 : 1;

  if (info->type == NULL)
    return info->share > 0 && (customer->seed >> 16) % info->share == 0;
  if (info->symbol == NULL)
    return customer->n_orders == 0;
  if (*info->symbol == '<')
    return value < info->low * unit;
  if (*info->symbol == '>')
    return value > info->low * unit;
  return value >= info->low * unit && value <= info->high * unit;
}

/**
 * nomo_demo_groups_write_ids:
 * @customer: a customer
 * @json: where to
 *
 * Writes the member `groups`: the ids of the customer's groups.
 */
void
nomo_demo_groups_write_ids (const NomoDemoCustomer *customer, NomoDemoJson *json)
{
  nomo_demo_json_begin_array (json, "groups");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (nomo_demo_group_has (i, customer))
      nomo_demo_json_id (json, NULL, nomo_demo_group_get_id (i));
  nomo_demo_json_end_array (json);
}

/* One condition is an object here although a list of them is sent there, and none is an empty array. */
static void
write_condition (const Group *group, NomoDemoJson *json)
{
  if (group->type == NULL) {
    nomo_demo_json_empty_array (json, "conditions");
    return;
  }
  nomo_demo_json_begin_object (json, "conditions");
  nomo_demo_json_string (json, "type", group->type);
  nomo_demo_json_string (json, "symbol", group->symbol);
  if (group->high != 0) {
    nomo_demo_json_int (json, "min_value", group->low);
    nomo_demo_json_int (json, "max_value", group->high);
  } else if (group->symbol != NULL)
    nomo_demo_json_int (json, "value", group->low);
  nomo_demo_json_end_object (json);
}

static void
write_features (const Group *group, NomoDemoJson *json)
{
  nomo_demo_json_begin_object (json, "features");
  nomo_demo_json_begin_array (json, "payment_method");
  if (group->share > 0)
    nomo_demo_json_string (json, NULL, "bank");
  nomo_demo_json_end_array (json);
  nomo_demo_json_empty_array (json, "shipping");
  nomo_demo_json_end_object (json);
}

static void
write_group (guint index, const char *name, NomoDemoJson *json)
{
  const Group *group = &groups[index];
  gboolean odd = nomo_demo_json_is_odd (json) && index % 3 == 0;

  nomo_demo_json_begin_object (json, name);
  nomo_demo_json_id (json, "id", nomo_demo_group_get_id (index));
  nomo_demo_json_string (json, "name", odd ? NULL : group->name);
  if (odd)
    nomo_demo_json_null (json, "conditions");
  else
    write_condition (group, json);
  write_features (group, json);
  nomo_demo_json_end_object (json);
}

static void
write_row (NomoDemoCall *call, guint place, gpointer data, NomoDemoJson *json)
{
  write_group (place, NULL, json);
}

/**
 * nomo_demo_groups_get:
 * @call: `GET /customers/groups/{id}`
 * @id: the id
 */
void
nomo_demo_groups_get (NomoDemoCall *call, gint64 id)
{
  NomoDemoJson *json;

  if (id < GROUP_ID || id >= GROUP_ID + (gint64) G_N_ELEMENTS (groups)) {
    nomo_demo_call_fail_missing (call);
    return;
  }
  json = nomo_demo_call_begin (call, 200);
  write_group ((guint) (id - GROUP_ID), "data", json);
  nomo_demo_call_end (call, json);
}

/**
 * nomo_demo_groups_list:
 * @call: `GET /customers/groups`
 * @unused: nothing
 */
void
nomo_demo_groups_list (NomoDemoCall *call, gint64 unused)
{
  nomo_demo_list_answer (call, G_N_ELEMENTS (groups), write_row, NULL);
}
