/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-tls-database.h"

struct _FechoTlsDatabase
{
  GTlsDatabase parent_instance;

  GMutex mutex;
  GTlsDatabase *real;           /* of the first question; guarded by mutex until then */
};

G_DEFINE_FINAL_TYPE (FechoTlsDatabase, fecho_tls_database, G_TYPE_TLS_DATABASE)

/* The backend's own, whatever was put in its place. */
static GTlsDatabase *
load_system_database (void)
{
  GTlsBackend *backend = g_tls_backend_get_default ();

  return G_TLS_BACKEND_GET_INTERFACE (backend)->get_default_database (backend);
}

/* Reading the certificates of a system takes some 40 ms: the first handshake does it, where a
 * backend asks, which may be on any thread. */
static GTlsDatabase *
real_of (GTlsDatabase *database)
{
  FechoTlsDatabase *self = FECHO_TLS_DATABASE (database);

  g_mutex_lock (&self->mutex);
  if (self->real == NULL)
    self->real = load_system_database ();
  g_mutex_unlock (&self->mutex);

  return self->real;
}

static GTlsCertificateFlags
fecho_tls_database_verify_chain (GTlsDatabase             *database,
                                 GTlsCertificate          *chain,
                                 const char               *purpose,
                                 GSocketConnectable       *identity,
                                 GTlsInteraction          *interaction,
                                 GTlsDatabaseVerifyFlags   flags,
                                 GCancellable             *cancellable,
                                 GError                  **error)
{
  return g_tls_database_verify_chain (real_of (database), chain, purpose, identity, interaction,
                                      flags, cancellable, error);
}

static char *
fecho_tls_database_create_certificate_handle (GTlsDatabase    *database,
                                              GTlsCertificate *certificate)
{
  return g_tls_database_create_certificate_handle (real_of (database), certificate);
}

static GTlsCertificate *
fecho_tls_database_lookup_certificate_for_handle (GTlsDatabase             *database,
                                                  const char               *handle,
                                                  GTlsInteraction          *interaction,
                                                  GTlsDatabaseLookupFlags   flags,
                                                  GCancellable             *cancellable,
                                                  GError                  **error)
{
  return g_tls_database_lookup_certificate_for_handle (real_of (database), handle, interaction,
                                                       flags, cancellable, error);
}

static GTlsCertificate *
fecho_tls_database_lookup_certificate_issuer (GTlsDatabase             *database,
                                              GTlsCertificate          *certificate,
                                              GTlsInteraction          *interaction,
                                              GTlsDatabaseLookupFlags   flags,
                                              GCancellable             *cancellable,
                                              GError                  **error)
{
  return g_tls_database_lookup_certificate_issuer (real_of (database), certificate, interaction,
                                                   flags, cancellable, error);
}

static GList *
fecho_tls_database_lookup_certificates_issued_by (GTlsDatabase             *database,
                                                  GByteArray               *issuer,
                                                  GTlsInteraction          *interaction,
                                                  GTlsDatabaseLookupFlags   flags,
                                                  GCancellable             *cancellable,
                                                  GError                  **error)
{
  return g_tls_database_lookup_certificates_issued_by (real_of (database), issuer, interaction,
                                                       flags, cancellable, error);
}

static void
fecho_tls_database_finalize (GObject *object)
{
  FechoTlsDatabase *self = FECHO_TLS_DATABASE (object);

  g_clear_object (&self->real);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (fecho_tls_database_parent_class)->finalize (object);
}

/* The asynchronous functions of the parent call these on a thread of GIO's pool. */
static void
fecho_tls_database_class_init (FechoTlsDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GTlsDatabaseClass *database_class = G_TLS_DATABASE_CLASS (klass);

  object_class->finalize = fecho_tls_database_finalize;
  database_class->verify_chain = fecho_tls_database_verify_chain;
  database_class->create_certificate_handle = fecho_tls_database_create_certificate_handle;
  database_class->lookup_certificate_for_handle = fecho_tls_database_lookup_certificate_for_handle;
  database_class->lookup_certificate_issuer = fecho_tls_database_lookup_certificate_issuer;
  database_class->lookup_certificates_issued_by = fecho_tls_database_lookup_certificates_issued_by;
}

static void
fecho_tls_database_init (FechoTlsDatabase *self)
{
  g_mutex_init (&self->mutex);
}

GTlsDatabase *
fecho_tls_database_new (GTlsDatabase *real)
{
  FechoTlsDatabase *self;

  g_return_val_if_fail (real == NULL || G_IS_TLS_DATABASE (real), NULL);

  self = g_object_new (FECHO_TYPE_TLS_DATABASE, NULL);
  g_set_object (&self->real, real);

  return G_TLS_DATABASE (self);
}

GTlsDatabase *
fecho_tls_database_ref_system (void)
{
  static gsize system;

  if (g_once_init_enter (&system))
    {
      GTlsDatabase *database = fecho_tls_database_new (NULL);

      g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
      g_once_init_leave (&system, (gsize)database);
    }

  return g_object_ref ((GTlsDatabase *)system);
}
