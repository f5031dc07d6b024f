/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Hands every question on to another database. For each connection the GnuTLS backend makes a
 * trust list of its own from a database of its own type: 3.9 MB and 6 ms with the usual certificates
 * of a system. Of a database that it does not know it only asks for verdicts. */
#define FECHO_TYPE_TLS_DATABASE (fecho_tls_database_get_type ())
G_DECLARE_FINAL_TYPE (FechoTlsDatabase, fecho_tls_database, FECHO, TLS_DATABASE, GTlsDatabase)

/* real NULL: the certificates of the system, read when the first question comes. */
GTlsDatabase *fecho_tls_database_new        (GTlsDatabase *real) G_GNUC_WARN_UNUSED_RESULT;
/* The process's one before the certificates of the system. It is the backend's default from then
 * on: a connection asks the default before it is told which database it is to use. */
GTlsDatabase *fecho_tls_database_ref_system (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
