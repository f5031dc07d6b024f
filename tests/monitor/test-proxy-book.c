/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-proxy-book.h"

#include "fecho-test-util.h"

static FechoEndpoint *
endpoint_new (const char     *url,
              FechoProxyMode  mode)
{
  g_autoptr(GError) error = NULL;
  FechoEndpoint *endpoint = fecho_endpoint_new (url, &error);

  g_assert_no_error (error);
  endpoint->proxy_mode = mode;

  return endpoint;
}

static FechoProxyBook *
book_new (void)
{
  char *ignored[] = { (char *)"near.example", NULL };
  g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new ("http://proxy.example:3128",
                                                                    ignored);

  return fecho_proxy_book_new (resolver);
}

static void
test_system (void)
{
  g_autoptr(FechoProxyBook) book = book_new ();
  g_autoptr(FechoEndpoint) far = endpoint_new ("wss://far.example/feed", FECHO_PROXY_SYSTEM);
  g_autoptr(FechoEndpoint) near = endpoint_new ("ws://near.example/", FECHO_PROXY_SYSTEM);
  g_autoptr(FechoEndpoint) local = endpoint_new ("ws://127.0.0.1:9/", FECHO_PROXY_SYSTEM);

  g_assert_null (fecho_proxy_book_look_up (book, near));
  g_assert_null (fecho_proxy_book_look_up (book, local));
  g_assert_null (fecho_proxy_book_look_up (book, far));
  fecho_test_wait (fecho_proxy_book_look_up (book, far) != NULL);
  g_assert_cmpstr (fecho_proxy_book_look_up (book, far), ==, "http://proxy.example:3128");
  g_assert_null (fecho_proxy_book_look_up (book, near));
  g_assert_null (fecho_proxy_book_look_up (book, local));
}

static void
test_of_the_session (void)
{
  g_autoptr(FechoProxyBook) book = book_new ();
  g_autoptr(FechoEndpoint) own = endpoint_new ("wss://far.example/", FECHO_PROXY_URI);
  g_autoptr(FechoEndpoint) none = endpoint_new ("wss://far.example/", FECHO_PROXY_NONE);

  own->proxy_uri = g_strdup ("socks5://own.example:1080");
  g_assert_cmpstr (fecho_proxy_book_look_up (book, own), ==, "socks5://own.example:1080");
  g_assert_null (fecho_proxy_book_look_up (book, none));
}

/* The answer may come when there is nobody to take it. */
static void
test_gone (void)
{
  FechoProxyBook *book = book_new ();
  g_autoptr(FechoEndpoint) far = endpoint_new ("wss://far.example/", FECHO_PROXY_SYSTEM);

  g_assert_null (fecho_proxy_book_look_up (book, far));
  g_assert_finalize_object (book);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/proxy-book/system", test_system);
  g_test_add_func ("/monitor/proxy-book/of-the-session", test_of_the_session);
  g_test_add_func ("/monitor/proxy-book/gone", test_gone);

  return g_test_run ();
}
