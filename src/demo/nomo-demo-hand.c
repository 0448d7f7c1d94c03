#include "config.h"

#include "nomo-demo-hand.h"

struct _NomoDemoHand {
  NomoDemoHidden *hidden[NOMO_DEMO_N_ENTITIES];
  GHashTable *orders;    /* index → NomoDemoOrderEdit */
  GHashTable *products;  /* index → NomoDemoProductEdit */
  GHashTable *customers; /* index → NomoDemoCustomerEdit */
};

static void
step_clear (gpointer data)
{
  NomoDemoStep *step = data;

  g_free ((char *) step->note);
}

static void
order_edit_free (gpointer data)
{
  NomoDemoOrderEdit *edit = data;

  g_array_unref (edit->steps);
  g_free (edit);
}

static void
product_edit_free (gpointer data)
{
  NomoDemoProductEdit *edit = data;

  g_free (edit->name);
  g_free (edit->picture);
  g_free (edit);
}

static void
customer_edit_free (gpointer data)
{
  NomoDemoCustomerEdit *edit = data;

  g_free (edit->first);
  g_free ((char *) edit->city.name);
  g_free (edit);
}

NomoDemoHand *
nomo_demo_hand_new (void)
{
  NomoDemoHand *self = g_new0 (NomoDemoHand, 1);

  for (guint i = 0; i < NOMO_DEMO_N_ENTITIES; i++)
    self->hidden[i] = nomo_demo_hidden_new ();
  self->orders = g_hash_table_new_full (NULL, NULL, NULL, order_edit_free);
  self->products = g_hash_table_new_full (NULL, NULL, NULL, product_edit_free);
  self->customers = g_hash_table_new_full (NULL, NULL, NULL, customer_edit_free);
  return self;
}

void
nomo_demo_hand_free (NomoDemoHand *self)
{
  for (guint i = 0; i < NOMO_DEMO_N_ENTITIES; i++)
    nomo_demo_hidden_free (self->hidden[i]);
  g_hash_table_unref (self->orders);
  g_hash_table_unref (self->products);
  g_hash_table_unref (self->customers);
  g_free (self);
}

/**
 * nomo_demo_hand_get_hidden:
 * @self: a hand
 * @entity: what kind of records
 *
 * Returns: (transfer none): those that it took away
 */
NomoDemoHidden *
nomo_demo_hand_get_hidden (NomoDemoHand *self, NomoDemoEntity entity)
{
  return self->hidden[entity];
}

NomoDemoOrderEdit *
nomo_demo_hand_get_order (NomoDemoHand *self, guint order)
{
  return g_hash_table_lookup (self->orders, GUINT_TO_POINTER (order));
}

/**
 * nomo_demo_hand_edit_order:
 * @self: a hand
 * @order: index of an order
 * @created: when it was placed, as long as no hand was on it
 * @customer: who placed it, as long as no hand was on it
 *
 * Returns: (transfer none): what was changed about it, nothing at first
 */
NomoDemoOrderEdit *
nomo_demo_hand_edit_order (NomoDemoHand *self, guint order, gint64 created, guint32 customer)
{
  NomoDemoOrderEdit *edit = nomo_demo_hand_get_order (self, order);

  if (edit == NULL) {
    edit = g_new0 (NomoDemoOrderEdit, 1);
    edit->created = created;
    edit->customer = customer;
    edit->steps = g_array_new (FALSE, FALSE, sizeof (NomoDemoStep));
    g_array_set_clear_func (edit->steps, step_clear);
    g_hash_table_insert (self->orders, GUINT_TO_POINTER (order), edit);
  }
  return edit;
}

NomoDemoProductEdit *
nomo_demo_hand_get_product (NomoDemoHand *self, guint product)
{
  return g_hash_table_lookup (self->products, GUINT_TO_POINTER (product));
}

NomoDemoProductEdit *
nomo_demo_hand_edit_product (NomoDemoHand *self, guint product)
{
  NomoDemoProductEdit *edit = nomo_demo_hand_get_product (self, product);

  if (edit == NULL) {
    edit = g_new0 (NomoDemoProductEdit, 1);
    edit->price = -1;
    g_hash_table_insert (self->products, GUINT_TO_POINTER (product), edit);
  }
  return edit;
}

NomoDemoCustomerEdit *
nomo_demo_hand_get_customer (NomoDemoHand *self, guint customer)
{
  return g_hash_table_lookup (self->customers, GUINT_TO_POINTER (customer));
}

NomoDemoCustomerEdit *
nomo_demo_hand_edit_customer (NomoDemoHand *self, guint customer)
{
  NomoDemoCustomerEdit *edit = nomo_demo_hand_get_customer (self, customer);

  if (edit == NULL) {
    edit = g_new0 (NomoDemoCustomerEdit, 1);
    g_hash_table_insert (self->customers, GUINT_TO_POINTER (customer), edit);
  }
  return edit;
}
