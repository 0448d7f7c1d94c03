#include "config.h"

#include "nomo-demo-hook-event.h"

#include "nomo-demo-hook-envelope.h"

#define ORDER(name, label)                                    \
  {                                                           \
    name, label, NOMO_DEMO_ORDERS, nomo_demo_hook_write_order \
  }
#define CUSTOMER(name, label)                                       \
  {                                                                 \
    name, label, NOMO_DEMO_CUSTOMERS, nomo_demo_hook_write_customer \
  }
#define ELSEWHERE(name, label)              \
  {                                         \
    name, label, NOMO_DEMO_N_ENTITIES, NULL \
  }

/* The store events, and no name that Salla does not have. */
static const NomoDemoHookEvent events[] = {
  ORDER ("order.created", "تم إنشاء طلب"),
  ORDER ("order.updated", "تم تحديث طلب"),
  { "order.status.updated", "تم تحديث حالة الطلب", NOMO_DEMO_ORDERS, nomo_demo_hook_write_order_status },
  ORDER ("order.cancelled", "تم إلغاء الطلب"),
  ORDER ("order.refunded", "تم استرداد مبلغ الطلب"),
  ORDER ("order.deleted", "تم حذف الطلب"),
  ORDER ("order.products.updated", "تم تحديث منتجات الطلب"),
  ORDER ("order.payment.updated", "تم تحديث طريقة الدفع"),
  ORDER ("order.coupon.updated", "تم تحديث كوبون الطلب"),
  ORDER ("order.total.price.updated", "تم تحديث إجمالي الطلب"),
  ORDER ("order.shipping.address.updated", "تم تحديث عنوان الشحن"),
  ORDER ("order.customer.updated", "تم تحديث عميل الطلب"),
  { "order.shipment.creating", "جاري إنشاء شحنة", NOMO_DEMO_ORDERS, nomo_demo_hook_write_light_order },
  ELSEWHERE ("order.shipment.created", "تم إنشاء شحنة"),
  ELSEWHERE ("order.shipment.cancelled", "تم إلغاء شحنة"),
  ELSEWHERE ("order.shipment.return.creating", "جاري إنشاء شحنة مرتجعة"),
  ELSEWHERE ("order.shipment.return.created", "تم إنشاء شحنة مرتجعة"),
  ELSEWHERE ("order.shipment.return.cancelled", "تم إلغاء شحنة مرتجعة"),
  CUSTOMER ("customer.created", "تم إنشاء عميل"),
  CUSTOMER ("customer.updated", "تم تحديث بيانات عميل"),
  CUSTOMER ("customer.login", "تسجيل دخول عميل"),
  ELSEWHERE ("customer.otp.request", "طلب رمز التحقق"),
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
