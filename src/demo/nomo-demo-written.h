#pragma once

#include "nomo-demo-coupon.h"

G_BEGIN_DECLS

/* The coupons and tags that somebody wrote, and what their texts and lists live in. Nothing is let go before the shop is. */
NomoDemoWritten *nomo_demo_written_new (void);
void nomo_demo_written_free (NomoDemoWritten *self);
const NomoDemoCoupon *nomo_demo_written_get (NomoDemoWritten *self, guint coupon);
guint nomo_demo_written_get_end (NomoDemoWritten *self);
void nomo_demo_written_put (NomoDemoWritten *self, guint coupon, const NomoDemoCoupon *it);
const char *nomo_demo_written_keep_text (NomoDemoWritten *self, const char *text);
GArray *nomo_demo_written_keep_ids (NomoDemoWritten *self, GArray *ids);
const char *const *nomo_demo_written_keep_texts (NomoDemoWritten *self, GPtrArray *texts);
GPtrArray *nomo_demo_written_get_tags (NomoDemoWritten *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NomoDemoWritten, nomo_demo_written_free)

G_END_DECLS
