/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FECHO_ERROR (fecho_error_quark ())

/* What a front end chooses its words by; the message of the GError is English, for logs. */
typedef enum
{
  FECHO_ERROR_FAILED,
  FECHO_ERROR_INVALID,          /* what a person or a file gave is wrong; the message says what and where */
  FECHO_ERROR_INVALID_SCHEME,   /* an address that is neither ws nor wss */
  FECHO_ERROR_INVALID_HOST,
  FECHO_ERROR_INVALID_PORT,
  FECHO_ERROR_INVALID_FRAGMENT,
  FECHO_ERROR_INVALID_FORM,     /* a header, cookie or subprotocol is not written as one */
  FECHO_ERROR_INVALID_VALUE,    /* ... or holds what it cannot, or too much */
  FECHO_ERROR_RESERVED,         /* a header that the handshake itself sends */
  FECHO_ERROR_TOO_MANY,
  FECHO_ERROR_USAGE,            /* wrong use of a command */
  FECHO_ERROR_NOT_OURS,         /* a file that is not a history of Fecho */
  FECHO_ERROR_TOO_NEW,          /* a history of a newer Fecho */
  FECHO_ERROR_CORRUPT,
  FECHO_ERROR_FULL,             /* disk full */
  FECHO_ERROR_BUSY,             /* locked by another process */
  FECHO_ERROR_READ_ONLY,        /* cannot be written */
  FECHO_ERROR_IO,
  FECHO_ERROR_IN_USE,           /* watched by another run, or a port in use */
  FECHO_ERROR_EXISTS,
} FechoError;

GQuark fecho_error_quark (void);

G_END_DECLS
