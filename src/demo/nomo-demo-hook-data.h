#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

/* What an event tells of. */
typedef struct {
  NomoDemoEntity entity;
  guint index;
} NomoDemoHookSubject;

/**
 * NomoDemoHookWrite:
 * @call: stands for a request in the moment of the event: its store and its moment are all that may be asked for
 * @subject: what the event tells of
 * @json: where to
 *
 * Writes the member `data` of an event.
 */
typedef void (*NomoDemoHookWrite) (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);

void nomo_demo_hook_write_order (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_light_order (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_order_status (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_customer (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_cart (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_cart_status (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_bought_cart (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_applied_coupon (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_product (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_price (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_product_status (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_product_categories (NomoDemoCall *call, const NomoDemoHookSubject *subject,
                                              NomoDemoJson *json);
void nomo_demo_hook_write_product_brand (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_product_tags (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_category (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_brand (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_offer (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_review (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);
void nomo_demo_hook_write_invoice (NomoDemoCall *call, const NomoDemoHookSubject *subject, NomoDemoJson *json);

G_END_DECLS
