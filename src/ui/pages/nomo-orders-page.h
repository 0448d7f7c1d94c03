#pragma once

#include "nomo-page.h"

G_BEGIN_DECLS

#define NOMO_TYPE_ORDERS_PAGE (nomo_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (NomoOrdersPage, nomo_orders_page, NOMO, ORDERS_PAGE, NomoPage)

G_END_DECLS
