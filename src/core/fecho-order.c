/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-order.h"

#include <string.h>

static const char *const words[] = {
  [FECHO_ORDER_TIME] = "time",
  [FECHO_ORDER_SESSION] = "session",
  [FECHO_ORDER_CODE] = "code",
  [FECHO_ORDER_REASON] = "reason",
  [FECHO_ORDER_CLOSED_BY] = "closed-by",
  [FECHO_ORDER_LIFE] = "life",
  [FECHO_ORDER_STAGE] = "stage",
  [FECHO_ORDER_ORIGIN] = "origin",
  [FECHO_ORDER_CLEAN] = "clean",
  [FECHO_ORDER_MESSAGES] = "messages",
  [FECHO_ORDER_HTTP] = "http",
  [FECHO_ORDER_NETWORK] = "network",
  [FECHO_ORDER_ADDRESS] = "address",
};

G_STATIC_ASSERT (G_N_ELEMENTS (words) == FECHO_N_ORDERS);

const char *
fecho_order_to_string (FechoOrder order)
{
  g_return_val_if_fail (order < FECHO_N_ORDERS, NULL);

  return words[order];
}

gboolean
fecho_order_from_string (const char *string,
                         FechoOrder *ret_order)
{
  g_return_val_if_fail (string != NULL, FALSE);

  for (guint i = 0; i < FECHO_N_ORDERS; i++)
    {
      if (!g_str_equal (words[i], string))
        continue;
      *ret_order = i;
      return TRUE;
    }

  return FALSE;
}

const char *
fecho_order_get_text (FechoOrder              order,
                      const FechoCloseRecord *record)
{
  switch (order)
    {
    case FECHO_ORDER_SESSION:
      return record->session;
    case FECHO_ORDER_REASON:
      return record->reason;
    case FECHO_ORDER_ADDRESS:
      return record->url;
    case FECHO_ORDER_TIME:
    case FECHO_ORDER_CODE:
    case FECHO_ORDER_CLOSED_BY:
    case FECHO_ORDER_LIFE:
    case FECHO_ORDER_STAGE:
    case FECHO_ORDER_ORIGIN:
    case FECHO_ORDER_CLEAN:
    case FECHO_ORDER_MESSAGES:
    case FECHO_ORDER_HTTP:
    case FECHO_ORDER_NETWORK:
      break;
    }

  return NULL;
}

static gint64
get_number (FechoOrder              order,
            const FechoCloseRecord *record)
{
  switch (order)
    {
    case FECHO_ORDER_CODE:
      return record->code;
    case FECHO_ORDER_CLOSED_BY:
      return record->closed_by;
    case FECHO_ORDER_LIFE:
      return record->life_us;
    case FECHO_ORDER_STAGE:
      return record->stage;
    case FECHO_ORDER_ORIGIN:
      return record->origin;
    case FECHO_ORDER_CLEAN:
      return record->was_clean != FALSE;
    case FECHO_ORDER_MESSAGES:
      return record->messages_in + record->messages_out;
    case FECHO_ORDER_HTTP:
      return record->http_status;
    case FECHO_ORDER_NETWORK:
      return record->network;
    case FECHO_ORDER_TIME:
    case FECHO_ORDER_SESSION:
    case FECHO_ORDER_REASON:
    case FECHO_ORDER_ADDRESS:
      break;
    }

  return 0;
}

char *
fecho_order_fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_autofree char *key = g_utf8_collate_key (folded, -1);

  return g_ref_string_new (key);
}

void
fecho_order_row_init (FechoOrderRow          *row,
                      FechoOrder              order,
                      const FechoCloseRecord *record,
                      char                   *text)
{
  *row = (FechoOrderRow) {
    .closed_at_us = record->closed_at_us,
    .code = record->code,
    .id = record->id,
    .number = get_number (order, record),
    .text = text,
  };
}

void
fecho_order_row_clear (FechoOrderRow *row)
{
  g_clear_pointer (&row->text, g_ref_string_release);
}

static int
compare_times (const FechoOrderRow *a,
               const FechoOrderRow *b)
{
  if (a->closed_at_us != b->closed_at_us)
    return a->closed_at_us < b->closed_at_us ? -1 : 1;
  if (a->code != b->code)
    return a->code < b->code ? -1 : 1;

  return (a->id > b->id) - (a->id < b->id);
}

int
fecho_order_compare (FechoOrder           order,
                     gboolean             descending,
                     const FechoOrderRow *a,
                     const FechoOrderRow *b)
{
  int result;

  if (order == FECHO_ORDER_TIME)
    result = compare_times (a, b);
  else if (a->text != NULL && b->text != NULL && a->text != b->text)
    result = strcmp (a->text, b->text);
  else
    result = (a->number > b->number) - (a->number < b->number);
  if (result != 0)
    return descending ? -result : result;

  return order == FECHO_ORDER_TIME ? 0 : compare_times (b, a);
}
