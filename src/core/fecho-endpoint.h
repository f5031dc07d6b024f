/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define FECHO_ENDPOINT_PASSWORD "password"

/* How often a session pings where nobody says otherwise. */
#define FECHO_ENDPOINT_PING_US (20 * G_TIME_SPAN_SECOND)

typedef enum
{
  FECHO_PROXY_SYSTEM,
  FECHO_PROXY_NONE,
  FECHO_PROXY_URI,
} FechoProxyMode;

typedef enum
{
  FECHO_MIN_TLS_ANY,
  FECHO_MIN_TLS_1_2,
  FECHO_MIN_TLS_1_3,
} FechoMinTls;

/* One watched address and its options: what the person set, no live state. A plain value: copy
 * it to hand it to another thread. Fields are read freely and written through the setters that
 * check them; those without a setter may be written directly. Times are microseconds. */
typedef struct
{
  char          *id;            /* UUID, made by fecho_endpoint_new() */
  char          *name;          /* never empty: the host until a person names it */
  char          *group;         /* name of its group, NULL: none */
  char          *url;
  char         **subprotocols;  /* NULL: none */
  char         **headers;       /* "Name: value" lines, NULL: none */
  char         **cookies;       /* "name=value" */
  char          *origin;
  char          *user;          /* of HTTP Basic or Digest */
  char          *password;      /* in memory only, never in JSON */
  GHashTable    *secrets;       /* values of ${NAME}, in memory only, never changed: it is shared
                                 * by copies; NULL: none */
  char          *ca_file;
  char          *certificate_file;
  char          *key_file;
  char          *pin_sha256;    /* hex: the one certificate that is accepted without verification */
  gboolean       insecure;      /* verification off */
  FechoMinTls    min_tls;
  FechoProxyMode proxy_mode;
  char          *proxy_uri;
  gboolean       deflate;
  gint64         connect_timeout_us;
  gint64         ping_us;       /* 0: no pings */
  gint64         pong_timeout_us;
  gint64         max_message;   /* bytes of one assembled message */
  char         **on_open;       /* messages sent on opening */
  gboolean       on_open_binary; /* they are hexadecimal digits of binary ones */
  gboolean       reconnect;
  gint64         backoff_first_us;
  gint64         backoff_max_us;
  guint          max_attempts;  /* failed in a row; 0: no limit */
  char          *no_reconnect_codes; /* close codes and HTTP statuses: "401,1008" */
  gboolean       paused;
  char          *dictionary;

  gatomicrefcount n_owners;
} FechoEndpoint;

#define FECHO_TYPE_ENDPOINT (fecho_endpoint_get_type ())

