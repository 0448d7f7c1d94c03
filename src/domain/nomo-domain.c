#include "config.h"

#include "nomo-domain.h"

#include "nomo-cart.h"
#include "nomo-category.h"
#include "nomo-contact.h"
#include "nomo-coupon.h"
#include "nomo-customer.h"
#include "nomo-order.h"
#include "nomo-product.h"
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
  static const NomoEntity *entities[9];
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
