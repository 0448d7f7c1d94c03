#include "config.h"

#include "nomo-demo-hook-event.h"

#include "nomo-demo-hook-envelope.h"

#define ORDERS     NOMO_DEMO_ORDERS
#define PRODUCTS   NOMO_DEMO_PRODUCTS
#define CUSTOMERS  NOMO_DEMO_CUSTOMERS
#define CARTS      NOMO_DEMO_CARTS
#define OFFERS     NOMO_DEMO_OFFERS
#define REVIEWS    NOMO_DEMO_REVIEWS
#define CATEGORIES NOMO_DEMO_CATEGORY_LIST
#define BRANDS     NOMO_DEMO_BRANDS
#define NOTHING    NOMO_DEMO_N_ENTITIES

#define DATA(name) nomo_demo_hook_write_##name

/* The events of a store, and no name that Salla does not have. */
static const NomoDemoHookEvent events[] = {
  { "order.created", "تم إنشاء طلب", ORDERS, DATA (order) },
  { "order.updated", "تم تحديث طلب", ORDERS, DATA (order) },
  { "order.status.updated", "تم تحديث حالة الطلب", ORDERS, DATA (order_status) },
  { "order.cancelled", "تم إلغاء الطلب", ORDERS, DATA (order) },
  { "order.refunded", "تم استرداد مبلغ الطلب", ORDERS, DATA (order) },
  { "order.deleted", "تم حذف الطلب", ORDERS, DATA (order) },
  { "order.products.updated", "تم تحديث منتجات الطلب", ORDERS, DATA (order) },
  { "order.payment.updated", "تم تحديث طريقة الدفع", ORDERS, DATA (order) },
  { "order.coupon.updated", "تم تحديث كوبون الطلب", ORDERS, DATA (order) },
  { "order.total.price.updated", "تم تحديث إجمالي الطلب", ORDERS, DATA (order) },
  { "order.shipping.address.updated", "تم تحديث عنوان الشحن", ORDERS, DATA (order) },
  { "order.customer.updated", "تم تحديث عميل الطلب", ORDERS, DATA (order) },
  { "order.shipment.creating", "جاري إنشاء شحنة الطلب", ORDERS, DATA (light_order) },
  { "order.shipment.created", "تم إنشاء شحنة الطلب", NOTHING, NULL },
  { "order.shipment.cancelled", "تم إلغاء شحنة الطلب", NOTHING, NULL },
  { "order.shipment.return.creating", "جاري إنشاء شحنة الإرجاع", NOTHING, NULL },
  { "order.shipment.return.created", "تم إنشاء شحنة الإرجاع", NOTHING, NULL },
  { "order.shipment.return.cancelled", "تم إلغاء شحنة الإرجاع", NOTHING, NULL },
  { "product.created", "تم إنشاء منتج", PRODUCTS, DATA (product) },
  { "product.updated", "تم تحديث منتج", PRODUCTS, DATA (product) },
  { "product.deleted", "تم حذف منتج", PRODUCTS, DATA (product) },
  { "product.available", "توفر منتج", PRODUCTS, DATA (product) },
  { "product.quantity.low", "قاربت كمية المنتج على النفاد", PRODUCTS, DATA (product) },
  { "product.channels.changed", "تم تحديث قنوات المنتج", PRODUCTS, DATA (product) },
  { "product.price.updated", "تم تحديث سعر المنتج", PRODUCTS, DATA (price) },
  { "product.status.updated", "تم تحديث حالة المنتج", PRODUCTS, DATA (product_status) },
  { "product.image.updated", "تم تحديث صورة المنتج", PRODUCTS, DATA (product) },
  { "product.category.updated", "تم تحديث تصنيف المنتج", PRODUCTS, DATA (product_categories) },
  { "product.brand.updated", "تم تحديث ماركة المنتج", PRODUCTS, DATA (product_brand) },
  { "product.tags.updated", "تم تحديث وسوم المنتج", PRODUCTS, DATA (product_tags) },
  { "customer.created", "تم إنشاء عميل", CUSTOMERS, DATA (customer) },
  { "customer.updated", "تم تحديث بيانات عميل", CUSTOMERS, DATA (customer) },
  { "customer.login", "تسجيل دخول عميل", CUSTOMERS, DATA (customer) },
  { "customer.otp.request", "طلب رمز التحقق", NOTHING, NULL },
  { "abandoned.cart", "سلة متروكة", CARTS, DATA (cart) },
  { "abandoned.cart.status.changed", "تم تحديث حالة السلة المتروكة", CARTS, DATA (cart_status) },
  { "abandoned.cart.purchased", "تم شراء السلة المتروكة", CARTS, DATA (bought_cart) },
  { "coupon.applied", "تم استخدام كوبون", CARTS, DATA (applied_coupon) },
  { "specialoffer.created", "تم إنشاء عرض خاص", OFFERS, DATA (offer) },
  { "specialoffer.updated", "تم تحديث عرض خاص", OFFERS, DATA (offer) },
  { "review.added", "تمت إضافة تقييم", REVIEWS, DATA (review) },
  { "invoice.created", "تم إنشاء فاتورة", ORDERS, DATA (invoice) },
  { "category.created", "تم إنشاء تصنيف", CATEGORIES, DATA (category) },
  { "category.updated", "تم تحديث تصنيف", CATEGORIES, DATA (category) },
  { "brand.created", "تم إنشاء ماركة", BRANDS, DATA (brand) },
  { "brand.updated", "تم تحديث ماركة", BRANDS, DATA (brand) },
  { "brand.deleted", "تم حذف ماركة", BRANDS, DATA (brand) },
  { "shipment.creating", "جاري إنشاء بوليصة", NOTHING, NULL },
  { "shipment.created", "تم إنشاء بوليصة", NOTHING, NULL },
  { "shipment.cancelled", "تم إلغاء بوليصة", NOTHING, NULL },
  { "shipment.updated", "تم تحديث بوليصة", NOTHING, NULL },
  { "shipping.zone.created", "تم إنشاء منطقة شحن", NOTHING, NULL },
  { "shipping.zone.updated", "تم تحديث منطقة شحن", NOTHING, NULL },
  { "shipping.company.created", "تم إضافة شركة شحن", NOTHING, NULL },
  { "shipping.company.updated", "تم تحديث شركة شحن", NOTHING, NULL },
  { "shipping.company.deleted", "تم حذف شركة شحن", NOTHING, NULL },
  { "store.branch.created", "تم إنشاء فرع", NOTHING, NULL },
  { "store.branch.updated", "تم تحديث فرع", NOTHING, NULL },
  { "store.branch.setDefault", "تم تعيين الفرع الافتراضي", NOTHING, NULL },
  { "store.branch.activated", "تم تفعيل فرع", NOTHING, NULL },
  { "store.branch.deleted", "تم حذف فرع", NOTHING, NULL },
  { "storetax.created", "تم إنشاء ضريبة", NOTHING, NULL },
  { "store.owner.changed", "تم تغيير مالك المتجر", NOTHING, NULL },
  { "communication.sms.send", "إرسال رسالة نصية", NOTHING, NULL },
  { "communication.email.send", "إرسال بريد إلكتروني", NOTHING, NULL },
  { "communication.whatsapp.send", "إرسال رسالة واتساب", NOTHING, NULL },
  { "subscription.created", "تم إنشاء اشتراك", NOTHING, NULL },
  { "subscription.cancelled", "تم إلغاء اشتراك", NOTHING, NULL },
  { "subscription.charge.succeeded", "نجح تحصيل الاشتراك", NOTHING, NULL },
  { "subscription.charge.failed", "تعذر تحصيل الاشتراك", NOTHING, NULL },
};