GType          fecho_endpoint_get_type     (void);
/* With the defaults of cli.md, a new id, and the host as name. */
FechoEndpoint *fecho_endpoint_new          (const char           *url,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
FechoEndpoint *fecho_endpoint_copy         (const FechoEndpoint  *self) G_GNUC_WARN_UNUSED_RESULT;
/* One more owner of the very same value, which nobody changes any more while it has several: there
 * may be ten thousand. From any thread; each owner frees it. */
FechoEndpoint *fecho_endpoint_share        (const FechoEndpoint  *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean       fecho_endpoint_is_shared    (const FechoEndpoint  *self);
void           fecho_endpoint_free         (FechoEndpoint        *self);
/* NULL, or an error that says what is wrong and where: scheme, host, port, fragment. */
gboolean       fecho_endpoint_check_url    (const char           *url,
                                            GError              **error);
gboolean       fecho_endpoint_set_url      (FechoEndpoint        *self,
                                            const char           *url,
                                            GError              **error);
gboolean       fecho_endpoint_set_name     (FechoEndpoint        *self,
                                            const char           *name,
                                            GError              **error);
/* A "Name: value" line. Refuses names that are ours to send (Host, Connection, Upgrade,
 * Sec-WebSocket-*, Content-Length, Transfer-Encoding), and CR, LF or NUL. */
gboolean       fecho_endpoint_add_header   (FechoEndpoint        *self,
                                            const char           *line,
                                            GError              **error);
/* A token of RFC 7230, 3.2.6; each at most once. */
gboolean       fecho_endpoint_add_subprotocol (FechoEndpoint     *self,
                                            const char           *name,
                                            GError              **error);
gboolean       fecho_endpoint_add_cookie   (FechoEndpoint        *self,
                                            const char           *cookie,
                                            GError              **error);
gboolean       fecho_endpoint_set_origin   (FechoEndpoint        *self,
                                            const char           *origin,
                                            GError              **error);
gboolean       fecho_endpoint_set_proxy    (FechoEndpoint        *self,
                                            const char           *proxy,
                                            GError              **error);
/* SHA-256 of the DER form of one certificate: 64 hexadecimal digits, colons allowed. */
gboolean       fecho_endpoint_set_pin      (FechoEndpoint        *self,
                                            const char           *fingerprint,
                                            GError              **error);
gboolean       fecho_endpoint_is_secure    (const FechoEndpoint  *self);
/* Host and port as the address has them (default port filled in). Free the host. */
char          *fecho_endpoint_dup_host     (const FechoEndpoint  *self,
                                            guint16              *ret_port);
/* An address of this computer itself, by number or as localhost. */
gboolean       fecho_endpoint_is_loopback_host (const char           *host);
/* The address with secrets in its query masked. Free it. */
char          *fecho_endpoint_dup_public_url (const FechoEndpoint *self);

/* Secrets (architecture.md). Every ${NAME} in the address, headers, cookies, origin, user, proxy and
 * messages on opening stands for a secret of the session. */

/* Moves what holds a secret into "secrets", and leaves ${NAME} in its place: values of headers,
 * cookies and the query by their name, passwords of the user and of the proxy. */
void           fecho_endpoint_hide_secrets (FechoEndpoint        *self);
/* The names of all variables, each once, in the order in which they are found; of the password
 * too, which is called FECHO_ENDPOINT_PASSWORD, wherever there is a user. */
char         **fecho_endpoint_list_variables (const FechoEndpoint *self) G_GNUC_WARN_UNUSED_RESULT;
/* NULL where the session does not know the secret. */
const char    *fecho_endpoint_get_secret   (const FechoEndpoint  *self,
                                            const char           *name);
/* value NULL: forgets it. */
void           fecho_endpoint_set_secret   (FechoEndpoint        *self,
                                            const char           *name,
                                            const char           *value);
/* The first variable without a value that can be sent, NULL: none is missing. Free it. */
char          *fecho_endpoint_dup_missing  (const FechoEndpoint  *self);
/* The address and options as the peer gets them, for the connection alone: it is not stored, shown
 * or logged. Variables without a value stay as they are. */
FechoEndpoint *fecho_endpoint_reveal       (const FechoEndpoint  *self) G_GNUC_WARN_UNUSED_RESULT;
/* A text that goes to the peer, with ${NAME} where the value of a secret stands in it; the same one
 * where there is none. */
GBytes        *fecho_endpoint_mask_secrets (const FechoEndpoint  *self,
                                            GBytes               *text) G_GNUC_WARN_UNUSED_RESULT;
/* Bytes of a message on opening as it is sent; NULL where a binary one is not pairs of
 * hexadecimal digits, between which blanks may stand. */
GBytes        *fecho_endpoint_parse_hex    (const char           *text) G_GNUC_WARN_UNUSED_RESULT;

/* Options only (no id, name, address): what the column "options" of the file holds. */
char          *fecho_endpoint_options_to_json (const FechoEndpoint *self);
gboolean       fecho_endpoint_set_options  (FechoEndpoint        *self,
                                            const char           *json,
                                            GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FechoEndpoint, fecho_endpoint_free)

G_END_DECLS
