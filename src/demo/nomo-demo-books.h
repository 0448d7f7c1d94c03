#pragma once

#include "nomo-demo-call.h"

G_BEGIN_DECLS

void nomo_demo_books_orders (NomoDemoCall *call);
void nomo_demo_books_histories (NomoDemoCall *call);
void nomo_demo_books_statuses (NomoDemoCall *call);
void nomo_demo_books_customers (NomoDemoCall *call);
void nomo_demo_books_groups (NomoDemoCall *call);
void nomo_demo_books_products (NomoDemoCall *call);
void nomo_demo_books_categories (NomoDemoCall *call);
void nomo_demo_books_brands (NomoDemoCall *call);
void nomo_demo_books_coupons (NomoDemoCall *call);
void nomo_demo_books_offers (NomoDemoCall *call);
void nomo_demo_books_employees (NomoDemoCall *call);
void nomo_demo_books_carts (NomoDemoCall *call);
void nomo_demo_books_reviews (NomoDemoCall *call);

G_END_DECLS
