/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FECHO_ADDRESS_EMPTY,
  FECHO_ADDRESS_ERROR,          /* cannot be used */
  FECHO_ADDRESS_WARNING,        /* can be used; the text says what to think of */
  FECHO_ADDRESS_GOOD,
} FechoAddressVerdict;

/* What is said of an address while it is typed. */
typedef struct
{
  FechoAddressVerdict verdict;
  char               *text;
  char               *suggestion; /* the address with wss://, NULL: none to offer */
  char               *host;       /* NULL in EMPTY and ERROR */
  gboolean            secure;
} FechoAddressCheck;

/* sessions: GListModel of FechoSession, or NULL; the one with own_id (NULL: none) may have the same
 * address. Main thread because of the sessions; looks nothing up in the network. */
void fecho_address_check       (const char        *text,
                                GListModel        *sessions,
                                const char        *own_id,
                                FechoAddressCheck *ret_check);
void fecho_address_check_clear (FechoAddressCheck *check);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FechoAddressCheck, fecho_address_check_clear)

G_END_DECLS
