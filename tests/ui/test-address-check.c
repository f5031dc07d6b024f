/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fecho-address-check.h"

#include "fecho-ui-fixture.h"

static void
assert_check (const char          *text,
              FechoAddressVerdict  verdict,
              const char          *expected,
              const char          *suggestion)
{
  g_auto(FechoAddressCheck) check = { 0 };

  fecho_address_check (text, NULL, NULL, &check);
  g_assert_cmpint (check.verdict, ==, verdict);
  g_assert_cmpstr (check.text, ==, expected);
  g_assert_cmpstr (check.suggestion, ==, suggestion);
}

static void
test_empty (void)
{
  assert_check ("", FECHO_ADDRESS_EMPTY, "Starts with wss:// or ws://", NULL);
  assert_check ("  ", FECHO_ADDRESS_EMPTY, "Starts with wss:// or ws://", NULL);
}

static void
test_scheme (void)
{
  const char *text = "WebSocket addresses start with wss:// or ws://";

  assert_check ("https://a.example/x", FECHO_ADDRESS_ERROR, text, "wss://a.example/x");
  assert_check ("http://a.example:81", FECHO_ADDRESS_ERROR, text, "wss://a.example:81");
  assert_check ("a.example/x", FECHO_ADDRESS_ERROR, text, "wss://a.example/x");
  assert_check ("https://", FECHO_ADDRESS_ERROR, text, NULL);
}

static void
test_errors (void)
{
  assert_check ("wss://a.example/x#y", FECHO_ADDRESS_ERROR,
                "A WebSocket address cannot have a # part", NULL);
  assert_check ("wss://a.example:99999/", FECHO_ADDRESS_ERROR,
                "A port is a number from 1 to 65535", NULL);
  assert_check ("wss:///x", FECHO_ADDRESS_ERROR,
                "The host is missing or not a valid name", NULL);
  assert_check ("wss://a.example/x y", FECHO_ADDRESS_ERROR,
                "The address has spaces or characters that must be written as %XX", NULL);
}

static void
test_good (void)
{
  assert_check ("wss://api.acme.example", FECHO_ADDRESS_GOOD,
                "Valid address: secure, host api.acme.example, port 443", NULL);
  assert_check (" ws://localhost:8080/x ", FECHO_ADDRESS_GOOD,
                "Valid address: not encrypted, host localhost, port 8080", NULL);
}

static void
test_near (void)
{
  const char *near[] = {
    "ws://127.0.0.1", "ws://[::1]:81", "ws://192.168.0.7", "ws://10.1.2.3", "ws://[fd00::1]",
    "ws://[fe80::1]", "ws://printer", "ws://box.local", "ws://app.localhost",
  };

  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    {
      g_auto(FechoAddressCheck) check = { 0 };

      fecho_address_check (near[i], NULL, NULL, &check);
      g_assert_cmpint (check.verdict, ==, FECHO_ADDRESS_GOOD);
      g_assert_false (check.secure);
    }
}

static void
test_not_encrypted (void)
{
  const char *text = "Not encrypted: anyone on the way can read the messages";

  assert_check ("ws://a.example", FECHO_ADDRESS_WARNING, text, NULL);
  assert_check ("ws://198.51.100.7", FECHO_ADDRESS_WARNING, text, NULL);
}

static void
test_password (void)
{
  assert_check ("wss://me:secret@a.example", FECHO_ADDRESS_WARNING,
                "The password is taken out of the address and kept in the keyring", NULL);
}

static void
test_same (void)
{
  FechoMonitor *monitor = fecho_ui_monitor_new (FECHO_MONITOR_EDIT);
  FechoSession *session = fecho_ui_add_session (monitor, "wss://a.example/x", "Orion", NULL);
  GListModel *sessions = fecho_monitor_get_sessions (monitor);
  g_auto(FechoAddressCheck) other = { 0 };
  g_auto(FechoAddressCheck) own = { 0 };

  fecho_address_check ("wss://a.example/x", sessions, NULL, &other);
  g_assert_cmpint (other.verdict, ==, FECHO_ADDRESS_WARNING);
  g_assert_cmpstr (other.text, ==, "Orion already uses this address");

  fecho_address_check ("wss://a.example/x", sessions, fecho_session_get_id (session), &own);
  g_assert_cmpint (own.verdict, ==, FECHO_ADDRESS_GOOD);

  fecho_ui_monitor_end (monitor);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/address-check/empty", test_empty);
  g_test_add_func ("/ui/address-check/scheme", test_scheme);
  g_test_add_func ("/ui/address-check/errors", test_errors);
  g_test_add_func ("/ui/address-check/good", test_good);
  g_test_add_func ("/ui/address-check/near", test_near);
  g_test_add_func ("/ui/address-check/not-encrypted", test_not_encrypted);
  g_test_add_func ("/ui/address-check/password", test_password);
  g_test_add_func ("/ui/address-check/same", test_same);

  return g_test_run ();
}
