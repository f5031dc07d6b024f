/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-test-certs.h"

#include <glib/gstdio.h>

static char *
dup_file (TestCerts  *self,
          const char *name,
          const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (self->folder, file, NULL);
}

/* Runs a command line of openssl in the folder. */
G_GNUC_PRINTF (2, 3) static void
run (TestCerts  *self,
     const char *format,
     ...)
{
  g_autofree char *command = NULL;
  g_autofree char *errors = NULL;
  g_auto(GStrv) words = NULL;
  g_autoptr(GError) error = NULL;
  int status = 0;
  va_list arguments;

  va_start (arguments, format);
  command = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assert_true (g_shell_parse_argv (command, NULL, &words, NULL));
  g_spawn_sync (self->folder, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &errors, &status,
                &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s: %s", command, errors);
}

static void
write_text (TestCerts  *self,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
time_of (int days)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) then = g_date_time_add_days (now, days);

  return g_date_time_format (then, "%Y%m%d%H%M%SZ");
}

static void
make_request (TestCerts  *self,
              const char *name)
{
  run (self, "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
             " -keyout %s.key -out %s.csr -subj /CN=%s", name, name, name);
}

/* "openssl ca" is the command that takes any dates. */
static void
sign_request (TestCerts  *self,
              const char *name,
              const char *issuer,
              const char *extensions,
              int         days)
{
  g_autofree char *start = time_of (days > 0 ? -1 : days - 2);
  g_autofree char *end = time_of (days);
  g_autofree char *signer = NULL;

  write_text (self, "extensions", extensions);
  if (issuer == NULL)
    signer = g_strdup_printf ("-selfsign -keyfile %s.key", name);
  else
    signer = g_strdup_printf ("-cert %s.pem -keyfile %s.key", issuer, issuer);
  run (self, "openssl ca -batch -notext -config config %s -in %s.csr -out %s.pem"
             " -extfile extensions -startdate %s -enddate %s", signer, name, name, start, end);
}

TestCerts *
test_certs_new (void)
{
  TestCerts *self = g_new0 (TestCerts, 1);

  self->folder = g_dir_make_tmp ("fecho-certs-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  write_text (self, "index", "");
  write_text (self, "serial", "01\n");
  write_text (self, "config",
              "[ca]\ndefault_ca = own\n"
              "[own]\ndatabase = index\nserial = serial\nnew_certs_dir = .\n"
              "default_md = sha256\npolicy = any\nunique_subject = no\n"
              "[any]\ncommonName = supplied\n");
  make_request (self, "ca");
  sign_request (self, "ca", NULL, "basicConstraints = critical, CA:TRUE\n"
                                  "keyUsage = critical, keyCertSign, cRLSign\n", 2);

  return self;
}

void
test_certs_free (TestCerts *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  for (name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
test_certs_make (TestCerts  *self,
                 const char *name,
                 const char *issuer,
                 const char *alt_name,
                 int         days)
{
  g_autofree char *extensions = g_strdup_printf ("subjectAltName = %s\n", alt_name);

  make_request (self, name);
  sign_request (self, name, issuer, extensions, days);
}

char *
test_certs_dup_path (TestCerts  *self,
                     const char *name)
{
  return dup_file (self, name, ".pem");
}

char *
test_certs_dup_key_path (TestCerts  *self,
                         const char *name)
{
  return dup_file (self, name, ".key");
}

GTlsCertificate *
test_certs_load (TestCerts  *self,
                 const char *name)
{
  g_autofree char *path = test_certs_dup_path (self, name);
  g_autofree char *key_path = test_certs_dup_key_path (self, name);
  g_autoptr(GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_files (path, key_path, &error);

  g_assert_no_error (error);

  return certificate;
}

char *
test_certs_dup_fingerprint (TestCerts  *self,
                            const char *name)
{
  g_autoptr(GTlsCertificate) certificate = test_certs_load (self, name);
  g_autoptr(GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}
