#pragma once

#include "nomo-inbox.h"

#define INBOX_FIXTURE_N 20

/* What became of deliveries. */
typedef struct {
  guint told;
  guint new;
  guint known;
  gboolean stored[INBOX_FIXTURE_N];
  GError *error; /* of the last that was not stored */
} InboxFate;

gboolean inbox_fixture_read (NomoDelivery *delivery, gpointer data, GError **error);
char *inbox_fixture_new_path (void);
NomoInbox *inbox_fixture_open (const char *path);
void inbox_fixture_put (NomoInbox *inbox, InboxFate *fate, guint index, gint64 merchant, const char *text);
void inbox_fixture_put_bytes (NomoInbox *inbox, InboxFate *fate, guint index, gint64 merchant, GBytes *body);
void inbox_fixture_wait (const InboxFate *fate, guint told);
GPtrArray *inbox_fixture_list (NomoInbox *inbox, NomoDeliveryState state);
const NomoDelivery *inbox_fixture_nth (const GPtrArray *deliveries, guint index);
int inbox_fixture_run_tests (void);
