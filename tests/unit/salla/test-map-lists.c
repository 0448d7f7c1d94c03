#include "config.h"

#include "nomo-brand.h"
#include "nomo-employee.h"
#include "nomo-order-event.h"
#include "nomo-order-status.h"
#include "nomo-salla-map.h"
#include "rows.h"

static NomoRecord *
map_brand (JsonNode *row, GError **error)
{
  return nomo_salla_map_brand (row, "SAR", ROWS_AS_OF, error);
}

static const RowsCase brand_cases[] = {
  { "{\"id\":7,\"name\":\" ورد \"}", BRAND_NAME, 0, "ورد" },
  { "{\"id\":7,\"logo\":\"https://cdn.example/l.png\"}", BRAND_LOGO, 0, "https://cdn.example/l.png" },
  { "{\"id\":7,\"logo\":\"javascript:1\"}", BRAND_LOGO, 0, NULL },
  { "{\"id\":7,\"banner\":{\"url\":\"https://cdn.example/b.png\"}}", BRAND_BANNER, 0, "https://cdn.example/b.png" },
  { "{\"id\":7,\"banner\":[]}", BRAND_BANNER, 0, NULL },
  { "{\"id\":7,\"description\":\"x\"}", BRAND_DESCRIPTION, 0, "x" },
  { "{\"id\":7,\"description\":null}", BRAND_DESCRIPTION, 0, NULL },
};

static NomoRecord *
map_employee (JsonNode *row, GError **error)
{
  return nomo_salla_map_employee (row, "SAR", ROWS_AS_OF, error);
}

static const RowsCase employee_cases[] = {
  { "{\"id\":7,\"name\":\"نورة\"}", EMPLOYEE_NAME, 0, "نورة" },
  { "{\"id\":7,\"first_name\":\"نورة\",\"last_name\":\"س\"}", EMPLOYEE_NAME, 0, "نورة س" },
  { "{\"id\":7,\"mobile\":500000777,\"mobile_code\":\"+966\"}", EMPLOYEE_PHONE, 0, "+966500000777" },
  { "{\"id\":7,\"mobile\":\"+966500000777\"}", EMPLOYEE_PHONE, 0, "+966500000777" },
  { "{\"id\":7,\"mobile\":null}", EMPLOYEE_PHONE, 0, NULL },
  { "{\"id\":7,\"email\":\"a@b.example\"}", EMPLOYEE_EMAIL, 0, "a@b.example" },
  { "{\"id\":7,\"status\":\"active \"}", EMPLOYEE_STATUS, 0, "active" },
  { "{\"id\":7,\"role\":\"user\"}", EMPLOYEE_ROLE, 0, "user" },
  { "{\"id\":7,\"role\":{\"id\":1,\"name\":\"مدير\"}}", EMPLOYEE_ROLE, 0, "مدير" },
  { "{\"id\":7,\"roles\":[\"a\",{\"name\":\"b\"}]}", EMPLOYEE_ROLE, 0, "a" },
  { "{\"id\":7,\"roles\":{}}", EMPLOYEE_ROLE, 0, NULL },
};

static NomoRecord *
map_status (JsonNode *row, GError **error)
{
  return nomo_salla_map_status (row, "SAR", ROWS_AS_OF, error);
}

static const RowsCase status_cases[] = {
  { "{\"id\":7,\"name\":\"جاهز\"}", STATUS_NAME, 0, "جاهز" },
  { "{\"id\":7,\"type\":\"custom\"}", STATUS_TYPE, 0, "custom" },
  { "{\"id\":7,\"slug\":\"قيد التنفيذ \"}", STATUS_SLUG, 0, "قيد التنفيذ" },
  { "{\"id\":7,\"sort\":\"3\"}", STATUS_POSITION, 3 },
  { "{\"id\":7,\"icon\":\"sicon-x\"}", STATUS_ICON, 0, "sicon-x" },
  { "{\"id\":7,\"is_active\":1}", STATUS_ACTIVE, 1 },
  { "{\"id\":7,\"is_active\":\"false\"}", STATUS_ACTIVE, 0 },
  { "{\"id\":7,\"parent\":{\"id\":\"5\",\"name\":\"a\"}}", STATUS_PARENT, 5 },
  { "{\"id\":7,\"parent\":5}", STATUS_PARENT, 5 },
  { "{\"id\":7,\"parent\":[]}", STATUS_PARENT, ROWS_NULL },
  { "{\"id\":7,\"parent\":{}}", STATUS_PARENT, ROWS_NULL },
  { "{\"id\":7,\"parent\":null}", STATUS_PARENT, ROWS_NULL },
  { "{\"id\":7,\"original\":{\"id\":7}}", STATUS_ORIGINAL, ROWS_NULL },
  { "{\"id\":7,\"original\":{\"id\":19378402502}}", STATUS_ORIGINAL, G_GINT64_CONSTANT (19378402502) },
};