guint
nomo_demo_hook_events_get_n (void)
{
  return G_N_ELEMENTS (events);
}

const NomoDemoHookEvent *
nomo_demo_hook_event_get (guint event)
{
  return &events[event];
}

/**
 * nomo_demo_hook_event_find:
 * @name: (nullable): a name, as "order.created"
 *
 * Returns: (transfer none) (nullable): the event of the store that has it
 */
const NomoDemoHookEvent *
nomo_demo_hook_event_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_strcmp0 (events[i].name, name) == 0)
      return &events[i];
  return NULL;
}

/**
 * nomo_demo_hook_event_encode:
 * @demo: the store
 * @event: an event that can come about in it
 * @subject: what it tells of
 * @moment: when it happened, UTC milliseconds
 * @number: how many events came before it
 *
 * Returns: (transfer full): the bytes that are delivered
 */
GBytes *
nomo_demo_hook_event_encode (NomoDemoStore *demo, const NomoDemoHookEvent *event, const NomoDemoHookSubject *subject,
                             gint64 moment, guint number)
{
  NomoDemoCall call = { .demo = demo, .now = moment };
  g_autoptr (NomoDemoJson) json = NULL;

  json = nomo_demo_hook_envelope_begin (event->name, demo->merchant, moment, nomo_demo_hook_stamp (number), number);
  event->write (&call, subject, json);
  return nomo_demo_hook_envelope_end (json);
}
