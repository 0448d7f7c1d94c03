#include "config.h"

#include "nomo-demo-labels.h"

static const struct {
  const char *field;
  const char *label;
} labels[] = {
  { "code", "كود الكوبون" },
  { "type", "نوع الخصم" },
  { "amount", "قيمة الخصم" },
  { "maximum_amount", "الحد الأعلى للخصم" },
  { "minimum_amount", "الحد الأدنى للمشتريات" },
  { "status", "حالة الكوبون" },
  { "start_date", "تاريخ بداية التخفيض" },
  { "expiry_date", "تاريخ نهاية التخفيض" },
  { "applied_in", "مكان تطبيق الكوبون" },
  { "is_apply_with_offer", "التطبيق مع العروض" },
  { "usage_limit", "عدد مرات الاستخدام" },
  { "usage_limit_per_user", "عدد مرات الاستخدام للعميل الواحد" },
  { "free_shipping", "الشحن المجاني" },
  { "exclude_sale_products", "استثناء المنتجات المخفضة" },
  { "show_maximum_amount", "إظهار الحد الأعلى للخصم" },
  { "is_group", "مجموعة كوبونات" },
  { "group_name", "اسم المجموعة" },
  { "group_suffix", "رمز المجموعة" },
  { "group_coupons_count", "عدد كوبونات المجموعة" },
  { "marketing_active", "التسويق بالكوبون" },
  { "marketing_name", "اسم المسوق" },
  { "marketing_type", "نوع عمولة المسوق" },
  { "marketing_amount", "عمولة المسوق" },
  { "marketing_maximum_amount", "الحد الأعلى لعمولة المسوق" },
  { "marketing_info", "معلومات المسوق" },
  { "beneficiary_domain", "نطاق البريد المستفيد" },
  { "products_include", "المنتجات المشمولة" },
  { "products_exclude", "المنتجات المستثناة" },
  { "list_include_categories", "التصنيفات المشمولة" },
  { "list_exclude_categories", "التصنيفات المستثناة" },
  { "list_include_groups", "مجموعات العملاء المشمولة" },
  { "list_exclude_groups", "مجموعات العملاء المستثناة" },
  { "list_exclude_brands", "الماركات المستثناة" },
  { "list_exclude_shipping", "شركات الشحن المستثناة" },
  { "payment_methods", "طرق الدفع" },
  { "slug", "حالة الطلب" },
  { "status_id", "حالة الطلب" },
  { "note", "الملاحظة" },
  { "restore_items", "إرجاع كميات المنتجات" },
  { "tag_name", "اسم الوسم" },
  { "event", "الحدث" },
  { "url", "الرابط" },
  { "name", "الاسم" },
  { "version", "الإصدار" },
  { "rule", "الشرط" },
  { "headers", "الترويسات" },
  { "security_strategy", "طريقة التحقق" },
  { "secret", "المفتاح السري" },
};

/**
 * nomo_demo_label:
 * @field: a field of a request
 *
 * Returns: (transfer none): what Salla's sentences call it; its name, if it has no other
 */
const char *
nomo_demo_label (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].field, field))
      return labels[i].label;
  return field;
}
