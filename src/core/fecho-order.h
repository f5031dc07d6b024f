/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fecho-close-event.h"

G_BEGIN_DECLS

/* What a list of events can be sorted by. */
typedef enum
{
  FECHO_ORDER_TIME,
  FECHO_ORDER_SESSION,
  FECHO_ORDER_CODE,
  FECHO_ORDER_REASON,
  FECHO_ORDER_CLOSED_BY,
  FECHO_ORDER_LIFE,
  FECHO_ORDER_STAGE,
  FECHO_ORDER_ORIGIN,
  FECHO_ORDER_CLEAN,
  FECHO_ORDER_MESSAGES,         /* in and out together */
  FECHO_ORDER_HTTP,
  FECHO_ORDER_NETWORK,
  FECHO_ORDER_ADDRESS,
} FechoOrder;

#define FECHO_N_ORDERS (FECHO_ORDER_ADDRESS + 1)

/* Where an event stands in a list. */
typedef struct
{
  gint64  closed_at_us;
  gint64  id;
  gint64  number;               /* what it is sorted by ... */
  char   *text;                 /* ... or a GRefString that strcmp() sorts as the locale does */
  guint16 code;
} FechoOrderRow;

/* Words of the settings, "time", "closed-by". */
const char *fecho_order_to_string   (FechoOrder              order);
gboolean    fecho_order_from_string (const char             *string,
                                     FechoOrder             *ret_order);
/* What the column says of an event, NULL where it is a number. */
const char *fecho_order_get_text    (FechoOrder              order,
                                     const FechoCloseRecord *record);
/* A new text as it is compared; fold it once where it stands in many events. */
char       *fecho_order_fold        (const char             *text) G_GNUC_WARN_UNUSED_RESULT;
/* Takes text, which is fecho_order_fold() of the event's. */
void        fecho_order_row_init    (FechoOrderRow          *row,
                                     FechoOrder              order,
                                     const FechoCloseRecord *record,
                                     char                   *text);
void        fecho_order_row_clear   (FechoOrderRow          *row);
/* Of events that are alike the newest comes first, in either direction; by time all turn round. */
int         fecho_order_compare     (FechoOrder              order,
                                     gboolean                descending,
                                     const FechoOrderRow    *a,
                                     const FechoOrderRow    *b);

G_END_DECLS