static NomoRecord *
map_order_event (JsonNode *row, GError **error)
{
  return nomo_salla_map_order_event (row, "SAR", ROWS_AS_OF, 901, error);
}

static const RowsCase order_event_cases[] = {
  { "{\"id\":7,\"x\":0}", ORDER_EVENT_ORDER, 901 },
  { "{\"id\":7,\"status\":\"تم التنفيذ\"}", ORDER_EVENT_STATUS_NAME, 0, "تم التنفيذ" },
  { "{\"id\":7,\"status\":{\"id\":5,\"name\":\"تم\",\"slug\":\"completed\"}}", ORDER_EVENT_STATUS, 0, "completed" },
  { "{\"id\":7,\"status\":{\"id\":\"5\",\"name\":\"تم\",\"slug\":\"completed\"}}", ORDER_EVENT_STATUS_ID, 5 },
  { "{\"id\":7,\"status\":{\"id\":5,\"name\":\"تم\"},\"customized\":{\"id\":6,\"name\":\"سُلّم\"}}",
    ORDER_EVENT_STATUS_NAME, 0, "سُلّم" },
  { "{\"id\":7,\"status\":{\"id\":5},\"customized\":{\"id\":6}}", ORDER_EVENT_STATUS_ID, 6 },
  { "{\"id\":7,\"status\":\"a\",\"customized\":null}", ORDER_EVENT_STATUS_NAME, 0, "a" },
  { "{\"id\":7,\"status\":[]}", ORDER_EVENT_STATUS_NAME, 0, NULL },
  { "{\"id\":7,\"note\":\"\"}", ORDER_EVENT_NOTE, 0, NULL },
  { "{\"id\":7,\"note\":\"x\"}", ORDER_EVENT_NOTE, 0, "x" },
  { "{\"id\":7,\"created_at\":{\"date\":\"2026-02-03 12:15:27.000000\",\"timezone\":\"Asia/Riyadh\"}}",
    ORDER_EVENT_CREATED_AT, ROWS_AS_OF },
  { "{\"id\":7,\"created_at\":1770110127}", ORDER_EVENT_CREATED_AT, ROWS_AS_OF },
  { "{\"id\":7,\"created_at\":\"soon\"}", ORDER_EVENT_CREATED_AT, ROWS_NULL },
};

static void
test_brand (void)
{
  rows_check (map_brand, brand_cases, G_N_ELEMENTS (brand_cases));
  rows_check_ids (map_brand, "");
  rows_check_texts (map_brand, BRAND_NAME, "{\"id\":7,\"name\":\"", "\"}");
}

static void
test_employee (void)
{
  rows_check (map_employee, employee_cases, G_N_ELEMENTS (employee_cases));
  rows_check_ids (map_employee, "");
  rows_check_texts (map_employee, EMPLOYEE_NAME, "{\"id\":7,\"name\":\"", "\"}");
}

static void
test_status (void)
{
  rows_check (map_status, status_cases, G_N_ELEMENTS (status_cases));
  rows_check_ids (map_status, "");
  rows_check_texts (map_status, STATUS_NAME, "{\"id\":7,\"name\":\"", "\"}");
}

static void
test_order_event (void)
{
  rows_check (map_order_event, order_event_cases, G_N_ELEMENTS (order_event_cases));
  rows_check_ids (map_order_event, "");
  rows_check_texts (map_order_event, ORDER_EVENT_NOTE, "{\"id\":7,\"note\":\"", "\"}");
}

static void
test_roles (void)
{
  g_autoptr (NomoRecord) employee =
      rows_map (map_employee, "{\"id\":7,\"role\":\"a\",\"roles\":[\"a\",{\"name\":\"b\"},null]}");

  g_assert_cmpuint (nomo_record_count_part (employee, EMPLOYEE_PART_ROLES), ==, 2);
  g_assert_cmpstr (nomo_record_part_text (employee, EMPLOYEE_PART_ROLES, 1, EMPLOYEE_ROLE_NAME), ==, "b");
}

static void
test_no_order (void)
{
  g_autoptr (JsonNode) row = rows_parse ("{\"id\":7}");
  g_autoptr (GError) error = NULL;

  g_assert_null (nomo_salla_map_order_event (row, "SAR", ROWS_AS_OF, 0, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/brand", test_brand);
  g_test_add_func ("/map/employee", test_employee);
  g_test_add_func ("/map/employee/roles", test_roles);
  g_test_add_func ("/map/status", test_status);
  g_test_add_func ("/map/order-event", test_order_event);
  g_test_add_func ("/map/order-event/no-order", test_no_order);
  return g_test_run ();
}
