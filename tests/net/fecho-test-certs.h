/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Certificates made for one test by the openssl command, in a folder that goes away with them. */
typedef struct
{
  char *folder;
} TestCerts;

/* Makes an authority, "ca". */
TestCerts       *test_certs_new      (void);
void             test_certs_free     (TestCerts  *self);
/* Makes a certificate of the authority issuer, or by itself for NULL: for a subjectAltName like
 * "IP:127.0.0.1", valid for so many days from yesterday on (less than 1: expired). */
void             test_certs_make     (TestCerts  *self,
                                      const char *name,
                                      const char *issuer,
                                      const char *alt_name,
                                      int         days);
/* The files of a certificate and of its key. Free them. */
char            *test_certs_dup_path (TestCerts  *self,
                                      const char *name);
char            *test_certs_dup_key_path (TestCerts *self,
                                      const char *name);
GTlsCertificate *test_certs_load     (TestCerts  *self,
                                      const char *name);
/* SHA-256 of a certificate, hex. Free it. */
char            *test_certs_dup_fingerprint (TestCerts *self,
                                      const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCerts, test_certs_free)

G_END_DECLS
