#pragma once

#include "nomo-profit.h"

G_BEGIN_DECLS

#define NOMO_TYPE_PROFIT_READER (nomo_profit_reader_get_type ())
G_DECLARE_FINAL_TYPE (NomoProfitReader, nomo_profit_reader, NOMO, PROFIT_READER, GObject)

NomoProfitReader *nomo_profit_reader_new (void);
void nomo_profit_reader_want (NomoProfitReader *self, NomoShop *shop, const NomoProfitRequest *request, guint64 seq);
void nomo_profit_reader_forget (NomoProfitReader *self);
NomoProfit *nomo_profit_reader_get_profit (NomoProfitReader *self);
const GError *nomo_profit_reader_get_error (NomoProfitReader *self);

G_END_DECLS
