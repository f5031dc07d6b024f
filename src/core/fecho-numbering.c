/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-numbering.h"

struct _FechoNumbering
{
  GHashTable *numbers;          /* name -> number; the names are those of the array */
  GHashTable *hosts;            /* address -> number of its host: parsing is dear */
  GPtrArray *names;
};

FechoNumbering *
fecho_numbering_new (void)
{
  FechoNumbering *self = g_new0 (FechoNumbering, 1);

  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
fecho_numbering_free (FechoNumbering *self)
{
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->hosts);
  g_ptr_array_unref (self->names);
  g_free (self);
}

guint
fecho_numbering_get (FechoNumbering *self,
                     const char     *name)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));
  char *copy;

  if (number != 0)
    return number;

  copy = g_strdup (name);
  g_ptr_array_add (self->names, copy);
  g_hash_table_insert (self->numbers, copy, GUINT_TO_POINTER (self->names->len));

  return self->names->len;
}

/* Servers at two ports of a host come and go each by itself. */
static char *
dup_authority (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  g_autofree char *host = NULL;
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup ("");

  port = g_uri_get_port (uri);
  if (port <= 0)
    port = g_str_has_prefix (g_uri_get_scheme (uri), "wss") ? 443 : 80;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);

  return g_strdup_printf ("%s:%d", host, port);
}

guint
fecho_numbering_get_host (FechoNumbering *self,
                          const char     *url)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->hosts, url));
  g_autofree char *authority = NULL;

  if (number != 0)
    return number;

  authority = dup_authority (url);
  number = fecho_numbering_get (self, authority);
  g_hash_table_insert (self->hosts, g_strdup (url), GUINT_TO_POINTER (number));

  return number;
}

guint
fecho_numbering_get_n (const FechoNumbering *self)
{
  return self->names->len;
}

const char *
fecho_numbering_get_name (const FechoNumbering *self,
                          guint                 number)
{
  if (number == 0 || number > self->names->len)
    return NULL;

  return g_ptr_array_index (self->names, number - 1);
}
