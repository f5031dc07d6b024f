/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-test-resolver.h"

struct _TestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static GMutex mutex;
static GCond changed;
static gboolean is_released;
static guint n_lookups;

static void
count_and_wait (const char *name)
{
  g_mutex_lock (&mutex);
  n_lookups++;
  while (g_str_has_prefix (name, "mute") && !is_released)
    g_cond_wait (&changed, &mutex);
  g_mutex_unlock (&mutex);
}

static GList *
list_several (void)
{
  GList *list = NULL;

  for (guint i = 3; i > 0; i--)
    {
      g_autofree char *text = g_strdup_printf ("127.0.0.%u", i);

      list = g_list_prepend (list, g_inet_address_new_from_string (text));
    }

  return list;
}

static GList *
test_resolver_lookup_by_name_with_flags (GResolver                 *resolver,
                                         const char                *name,
                                         GResolverNameLookupFlags   flags,
                                         GCancellable              *cancellable,
                                         GError                   **error)
{
  count_and_wait (name);
  if (g_str_has_prefix (name, "several") && flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    return list_several ();
  if (g_str_has_prefix (name, "known") && flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY)
    return g_list_append (NULL, g_inet_address_new_from_string ("127.0.0.1"));

  g_set_error (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "No such name: %s", name);

  return NULL;
}

static GList *
test_resolver_lookup_by_name (GResolver     *resolver,
                              const char    *name,
                              GCancellable  *cancellable,
                              GError       **error)
{
  return test_resolver_lookup_by_name_with_flags (resolver, name,
                                                  G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                                                  cancellable, error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name = test_resolver_lookup_by_name;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags = test_resolver_lookup_by_name_with_flags;
}

static void
test_resolver_init (TestResolver *self)
{
}

void
test_resolver_install (void)
{
  g_autoptr(GResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);

  g_resolver_set_default (resolver);
}

void
test_resolver_release (void)
{
  g_mutex_lock (&mutex);
  is_released = TRUE;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&mutex);
}

void
test_resolver_reset (void)
{
  g_mutex_lock (&mutex);
  is_released = FALSE;
  n_lookups = 0;
  g_mutex_unlock (&mutex);
}

guint
test_resolver_get_n_lookups (void)
{
  guint n;

  g_mutex_lock (&mutex);
  n = n_lookups;
  g_mutex_unlock (&mutex);

  return n;
}
