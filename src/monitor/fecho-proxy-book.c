/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-proxy-book.h"

#include "fecho-clock.h"

#define HOLDS_US (60 * (gint64)G_USEC_PER_SEC)

/* Of addresses; past that it begins anew. */
#define MAX_ENTRIES 20000

typedef struct
{
  char *proxy;                  /* NULL: none, or not known yet */
  gint64 asked_at_us;           /* monotonic */
} Entry;

struct _FechoProxyBook
{
  GObject parent_instance;

  GProxyResolver *resolver;
  GHashTable *entries;          /* Entry by what is asked for: "https://host:443" */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FechoProxyBook, fecho_proxy_book, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->proxy);
  g_free (entry);
}

/* As libsoup asks: http for ws, https for wss. NULL: the system is not asked for it. */
static char *
dup_question (const FechoEndpoint *endpoint)
{
  guint16 port = 0;
  g_autofree char *host = fecho_endpoint_dup_host (endpoint, &port);

  if (endpoint->proxy_mode != FECHO_PROXY_SYSTEM || host == NULL ||
      fecho_endpoint_is_loopback_host (host))
    return NULL;

  return g_uri_join (G_URI_FLAGS_NONE,
                     fecho_endpoint_is_secure (endpoint) ? "https" : "http", NULL, host, port, "/",
                     NULL, NULL);
}

typedef struct
{
  FechoProxyBook *book;
  char *question;
} Asking;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Asking *asking = data;
  g_autofree char *question = asking->question;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result,
                                                          &error);
  Entry *entry;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  entry = g_hash_table_lookup (asking->book->entries, question);
  if (entry == NULL || proxies == NULL)
    return;

  g_free (entry->proxy);
  entry->proxy = proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:")
                 ? g_strdup (proxies[0]) : NULL;
}

static void
fecho_proxy_book_dispose (GObject *object)
{
  g_cancellable_cancel (FECHO_PROXY_BOOK (object)->cancellable);

  G_OBJECT_CLASS (fecho_proxy_book_parent_class)->dispose (object);
}

static void
fecho_proxy_book_finalize (GObject *object)
{
  FechoProxyBook *self = FECHO_PROXY_BOOK (object);

  g_object_unref (self->resolver);
  g_hash_table_unref (self->entries);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (fecho_proxy_book_parent_class)->finalize (object);
}

static void
fecho_proxy_book_class_init (FechoProxyBookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fecho_proxy_book_dispose;
  G_OBJECT_CLASS (klass)->finalize = fecho_proxy_book_finalize;
}

static void
fecho_proxy_book_init (FechoProxyBook *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->cancellable = g_cancellable_new ();
}

FechoProxyBook *
fecho_proxy_book_new (GProxyResolver *resolver)
{
  FechoProxyBook *self;

  g_return_val_if_fail (G_IS_PROXY_RESOLVER (resolver), NULL);

  self = g_object_new (FECHO_TYPE_PROXY_BOOK, NULL);
  self->resolver = g_object_ref (resolver);

  return self;
}

/* What is known by now, which may be old or nothing. */
static const Entry *
ask (FechoProxyBook *self,
     const char     *question)
{
  const gint64 now_us = fecho_clock_monotonic_us ();
  Entry *entry = g_hash_table_lookup (self->entries, question);
  Asking *asking;

  if (entry != NULL && now_us - entry->asked_at_us < HOLDS_US)
    return entry;

  if (entry == NULL)
    {
      if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
        g_hash_table_remove_all (self->entries);
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_strdup (question), entry);
    }
  entry->asked_at_us = now_us;

  asking = g_new (Asking, 1);
  *asking = (Asking){ self, g_strdup (question) };
  g_proxy_resolver_lookup_async (self->resolver, question, self->cancellable, answered_cb, asking);

  return entry;
}

const char *
fecho_proxy_book_look_up (FechoProxyBook      *self,
                          const FechoEndpoint *endpoint)
{
  g_autofree char *question = NULL;
  const Entry *entry;

  g_return_val_if_fail (FECHO_IS_PROXY_BOOK (self), NULL);
  g_return_val_if_fail (endpoint != NULL, NULL);

  if (endpoint->proxy_mode == FECHO_PROXY_URI)
    return endpoint->proxy_uri;

  question = dup_question (endpoint);
  entry = question != NULL ? ask (self, question) : NULL;

  return entry != NULL ? entry->proxy : NULL;
}
