/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Certificates that are read from files, once for all connections: read anew where a file changed. Any
 * thread; reading blocks it for as long as the disk takes. Paths may be relative. */
typedef struct _FechoTlsStore FechoTlsStore;

FechoTlsStore   *fecho_tls_store_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void             fecho_tls_store_free            (FechoTlsStore  *self);
/* The authorities of ca_file, or those of the system for NULL. */
GTlsDatabase    *fecho_tls_store_get_database    (FechoTlsStore  *self,
                                                  const char     *ca_file,
                                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* A certificate of ours; key_file NULL: the key is in the same file. */
GTlsCertificate *fecho_tls_store_get_certificate (FechoTlsStore  *self,
                                                  const char     *certificate_file,
                                                  const char     *key_file,
                                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoTlsStore, fecho_tls_store_free)

G_END_DECLS
