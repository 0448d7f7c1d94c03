#include "config.h"

#include "nomo-domain.h"

#include "nomo-batch.h"
#include "nomo-brand.h"
#include "nomo-cart.h"
#include "nomo-category.h"
#include "nomo-contact.h"
#include "nomo-coupon.h"
#include "nomo-customer-group.h"
#include "nomo-customer.h"
#include "nomo-draft.h"
#include "nomo-employee.h"
#include "nomo-feature.h"
#include "nomo-notice.h"
#include "nomo-offer.h"
#include "nomo-order-event.h"
#include "nomo-order-status.h"
#include "nomo-order.h"
#include "nomo-product.h"
#include "nomo-review.h"
#include "nomo-task.h"

/**
 * nomo_domain_entities:
 *
 * Every entity of the program, in the order in which search and checks name them.
 *
 * Returns: (array zero-terminated=1): the entities
 */
const NomoEntity *const *
nomo_domain_entities (void)
{
  static const NomoEntity *entities[20];
  static gsize filled = 0;

  if (g_once_init_enter (&filled)) {
    entities[0] = nomo_order_entity ();
    entities[1] = nomo_customer_entity ();
    entities[2] = nomo_product_entity ();
    entities[3] = nomo_category_entity ();
    entities[4] = nomo_coupon_entity ();
    entities[5] = nomo_cart_entity ();
    entities[6] = nomo_contact_entity ();
    entities[7] = nomo_task_entity ();
    entities[8] = nomo_offer_entity ();
    entities[9] = nomo_review_entity ();
    entities[10] = nomo_customer_group_entity ();
    entities[11] = nomo_brand_entity ();
    entities[12] = nomo_employee_entity ();
    entities[13] = nomo_order_status_entity ();
    entities[14] = nomo_order_event_entity ();
    entities[15] = nomo_feature_entity ();
    entities[16] = nomo_notice_entity ();
    entities[17] = nomo_draft_entity ();
    entities[18] = nomo_code_batch_entity ();
    g_once_init_leave (&filled, 1);
  }
  return entities;
}

/**
 * nomo_domain_find:
 * @name: "order", "customer"
 *
 * Returns: (nullable): the entity of that name
 */
const NomoEntity *
nomo_domain_find (const char *name)
{
  return nomo_entity_find (nomo_domain_entities (), name);
}
